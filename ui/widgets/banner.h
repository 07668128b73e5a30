#pragma once
// An inline message above a page: what went wrong, and the button that tries again.

#include <QFrame>

class QLabel;
class QPushButton;

namespace alluse::ui {

class Banner final : public QFrame {
    Q_OBJECT

public:
    explicit Banner(QWidget* parent = nullptr);
    // Plain text, never markup: it may quote stored names.
    void showError(const QString& text);
    void clear();
    [[nodiscard]] QString text() const;

signals:
    void retryRequested();

private:
    QLabel* m_label;
    QPushButton* m_retry;
};

} // namespace alluse::ui
