#pragma once
// Every group of commands; a new one is its file and one line in command_groups.cpp.

namespace alluse::cli {

class CommandTable;

void addDatabaseCommands(CommandTable& table);
void addAccountCommands(CommandTable& table);
void addFamilyCommands(CommandTable& table);
void addLedgerCommands(CommandTable& table);
void addPostingCommands(CommandTable& table);
void addForkCommands(CommandTable& table);
void addMergeCommands(CommandTable& table);
void addReinvestCommands(CommandTable& table);
void addSimulateCommand(CommandTable& table);
void addImportCommands(CommandTable& table);
void addExportCommands(CommandTable& table);
void addReportCommands(CommandTable& table);
void addAnalyticsCommands(CommandTable& table);
void addVerifyCommands(CommandTable& table);
void addAlertCommands(CommandTable& table);
void addValidateCommands(CommandTable& table);
void addCacheCommands(CommandTable& table);

// All of them, in the order of the help.
void addAllCommands(CommandTable& table);

} // namespace alluse::cli
