#pragma once
// An inline message above a page: what went wrong, and the button that tries again.

#include <QFrame>

class QLabel;
class QPushButton;
class QTimer;

namespace alluse::ui {

class Banner final : public QFrame {
    Q_OBJECT

public:
    explicit Banner(QWidget* parent = nullptr);
    // Plain text, never markup: it may quote stored names.
    void showError(const QString& text);
    // The same, and tries again by itself: after 5, 10, 20 and then every 30 seconds, with the
    // seconds counted down on the button.
    void showWaiting(const QString& text);
    void clear();
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString retryText() const; // of the button
    static constexpr int kRetrySeconds[] = {5, 10, 20, 30};

signals:
    void retryRequested();

private:
    void tick();
    void showSeconds();

    QLabel* m_label;
    QPushButton* m_retry;
    QTimer* m_timer;
    int m_attempt = 0; // since it last worked
    int m_secondsLeft = 0;
};

} // namespace alluse::ui
