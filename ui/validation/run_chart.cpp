#include "ui/validation/run_chart.h"

#include "ui/common/theme.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace alluse::ui {
namespace {

constexpr int kTitleHeight = 30;

struct Axis {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    bool isLog = false;
    [[nodiscard]] double share(double value) const {
        if (!isLog) return (value - low) / (high - low);
        return (std::log10(std::max(value, low)) - std::log10(low)) / (std::log10(high) - std::log10(low));
    }
    void take(double value) { low = std::min(low, value), high = std::max(high, value); }
    void settle() {
        if (high > low) return;
        low = std::isfinite(low) ? low : isLog ? 1 : 0;
        high = low + 1;
    }
    [[nodiscard]] QList<double> ticks(int count) const {
        QList<double> list;
        if (isLog) {
            for (double at = std::pow(10, std::ceil(std::log10(low) - 1e-9)); at <= high * 1.0001; at *= 10) list.append(at);
            return list;
        }
        const double raw = (high - low) / std::max(1, count);
        const double power = std::pow(10, std::floor(std::log10(raw)));
        const double step = power * (raw / power < 1.5 ? 1 : raw / power < 3.5 ? 2 : raw / power < 7.5 ? 5 : 10);
        for (double at = std::ceil(low / step - 1e-9) * step; at <= high + step * 1e-6; at += step) list.append(at);
        return list;
    }
};

bool isDrawable(const validation::ChartSpec& chart, double x, double y) {
    return !std::isnan(y) && !(chart.isLogX && x <= 0) && !(chart.isLogY && y <= 0);
}

QString label(double value) {
    const QLocale locale;
    if (std::abs(value) >= 1e4) return locale.toString(value / 1e3, 'g', 4) + QStringLiteral("k");
    return locale.toString(std::abs(value) < 1e-9 ? 0 : value, 'g', 4);
}

} // namespace

RunChart::RunChart(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void RunChart::setChart(validation::ChartSpec chart) {
    m_chart = std::move(chart);
    setAccessibleName(QString::fromStdString(m_chart.title));
    update();
}

void RunChart::paintEvent(QPaintEvent*) {
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(theme.color(Token::Border));
    painter.setBrush(theme.color(Token::Surface));
    painter.drawRoundedRect(frame, metric::kRadius, metric::kRadius);
    Axis x, y;
    x.isLog = m_chart.isLogX, y.isLog = m_chart.isLogY;
    if (!y.isLog) y.take(0);
    for (const auto& line : m_chart.lines)
        for (const auto& [px, py] : line.points)
            if (isDrawable(m_chart, px, py)) x.take(px), y.take(py);
    x.settle(), y.settle();
    if (!y.isLog) y.high *= 1.05;
    const QFontMetrics metrics(font());
    const int left = metrics.horizontalAdvance(QStringLiteral("000.0k")) + 16;
    const QRectF plot = frame.adjusted(left, kTitleHeight + 4, -14, -metrics.height() - 10);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(theme.color(Token::Text));
    const QRectF title(frame.left() + 10, frame.top(), frame.width() - 20, kTitleHeight);
    const QString name = QString::fromStdString(m_chart.title);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, name);
    const int titleWidth = QFontMetrics(bold).horizontalAdvance(name);
    painter.setFont(font());
    painter.setPen(theme.color(Token::Muted));
    // The unit gives way to the names of the lines where both do not fit.
    int legendWidth = 0;
    if (m_chart.lines.size() > 1)
        for (const auto& line : m_chart.lines) legendWidth += 34 + metrics.horizontalAdvance(QString::fromStdString(line.name));
    const QString unit = QString::fromStdString(m_chart.unit);
    if (titleWidth + 18 + legendWidth + metrics.horizontalAdvance(unit) <= title.width())
        painter.drawText(title, Qt::AlignRight | Qt::AlignVCenter, unit);
    else
        painter.drawText(title, Qt::AlignRight | Qt::AlignVCenter, unit.section(u',', 0, 0));
    const auto at = [&](double px, double py) {
        return QPointF(plot.left() + x.share(px) * plot.width(), plot.bottom() - y.share(py) * plot.height());
    };
    for (const double tick : y.ticks(int(plot.height()) / 44)) {
        const double level = at(x.low, tick).y();
        painter.setPen(theme.color(Token::Grid));
        painter.drawLine(QPointF(plot.left(), level), QPointF(plot.right(), level));
        painter.setPen(theme.color(Token::Muted));
        painter.drawText(QRectF(frame.left(), level - 9, left - 6, 18), Qt::AlignRight | Qt::AlignVCenter, label(tick));
    }
    for (const double tick : x.ticks(int(plot.width()) / 70))
        painter.drawText(QRectF(at(tick, y.low).x() - 40, plot.bottom() + 3, 80, metrics.height() + 2), Qt::AlignCenter, label(tick));
    // Where stages and faults begin; names of neighbours would lie over each other.
    double free = 0;
    for (const auto& [when, text] : m_chart.marks) {
        if (when < x.low || when > x.high) continue;
        const double place = at(when, y.low).x();
        painter.setPen(QPen(theme.color(Token::Muted), 1, Qt::DashLine));
        painter.drawLine(QPointF(place, plot.top()), QPointF(place, plot.bottom()));
        const QString word = QString::fromStdString(text);
        if (place < free) continue;
        const int width = metrics.horizontalAdvance(word);
        painter.drawText(QPointF(place + 3 + width > plot.right() ? place - 3 - width : place + 3, plot.top() + metrics.ascent()), word);
        free = place + metrics.horizontalAdvance(word) + 10;
    }
    double legend = title.left() + titleWidth + 18;
    for (std::size_t i = 0; i < m_chart.lines.size(); ++i) {
        const auto& line = m_chart.lines[i];
        const QColor colour = Theme::seriesColor(int(i));
        QPainterPath path;
        bool isDown = false;
        for (const auto& [px, py] : line.points) {
            if (!isDrawable(m_chart, px, py)) {
                isDown = false;
                continue;
            }
            if (isDown) path.lineTo(at(px, py));
            else path.moveTo(at(px, py));
            isDown = true;
        }
        if (m_chart.isFilled && i == 0 && !path.isEmpty()) {
            QPainterPath area = path;
            area.lineTo(path.currentPosition().x(), plot.bottom());
            area.lineTo(path.elementAt(0).x, plot.bottom());
            QColor fill = colour;
            fill.setAlphaF(0.15F);
            painter.fillPath(area, fill);
        }
        painter.setPen(QPen(colour, 1.8));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
        if (m_chart.lines.size() < 2) continue;
        painter.drawLine(QPointF(legend, title.center().y()), QPointF(legend + 16, title.center().y()));
        const QString word = QString::fromStdString(line.name);
        painter.setPen(theme.color(Token::Muted));
        painter.drawText(QPointF(legend + 20, title.center().y() + metrics.ascent() / 2.0 - 1), word);
        legend += 34 + metrics.horizontalAdvance(word);
    }
}

} // namespace alluse::ui
