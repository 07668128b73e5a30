#pragma once
// Puts chart panels into docks of a main window and refreshes those that can be seen.

#include "panels/chart_panel.h"
#include "panels/chart_theme.h"

#include <QList>
#include <QObject>
#include <QTimer>

class QAction;
class QDockWidget;
class QMainWindow;

namespace alluse::panels {

class DockTitle;

// GUI thread. The docks belong to the window; their layout is saved and restored by its owner with
// QMainWindow::saveState, which finds them by object name.
class DockHost final : public QObject {
    Q_OBJECT

public:
    static constexpr int kRefreshMs = 250; // four times a second, whatever the data rate

    explicit DockHost(QMainWindow& window);
    ~DockHost() override;

    // Takes the panel over. The dock is named after it: `latency` becomes `latencyDock`. A panel
    // without an id would be lost when the layout is restored, so it is refused (nullptr).
    QDockWidget* addPanel(std::unique_ptr<ChartPanel> panel,
                          Qt::DockWidgetArea area = Qt::BottomDockWidgetArea);

    void setTheme(const ChartTheme& theme);
    [[nodiscard]] QList<QDockWidget*> docks() const;
    [[nodiscard]] QList<ChartPanel*> panels() const;
    // One checkable action per dock, in the order they were added, for the View menu.
    [[nodiscard]] QList<QAction*> toggleActions() const;
    // False while there is nothing new to show: then not even the timer runs.
    [[nodiscard]] bool isRefreshScheduled() const { return m_refreshTimer.isActive(); }
    // Every dock visible, docked and where it was added.
    void resetLayout();

public slots:
    // There is a new sample; connect it to Sampler::sampled.
    void markDirty();

private:
    struct Entry {
        QDockWidget* dock;
        DockTitle* title;
        ChartPanel* panel;
        Qt::DockWidgetArea area;
    };

    void scheduleRefresh();
    void refreshVisible();
    void showMenu(const Entry& entry, QPoint globalPosition);

    QMainWindow& m_window;
    QList<Entry> m_entries;
    std::optional<ChartTheme> m_theme;
    QTimer m_refreshTimer;
};

} // namespace alluse::panels
