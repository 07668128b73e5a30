#include "panels/dock_title.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace alluse::panels {

namespace {

constexpr int kSide = 12;
constexpr int kHeight = 28;
constexpr double kRadius = 5.0;

QFont titleFont(const QWidget& widget) {
    QFont font = widget.font();
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

DockTitle::DockTitle(QString title, QWidget* parent)
    : QWidget(parent), m_title(std::move(title)), m_theme(ChartTheme::fromPalette(palette())) {
    setAccessibleName(m_title);
}

void DockTitle::setTheme(const ChartTheme& theme) {
    m_theme = theme;
    update();
}

void DockTitle::setState(const QString& state) {
    if (state == m_state) return;
    m_state = state;
    update();
}

QSize DockTitle::sizeHint() const {
    const QFontMetrics metrics(titleFont(*this));
    return {metrics.horizontalAdvance(m_title) + metrics.horizontalAdvance(m_state) + 3 * kSide,
            std::max(kHeight, metrics.height() + 8)};
}

QSize DockTitle::minimumSizeHint() const {
    return {80, sizeHint().height()};
}

void DockTitle::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.border);
    painter.setBrush(m_theme.surface);
    // The upper part of the dock's frame; the panel paints the lower one.
    painter.drawRoundedRect(QRectF(rect()).adjusted(kCardAir + 0.5, 0.5, -kCardAir - 0.5, 2 * kRadius),
                            kRadius, kRadius);
    painter.setPen(QPen(m_theme.grid, 1));
    painter.drawLine(QPointF(kCardAir + 1, height() - 0.5),
                     QPointF(width() - kCardAir - 1, height() - 0.5));

    const QFont bold = titleFont(*this);
    const QRect inner = rect().adjusted(kSide + kCardAir, 0, -kSide - kCardAir, 0);
    const int stateWidth = QFontMetrics(font()).horizontalAdvance(m_state);
    const int titleWidth = QFontMetrics(bold).horizontalAdvance(m_title);
    painter.setFont(bold);
    painter.setPen(m_theme.text);
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(bold).elidedText(m_title, Qt::ElideRight, inner.width()));
    // The title matters more: the state gives way when there is no room for both.
    if (titleWidth + kSide + stateWidth > inner.width()) return;
    painter.setFont(font());
    painter.setPen(m_theme.muted);
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignRight, m_state);
}

} // namespace alluse::panels
