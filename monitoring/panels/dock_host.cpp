#include "panels/dock_host.h"

#include "panels/dock_title.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>

#include <algorithm>

namespace alluse::panels {

DockHost::DockHost(QMainWindow& window) : QObject(&window), m_window(window) {
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(kRefreshMs);
    connect(&m_refreshTimer, &QTimer::timeout, this, &DockHost::refreshVisible);
}

DockHost::~DockHost() = default;

QDockWidget* DockHost::addPanel(std::unique_ptr<ChartPanel> panel, Qt::DockWidgetArea area) {
    const ChartSpec& spec = panel->spec();
    const QString name = spec.id + QStringLiteral("Dock");
    if (spec.id.isEmpty() || m_window.findChild<QDockWidget*>(name)) return nullptr;

    auto* dock = new QDockWidget(spec.title, &m_window);
    dock->setObjectName(name);
    auto* title = new DockTitle(spec.title, dock);
    title->setObjectName(spec.id + QStringLiteral("Title"));
    title->setState(panel->stateText());
    title->setToolTip(tr("Right click or press the menu key for range, pause and placement."));
    dock->setTitleBarWidget(title);
    const Entry entry{dock, title, panel.release(), area};
    dock->setWidget(entry.panel);
    m_window.addDockWidget(area, dock);
    m_entries.append(entry);

    entry.panel->setContextMenuPolicy(Qt::CustomContextMenu);
    title->setContextMenuPolicy(Qt::CustomContextMenu);
    for (QWidget* part : {static_cast<QWidget*>(entry.panel), static_cast<QWidget*>(title)})
        connect(part, &QWidget::customContextMenuRequested, this,
                [this, entry, part](QPoint at) { showMenu(entry, part->mapToGlobal(at)); });
    connect(entry.panel, &ChartPanel::dirtied, this, &DockHost::scheduleRefresh);
    connect(entry.panel, &ChartPanel::stateChanged, title,
            [entry] { entry.title->setState(entry.panel->stateText()); });
    // Coming to the front of its tabs is no show event.
    connect(dock, &QDockWidget::visibilityChanged, this, &DockHost::scheduleRefresh);
    connect(dock, &QObject::destroyed, this, [this, dock] {
        m_entries.removeIf([dock](const Entry& one) { return one.dock == dock; });
    });
    if (m_theme) {
        title->setTheme(*m_theme);
        entry.panel->setTheme(*m_theme);
    }
    scheduleRefresh();
    return dock;
}

void DockHost::setTheme(const ChartTheme& theme) {
    m_theme = theme;
    for (const Entry& entry : m_entries) {
        entry.title->setTheme(theme);
        entry.panel->setTheme(theme);
    }
}

QList<QDockWidget*> DockHost::docks() const {
    QList<QDockWidget*> docks;
    for (const Entry& entry : m_entries) docks.append(entry.dock);
    return docks;
}

QList<ChartPanel*> DockHost::panels() const {
    QList<ChartPanel*> panels;
    for (const Entry& entry : m_entries) panels.append(entry.panel);
    return panels;
}

QList<QAction*> DockHost::toggleActions() const {
    QList<QAction*> actions;
    for (const Entry& entry : m_entries) actions.append(entry.dock->toggleViewAction());
    return actions;
}

void DockHost::resetLayout() {
    for (const Entry& entry : m_entries) {
        entry.dock->setFloating(false);
        m_window.removeDockWidget(entry.dock); // also leaves a group of tabs
        m_window.addDockWidget(entry.area, entry.dock);
        entry.dock->show();
    }
}

void DockHost::markDirty() {
    for (const Entry& entry : m_entries) entry.panel->markDirty();
}

void DockHost::scheduleRefresh() {
    if (!m_refreshTimer.isActive()) m_refreshTimer.start();
}

void DockHost::refreshVisible() {
    for (const Entry& entry : m_entries)
        if (entry.panel->isDirty() && entry.panel->isOnScreen()) entry.panel->refresh();
}

void DockHost::showMenu(const Entry& entry, QPoint globalPosition) {
    auto* menu = new QMenu(entry.dock);
    menu->setObjectName(entry.panel->spec().id + QStringLiteral("Menu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    entry.panel->fillMenu(*menu);
    menu->addSeparator();
    QAction* place = menu->addAction(entry.dock->isFloating() ? tr("Dock") : tr("Float"));
    connect(place, &QAction::triggered, entry.dock,
            [dock = entry.dock] { dock->setFloating(!dock->isFloating()); });
    QAction* close = menu->addAction(tr("Close"));
    connect(close, &QAction::triggered, entry.dock, &QDockWidget::close);
    menu->popup(globalPosition);
}

} // namespace alluse::panels
