// alluse-cli: the ledger for scripts, servers and CI.

#include "cli/command_groups.h"
#include "cli/command_table.h"

#ifdef ALLUSE_HAS_PAPER
#include "exchange/paper/pdf_file.h"

#include <QGuiApplication>
#endif

#include <exception>
#include <iostream>

namespace {

#ifdef ALLUSE_HAS_PAPER
// Fonts need an application object, and no display. Only who asks for a PDF pays for it.
alluse::domain::Result<void, std::string> writePaper(const alluse::services::Report& report, const std::string& path) {
    static int count = 1;
    static char name[] = "alluse-cli";
    static char* names[] = {name, nullptr};
    static const bool isOffscreen = qputenv("QT_QPA_PLATFORM", "offscreen");
    static const QGuiApplication application(count, names);
    (void)isOffscreen;
    return alluse::exchange::writePdf(report, path);
}
#endif

} // namespace

int main(int argc, char** argv) {
    using namespace alluse::cli;
    installSignals();
    try {
        CommandTable table;
        addAllCommands(table);
#ifdef ALLUSE_HAS_PAPER
        table.setPaper(writePaper);
#endif
        return table.run(argc, argv);
    } catch (const std::exception& error) {
        // A bug: what the rooms below expect to fail arrives as a value.
        std::cerr << "Something unexpected happened: " << error.what() << std::endl;
        return static_cast<int>(ExitCode::Refused);
    }
}
