// alluse-cli: the ledger for scripts, servers and CI.

#include "cli/command_groups.h"
#include "cli/command_table.h"

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
    using namespace alluse::cli;
    installSignals();
    try {
        CommandTable table;
        addAllCommands(table);
        return table.run(argc, argv);
    } catch (const std::exception& error) {
        // A bug: what the rooms below expect to fail arrives as a value.
        std::cerr << "Something unexpected happened: " << error.what() << std::endl;
        return static_cast<int>(ExitCode::Refused);
    }
}
