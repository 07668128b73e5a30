#include "cli/command_groups.h"

#include <initializer_list>

namespace alluse::cli {

void addAllCommands(CommandTable& table) {
    for (const auto add : {
             addDatabaseCommands,
             addAccountCommands,
             addFamilyCommands,
             addLedgerCommands,
             addPostingCommands,
             addForkCommands,
             addMergeCommands,
             addReinvestCommands,
             addSimulateCommand,
             addImportCommands,
             addExportCommands,
             addReportCommands,
             addAnalyticsCommands,
             addVerifyCommands,
             addAlertCommands,
             addValidateCommands,
             addCacheCommands,
         })
        add(table);
}

} // namespace alluse::cli
