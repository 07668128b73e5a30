#pragma once
// Every command the window offers, and the menu bar made of them.

#include "ui/common/theme.h"

#include <QList>

#include <functional>

class QMenuBar;
class QAction;

namespace alluse::ui {

class Actions;

// What the window can be told; composition of the shell in one list, so that the window stays small.
struct WindowCommands {
    std::function<void()> chooseDatabase, importFile, exportTable, openSample, reopen, quit;
    std::function<void()> copy, find, filter, clearFilters, refresh, columns;
    std::function<void(const QString&)> showPage;
    std::function<void()> toggleDetails, resetLayout, nextArea, previousArea;
    std::function<void(int)> resizeDocks, resizeDetails; // by one step, up or down
    std::function<void(ThemeChoice)> chooseTheme;
    std::function<void()> openFamily, openAccount, post, transfer, changeStatus, changePolicy, reverse;
    std::function<void()> showAccounts, showLedger, showAccount;
    std::function<void()> growthRun, growthAll, growthTree, growthSettings, growthWhatIf;
    std::function<void()> validationRun, validationStop, validationEditor, validationReport, validationCompare,
        validationPin;
    std::function<void()> reports;
    std::function<void()> showPalette, showShortcuts;
};

void addWindowActions(Actions& actions, const WindowCommands& commands);
// Menus by group, docks of `dockToggles` under View.
void fillMenuBar(QMenuBar& bar, Actions& actions, const QList<QAction*>& dockToggles);
// Commands on a page, a family, an account or an entry: only while a database is open.
[[nodiscard]] bool needsDatabase(const QString& actionId);

} // namespace alluse::ui
