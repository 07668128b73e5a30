#include "ui/shell/window_actions.h"

#include "ui/common/actions.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

namespace alluse::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(alluse::ui::WindowActions)
};

void addFileActions(Actions& actions, const WindowCommands& commands) {
    const QString file = Text::tr("File");
    actions.add({QStringLiteral("file.database"), file, Text::tr("Choose &database…"),
                 QKeySequence(Qt::CTRL | Qt::Key_O), QStringLiteral("database")},
                commands.chooseDatabase);
    actions.add({QStringLiteral("file.sample"), file, Text::tr("Open the &sample data")},
                commands.openSample);
    actions.add({QStringLiteral("file.reopen"), file, Text::tr("&Open the database again")},
                commands.reopen);
    actions.add({QStringLiteral("ledger.import"), file, Text::tr("&Import bank file…"),
                 QKeySequence(Qt::CTRL | Qt::Key_I)},
                commands.importFile);
    actions.add({QStringLiteral("file.export"), file, Text::tr("&Export table…"),
                 QKeySequence(Qt::CTRL | Qt::Key_E)},
                commands.exportTable);
    actions.add({QStringLiteral("file.reports"), file, Text::tr("Statements and &reports…"),
                 QKeySequence(Qt::CTRL | Qt::Key_R)},
                commands.reports);
    actions.add({QStringLiteral("file.quit"), file, Text::tr("&Quit"),
                 QKeySequence(Qt::CTRL | Qt::Key_Q)},
                commands.quit);
}

void addEditActions(Actions& actions, const WindowCommands& commands) {
    const QString edit = Text::tr("Edit");
    QAction* find = actions.add({QStringLiteral("edit.find"), edit, Text::tr("&Find"),
                                 QKeySequence(Qt::CTRL | Qt::Key_K), QStringLiteral("search")},
                                commands.find);
    find->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_K), QKeySequence(Qt::CTRL | Qt::Key_F)});
    actions.add({QStringLiteral("edit.filter"), edit, Text::tr("F&ilter"),
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), QStringLiteral("filter")},
                commands.filter);
    actions.add({QStringLiteral("edit.clearFilters"), edit, Text::tr("Clear &search and filters"),
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K)},
                commands.clearFilters);
    actions.add({QStringLiteral("edit.copy"), edit, Text::tr("&Copy rows as text"),
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)},
                commands.copy);
    actions.add({QStringLiteral("edit.refresh"), edit, Text::tr("&Refresh"),
                 QKeySequence(Qt::Key_F5), QStringLiteral("refresh")},
                commands.refresh);
}

void addPlaceActions(Actions& actions, const WindowCommands& commands) {
    const QString view = Text::tr("View");
    const struct {
        const char* page;
        QString text;
        int key;
    } places[] = {{"families", Text::tr("&Families"), Qt::Key_1},
                  {"accounts", Text::tr("&Accounts"), Qt::Key_2},
                  {"ledger", Text::tr("&Ledger"), Qt::Key_3},
                  {"growth", Text::tr("&Growth"), Qt::Key_4},
                  {"validation", Text::tr("&Validation"), Qt::Key_5},
                  {"analytics", Text::tr("Anal&ytics"), Qt::Key_6},
                  {"today", Text::tr("Today"), Qt::Key_0}};
    for (const auto& place : places) {
        const QString page = QLatin1String(place.page);
        actions.add({QStringLiteral("view.") + page, view, place.text,
                     QKeySequence(int(Qt::CTRL) | place.key), page},
                    [show = commands.showPage, page] { show(page); });
    }
    actions.add({QStringLiteral("view.nextArea"), view, Text::tr("&Next area"),
                 QKeySequence(Qt::CTRL | Qt::Key_Tab)},
                commands.nextArea);
    actions.add({QStringLiteral("view.previousArea"), view, Text::tr("&Previous area"),
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab)},
                commands.previousArea);
}

void addViewActions(Actions& actions, const WindowCommands& commands) {
    addPlaceActions(actions, commands);
    const QString view = Text::tr("View");
    actions.add({QStringLiteral("view.details"), view, Text::tr("Account &details"),
                 QKeySequence(Qt::CTRL | Qt::Key_D), QStringLiteral("details"), true},
                commands.toggleDetails);
    actions.add({QStringLiteral("view.columns"), view, Text::tr("&Columns"),
                 QKeySequence(Qt::CTRL | Qt::Key_L), QStringLiteral("columns")},
                commands.columns);
    const struct {
        const char* id;
        QString text;
        int key;
        const std::function<void(int)>& run;
        int step;
    } sizes[] = {
        {"view.tallerCharts", Text::tr("&Taller charts"), Qt::Key_Up, commands.resizeDocks, 1},
        {"view.lowerCharts", Text::tr("L&ower charts"), Qt::Key_Down, commands.resizeDocks, -1},
        {"view.widerDetails", Text::tr("&Wider details"), Qt::Key_Left, commands.resizeDetails, 1},
        {"view.narrowerDetails", Text::tr("Narrow&er details"), Qt::Key_Right,
         commands.resizeDetails, -1}};
    for (const auto& size : sizes)
        actions.add({QLatin1String(size.id), view, size.text,
                     QKeySequence(int(Qt::CTRL | Qt::ALT) | size.key)},
                    [run = size.run, step = size.step] { run(step); });
    actions.add({QStringLiteral("view.resetLayout"), view, Text::tr("&Reset layout")},
                commands.resetLayout);
    const std::pair<ThemeChoice, QString> themes[] = {
        {ThemeChoice::System, Text::tr("&System theme")},
        {ThemeChoice::Light, Text::tr("L&ight theme")},
        {ThemeChoice::Dark, Text::tr("Dar&k theme")}};
    auto* group = new QActionGroup(&actions);
    for (const auto& [choice, text] : themes)
        group->addAction(actions.add({.id = QStringLiteral("theme.") + themeName(choice),
                                      .group = view,
                                      .text = text,
                                      .isCheckable = true},
                                     [set = commands.chooseTheme, choice] { set(choice); }));
}

void addAccountActions(Actions& actions, const WindowCommands& commands) {
    const QString account = Text::tr("Account");
    actions.add({QStringLiteral("family.open"), account, Text::tr("Open &family…"),
                 QKeySequence(Qt::CTRL | Qt::Key_N), QStringLiteral("families")},
                commands.openFamily);
    actions.add({QStringLiteral("account.open"), account, Text::tr("Open &account…"),
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), QStringLiteral("accounts")},
                commands.openAccount);
    actions.add({QStringLiteral("account.post"), account, Text::tr("&Post…"),
                 QKeySequence(Qt::Key_F6), QStringLiteral("post")},
                commands.post);
    actions.add({QStringLiteral("account.transfer"), account, Text::tr("&Transfer…"),
                 QKeySequence(Qt::Key_F7), QStringLiteral("transfer")},
                commands.transfer);
    actions.add({QStringLiteral("ledger.reverse"), account, Text::tr("&Reverse entry…"),
                 QKeySequence(Qt::Key_F8), QStringLiteral("reverse")},
                commands.reverse);
    actions.add({QStringLiteral("account.status"), account, Text::tr("Change &status…"),
                 QKeySequence(Qt::Key_F9)},
                commands.changeStatus);
    actions.add({QStringLiteral("account.policy"), account, Text::tr("Change p&olicy…"),
                 QKeySequence(Qt::SHIFT | Qt::Key_F9)},
                commands.changePolicy);
    actions.add({QStringLiteral("family.accounts"), account, Text::tr("Show accounts of the fa&mily"),
                 QKeySequence(Qt::CTRL | Qt::Key_G), QStringLiteral("accounts")},
                commands.showAccounts);
    actions.add({QStringLiteral("account.ledger"), account, Text::tr("Show in &ledger"),
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L), QStringLiteral("ledger")},
                commands.showLedger);
    actions.add({QStringLiteral("account.show"), account, Text::tr("Show acco&unt"),
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A), QStringLiteral("details")},
                commands.showAccount);
}

void addGrowthActions(Actions& actions, const WindowCommands& commands) {
    const QString growth = Text::tr("Growth");
    actions.add({QStringLiteral("growth.run"), growth, Text::tr("&Run what is selected…"),
                 QKeySequence(Qt::Key_F10), QStringLiteral("growth")},
                commands.growthRun);
    actions.add({QStringLiteral("growth.all"), growth, Text::tr("Run &all that are ready…"),
                 QKeySequence(Qt::CTRL | Qt::Key_F10)},
                commands.growthAll);
    actions.add({QStringLiteral("growth.tree"), growth, Text::tr("Family &tree…"),
                 QKeySequence(Qt::CTRL | Qt::Key_T), QStringLiteral("families")},
                commands.growthTree);
    actions.add({QStringLiteral("growth.settings"), growth, Text::tr("&Settings of the family…")},
                commands.growthSettings);
    actions.add({QStringLiteral("growth.whatIf"), growth, Text::tr("&What if…"),
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W)},
                commands.growthWhatIf);
}

void addValidationActions(Actions& actions, const WindowCommands& commands) {
    const QString validation = Text::tr("Validation");
    actions.add({QStringLiteral("validation.run"), validation, Text::tr("&Run the scenario"),
                 QKeySequence(Qt::Key_F11), QStringLiteral("validation")},
                commands.validationRun);
    actions.add({QStringLiteral("validation.stop"), validation, Text::tr("&Stop the run"),
                 QKeySequence(Qt::SHIFT | Qt::Key_F11)},
                commands.validationStop);
    actions.add({QStringLiteral("validation.editor"), validation, Text::tr("Scenario &editor…"),
                 QKeySequence(Qt::CTRL | Qt::Key_F11)},
                commands.validationEditor);
    actions.add({QStringLiteral("validation.report"), validation, Text::tr("Save re&port…")},
                commands.validationReport);
    actions.add({QStringLiteral("validation.compare"), validation, Text::tr("&Compare runs")},
                commands.validationCompare);
    actions.add({QStringLiteral("validation.pin"), validation, Text::tr("Pin as &baseline")},
                commands.validationPin);
}

void addHelpActions(Actions& actions, const WindowCommands& commands) {
    const QString help = Text::tr("Help");
    actions.add({QStringLiteral("help.palette"), help, Text::tr("&Command palette"),
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)},
                commands.showPalette);
    actions.add({QStringLiteral("help.shortcuts"), help, Text::tr("&Keyboard shortcuts"),
                 QKeySequence(Qt::CTRL | Qt::Key_Question), QStringLiteral("keyboard")},
                commands.showShortcuts);
}

} // namespace

void addWindowActions(Actions& actions, const WindowCommands& commands) {
    addFileActions(actions, commands);
    addEditActions(actions, commands);
    addViewActions(actions, commands);
    addAccountActions(actions, commands);
    addGrowthActions(actions, commands);
    addValidationActions(actions, commands);
    addHelpActions(actions, commands);
}

bool needsDatabase(const QString& actionId) {
    for (const char* prefix : {"account.", "family.", "ledger.", "growth.", "validation.", "edit.", "view.columns",
                               "file.export", "file.reports"})
        if (actionId.startsWith(QLatin1String(prefix))) return true;
    return false;
}

void fillMenuBar(QMenuBar& bar, Actions& actions, const QList<QAction*>& dockToggles) {
    // Where a menu takes a breath: a line goes in front of these.
    static const QStringList breaks{
        QStringLiteral("file.quit"),      QStringLiteral("edit.copy"),
        QStringLiteral("view.nextArea"),  QStringLiteral("view.details"),
        QStringLiteral("view.tallerCharts"), QStringLiteral("view.resetLayout"),
        QStringLiteral("theme.system"),   QStringLiteral("account.post"),
        QStringLiteral("ledger.reverse"), QStringLiteral("account.status"),
        QStringLiteral("family.accounts"), QStringLiteral("growth.tree")};
    QMenu* menu = nullptr;
    const auto fill = [&](const QString& title, const QString& group) {
        menu = bar.addMenu(title);
        for (QAction* action : actions.all()) {
            if (Actions::groupOf(action) != group) continue;
            if (breaks.contains(action->objectName())) menu->addSeparator();
            menu->addAction(action);
        }
    };
    fill(Text::tr("&File"), Text::tr("File"));
    fill(Text::tr("&Edit"), Text::tr("Edit"));
    fill(Text::tr("&View"), Text::tr("View"));
    menu->addSeparator();
    int key = Qt::Key_1;
    for (QAction* toggle : dockToggles) {
        toggle->setShortcut(QKeySequence(int(Qt::CTRL | Qt::ALT) | key++));
        menu->addAction(toggle);
        actions.adopt(toggle, Text::tr("View"));
    }
    fill(Text::tr("&Account"), Text::tr("Account"));
    fill(Text::tr("&Growth"), Text::tr("Growth"));
    fill(Text::tr("Va&lidation"), Text::tr("Validation"));
    fill(Text::tr("&Help"), Text::tr("Help"));
}

} // namespace alluse::ui
