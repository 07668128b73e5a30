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
    actions.add({QStringLiteral("file.quit"), file, Text::tr("&Quit"),
                 QKeySequence(Qt::CTRL | Qt::Key_Q)},
                commands.quit);
}

void addEditActions(Actions& actions, const WindowCommands& commands) {
    const QString edit = Text::tr("Edit");
    actions.add({QStringLiteral("edit.copy"), edit, Text::tr("&Copy rows as text"),
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)},
                commands.copy);
    actions.add({QStringLiteral("edit.find"), edit, Text::tr("&Find"),
                 QKeySequence(Qt::CTRL | Qt::Key_K), QStringLiteral("search")},
                commands.find);
    actions.add({QStringLiteral("edit.clearFilters"), edit, Text::tr("Clear &search and filters"),
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K)},
                commands.clearFilters);
    actions.add({QStringLiteral("edit.refresh"), edit, Text::tr("&Refresh"),
                 QKeySequence(Qt::Key_F5), QStringLiteral("refresh")},
                commands.refresh);
}

void addViewActions(Actions& actions, const WindowCommands& commands) {
    const QString view = Text::tr("View");
    const struct {
        const char* page;
        QString text;
        int key;
    } places[] = {{"families", Text::tr("&Families"), Qt::Key_1},
                  {"accounts", Text::tr("&Accounts"), Qt::Key_2},
                  {"ledger", Text::tr("&Ledger"), Qt::Key_3}};
    for (const auto& place : places) {
        const QString page = QLatin1String(place.page);
        actions.add({QStringLiteral("view.") + page, view, place.text,
                     QKeySequence(int(Qt::CTRL) | place.key), page},
                    [show = commands.showPage, page] { show(page); });
    }
    actions.add({QStringLiteral("view.details"), view, Text::tr("Account &details"),
                 QKeySequence(Qt::CTRL | Qt::Key_D), QStringLiteral("details")},
                commands.toggleDetails);
    actions.add({QStringLiteral("view.columns"), view, Text::tr("Choose &columns"),
                 QKeySequence(Qt::CTRL | Qt::Key_L), QStringLiteral("columns")},
                commands.columns);
    actions.add({QStringLiteral("view.resetLayout"), view, Text::tr("&Reset layout")},
                commands.resetLayout);
    const std::pair<ThemeChoice, QString> themes[] = {{ThemeChoice::System, Text::tr("System theme")},
                                                      {ThemeChoice::Light, Text::tr("Light theme")},
                                                      {ThemeChoice::Dark, Text::tr("Dark theme")}};
    for (const auto& [choice, text] : themes)
        actions.add({QStringLiteral("theme.") + themeName(choice), view, text},
                    [set = commands.chooseTheme, choice] { set(choice); });
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
    addHelpActions(actions, commands);
}

void fillMenuBar(QMenuBar& bar, Actions& actions, const QList<QAction*>& dockToggles) {
    QMenu* menu = nullptr;
    const auto fill = [&](const QString& title, const QString& group) {
        menu = bar.addMenu(title);
        for (QAction* action : actions.all())
            if (Actions::groupOf(action) == group) menu->addAction(action);
    };
    fill(Text::tr("&File"), Text::tr("File"));
    fill(Text::tr("&Edit"), Text::tr("Edit"));
    fill(Text::tr("&View"), Text::tr("View"));
    menu->addSeparator();
    for (QAction* toggle : dockToggles) {
        menu->addAction(toggle);
        actions.adopt(toggle, Text::tr("View"));
    }
    fill(Text::tr("&Account"), Text::tr("Account"));
    fill(Text::tr("&Help"), Text::tr("Help"));
}

} // namespace alluse::ui
