#pragma once
// How the window is divided: pages with the charts below them at the left, the side area at the
// right; sizes by key, areas in turn, saved and restored with a version.

#include "ui/common/ui_state.h"

#include <QList>
#include <QObject>

#include <memory>

class QMainWindow;
class QSplitter;
class QStackedWidget;

namespace alluse::engine {
class SeriesStore;
}
namespace alluse::panels {
class DockHost;
}

namespace alluse::ui {

class SideArea;
class Theme;

class WindowLayout final : public QObject {
    Q_OBJECT

public:
    WindowLayout(QMainWindow& window, const engine::SeriesStore& series);
    ~WindowLayout() override;

    [[nodiscard]] QStackedWidget& center() const { return *m_center; }
    [[nodiscard]] panels::DockHost& docks() const { return *m_docks; }
    [[nodiscard]] SideArea& side() const { return *m_side; }
    void setTheme(const Theme& theme);

    void saveTo(UiState& state) const;
    void restore(const UiState& state);
    void reset();
    void resizeDocks(int steps);
    void resizeSide(int steps);
    // Moves the focus from one area to the next one that can take it; backwards with step −1.
    void focusNext(const QList<QWidget*>& areas, int step);

private:
    void setFirstSizes();

    QMainWindow& m_window;
    QSplitter* m_split;
    QMainWindow* m_inner; // a window without a frame, for its docks
    QStackedWidget* m_center;
    SideArea* m_side;
    std::unique_ptr<panels::DockHost> m_docks;
};

} // namespace alluse::ui
