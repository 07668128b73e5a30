#pragma once
// The search of the page in front: its key at the right, Enter or Down goes to the first match,
// Escape clears it and goes back to the table.

#include <QLineEdit>

namespace alluse::ui {

class SearchField final : public QLineEdit {
    Q_OBJECT

public:
    explicit SearchField(QWidget* parent = nullptr);

signals:
    void accepted();
    void left();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace alluse::ui
