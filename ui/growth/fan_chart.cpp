#include "ui/growth/fan_chart.h"

#include "models/text_format.h"
#include "panels/nice_scale.h"
#include "ui/common/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace alluse::ui {
namespace {

constexpr int kLeft = 56, kTop = 14, kRight = 14, kBottom = 44;
constexpr int kIntervalsMax = 5;
constexpr int kWeeksPerYear = 52;
constexpr int kFanAlpha = 46;
constexpr double kMarkHeight = 6;

} // namespace

FanChart::FanChart(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("fanChart"));
    setAccessibleName(tr("Value of the family over the coming years"));
    setMouseTracking(true);
    setMinimumSize(320, 220);
}

void FanChart::setResult(domain::SimulationResult result) {
    m_result = std::move(result);
    m_hovered = -1;
    rescale();
}

void FanChart::setFan(std::optional<domain::SimulationFan> fan) {
    m_fan = std::move(fan);
    rescale();
}

void FanChart::rescale() {
    double high = 0;
    for (const auto& week : m_result.weeks) high = std::max(high, models::axisValue(week.total()));
    if (m_fan)
        for (const auto& week : m_fan->weeks) high = std::max(high, models::axisValue(week.p90));
    m_max = panels::niceScale(0, high, {.ticksMax = kIntervalsMax}).max;
    update();
}

QPointF FanChart::place(int week, double value, const QRectF& plot) const {
    const double last = std::max<double>(1, static_cast<double>(m_result.weeks.size()));
    return {plot.left() + week / last * plot.width(), plot.bottom() - value / m_max * plot.height()};
}

void FanChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont small = font();
    small.setPointSizeF(font().pointSizeF() - 1);
    painter.setFont(small);
    const QRectF plot = QRectF(rect()).adjusted(kLeft, kTop, -kRight, -kBottom);
    if (m_result.weeks.empty()) {
        painter.setPen(themeOf(palette()).color(Token::Muted));
        painter.drawText(rect(), Qt::AlignCenter, tr("Enter a capital to see what becomes of it."));
        return;
    }
    paintAxes(painter, plot);
    paintFan(painter, plot);
    paintLine(painter, plot);
    paintMarks(painter, plot);
    paintHover(painter, plot);
}

void FanChart::paintAxes(QPainter& painter, const QRectF& plot) const {
    const Theme theme = themeOf(palette());
    const auto scale = panels::niceScale(0, m_max, {.ticksMax = kIntervalsMax});
    for (const double tick : scale.ticks()) {
        const double y = place(0, tick, plot).y();
        painter.setPen(theme.color(Token::Grid));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme.color(Token::Muted));
        painter.drawText(QRectF(0, y - 8, kLeft - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                         scale.label(tick));
    }
    const int weeks = static_cast<int>(m_result.weeks.size());
    const int years = std::max(1, weeks / kWeeksPerYear);
    const int step = years > 10 ? 5 : years > 5 ? 2 : 1;
    for (int year = 0; year * kWeeksPerYear <= weeks; year += step) {
        const double x = place(year * kWeeksPerYear, 0, plot).x();
        painter.setPen(theme.color(Token::Muted));
        const QString text = year == 0 ? tr("today") : models::countedText(year, tr("1 year"), tr("%1 years"));
        const double width = painter.fontMetrics().horizontalAdvance(text) + 4;
        const double left = std::clamp(x - width / 2, 0.0, this->width() - width);
        painter.drawText(QRectF(left, plot.bottom() + 14, width, 16), Qt::AlignCenter, text);
    }
}

void FanChart::paintFan(QPainter& painter, const QRectF& plot) const {
    if (!m_fan || m_fan->weeks.empty()) return;
    QPolygonF band;
    for (const auto& week : m_fan->weeks) band << place(week.week, models::axisValue(week.p90), plot);
    for (auto week = m_fan->weeks.rbegin(); week != m_fan->weeks.rend(); ++week)
        band << place(week->week, models::axisValue(week->p10), plot);
    QColor fill = Theme::seriesColor(4);
    fill.setAlpha(kFanAlpha);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(band);
    QPolygonF median;
    for (const auto& week : m_fan->weeks) median << place(week.week, models::axisValue(week.p50), plot);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Theme::seriesColor(4), 1.2, Qt::DashLine));
    painter.drawPolyline(median);
}

void FanChart::paintLine(QPainter& painter, const QRectF& plot) const {
    QPolygonF line;
    for (const auto& week : m_result.weeks) line << place(week.week, models::axisValue(week.total()), plot);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Theme::seriesColor(0), 1.8));
    painter.drawPolyline(line);
}

// Forks point up on the axis, merges down below it.
void FanChart::paintMarks(QPainter& painter, const QRectF& plot) const {
    for (const auto& week : m_result.weeks) {
        const QPointF at = place(week.week, 0, plot);
        if (week.forks > 0) {
            painter.setPen(QPen(Theme::typeColor(static_cast<int>(domain::AccountType::Generation)), 1));
            painter.drawLine(at, at - QPointF(0, kMarkHeight));
        }
        if (week.merges > 0) {
            painter.setPen(QPen(Theme::typeColor(static_cast<int>(domain::AccountType::Compounding)), 2));
            painter.drawLine(at + QPointF(0, 2), at + QPointF(0, 2 + kMarkHeight));
        }
    }
    const Theme theme = themeOf(palette());
    painter.setPen(theme.color(Token::Muted));
    painter.drawText(QRectF(plot.left(), height() - 16, plot.width(), 16), Qt::AlignCenter,
                     tr("Blue strokes: forks · green strokes: merges · band: eight of ten random paths"));
}

void FanChart::paintHover(QPainter& painter, const QRectF& plot) const {
    if (m_hovered < 0) return;
    const auto& week = m_result.weeks[static_cast<std::size_t>(m_hovered)];
    const Theme theme = themeOf(palette());
    const QPointF at = place(week.week, models::axisValue(week.total()), plot);
    painter.setPen(theme.color(Token::Muted));
    painter.drawLine(QPointF(at.x(), plot.top()), QPointF(at.x(), plot.bottom()));
    QStringList lines{tr("Week %1: %2").arg(week.week).arg(models::moneyText(week.total(), locale())),
                      tr("Gen %1 · Rev %2 · Com %3")
                          .arg(models::moneyText(week.totals[0], locale()),
                               models::moneyText(week.totals[1], locale()),
                               models::moneyText(week.totals[2], locale()))};
    if (m_fan && static_cast<std::size_t>(m_hovered) < m_fan->weeks.size()) {
        const auto& fan = m_fan->weeks[static_cast<std::size_t>(m_hovered)];
        lines << tr("80 % of the paths: %1 to %2")
                     .arg(models::moneyText(fan.p10, locale()), models::moneyText(fan.p90, locale()));
    }
    painter.setPen(theme.color(Token::Text));
    painter.drawText(plot.adjusted(8, 0, -8, 0), Qt::AlignTop | Qt::AlignLeft, lines.join(u'\n'));
}

void FanChart::mouseMoveEvent(QMouseEvent* event) {
    if (m_result.weeks.empty()) return;
    const QRectF plot = QRectF(rect()).adjusted(kLeft, kTop, -kRight, -kBottom);
    const double share = (event->position().x() - plot.left()) / plot.width();
    const auto last = static_cast<int>(m_result.weeks.size()) - 1;
    m_hovered = std::clamp(static_cast<int>(share * (last + 1)), 0, last);
    update();
}

void FanChart::leaveEvent(QEvent*) {
    m_hovered = -1;
    update();
}

} // namespace alluse::ui
