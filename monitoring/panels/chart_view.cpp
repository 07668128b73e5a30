#include "panels/chart_view.h"

#include <QtCharts/QChart>
#include <QtCharts/QLegend>

#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QPainter>
#include <QResizeEvent>

#include <algorithm>

namespace alluse::panels {

namespace {

constexpr double kGap = 8.0; // between label and plot, from the spacing steps
constexpr double kTimeLabelAir = 32.0; // between two time labels
constexpr double kTickHeightMin = 28.0;
// The axis reaches this far beyond its ends, so that a line at zero keeps its full width.
constexpr double kEdgePixels = 1.0;
constexpr double kSmoothPointsPerPixel = 1.5;
constexpr double kLabelScale = 0.9; // axis labels are a little smaller than text

QFont labelFont(const QWidget& widget) {
    QFont font = widget.font();
    if (font.pointSizeF() > 0) font.setPointSizeF(font.pointSizeF() * kLabelScale);
    return font;
}

} // namespace

ChartView::ChartView(QWidget* parent)
    : QChartView(parent), m_theme(ChartTheme::fromPalette(palette())), m_adapter(*chart()) {
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setPlotAreaBackgroundVisible(false);
    chart()->setMargins(QMargins());
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setAnimationOptions(QChart::NoAnimation);
    setFrameShape(QFrame::NoFrame);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setRubberBand(QChartView::NoRubberBand);
    setContextMenuPolicy(Qt::NoContextMenu); // the panel around it has the menu
    setFocusPolicy(Qt::NoFocus);
    viewport()->setFocusPolicy(Qt::NoFocus); // the panel takes the keyboard for both
    setMinimumSize(120, 72);
}

ChartView::~ChartView() = default;

void ChartView::setTheme(const ChartTheme& theme, const QList<QColor>& lineColours) {
    m_theme = theme;
    setBackgroundBrush(theme.surface);
    m_adapter.setLines(lineColours);
    viewport()->update();
}

void ChartView::setFrame(Frame frame) {
    m_frame = std::move(frame);
    layoutPlot();
    const double edge = (m_frame.scale.max - m_frame.scale.min) /
                        std::max(1.0, m_plot.height() - 2 * kEdgePixels) * kEdgePixels;
    m_adapter.setRange(static_cast<double>(m_frame.fromMs), static_cast<double>(m_frame.toMs),
                       m_frame.scale.min - edge, m_frame.scale.max + edge);
    const qint64 columnMs = (m_frame.toMs - m_frame.fromMs) / columnsCount();
    for (int line = 0; line < static_cast<int>(m_frame.lines.size()); ++line)
        m_adapter.setPoints(line, m_frame.lines[line], 2 * columnMs);
    setRenderHint(QPainter::Antialiasing, !isDense());
    viewport()->update();
}

int ChartView::columnsCount() const {
    return std::max(1, static_cast<int>(m_plot.width()));
}

int ChartView::valueTicksMax() const {
    return std::clamp(static_cast<int>(m_plot.height() / kTickHeightMin), 1, 5);
}

QList<QRectF> ChartView::valueLabelRects() const {
    const QFontMetricsF metrics(labelFont(*this));
    QList<QRectF> rects;
    for (const double tick : m_frame.scale.ticks()) {
        const double width = metrics.horizontalAdvance(m_frame.scale.label(tick));
        rects.append(QRectF(m_plot.left() - kGap - width, yOf(tick) - metrics.height() / 2, width,
                            metrics.height()));
    }
    return rects;
}

void ChartView::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    layoutPlot();
}

void ChartView::drawBackground(QPainter* painter, const QRectF& rect) {
    painter->fillRect(rect, m_theme.surface);
    if (!m_frame.emptyText.isEmpty()) return;
    paintGrid(*painter);
}

void ChartView::drawForeground(QPainter* painter, const QRectF& rect) {
    Q_UNUSED(rect);
    if (m_frame.emptyText.isEmpty()) {
        paintThresholds(*painter);
        return;
    }
    painter->setFont(font());
    painter->setPen(m_theme.muted);
    painter->drawText(QRectF(viewport()->rect()).adjusted(kGap, kGap, -kGap, -kGap),
                      Qt::AlignCenter | Qt::TextWordWrap, m_frame.emptyText);
}

// The plot gets what the labels leave, so a label is never cut.
void ChartView::layoutPlot() {
    const QFontMetricsF metrics(labelFont(*this));
    double labelWidth = 0.0;
    for (const double tick : m_frame.scale.ticks())
        labelWidth = std::max(labelWidth, metrics.horizontalAdvance(m_frame.scale.label(tick)));
    const QRectF area(viewport()->rect());
    const double top = metrics.height() / 2 + 2;
    const double bottom = metrics.height() + kGap;
    m_plot = area.adjusted(std::ceil(labelWidth + 2 * kGap), top, -2 * kGap, -bottom);
    if (m_plot.width() < 1 || m_plot.height() < 1) m_plot = QRectF(area.topLeft(), QSizeF(1, 1));
    chart()->setPlotArea(m_plot);
}

// Smooth edges double the cost of a dense line, where nobody sees them.
bool ChartView::isDense() const {
    const double pointsMax = kSmoothPointsPerPixel * columnsCount();
    return std::any_of(m_frame.lines.begin(), m_frame.lines.end(), [&](const auto& segments) {
        qsizetype points = 0;
        for (const engine::Segment& segment : segments) points += segment.size();
        return static_cast<double>(points) > pointsMax;
    });
}

int ChartView::timeTicksMax() const {
    const QFontMetricsF metrics(labelFont(*this));
    const qint64 rangeMs = m_frame.toMs - m_frame.fromMs;
    // The widest format first: it can only become narrower with fewer ticks.
    const double width = metrics.horizontalAdvance(widestTimeLabel(rangeMs, 60)) + kTimeLabelAir;
    return std::max(1, static_cast<int>(m_plot.width() / width));
}

double ChartView::xOf(qint64 timeMs) const {
    const double share = static_cast<double>(timeMs - m_frame.fromMs) /
                         static_cast<double>(std::max<qint64>(1, m_frame.toMs - m_frame.fromMs));
    return m_plot.left() + share * m_plot.width();
}

double ChartView::yOf(double value) const {
    const double share =
        (value - m_frame.scale.min) / (m_frame.scale.max - m_frame.scale.min);
    return m_plot.bottom() - kEdgePixels - share * (m_plot.height() - 2 * kEdgePixels);
}

void ChartView::paintGrid(QPainter& painter) const {
    const QFont font = labelFont(*this);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    const QList<double> ticks = m_frame.scale.ticks();
    const QList<QRectF> rects = valueLabelRects();
    for (qsizetype index = 0; index < ticks.size(); ++index) {
        const double y = std::round(yOf(ticks[index]));
        painter.setPen(QPen(m_theme.grid, 1));
        painter.drawLine(QPointF(m_plot.left(), y), QPointF(m_plot.right(), y));
        painter.setPen(m_theme.muted);
        painter.drawText(rects[index], Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
                         m_frame.scale.label(ticks[index]));
    }
    const double labelTop = m_plot.bottom() + kGap / 2;
    for (const TimeTick& tick : timeTicks(m_frame.fromMs, m_frame.toMs, timeTicksMax())) {
        const double width = metrics.horizontalAdvance(tick.label);
        const QRectF rect(xOf(tick.timeMs) - width / 2, labelTop, width, metrics.height());
        if (rect.left() < 0 || rect.right() > viewport()->width()) continue;
        painter.drawText(rect, Qt::AlignCenter | Qt::TextDontClip, tick.label);
    }
}

void ChartView::paintThresholds(QPainter& painter) const {
    painter.setFont(labelFont(*this));
    painter.setPen(QPen(m_theme.critical, 1, Qt::DashLine));
    for (const ThresholdSpec& threshold : m_frame.thresholds) {
        if (threshold.value > m_frame.scale.max || threshold.value < m_frame.scale.min) continue;
        const double y = std::round(yOf(threshold.value));
        painter.drawLine(QPointF(m_plot.left(), y), QPointF(m_plot.right(), y));
        const QRectF label(m_plot.left(), y - kTickHeightMin, m_plot.width() - kGap / 2,
                           kTickHeightMin - 2);
        painter.drawText(label, Qt::AlignRight | Qt::AlignBottom, threshold.label);
    }
}

} // namespace alluse::panels
