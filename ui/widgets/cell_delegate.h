#pragma once
// Draws every cell of our tables: text, money, an account with its type's dot, chip, meter, shimmer.

#include "ui/common/theme.h"
#include "ui/widgets/tabular_text.h"

#include <QStyledItemDelegate>

#include <memory>

namespace alluse::ui {

// The model says what a cell means (CellKindRole, ToneRole …); this class knows how it looks.
class CellDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    [[nodiscard]] const TabularText& figures(const QFont& font) const;
    mutable std::unique_ptr<TabularText> m_figures;
};

} // namespace alluse::ui
