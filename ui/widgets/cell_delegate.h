#pragma once
// Draws every cell of our tables: text, money, an account with its type's dot, chip, meter, shimmer.

#include "ui/common/theme.h"
#include "ui/widgets/tabular_text.h"

#include <QCache>
#include <QStaticText>
#include <QStyledItemDelegate>

#include <memory>

namespace alluse::ui {

// Left and right of every cell; the header keeps it too, so that words stand over their columns.
inline constexpr int kCellPad = 10;
// Laid-out texts that a table keeps: some ten screens.
inline constexpr int kTextsMax = 2'000;

// The model says what a cell means (CellKindRole, ToneRole …); this class knows how it looks.
class CellDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    // The row under the mouse is drawn raised; −1: none.
    void setHoveredRow(int row) { m_hoveredRow = row; }

private:
    [[nodiscard]] const TabularText& figures(const QFont& font) const;
    // Draws a text that fits the place or is elided; its layout is kept, because most of what one
    // frame of a scroll shows was on the frame before.
    void drawText(QPainter& painter, const QRect& place, const QStyleOptionViewItem& option,
                  const QString& text, Qt::TextElideMode elide) const;
    mutable std::unique_ptr<TabularText> m_figures;
    mutable QCache<QString, QStaticText> m_texts{kTextsMax};
    mutable QFont m_textFont; // of m_texts
    int m_hoveredRow = -1;
};

} // namespace alluse::ui
