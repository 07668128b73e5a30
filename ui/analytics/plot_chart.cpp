#include "ui/analytics/plot_chart.h"

#include "panels/nice_scale.h"
#include "ui/common/theme.h"

#include <QBuffer>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>
#include <set>

namespace alluse::ui {
namespace {

constexpr int kLeft = 62, kRight = 14, kTop = 56, kBottom = 24; // the top label stays clear of the legend
constexpr int kIntervalsMax = 5;
constexpr int kFillAlpha = 46;
constexpr double kBarShare = 0.8;

} // namespace

struct PlotChart::Frame {
    QRectF plot;
    double xMin = 0, xMax = 1;
    panels::ValueScale scale;

    [[nodiscard]] QPointF at(double x, double y) const {
        return {plot.left() + (x - xMin) / (xMax - xMin) * plot.width(),
                plot.bottom() - (y - scale.min) / (scale.max - scale.min) * plot.height()};
    }
};

PlotChart::PlotChart(const QString& name, QWidget* parent) : QWidget(parent) {
    setObjectName(name);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(280, 190);
}

void PlotChart::setData(PlotData plot) {
    m_data = std::move(plot);
    m_hovered.reset();
    setAccessibleName(m_data.title);
    update();
}

QList<double> PlotChart::places() const {
    std::set<double> all;
    for (const PlotSeries& series : m_data.series)
        for (const QPointF& point : series.points) all.insert(point.x());
    return QList<double>(all.begin(), all.end());
}

PlotChart::Frame PlotChart::frame() const {
    Frame frame;
    frame.plot = QRectF(rect()).adjusted(kLeft, kTop, -kRight, -kBottom);
    double low = 0, high = 0;
    bool isFirst = true;
    const bool isFilled = std::any_of(m_data.series.begin(), m_data.series.end(), [](const PlotSeries& one) {
        return one.kind == PlotKind::Area || one.kind == PlotKind::Bars;
    });
    const auto take = [&](double value) {
        low = isFirst && !isFilled ? value : std::min(low, value);
        high = isFirst && !isFilled ? value : std::max(high, value);
        isFirst = false;
    };
    double first = 0, last = 0;
    bool isFirstX = true;
    for (const PlotSeries& series : m_data.series)
        for (qsizetype i = 0; i < series.points.size(); ++i) {
            const QPointF& point = series.points[i];
            take(point.y());
            if (series.kind == PlotKind::Band) take(series.upper.value(i));
            first = isFirstX ? point.x() : std::min(first, point.x());
            last = isFirstX ? point.x() : std::max(last, point.x());
            isFirstX = false;
        }
    for (const PlotLimit& limit : m_data.limits)
        if (!limit.isVertical) take(limit.value);
    const bool hasBars = std::any_of(m_data.series.begin(), m_data.series.end(), [](const auto& one) { return one.kind == PlotKind::Bars; });
    const auto count = static_cast<double>(std::max<qsizetype>(2, places().size()));
    const double half = hasBars && last > first ? (last - first) / (count - 1) / 2 : (last > first ? 0 : 0.5);
    frame.xMin = first - half;
    frame.xMax = last + half;
    frame.scale = panels::niceScale(low, high, {.ticksMax = kIntervalsMax, .topMin = 1e-9});
    return frame;
}

QStringList PlotChart::valuesAt(double x) const {
    QStringList lines;
    for (const PlotSeries& series : m_data.series)
        for (qsizetype i = 0; i < series.points.size(); ++i) {
            if (series.points[i].x() != x) continue;
            QString value = m_data.yText(series.points[i].y());
            if (series.kind == PlotKind::Band)
                value = tr("%1 to %2").arg(value, m_data.yText(series.upper.value(i)));
            lines << tr("%1: %2").arg(series.name, value);
        }
    return lines;
}

void PlotChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    draw(painter);
    if (!hasFocus()) return;
    painter.setPen(QPen(themeOf(palette()).color(Token::Accent), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metric::kRadius, metric::kRadius);
}

void PlotChart::draw(QPainter& painter) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), themeOf(palette()).color(Token::Surface));
    drawTitle(painter);
    QFont small = font();
    small.setPointSizeF(font().pointSizeF() - 1);
    painter.setFont(small);
    if (m_data.isEmpty()) {
        painter.setPen(themeOf(palette()).color(Token::Muted));
        painter.drawText(QRectF(rect()).adjusted(kRight, kTop, -kRight, -8), Qt::AlignCenter | Qt::TextWordWrap,
                         m_data.emptyText);
        return;
    }
    const Frame place = frame();
    drawAxes(painter, place);
    painter.save();
    painter.setClipRect(place.plot.adjusted(-2, -2, 2, 2));
    for (const PlotSeries& series : m_data.series) drawSeries(painter, place, series);
    painter.restore();
    drawLimits(painter, place);
    drawHover(painter, place);
}

void PlotChart::drawTitle(QPainter& painter) const {
    const Theme theme = themeOf(palette());
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(theme.color(Token::Text));
    painter.drawText(QRectF(10, 6, width() - 20, 18), Qt::AlignLeft | Qt::AlignVCenter, m_data.title);
    const int used = painter.fontMetrics().horizontalAdvance(m_data.title) + 20;
    painter.setFont(font());
    painter.setPen(theme.color(Token::Muted));
    painter.drawText(QRectF(used, 6, width() - used - 10, 18), Qt::AlignRight | Qt::AlignVCenter, m_data.note);
    // The legend: a mark in the colour and the shape of its series.
    QFont small = font();
    small.setPointSizeF(font().pointSizeF() - 1);
    painter.setFont(small);
    double x = 10;
    if (m_data.series.size() < 2) return;
    for (const PlotSeries& series : m_data.series) {
        const QColor colour = Theme::seriesColor(series.colour);
        const bool isLine = series.kind == PlotKind::Line;
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawRect(QRectF(x, isLine ? 33 : 30, 10, isLine ? 2.5 : 8));
        painter.setPen(theme.color(Token::Muted));
        const double words = painter.fontMetrics().horizontalAdvance(series.name);
        if (x + 16 + words > width() - 8) break;
        painter.drawText(QRectF(x + 14, 25, words + 4, 18), Qt::AlignLeft | Qt::AlignVCenter, series.name);
        x += words + 28;
    }
    painter.setBrush(Qt::NoBrush);
}

void PlotChart::drawAxes(QPainter& painter, const Frame& frame) const {
    const Theme theme = themeOf(palette());
    for (const double tick : frame.scale.ticks()) {
        const double y = frame.at(frame.xMin, tick).y();
        painter.setPen(theme.color(tick == 0 ? Token::Border : Token::Grid));
        painter.drawLine(QPointF(frame.plot.left(), y), QPointF(frame.plot.right(), y));
        painter.setPen(theme.color(Token::Muted));
        const QString suffix = m_data.y == PlotY::Percent ? QStringLiteral(" %") : QString();
        painter.drawText(QRectF(0, y - 8, kLeft - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                         frame.scale.label(tick).replace(u'-', QChar(0x2212)) + suffix);
    }
    painter.setPen(theme.color(Token::Muted));
    const QList<double> all = places();
    const bool isWords = m_data.x == PlotX::Category;
    const QString widest = isWords ? QStringLiteral("Compounding ") : QStringLiteral("0000-00-00  ");
    const double needed = painter.fontMetrics().horizontalAdvance(widest);
    const auto fitting = std::max<qsizetype>(1, static_cast<qsizetype>(frame.plot.width() / needed));
    const auto step = std::max<qsizetype>(1, (all.size() + fitting - 1) / fitting);
    // Words may fill all the room that their places have.
    const double room = isWords ? std::max(needed, frame.plot.width() / static_cast<double>(all.size()) * static_cast<double>(step))
                                : needed;
    for (qsizetype i = 0; i < all.size(); i += step) {
        const double x = frame.at(all[i], frame.scale.min).x();
        const double left = std::clamp(x - room / 2, 0.0, std::max(0.0, width() - room));
        QString text = m_data.xText(all[i]);
        if (isWords) text = painter.fontMetrics().elidedText(text, Qt::ElideMiddle, static_cast<int>(room) - 4);
        painter.drawText(QRectF(left, frame.plot.bottom() + 4, room, 16), Qt::AlignCenter, text);
    }
}

void PlotChart::drawBars(QPainter& painter, const Frame& frame, const PlotSeries& series) const {
    qsizetype bars = 0, own = 0;
    for (const PlotSeries& one : m_data.series) {
        if (one.kind != PlotKind::Bars) continue;
        if (&one == &series) own = bars;
        ++bars;
    }
    const double slot = frame.plot.width() / static_cast<double>(std::max<qsizetype>(1, places().size())) * kBarShare;
    const double width = slot / static_cast<double>(bars);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::seriesColor(series.colour));
    for (const QPointF& point : series.points) {
        const QPointF top = frame.at(point.x(), point.y());
        const double zero = frame.at(point.x(), 0).y();
        const double left = top.x() - slot / 2 + width * static_cast<double>(own);
        painter.drawRect(QRectF(left, std::min(top.y(), zero), std::max(1.0, width - 1), std::abs(zero - top.y())));
    }
}

void PlotChart::drawSeries(QPainter& painter, const Frame& frame, const PlotSeries& series) const {
    if (series.kind == PlotKind::Bars) return drawBars(painter, frame, series);
    QPolygonF line;
    for (const QPointF& point : series.points) line << frame.at(point.x(), point.y());
    const QColor colour = Theme::seriesColor(series.colour);
    QColor fill = colour;
    fill.setAlpha(kFillAlpha);
    if (series.kind == PlotKind::Dots) {
        painter.setPen(QPen(themeOf(palette()).color(Token::Surface), 1));
        painter.setBrush(colour);
        for (const QPointF& point : line) painter.drawEllipse(point, 4, 4);
        return;
    }
    if (series.kind == PlotKind::Area && !line.isEmpty()) {
        QPolygonF area = line;
        area << QPointF(line.back().x(), frame.at(0, 0).y()) << QPointF(line.front().x(), frame.at(0, 0).y());
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawPolygon(area);
    }
    if (series.kind == PlotKind::Band) {
        QPolygonF band = line;
        for (qsizetype i = series.points.size() - 1; i >= 0; --i)
            band << frame.at(series.points[i].x(), series.upper.value(i));
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawPolygon(band);
        return;
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1.8));
    painter.drawPolyline(line);
}

void PlotChart::drawLimits(QPainter& painter, const Frame& frame) const {
    const QColor critical = themeOf(palette()).color(Token::CriticalText);
    for (const PlotLimit& limit : m_data.limits) {
        painter.setPen(QPen(critical, 1, Qt::DashLine));
        if (limit.isVertical) {
            const double x = frame.at(limit.value, 0).x();
            painter.drawLine(QPointF(x, frame.plot.top()), QPointF(x, frame.plot.bottom()));
            painter.setPen(critical);
            painter.drawText(QRectF(x + 4, frame.plot.top(), 160, 16), Qt::AlignLeft, limit.label);
        } else {
            const double y = frame.at(frame.xMin, limit.value).y();
            painter.drawLine(QPointF(frame.plot.left(), y), QPointF(frame.plot.right(), y));
            painter.setPen(critical);
            painter.drawText(QRectF(frame.plot.left(), y - 16, frame.plot.width() - 4, 16), Qt::AlignRight, limit.label);
        }
    }
}

void PlotChart::drawHover(QPainter& painter, const Frame& frame) const {
    if (!m_hovered) return;
    const Theme theme = themeOf(palette());
    const double x = frame.at(*m_hovered, 0).x();
    painter.setPen(theme.color(Token::Muted));
    painter.drawLine(QPointF(x, frame.plot.top()), QPointF(x, frame.plot.bottom()));
    QStringList lines = valuesAt(*m_hovered);
    lines.prepend(m_data.xText(*m_hovered));
    double width = 0;
    for (const QString& line : lines) width = std::max<double>(width, painter.fontMetrics().horizontalAdvance(line));
    const QSizeF size(width + 16, 16.0 * static_cast<double>(lines.size()) + 8);
    const bool isRight = x > frame.plot.center().x();
    QRectF box(QPointF(isRight ? x - size.width() - 8 : x + 8, frame.plot.top()), size);
    painter.setPen(theme.color(Token::Border));
    painter.setBrush(theme.color(Token::Raised));
    painter.drawRoundedRect(box, metric::kRadius, metric::kRadius);
    painter.setPen(theme.color(Token::Text));
    painter.drawText(box.adjusted(8, 4, -8, -4), Qt::AlignLeft | Qt::AlignTop, lines.join(u'\n'));
}

void PlotChart::hover(std::optional<double> x) {
    m_hovered = x;
    update();
}

void PlotChart::mouseMoveEvent(QMouseEvent* event) {
    const QList<double> all = places();
    if (all.isEmpty()) return;
    const Frame place = frame();
    const auto away = [&](double x) { return std::abs(place.at(x, 0).x() - event->position().x()); };
    hover(*std::min_element(all.begin(), all.end(), [&](double a, double b) { return away(a) < away(b); }));
}

void PlotChart::mousePressEvent(QMouseEvent* event) {
    mouseMoveEvent(event);
    if (event->button() == Qt::LeftButton && m_hovered) emit pointChosen(*m_hovered);
}

// Left and right move the crosshair, Enter opens what it stands on.
void PlotChart::keyPressEvent(QKeyEvent* event) {
    const QList<double> all = places();
    const bool isStep = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (isStep && !all.isEmpty()) {
        qsizetype at = m_hovered ? all.indexOf(*m_hovered) : all.size() - 1;
        if (m_hovered) at = std::clamp<qsizetype>(at + (event->key() == Qt::Key_Left ? -1 : 1), 0, all.size() - 1);
        return hover(all[at]);
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_hovered)
        emit pointChosen(*m_hovered);
    else
        QWidget::keyPressEvent(event);
}

void PlotChart::leaveEvent(QEvent*) { hover(std::nullopt); }

void PlotChart::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Export chart…"), this, [this] { emit exportWanted(this); });
    menu->popup(event->globalPos());
}

QByteArray PlotChart::exported(const QString& format) const {
    if (format == QLatin1String("csv")) return m_data.csv();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (format == QLatin1String("svg")) {
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(size());
        generator.setViewBox(rect());
        generator.setTitle(m_data.title);
        QPainter painter(&generator);
        draw(painter);
        painter.end();
        return bytes;
    }
    QImage image(size() * 2, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(2);
    QPainter painter(&image);
    draw(painter);
    painter.end();
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace alluse::ui
