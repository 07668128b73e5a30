#include "ui/shell/main_window.h"

#include "panels/dock_host.h"
#include "ui/pages/accounts_page.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/navigation_bar.h"
#include "ui/shell/pages.h"
#include "ui/shell/search_field.h"
#include "ui/shell/shortcut_sheet.h"
#include "ui/shell/side_area.h"
#include "ui/shell/status_line.h"
#include "ui/shell/tool_strip.h"
#include "ui/shell/window_actions.h"
#include "ui/shell/window_layout.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QToolBar>
#include <QVBoxLayout>

namespace alluse::ui {
namespace {

constexpr QSize kSizeAtFirst(1'440, 900);
constexpr QSize kSizeMin(800, 560);
constexpr int kToldMs = 5'000;

} // namespace

MainWindow::MainWindow(jobs::JobRunner& runner, const engine::SeriesStore& series,
                       const UiState& state)
    : m_state(state), m_layout(new WindowLayout(*this, series)), m_search(new SearchField(this)),
      m_navigation(new NavigationBar(this)), m_notice(new QWidget(this)),
      m_openBanner(new Banner(m_notice)), m_message(new EmptyState(m_notice)),
      m_status(new StatusLine(runner, this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("ALL-USE Account Manager"));
    setMinimumSize(kSizeMin);
    addActions();
    buildFrame();
    fillMenuBar(*menuBar(), m_actions, m_layout->docks().toggleActions());
    resize(kSizeAtFirst);
    if (!m_state.geometry.isEmpty()) restoreGeometry(m_state.geometry);
    m_layout->restore(m_state);
    setThemeChoice(m_state.theme);
    setDatabaseActionsEnabled(false);
}

MainWindow::~MainWindow() {
    closeWorkspace(); // before the areas that hold a part of its pages
}

void MainWindow::buildFrame() {
    addToolBar(Qt::TopToolBarArea, makeToolStrip(*this, *m_search, m_actions));
    connect(m_search, &QLineEdit::textChanged, this, &MainWindow::searchEdited);
    connect(m_search, &SearchField::accepted, this, [this] {
        if (m_pages) m_pages->current()->acceptSearch();
    });
    connect(m_search, &SearchField::left, this, [this] {
        if (m_pages) m_pages->current()->keyboardTarget()->setFocus();
    });
    auto* side = new QToolBar(this);
    side->setObjectName(QStringLiteral("navigationBar"));
    side->setMovable(false);
    side->setContextMenuPolicy(Qt::PreventContextMenu);
    side->addWidget(m_navigation);
    addToolBar(Qt::LeftToolBarArea, side);
    m_navigation->addPlace(QStringLiteral("today"), tr("Today"), QStringLiteral("today"));
    m_navigation->addPlace(QStringLiteral("families"), tr("Families"), QStringLiteral("families"));
    m_navigation->addPlace(QStringLiteral("accounts"), tr("Accounts"), QStringLiteral("accounts"));
    m_navigation->addPlace(QStringLiteral("ledger"), tr("Ledger"), QStringLiteral("ledger"));
    m_navigation->addPlace(QStringLiteral("growth"), tr("Growth"), QStringLiteral("growth"));
    m_navigation->addPlace(QStringLiteral("validation"), tr("Validation"), QStringLiteral("validation"));
    m_navigation->addPlace(QStringLiteral("analytics"), tr("Analytics"), QStringLiteral("analytics"));
    connect(m_navigation, &NavigationBar::placeChosen, this, &MainWindow::showPage);
    auto* notice = new QVBoxLayout(m_notice);
    notice->setContentsMargins(0, 0, 0, 0);
    notice->addWidget(m_openBanner);
    notice->addWidget(m_message, 1);
    connect(m_openBanner, &Banner::retryRequested, this, &MainWindow::reopenWanted);
    m_layout->center().addWidget(m_notice);
    setStatusBar(m_status);
    setContextMenuPolicy(Qt::NoContextMenu);
}

void MainWindow::addActions() {
    WindowCommands commands;
    commands.chooseDatabase = [this] { emit databaseWanted(); };
    commands.reopen = [this] { emit reopenWanted(); };
    commands.openSample = [this] { emit sampleWanted(); };
    commands.importFile = [this] { emit importWanted(); };
    commands.quit = [this] { close(); };
    commands.find = [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    };
    commands.filter = [this] { showFilterMenu(); };
    commands.columns = [this] { showColumns(); };
    commands.showPage = [this](const QString& name) { showPage(name); };
    commands.toggleDetails = [this] { toggleDetails(); };
    commands.resetLayout = [this] { resetLayout(); };
    commands.nextArea = [this] { focusNext(1); };
    commands.previousArea = [this] { focusNext(-1); };
    commands.resizeDocks = [this](int steps) { m_layout->resizeDocks(steps); };
    commands.resizeDetails = [this](int steps) { m_layout->resizeSide(steps); };
    commands.chooseTheme = [this](ThemeChoice choice) { setThemeChoice(choice); };
    commands.showPalette = [this] { showPalette(); };
    commands.showShortcuts = [this] { (new ShortcutSheet(m_actions, this))->open(); };
    Pages::addCommands(commands, [this] { return m_pages; });
    addWindowActions(m_actions, commands);
}

void MainWindow::showPalette() {
    auto* palette = new CommandPalette(m_actions, m_state.recentActions, this);
    connect(palette, &CommandPalette::ran, this,
            [this](const QStringList& recent) { m_state.recentActions = recent; });
    palette->show();
}

void MainWindow::showFilterMenu() {
    if (!m_pages) return;
    auto* button = findChild<QPushButton*>(QStringLiteral("strip.edit.filter"));
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("filterMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_pages->current()->fillFilterMenu(*menu);
    if (menu->isEmpty()) menu->addAction(tr("This page has no filters"))->setEnabled(false);
    menu->addSeparator();
    menu->addAction(m_actions.get(QStringLiteral("edit.clearFilters")));
    menu->popup(button->mapToGlobal(QPoint(0, button->height())));
}

void MainWindow::showColumns() {
    if (m_pages)
        m_pages->current()->showColumnChooser(
            findChild<QPushButton*>(QStringLiteral("strip.view.columns")));
}

void MainWindow::setDatabaseActionsEnabled(bool isEnabled) {
    for (QAction* action : m_actions.all())
        if (needsDatabase(action->objectName()))
            m_actions.setReason(action->objectName(),
                                isEnabled ? QString() : tr("No database is open"));
}

void MainWindow::showOpening(const QString& location) {
    closeWorkspace();
    m_openBanner->hide();
    m_message->setMessage(tr("Opening the database"), location);
    m_status->setDatabase(location, {});
}

void MainWindow::showOpenError(const QString& text, bool isAway) {
    closeWorkspace();
    if (isAway) m_openBanner->showWaiting(tr("The database cannot be reached."));
    m_message->setMessage(tr("The database cannot be opened"), text,
                          m_actions.get(QStringLiteral("file.database")));
}

void MainWindow::openWorkspace(const Workspace& workspace) {
    closeWorkspace();
    m_openBanner->clear();
    setDatabaseActionsEnabled(true);
    m_pages = new Pages(workspace, m_actions, m_state, this);
    m_layout->center().addWidget(m_pages);
    m_layout->center().setCurrentWidget(m_pages);
    connect(m_pages, &Pages::pageShown, this, &MainWindow::pageShown);
    connect(m_pages, &Pages::selectionTextChanged, m_status, &StatusLine::setSelection);
    connect(m_pages, &Pages::countChanged, m_navigation, &NavigationBar::setCount);
    connect(m_pages, &Pages::told, m_status, [this](const QString& text) {
        m_status->showMessage(text, kToldMs);
    });
    connect(m_pages, &Pages::reachableChanged, m_status, &StatusLine::setReachable);
    connect(m_pages, &Pages::searchCleared, m_search, &QLineEdit::clear);
    m_status->setDatabase(workspace.dialect, workspace.location);
    m_status->setRole(QString::fromStdString(workspace.context.actor.role), workspace.environment);
    adaptToWidth();
    showPage(m_pages->page(m_state.page) ? m_state.page : QStringLiteral("accounts"));
}

void MainWindow::closeWorkspace() {
    if (!m_pages) return;
    m_pages->saveTo(m_state);
    m_layout->side().setPane(nullptr);
    delete std::exchange(m_pages, nullptr);
    m_layout->center().setCurrentWidget(m_notice);
    m_status->setSelection(QString());
    setDatabaseActionsEnabled(false);
}

void MainWindow::showPage(const QString& name) {
    if (m_pages && (m_pages->current() != m_pages->page(name) || !m_pages->current()->isLoaded()))
        m_pages->showPage(name);
    if (m_pages) pageShown(name);
}

void MainWindow::pageShown(const QString& name) {
    m_state.page = name;
    m_navigation->setCurrent(name);
    const QString hint = m_pages->current()->searchHint();
    m_search->setPlaceholderText(hint.isEmpty() ? tr("This page has no search") : hint);
    m_search->setEnabled(!hint.isEmpty());
    for (const char* id : {"edit.filter", "edit.clearFilters", "view.columns"})
        m_actions.setReason(QLatin1String(id),
                            hint.isEmpty() ? tr("This page has no search and no columns to choose")
                                           : QString());
    m_search->setText(m_pages->current()->searchText());
    updateSide();
}

void MainWindow::searchEdited(const QString& text) {
    if (m_pages) m_pages->current()->setSearchText(text);
}

void MainWindow::markSampled() {
    m_layout->docks().markDirty();
}

void MainWindow::setThemeChoice(ThemeChoice choice) {
    m_state.theme = choice;
    applyTheme(*qApp, choice);
    m_layout->setTheme(resolveTheme(choice));
    m_actions.get(QStringLiteral("theme.") + themeName(choice))->setChecked(true);
}

void MainWindow::toggleDetails() {
    if (m_pages && m_pages->accounts().isNarrow())
        m_pages->accounts().showDetailsTab(true);
    else
        m_state.isDetailsShown = !m_state.isDetailsShown;
    updateSide();
}

void MainWindow::resetLayout() {
    m_state.isDetailsShown = true;
    if (m_pages)
        for (Page* page : m_pages->all()) page->resetTable();
    updateSide();
    m_layout->reset();
}

void MainWindow::adaptToWidth() {
    m_navigation->setCollapsed(width() < metric::kNavigationIconsBelow);
    if (!m_pages) return;
    m_pages->setNarrow(width() < metric::kDetailsAsTabBelow);
    updateSide();
}

void MainWindow::updateSide() {
    m_actions.get(QStringLiteral("view.details"))->setChecked(m_state.isDetailsShown);
    m_layout->side().setPane(m_pages && m_state.isDetailsShown ? m_pages->current()->sidePane()
                                                               : nullptr);
}

void MainWindow::focusNext(int step) {
    m_layout->focusNext({m_navigation, m_search, m_pages ? m_pages->current()->keyboardTarget() : nullptr},
                        step);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    adaptToWidth();
}

void MainWindow::bringToFront() {
    setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
}

UiState MainWindow::state() const {
    UiState state = m_state;
    state.layoutVersion = kLayoutVersion;
    state.geometry = saveGeometry();
    m_layout->saveTo(state);
    if (m_pages) m_pages->saveTo(state);
    return state;
}

void MainWindow::closeEvent(QCloseEvent* event) {
    emit closing();
    event->accept();
}

} // namespace alluse::ui
