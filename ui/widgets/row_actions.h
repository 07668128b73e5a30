#pragma once
// What can be done with the row under the mouse, as a few icons at its right end. The keyboard has
// the same in the row's menu, so the buttons take no focus.

#include <QFrame>

class QAction;
class QTableView;

namespace alluse::ui {

class RowActions final : public QFrame {
    Q_OBJECT

public:
    // Lies over the table; a press makes the row current, then triggers the action.
    RowActions(QTableView* table, const QList<QAction*>& actions);
    [[nodiscard]] int row() const { return m_row; } // −1: no row is hovered

signals:
    void rowChanged(int row);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow(const QPoint& position);
    void leave();
    void setRow(int row);

    QTableView* m_table;
    int m_row = -1;
};

} // namespace alluse::ui
