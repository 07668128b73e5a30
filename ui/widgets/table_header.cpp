#include "ui/widgets/table_header.h"

#include "ui/common/theme.h"
#include "ui/widgets/cell_delegate.h"

#include <QPainter>

namespace alluse::ui {
namespace {

constexpr int kMarkWidth = 7;
constexpr int kMarkHeight = 4;
constexpr int kMarkGap = 5;

void drawMark(QPainter& painter, QPointF at, bool isDescending, const QColor& color) {
    const double tip = isDescending ? kMarkHeight / 2.0 : -kMarkHeight / 2.0;
    const QPointF points[] = {{at.x(), at.y() - tip},
                              {at.x() + kMarkWidth, at.y() - tip},
                              {at.x() + kMarkWidth / 2.0, at.y() + tip}};
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(points, 3);
}

} // namespace

TableHeader::TableHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setFixedHeight(metric::kHeader);
    setSectionsMovable(true);
    setSectionsClickable(true);
    setHighlightSections(false);
    setSortIndicatorShown(true);
    setMinimumSectionSize(metric::kWide * 2);
    setContextMenuPolicy(Qt::CustomContextMenu);
}

QFont TableHeader::headerFont() const {
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    return bold;
}

QString TableHeader::textOf(int section) const {
    return model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
}

QSize TableHeader::sectionSizeFromContents(int section) const {
    const int width = QFontMetrics(headerFont()).horizontalAdvance(textOf(section));
    return {width + 2 * kCellPad + kMarkGap + kMarkWidth, metric::kHeader};
}

void TableHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    const Theme theme = themeOf(palette());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(rect, theme.color(Token::Raised));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color(Token::Border));
    const bool isSorted = isSortIndicatorShown() && section == sortIndicatorSection();
    const QColor color = theme.color(isSorted ? Token::Text : Token::Muted);
    const QFont font = headerFont();
    const QFontMetrics metrics(font);
    QRect place = rect.adjusted(kCellPad, 0, -kCellPad, -1);
    const int mark = isSorted ? kMarkWidth + kMarkGap : 0;
    const QString text = metrics.elidedText(textOf(section), Qt::ElideRight, place.width() - mark);
    const int width = metrics.horizontalAdvance(text);
    const auto side = Qt::Alignment(
        model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt());
    if (side.testFlag(Qt::AlignRight)) place.setLeft(place.right() + 1 - width - mark);
    painter->setFont(font);
    painter->setPen(color);
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, text);
    if (isSorted)
        drawMark(*painter, {place.left() + width + double(kMarkGap), place.center().y() + 0.5},
                 sortIndicatorOrder() == Qt::DescendingOrder, color);
    painter->restore();
}

} // namespace alluse::ui
