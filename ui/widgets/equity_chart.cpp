#include "ui/widgets/equity_chart.h"

#include "models/text_format.h"
#include "panels/nice_scale.h"
#include "ui/common/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace alluse::ui {
namespace {

constexpr int kLeft = 44, kTop = 8, kRight = 8, kBottom = 20;
constexpr int kIntervalsMax = 4;
constexpr int kFillAlpha = 40;

} // namespace

EquityChart::EquityChart(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("equityChart"));
    setMouseTracking(true);
    setMinimumHeight(120);
    setAccessibleName(tr("Balance over time"));
}

void EquityChart::setSeries(std::vector<services::SeriesPoint> points, int colourIndex) {
    m_points = std::move(points);
    m_colour = colourIndex;
    m_hovered = -1;
    double low = 0;
    double high = 0;
    for (const auto& point : m_points) {
        low = std::min(low, models::axisValue(point.balance));
        high = std::max(high, models::axisValue(point.balance));
    }
    const auto scale = panels::niceScale(low, high, {.ticksMax = kIntervalsMax});
    m_min = scale.min;
    m_max = scale.max;
    update();
}

QPointF EquityChart::place(const services::SeriesPoint& point, const QRectF& plot) const {
    const double first = m_points.front().date.daysSinceEpoch();
    const double days = std::max(1.0, m_points.back().date.daysSinceEpoch() - first);
    const double x = (point.date.daysSinceEpoch() - first) / days;
    const double y = (models::axisValue(point.balance) - m_min) / (m_max - m_min);
    return {plot.left() + x * plot.width(), plot.bottom() - y * plot.height()};
}

void EquityChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont small = font();
    small.setPointSizeF(font().pointSizeF() - 2);
    painter.setFont(small);
    const QRectF plot = QRectF(rect()).adjusted(kLeft, kTop, -kRight, -kBottom);
    if (m_points.size() < 2) {
        painter.setPen(themeOf(palette()).color(Token::Muted));
        painter.drawText(rect(), Qt::AlignCenter, tr("The line starts with the second posting day."));
        return;
    }
    paintAxes(painter, plot);
    paintLine(painter, plot);
    paintHover(painter, plot);
}

void EquityChart::paintAxes(QPainter& painter, const QRectF& plot) const {
    const Theme theme = themeOf(palette());
    const auto scale = panels::niceScale(m_min, m_max, {.ticksMax = kIntervalsMax});
    for (const double tick : scale.ticks()) {
        const double y = plot.bottom() - (tick - m_min) / (m_max - m_min) * plot.height();
        painter.setPen(theme.color(Token::Grid));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme.color(Token::Muted));
        painter.drawText(QRectF(0, y - 8, kLeft - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                         scale.label(tick));
    }
    const QRectF below(plot.left(), plot.bottom() + 4, plot.width(), kBottom - 4);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignTop, models::dateText(m_points.front().date));
    painter.drawText(below, Qt::AlignRight | Qt::AlignTop, models::dateText(m_points.back().date));
}

void EquityChart::paintLine(QPainter& painter, const QRectF& plot) const {
    QPolygonF line;
    line.reserve(static_cast<qsizetype>(m_points.size()));
    for (const auto& point : m_points) line << place(point, plot);
    QColor fill = Theme::seriesColor(m_colour);
    painter.setPen(QPen(fill, 1.5));
    painter.drawPolyline(line);
    line << QPointF(plot.right(), plot.bottom()) << QPointF(plot.left(), plot.bottom());
    fill.setAlpha(kFillAlpha);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(line);
}

void EquityChart::paintHover(QPainter& painter, const QRectF& plot) const {
    if (m_hovered < 0) return;
    const auto& point = m_points[static_cast<std::size_t>(m_hovered)];
    const Theme theme = themeOf(palette());
    const QPointF at = place(point, plot);
    painter.setPen(theme.color(Token::Muted));
    painter.drawLine(QPointF(at.x(), plot.top()), QPointF(at.x(), plot.bottom()));
    painter.setPen(theme.color(Token::Text));
    const QString text = models::dateText(point.date) + QStringLiteral("  ")
                         + models::moneyText(point.balance);
    const bool isRight = at.x() > plot.center().x();
    painter.drawText(plot.adjusted(4, 0, -4, 0),
                     Qt::AlignTop | (isRight ? Qt::AlignLeft : Qt::AlignRight), text);
}

void EquityChart::mouseMoveEvent(QMouseEvent* event) {
    if (m_points.size() < 2) return;
    const QRectF plot = QRectF(rect()).adjusted(kLeft, kTop, -kRight, -kBottom);
    const auto nearest = std::ranges::min_element(m_points, {}, [&](const auto& point) {
        return std::abs(place(point, plot).x() - event->position().x());
    });
    m_hovered = static_cast<int>(nearest - m_points.begin());
    update();
}

void EquityChart::leaveEvent(QEvent*) {
    m_hovered = -1;
    update();
}

} // namespace alluse::ui
