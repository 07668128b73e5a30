#pragma once
// Paints a day of the calendar: its number, what falls due, and a line for each family.

#include <QStyledItemDelegate>

namespace alluse::ui {

class CalendarDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    // The entry under a point of the cell; −1: none.
    [[nodiscard]] static int lineAt(const QRect& cell, const QPoint& point, int entries);

private:
    static constexpr int kHead = 22, kLine = 18;
    [[nodiscard]] static int linesShown(const QRect& cell, int entries);
};

} // namespace alluse::ui
