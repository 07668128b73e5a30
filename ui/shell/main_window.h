#pragma once
// The shell: menus, navigation, search, docks, status line. Pages come and go with the database.

#include "ui/common/actions.h"
#include "ui/common/ui_state.h"
#include "ui/pages/workspace.h"

#include <QMainWindow>

#include <memory>

class QLineEdit;
class QStackedWidget;

namespace alluse::engine {
class SeriesStore;
}
namespace alluse::jobs {
class JobRunner;
}
namespace alluse::panels {
class DockHost;
}

namespace alluse::ui {

class EmptyState;
class NavigationBar;
class Pages;
class StatusLine;
class TablePage;

class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    // Runner and store outlive the window.
    MainWindow(jobs::JobRunner& runner, const engine::SeriesStore& series, const UiState& state);
    ~MainWindow() override;

    void showOpening(const QString& location); // "Opening …" in place of the pages
    void showOpenError(const QString& text);
    void openWorkspace(const Workspace& workspace);
    void closeWorkspace(); // everything that refers to the database is gone afterwards
    void markSampled();    // there is a new sample for the charts

    [[nodiscard]] UiState state() const;
    [[nodiscard]] Pages* pages() const { return m_pages; } // null while no database is open
    [[nodiscard]] Actions& actions() { return m_actions; }
    void showPage(const QString& name);
    void setThemeChoice(ThemeChoice choice);
    void bringToFront();

signals:
    void databaseWanted();
    void closing();

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildFrame();
    void buildDocks(const engine::SeriesStore& series);
    void addActions();
    void resetLayout();
    void adaptToWidth();
    void searchEdited(const QString& text);
    void pageShown(const QString& name);
    void setFormActionsEnabled(bool isEnabled);

    UiState m_state;
    Actions m_actions;
    QLineEdit* m_search;
    NavigationBar* m_navigation;
    QStackedWidget* m_center;
    EmptyState* m_message;
    StatusLine* m_status;
    std::unique_ptr<panels::DockHost> m_docks;
    Pages* m_pages = nullptr;
};

} // namespace alluse::ui
