#include "ui/shell/main_window.h"

#include "panels/dock_host.h"
#include "panels/latency_panel.h"
#include "panels/operations_panel.h"
#include "ui/pages/accounts_page.h"
#include "ui/pages/form_opener.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/navigation_bar.h"
#include "ui/shell/pages.h"
#include "ui/shell/shortcut_sheet.h"
#include "ui/shell/status_line.h"
#include "ui/shell/tool_strip.h"
#include "ui/shell/window_actions.h"
#include "ui/widgets/empty_state.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenuBar>
#include <QStackedWidget>
#include <QTableView>
#include <QToolBar>

namespace alluse::ui {
namespace {

constexpr QSize kSizeAtFirst(1'440, 900);
constexpr QSize kSizeMin(800, 560);
constexpr int kDockHeight = 230;

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

} // namespace

MainWindow::MainWindow(jobs::JobRunner& runner, const engine::SeriesStore& series,
                       const UiState& state)
    : m_state(state), m_search(new QLineEdit(this)), m_navigation(new NavigationBar(this)),
      m_center(new QStackedWidget(this)), m_message(new EmptyState(this)),
      m_status(new StatusLine(runner, this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("ALL-USE Account Manager"));
    setMinimumSize(kSizeMin);
    addActions();
    buildFrame();
    buildDocks(series);
    fillMenuBar(*menuBar(), m_actions, m_docks->toggleActions());
    resize(kSizeAtFirst);
    resizeDocks(m_docks->docks(), QList<int>(m_docks->docks().size(), kDockHeight), Qt::Vertical);
    if (!m_state.geometry.isEmpty()) restoreGeometry(m_state.geometry);
    // A layout of another version would put docks where nobody looks: the default instead.
    if (m_state.layoutVersion == kLayoutVersion && !m_state.docks.isEmpty())
        restoreState(m_state.docks, kLayoutVersion);
    setThemeChoice(m_state.theme);
    setFormActionsEnabled(false);
}

MainWindow::~MainWindow() = default;

void MainWindow::buildFrame() {
    m_search->setObjectName(QStringLiteral("searchEdit"));
    QToolBar* strip = makeToolStrip(*this, *m_search, m_actions);
    addToolBar(Qt::TopToolBarArea, strip);
    connect(m_search, &QLineEdit::textEdited, this, &MainWindow::searchEdited);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty()) searchEdited(text); // the clear button edits without typing
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_pages) m_pages->current()->table()->setFocus();
    });
    auto* side = new QToolBar(this);
    side->setObjectName(QStringLiteral("navigationBar"));
    side->setMovable(false);
    side->setContextMenuPolicy(Qt::PreventContextMenu);
    side->addWidget(m_navigation);
    addToolBar(Qt::LeftToolBarArea, side);
    m_navigation->addPlace(QStringLiteral("families"), tr("Families"), QStringLiteral("families"));
    m_navigation->addPlace(QStringLiteral("accounts"), tr("Accounts"), QStringLiteral("accounts"));
    m_navigation->addPlace(QStringLiteral("ledger"), tr("Ledger"), QStringLiteral("ledger"));
    connect(m_navigation, &NavigationBar::placeChosen, this, &MainWindow::showPage);
    m_center->addWidget(m_message);
    setCentralWidget(m_center);
    setStatusBar(m_status);
    setContextMenuPolicy(Qt::NoContextMenu);
}

void MainWindow::buildDocks(const engine::SeriesStore& series) {
    setDockNestingEnabled(true);
    m_docks = std::make_unique<panels::DockHost>(*this);
    m_docks->addPanel(std::make_unique<panels::OperationsPanel>(series));
    m_docks->addPanel(std::make_unique<panels::LatencyPanel>(series));
}

void MainWindow::addActions() {
    WindowCommands commands;
    commands.chooseDatabase = [this] { emit databaseWanted(); };
    commands.quit = [this] { close(); };
    commands.find = [this] {
        m_search->setFocus();
        m_search->selectAll();
    };
    commands.showPage = [this](const QString& name) { showPage(name); };
    commands.toggleDetails = [this] {
        m_state.isDetailsShown = !m_state.isDetailsShown;
        if (m_pages) m_pages->accounts().setDetailsShown(m_state.isDetailsShown);
    };
    commands.resetLayout = [this] { resetLayout(); };
    commands.chooseTheme = [this](ThemeChoice choice) { setThemeChoice(choice); };
    commands.showPalette = [this] { (new CommandPalette(m_actions, this))->show(); };
    commands.showShortcuts = [this] { (new ShortcutSheet(m_actions, this))->open(); };
    commands.clearFilters = [this] {
        m_search->clear();
        if (m_pages) m_pages->clearFilters();
    };
    // The rest speaks to the pages, and does nothing while no database is open.
    const auto onPages = [this](auto run) {
        return [this, run] {
            if (m_pages) run(*m_pages);
        };
    };
    commands.copy = onPages([](Pages& pages) { pages.current()->copySelection(); });
    commands.refresh = onPages([](Pages& pages) { pages.current()->refresh(); });
    commands.columns = onPages([](Pages& pages) {
        pages.current()->showColumnChooser(pages.current()->table());
    });
    commands.openFamily = onPages([](Pages& pages) { pages.forms().openFamily(); });
    commands.openAccount = onPages([](Pages& pages) { pages.openAccountInFamily(); });
    commands.post = onPages([](Pages& pages) { pages.openAccountForm(&FormOpener::post); });
    commands.transfer = onPages([](Pages& pages) { pages.openAccountForm(&FormOpener::transfer); });
    commands.changeStatus =
        onPages([](Pages& pages) { pages.openAccountForm(&FormOpener::changeStatus); });
    commands.changePolicy =
        onPages([](Pages& pages) { pages.openAccountForm(&FormOpener::changePolicy); });
    commands.reverse = onPages([](Pages& pages) { pages.reverseEntry(); });
    addWindowActions(m_actions, commands);
}

void MainWindow::setFormActionsEnabled(bool isEnabled) {
    for (QAction* action : m_actions.all()) {
        const QString id = action->objectName();
        if (id.startsWith(QLatin1String("account.")) || id.startsWith(QLatin1String("family."))
            || id.startsWith(QLatin1String("ledger.")))
            action->setEnabled(isEnabled);
    }
}

void MainWindow::showOpening(const QString& location) {
    closeWorkspace();
    m_message->setMessage(tr("Opening the database"), location);
    m_status->setDatabase(location);
}

void MainWindow::showOpenError(const QString& text) {
    closeWorkspace();
    m_message->setMessage(tr("The database cannot be opened"), text,
                          m_actions.get(QStringLiteral("file.database")));
}

void MainWindow::openWorkspace(const Workspace& workspace) {
    closeWorkspace();
    setFormActionsEnabled(true);
    m_pages = new Pages(workspace, m_actions, m_state, this);
    m_center->addWidget(m_pages);
    m_center->setCurrentWidget(m_pages);
    connect(m_pages, &Pages::pageShown, this, &MainWindow::pageShown);
    connect(m_pages, &Pages::selectionTextChanged, m_status, &StatusLine::setSelection);
    connect(m_pages, &Pages::countChanged, m_navigation, &NavigationBar::setCount);
    m_status->setDatabase(tr("● %1 · %2").arg(workspace.dialect, workspace.location));
    m_status->setRole(workspace.environment == QLatin1String("live")
                          ? QString::fromStdString(workspace.context.actor.role)
                          : tr("%1 · %2 data").arg(
                                QString::fromStdString(workspace.context.actor.role),
                                workspace.environment));
    adaptToWidth();
    showPage(m_pages->page(m_state.page) ? m_state.page : QStringLiteral("accounts"));
}

void MainWindow::closeWorkspace() {
    if (!m_pages) return;
    m_pages->saveTo(m_state);
    delete std::exchange(m_pages, nullptr);
    m_center->setCurrentWidget(m_message);
    m_status->setSelection(QString());
    setFormActionsEnabled(false);
}

void MainWindow::showPage(const QString& name) {
    if (m_pages && m_pages->current() != m_pages->page(name)) m_pages->showPage(name);
    if (m_pages) pageShown(name);
}

void MainWindow::pageShown(const QString& name) {
    m_state.page = name;
    m_navigation->setCurrent(name);
    m_search->setPlaceholderText(m_pages->current()->searchHint());
    m_search->setText(m_pages->current()->searchText());
}

void MainWindow::searchEdited(const QString& text) {
    if (m_pages) m_pages->current()->setSearchText(text);
}

void MainWindow::markSampled() {
    m_docks->markDirty();
}

void MainWindow::setThemeChoice(ThemeChoice choice) {
    m_state.theme = choice;
    applyTheme(*qApp, choice);
    m_docks->setTheme(chartTheme(resolveTheme(choice)));
}

void MainWindow::resetLayout() {
    m_docks->resetLayout();
    resizeDocks(m_docks->docks(), QList<int>(m_docks->docks().size(), kDockHeight), Qt::Vertical);
    m_state.isDetailsShown = true;
    if (!m_pages) return;
    for (TablePage* page : m_pages->all()) page->resetTable();
    m_pages->accounts().setDetailsShown(true);
}

void MainWindow::adaptToWidth() {
    m_navigation->setCollapsed(width() < metric::kNavigationIconsBelow);
    if (m_pages) m_pages->accounts().setNarrow(width() < metric::kDetailsAsTabBelow);
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
    state.docks = saveState(kLayoutVersion);
    if (m_pages) m_pages->saveTo(state);
    return state;
}

void MainWindow::closeEvent(QCloseEvent* event) {
    emit closing();
    event->accept();
}

} // namespace alluse::ui
