#include "ui/shell/window_layout.h"

#include "panels/dock_host.h"
#include "panels/latency_panel.h"
#include "panels/operations_panel.h"
#include "ui/common/theme.h"
#include "ui/shell/side_area.h"

#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace alluse::ui {
namespace {

constexpr int kSideWidth = 340;
constexpr int kSizeStep = 40;
constexpr int kDockHeightMin = 150;
// A quarter of the window is for the charts, as long as they can be read.
constexpr int kDockShareOfHeight = 4;
constexpr int kDockHeightMax = 240;

panels::ChartTheme chartTheme(const Theme& theme) {
    panels::ChartTheme chart;
    chart.window = theme.color(Token::Window);
    chart.surface = theme.color(Token::Surface);
    chart.border = theme.color(Token::Border);
    chart.grid = theme.color(Token::Grid);
    chart.text = theme.color(Token::Text);
    chart.muted = theme.color(Token::Muted);
    chart.accent = theme.color(Token::Accent);
    chart.critical = theme.color(Token::CriticalText);
    for (int i = 0; i < Theme::kSeriesCount; ++i)
        chart.series[static_cast<std::size_t>(i)] = Theme::seriesColor(i);
    return chart;
}

// The area itself, or what inside it takes the keyboard.
QWidget* focusTarget(QWidget* area) {
    if (!area || !area->isVisible()) return nullptr;
    if (area->focusPolicy() & Qt::TabFocus) return area->isEnabled() ? area : nullptr;
    for (QWidget* child : area->findChildren<QWidget*>())
        if (child->isVisible() && child->isEnabled() && child->focusPolicy() & Qt::TabFocus)
            return child;
    return nullptr;
}

} // namespace

WindowLayout::WindowLayout(QMainWindow& window, const engine::SeriesStore& series)
    : QObject(&window), m_window(window), m_split(new QSplitter(&window)),
      m_inner(new QMainWindow(m_split, Qt::Widget)), m_center(new QStackedWidget(m_inner)),
      m_side(new SideArea(m_split)) {
    m_split->setObjectName(QStringLiteral("windowSplitter"));
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(metric::kStep);
    m_inner->setObjectName(QStringLiteral("dockArea"));
    m_inner->setWindowFlags(Qt::Widget);
    m_inner->setDockNestingEnabled(true);
    m_inner->setContextMenuPolicy(Qt::NoContextMenu);
    m_inner->setCentralWidget(m_center);
    m_split->addWidget(m_inner);
    m_split->addWidget(m_side);
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 0);
    window.setCentralWidget(m_split);
    m_docks = std::make_unique<panels::DockHost>(*m_inner);
    m_docks->addPanel(std::make_unique<panels::OperationsPanel>(series));
    m_docks->addPanel(std::make_unique<panels::LatencyPanel>(series));
}

WindowLayout::~WindowLayout() = default;

void WindowLayout::setTheme(const Theme& theme) {
    m_docks->setTheme(chartTheme(theme));
}

void WindowLayout::setFirstSizes() {
    const int height = std::clamp(m_window.height() / kDockShareOfHeight, kDockHeightMin,
                                  kDockHeightMax);
    m_inner->resizeDocks(m_docks->docks(), QList<int>(m_docks->docks().size(), height),
                         Qt::Vertical);
    m_split->setSizes({std::max(1, m_window.width() - kSideWidth), kSideWidth});
}

void WindowLayout::saveTo(UiState& state) const {
    state.docks = m_inner->saveState(kLayoutVersion);
    state.splitter = m_split->saveState();
}

void WindowLayout::restore(const UiState& state) {
    setFirstSizes();
    // A layout of another version would put docks where nobody looks: the default instead.
    if (state.layoutVersion != kLayoutVersion) return;
    if (!state.splitter.isEmpty()) m_split->restoreState(state.splitter);
    if (!state.docks.isEmpty() && !m_inner->restoreState(state.docks, kLayoutVersion)) reset();
}

void WindowLayout::reset() {
    m_docks->resetLayout();
    setFirstSizes();
}

void WindowLayout::resizeDocks(int steps) {
    QList<QDockWidget*> shown;
    QList<int> heights;
    for (QDockWidget* dock : m_docks->docks()) {
        if (!dock->isVisible() || dock->isFloating()) continue;
        shown << dock;
        heights << std::max(kDockHeightMin, dock->height() + steps * kSizeStep);
    }
    m_inner->resizeDocks(shown, heights, Qt::Vertical);
}

void WindowLayout::resizeSide(int steps) {
    const QList<int> sizes = m_split->sizes();
    if (!m_side->isVisible() || sizes.size() != 2) return;
    const int width = std::max(m_side->minimumSizeHint().width(), sizes[1] + steps * kSizeStep);
    m_split->setSizes({sizes[0] + sizes[1] - width, width});
}

void WindowLayout::focusNext(const QList<QWidget*>& areas, int step) {
    QList<QWidget*> all = areas;
    all << m_side;
    for (QDockWidget* dock : m_docks->docks()) all << dock->widget();
    QWidget* now = QApplication::focusWidget();
    qsizetype at = step > 0 ? -1 : 0;
    for (qsizetype i = 0; i < all.size(); ++i)
        if (now && all[i] && (all[i] == now || all[i]->isAncestorOf(now))) at = i;
    for (qsizetype tried = 1; tried <= all.size(); ++tried) {
        const qsizetype next = (at + step * tried + 2 * all.size()) % all.size();
        if (QWidget* target = focusTarget(all[next]))
            return target->setFocus(step > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    }
}

} // namespace alluse::ui
