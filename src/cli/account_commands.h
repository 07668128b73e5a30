#pragma once
// The commands under `account`, by file: list, show, and those that change.

#include "cli/command_table.h"

namespace alluse::cli {

void addAccountList(CommandTable& table, CLI::App& account);
void addAccountShow(CommandTable& table, CLI::App& account);
void addAccountChanges(CommandTable& table, CLI::App& account);
void addAccountPolicy(CommandTable& table, CLI::App& account);

} // namespace alluse::cli
