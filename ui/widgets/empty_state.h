#pragma once
// What stands in a place that has nothing to show: why, and what to do next.

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;

namespace alluse::ui {

class EmptyState final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);
    // `next` may be null: then there is only the sentence.
    void setMessage(const QString& why, const QString& hint, QAction* next = nullptr);

private:
    QLabel* m_why;
    QLabel* m_hint;
    QPushButton* m_button;
    QAction* m_next = nullptr;
};

} // namespace alluse::ui
