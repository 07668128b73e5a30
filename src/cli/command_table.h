#pragma once
// The commands of the program: groups declare them here, `run` reads the arguments, calls the one
// that is meant, and prints its answer.

#include "cli/context.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace alluse::cli {

struct CommandText {
    std::string name;
    std::string purpose;  // one sentence
    std::string examples; // worked ones, a line each, without the program's name and --db
    bool opensDatabase = true; // before the command runs; it must exist and be up to date
};

class CommandTable {
public:
    CommandTable();

    [[nodiscard]] CLI::App& root() { return m_root; }
    // A word that holds commands: "account".
    CLI::App& group(const std::string& name, const std::string& purpose) {
        return group(m_root, name, purpose);
    }
    CLI::App& group(CLI::App& parent, const std::string& name, const std::string& purpose);

    // One command with its own options: `declare` names them, `execute` gets what was given.
    template <class Options>
    CLI::App& add(CLI::App& parent, const CommandText& text,
                  void (*declare)(CLI::App&, Options&),
                  Answered (*execute)(Context&, const Options&)) {
        auto options = std::make_shared<Options>();
        CLI::App& app = addApp(parent, text);
        if (declare) declare(app, *options);
        m_commands[&app] = {text, [options, execute](Context& context) {
                                return execute(context, *options);
                            }};
        return app;
    }

    // Who writes reports as PDF; without one they are refused.
    void setPaper(exchange::PaperWriter paper) { m_options.paper = std::move(paper); }

    // Reads, runs, prints; the exit code of the program.
    int run(int argc, const char* const* argv);

private:
    struct Command {
        CommandText text;
        std::function<Answered(Context&)> run;
    };

    CLI::App& addApp(CLI::App& parent, const CommandText& text);
    [[nodiscard]] const CLI::App& deepest() const;
    [[nodiscard]] std::optional<Problem> parse(std::vector<std::string> arguments);
    [[nodiscard]] Problem unexpected(const std::string& word) const;
    [[nodiscard]] Problem incomplete() const;
    [[nodiscard]] Answered runCommand();
    [[nodiscard]] int print(const Answered& answered) const;

    CLI::App m_root;
    GlobalOptions m_options;
    std::map<const CLI::App*, Command> m_commands;
    std::string m_help; // asked for by --help or --version
};

} // namespace alluse::cli
