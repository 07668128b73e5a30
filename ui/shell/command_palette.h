#pragma once
// Ctrl+Shift+P: type a few letters of any command, Enter runs it.

#include <QDialog>

class QAction;
class QLineEdit;
class QListWidget;

namespace alluse::ui {

class Actions;

class CommandPalette final : public QDialog {
    Q_OBJECT

public:
    CommandPalette(const Actions& actions, QWidget* parent);
    // Whether each word of `query` begins a word of `text` or lies inside it.
    [[nodiscard]] static bool matches(const QString& query, const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill(const QString& query);
    void runCurrent();

    const Actions& m_actions;
    QLineEdit* m_query;
    QListWidget* m_list;
};

} // namespace alluse::ui
