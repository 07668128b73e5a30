#include "panels/chart_panel.h"

#include "panels/chart_view.h"
#include "panels/dock_title.h"
#include "panels/legend_bar.h"

#include <QAccessible>
#include <QActionGroup>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace alluse::panels {

namespace {

constexpr double kRadius = 5.0;
constexpr qint64 kRangesMs[] = {kMinuteMs, 5 * kMinuteMs, 15 * kMinuteMs, 60 * kMinuteMs,
                                120 * kMinuteMs};

} // namespace

ChartPanel::ChartPanel(const engine::SeriesStore& store, ChartSpec spec, QWidget* parent)
    : QWidget(parent), m_store(store), m_spec(std::move(spec)),
      m_theme(ChartTheme::fromPalette(palette())), m_legend(new LegendBar(this)),
      m_view(new ChartView(this)), m_rangeMs(m_spec.rangeMs) {
    if (m_spec.lines.size() > kLinesMax) m_spec.lines.resize(kLinesMax);
    setObjectName(m_spec.id + QStringLiteral("Panel"));
    m_legend->setObjectName(m_spec.id + QStringLiteral("Legend"));
    m_view->setObjectName(m_spec.id + QStringLiteral("Chart"));
    setAccessibleName(m_spec.title);
    setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QVBoxLayout(this);
    // Inside the painted edge.
    layout->setContentsMargins(kCardAir + 1, 0, kCardAir + 1,
                               kCardAir + static_cast<int>(kRadius) - 1);
    layout->setSpacing(0);
    layout->addWidget(m_legend);
    layout->addWidget(m_view, 1);
    setTheme(m_theme);
}

ChartPanel::~ChartPanel() = default;

void ChartPanel::setTheme(const ChartTheme& theme) {
    m_theme = theme;
    m_legend->setTheme(theme);
    m_view->setTheme(theme, lineColours());
    markDirty();
    update();
}

void ChartPanel::setRangeMs(qint64 rangeMs) {
    rangeMs = std::max<qint64>(1'000, rangeMs);
    if (rangeMs == m_rangeMs) return;
    m_rangeMs = rangeMs;
    markDirty();
    emit stateChanged();
}

void ChartPanel::setLive(bool live) {
    if (live == isLive()) return;
    m_pausedAtMs = live ? std::nullopt : std::optional(m_store.newestMs().value_or(0));
    markDirty();
    emit stateChanged();
}

QString ChartPanel::stateText() const {
    const QString state = tr("%1 · %2").arg(m_spec.unit, rangeText(m_rangeMs));
    return isLive() ? state : tr("%1 · paused").arg(state);
}

void ChartPanel::fillMenu(QMenu& menu) {
    auto* ranges = new QActionGroup(&menu);
    for (const qint64 rangeMs : kRangesMs) {
        QAction* action = menu.addAction(tr("Last %1").arg(rangeText(rangeMs)));
        action->setCheckable(true);
        action->setChecked(rangeMs == m_rangeMs);
        ranges->addAction(action);
        connect(action, &QAction::triggered, this, [this, rangeMs] { setRangeMs(rangeMs); });
    }
    menu.addSeparator();
    QAction* pause = menu.addAction(isLive() ? tr("Pause") : tr("Back to live"));
    connect(pause, &QAction::triggered, this, [this] { setLive(!isLive()); });
}

void ChartPanel::markDirty() {
    m_isDirty = true;
    emit dirtied();
}

bool ChartPanel::isOnScreen() const {
    // A dock behind another tab stays visible for Qt but lies outside the window.
    return isVisible() && !window()->isMinimized() && !visibleRegion().isEmpty();
}

void ChartPanel::refresh() {
    m_isDirty = false;
    ++m_refreshesCount;
    ChartView::Frame frame;
    frame.toMs = m_pausedAtMs ? *m_pausedAtMs : m_store.newestMs().value_or(0);
    frame.fromMs = frame.toMs - m_rangeMs;
    bool hasPoints = false;
    for (const LineSpec& line : m_spec.lines) {
        const auto index = m_store.find(line.key);
        frame.lines.append(index ? m_store.range(*index, {frame.fromMs, frame.toMs,
                                                          m_view->columnsCount(),
                                                          engine::gapMsOf(line.key.aggregate)})
                                 : engine::Segments());
        hasPoints = hasPoints || !frame.lines.constLast().isEmpty();
    }
    chooseScale(frame.lines);
    frame.scale = m_scale;
    frame.thresholds = m_spec.thresholds;
    frame.emptyText = emptyText(hasPoints);
    refreshLegend(frame.toMs);
    m_view->setFrame(std::move(frame));
}

QSize ChartPanel::sizeHint() const {
    return {420, 220};
}

void ChartPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    markDirty();
}

void ChartPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    markDirty();
}

void ChartPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LocaleChange) markDirty();
}

void ChartPanel::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event);
    // The lower part of the dock's frame; the title paints the upper one.
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.border);
    painter.setBrush(m_theme.surface);
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(kCardAir + 0.5, -2 * kRadius, -kCardAir - 0.5, -kCardAir - 0.5),
        kRadius, kRadius);
}

QList<QColor> ChartPanel::lineColours() const {
    QList<QColor> colours;
    for (int line = 0; line < static_cast<int>(m_spec.lines.size()); ++line) {
        const int colour = m_spec.lines[line].colour >= 0 ? m_spec.lines[line].colour : line;
        colours.append(m_theme.series[static_cast<std::size_t>(colour) % m_theme.series.size()]);
    }
    return colours;
}

QString ChartPanel::emptyText(bool hasPoints) const {
    if (hasPoints) return {};
    if (!m_store.newestMs()) return tr("Waiting for the first sample.");
    return m_spec.emptyText;
}

void ChartPanel::refreshLegend(qint64 newestMs) {
    QList<LegendBar::Entry> entries;
    QStringList spoken;
    const QList<QColor> colours = lineColours();
    for (qsizetype line = 0; line < m_spec.lines.size(); ++line) {
        const LineSpec& spec = m_spec.lines[line];
        const auto index = m_store.find(spec.key);
        const auto point =
            index ? m_store.latest(*index, newestMs - engine::gapMsOf(spec.key.aggregate))
                  : std::nullopt;
        const QString value = point && point->timeMs <= newestMs ? valueText(point->value)
                                                                 : QString();
        entries.append({colours[line], spec.name, value});
        if (!value.isEmpty()) spoken.append(spec.name + QLatin1Char(' ') + value);
    }
    m_legend->setEntries(entries);
    if (QAccessible::isActive())
        setAccessibleDescription(m_spec.unit + QStringLiteral(": ") +
                                 spoken.join(QStringLiteral(", ")));
}

void ChartPanel::chooseScale(const QList<engine::Segments>& lines) {
    double low = 0.0;
    double high = 0.0;
    for (const engine::Segments& segments : lines)
        for (const engine::Segment& segment : segments)
            for (const QPointF& point : segment) {
                low = std::min(low, point.y());
                high = std::max(high, point.y());
            }
    const ScaleOptions options{m_view->valueTicksMax(), m_spec.topMin, m_spec.wholeTicks,
                               m_spec.isPercent};
    m_scale = steadyScale(m_scale, low, high, options);
}

} // namespace alluse::panels
