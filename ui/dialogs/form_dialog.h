#pragma once
// The look of every form: heading, one column of labelled fields with errors below them, a preview,
// and one button named by its verb. Escape cancels, Enter submits. GUI thread.

#include <QDialog>
#include <QString>

#include <functional>
#include <map>

class QFrame;
class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace alluse::ui {

class FormDialog : public QDialog {
    Q_OBJECT

public:
    explicit FormDialog(QWidget* parent = nullptr);
    ~FormDialog() override;

    [[nodiscard]] QString fieldError(const QString& name) const; // empty when there is none
    [[nodiscard]] QString bannerText() const;                    // empty when it is hidden
    // An error at a field or in the banner.
    [[nodiscard]] bool hasMessage() const { return hasErrors() || !bannerText().isEmpty(); }
    [[nodiscard]] QPushButton* primaryButton() const { return m_primary; }

    void reject() override;

protected:
    void setHeading(const QString& heading, const QString& subtitle);
    // The verb on the button, with a mnemonic: "&Open family".
    void setPrimary(const QString& verb);
    void setCancelText(const QString& text);

    // `name` is what Refusal.field says and becomes the editor's object name; the label's mnemonic
    // reaches the editor. Fields stand in the order in which they are added.
    void addField(const QString& name, const QString& label, QWidget* editor,
                  const QString& hint = {});
    // Several fields in one line behind one label and with one error: "40 – 50".
    void addLine(const QString& name, const QString& label, const QList<QWidget*>& editors,
                 const QList<QString>& between = {}, const QString& hint = {});
    void addSection(const QString& title);
    void addWide(QWidget* widget);
    void setFieldVisible(const QString& name, bool isVisible);
    void setHint(const QString& name, const QString& text);

    void setFieldError(const QString& name, const QString& text); // empty takes it back
    void clearErrors();
    [[nodiscard]] bool hasErrors() const;
    void focusFirstError();

    // A sentence above the fields; with `retry` it carries a button.
    void showBanner(const QString& text, const QString& retryText = {},
                    std::function<void()> retry = {});
    void hideBanner();

    void setBusy(bool isBusy, const QString& busyText = {});
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    // Fields stop taking input, the buttons stay.
    void setFieldsLocked(bool isLocked);
    void setPrimaryEnabled(bool isEnabled);

    // Enter or the primary button.
    virtual void submit() = 0;
    // Escape or the Cancel button.
    virtual void cancelPressed();

    void showEvent(QShowEvent* event) override;
    void focusFirst();
    void fitHeight(); // grows with errors and previews, within the screen

private:
    struct Field {
        QLabel* label = nullptr;
        QWidget* editor = nullptr; // what shows and hides
        QWidget* focus = nullptr;
        QLabel* hint = nullptr;
        QLabel* error = nullptr;
        int gapRow = 0;      // the space below, gone with the field
        bool isShown = true; // a widget that was never on screen says it is hidden
    };
    void buildFooter(QVBoxLayout* outer);
    void addRow(const QString& name, const QString& label, QWidget* shown, QWidget* focus,
                const QString& hint);

    QLabel* m_heading;
    QLabel* m_subtitle;
    QFrame* m_banner;
    QLabel* m_bannerText;
    QPushButton* m_retry;
    QScrollArea* m_area = nullptr;
    QWidget* m_content;
    QWidget* m_fields;
    QGridLayout* m_grid;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_primary = nullptr;
    QString m_verb;
    std::function<void()> m_onRetry;
    std::map<QString, Field> m_byName;
    QStringList m_order;
    int m_gridRows = 0;
    bool m_isBusy = false;
    bool m_isPrimaryEnabled = true;
};

} // namespace alluse::ui
