#pragma once
// The shell: menus, navigation, search, docks, status line. Pages come and go with the database.

#include "ui/common/actions.h"
#include "ui/common/ui_state.h"
#include "ui/pages/workspace.h"

#include <QMainWindow>

namespace alluse::engine {
class SeriesStore;
}
namespace alluse::jobs {
class JobRunner;
}

namespace alluse::ui {

class Banner;
class EmptyState;
class NavigationBar;
class Pages;
class SearchField;
class StatusLine;
class WindowLayout;

class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    // Runner and store outlive the window.
    MainWindow(jobs::JobRunner& runner, const engine::SeriesStore& series, const UiState& state);
    ~MainWindow() override;

    void showOpening(const QString& location); // "Opening …" in place of the pages
    // With `isAway` it tries again by itself.
    void showOpenError(const QString& text, bool isAway);
    void openWorkspace(const Workspace& workspace);
    void closeWorkspace(); // everything that refers to the database is gone afterwards
    void markSampled();    // there is a new sample for the charts

    [[nodiscard]] UiState state() const;
    [[nodiscard]] Pages* pages() const { return m_pages; } // null while no database is open
    [[nodiscard]] Actions& actions() { return m_actions; }
    [[nodiscard]] WindowLayout& areas() { return *m_layout; }
    void showPage(const QString& name);
    void setThemeChoice(ThemeChoice choice);
    void bringToFront();

signals:
    void databaseWanted();
    void reopenWanted(); // the same database again
    void sampleWanted(); // the sample data of the first start
    void importWanted();
    void closing();

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildFrame();
    void addActions();
    void showPalette();
    void showFilterMenu();
    void showColumns();
    void toggleDetails();
    void resetLayout();
    void adaptToWidth();
    void updateSide();
    void focusNext(int step);
    void searchEdited(const QString& text);
    void pageShown(const QString& name);
    void setDatabaseActionsEnabled(bool isEnabled);

    UiState m_state;
    Actions m_actions;
    WindowLayout* m_layout;
    SearchField* m_search;
    NavigationBar* m_navigation;
    QWidget* m_notice; // in place of the pages: opening, or why not
    Banner* m_openBanner;
    EmptyState* m_message;
    StatusLine* m_status;
    Pages* m_pages = nullptr;
};

} // namespace alluse::ui
