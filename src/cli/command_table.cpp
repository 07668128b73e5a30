#include "cli/command_table.h"

#include "cli/suggestion.h"

#include <algorithm>
#include <iostream>

namespace alluse::cli {
namespace {

constexpr const char* kProgram = "alluse-cli";

// "alluse-cli account list"
std::string nameOf(const CLI::App& app) {
    const CLI::App* parent = app.get_parent();
    return parent != nullptr ? nameOf(*parent) + ' ' + app.get_name() : std::string(kProgram);
}

std::string seeHelp(const CLI::App& app) { return "See \"" + nameOf(app) + " --help\"."; }

std::vector<std::string> commandsOf(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(command->get_name());
    return names;
}

// The long options of a command and of the program, which every command takes too.
std::vector<std::string> optionsOf(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* level = &app; level != nullptr; level = level->get_parent())
        for (const CLI::Option* option : level->get_options())
            for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    return names;
}

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

Problem badInputProblem(std::string text) {
    return {ExitCode::BadInput, "BAD_INPUT", std::move(text), Json::object()};
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

// The library says "--name: 1 required TEXT missing" or "--name: At Most 1 required but received 2".
std::string mismatch(const std::string& text) {
    const std::string name = text.substr(0, text.find(':'));
    return text.find("received") == std::string::npos ? name + " needs a value."
                                                      : name + " is given more than once.";
}

std::string footerOf(const CLI::App& app, const CommandText& text) {
    std::string footer = "Every command takes --db, --json and --help; see \"alluse-cli --help\".";
    std::string examples;
    for (std::size_t start = 0; start < text.examples.size();) {
        auto end = text.examples.find('\n', start);
        if (end == std::string::npos) end = text.examples.size();
        const std::string database = text.opensDatabase ? " --db sqlite:book.db" : "";
        examples += "  " + nameOf(app) + (end > start ? " " : "") +
                    text.examples.substr(start, end - start) + database + '\n';
        start = end + 1;
    }
    return examples.empty() ? footer : "Examples:\n" + examples + '\n' + footer;
}

} // namespace

CommandTable::CommandTable() : m_root("Keeps the ledger of account families.", kProgram) {
    m_root.set_version_flag("--version", std::string(kProgram) + ' ' + ALLUSE_VERSION);
    m_root.allow_extras();
    m_root.require_subcommand(0, 1);
    m_root.add_option("--db", m_options.database,
                      "The database: sqlite:PATH, postgresql:CONNINFO or a saved name (or $ALLUSE_DB)")
        ->type_name("DATABASE")
        ->envname("ALLUSE_DB");
    m_root.add_flag("--json", m_options.isJson, "Print exactly one JSON object on standard output");
    m_root.footer("Exit codes: 0 done, 1 refused or failed, 2 bad input, 3 inconclusive, 4 invalid,\n"
                  "5 outcome unknown: run the same command again with the same --command-id.\n\n"
                  "\"alluse-cli COMMAND --help\" shows the options of a command and examples.");
}

CLI::App& CommandTable::group(CLI::App& parent, const std::string& name,
                              const std::string& purpose) {
    for (CLI::App* existing : parent.get_subcommands([](CLI::App*) { return true; }))
        if (existing->get_name() == name) return *existing;
    return addApp(parent, {name, purpose, {}, true});
}

CLI::App& CommandTable::addApp(CLI::App& parent, const CommandText& text) {
    CLI::App& app = *parent.add_subcommand(text.name, text.purpose);
    app.fallthrough();
    app.allow_extras();
    app.require_subcommand(0, 1);
    app.footer(footerOf(app, text));
    return app;
}

int CommandTable::run(int argc, const char* const* argv) {
    std::vector<std::string> arguments(argv + 1, argv + argc);
    // A line that cannot be read must still be answered in the form it asks for.
    m_options.isJson = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
    const bool wantsJson = m_options.isJson;
    auto problem = parse(std::move(arguments));
    m_options.isJson = wantsJson;
    if (problem) return print(tl::unexpected(std::move(*problem)));
    if (!m_help.empty()) {
        std::cout << m_help << std::flush;
        return std::cout ? 0 : 1;
    }
    return print(runCommand());
}

const CLI::App& CommandTable::deepest() const {
    const CLI::App* app = &m_root;
    while (!app->get_subcommands().empty()) app = app->get_subcommands().back();
    return *app;
}

std::optional<Problem> CommandTable::parse(std::vector<std::string> arguments) {
    std::reverse(arguments.begin(), arguments.end()); // as the library wants them
    std::string missing;
    try {
        m_root.parse(std::move(arguments));
    } catch (const CLI::CallForHelp&) {
        m_help = m_root.help();
        return std::nullopt;
    } catch (const CLI::CallForVersion& version) {
        m_help = std::string(version.what()) + '\n';
        return std::nullopt;
    } catch (const CLI::RequiredError& error) {
        missing = error.what(); // an unknown option says more than a missing one
    } catch (const CLI::ArgumentMismatch& error) {
        return badInputProblem(mismatch(error.what()) + ' ' + seeHelp(deepest()));
    } catch (const CLI::ExcludesError& error) {
        return badInputProblem(replaced(error.what(), " excludes ", " and ") + " exclude each other.");
    } catch (const CLI::RequiresError& error) {
        return badInputProblem(replaced(error.what(), " requires ", " needs ") + '.');
    } catch (const CLI::ParseError& error) {
        return badInputProblem(error.what());
    }
    const auto extras = m_root.remaining(true);
    if (!extras.empty()) return unexpected(extras.front());
    if (!m_commands.contains(&deepest())) return incomplete();
    if (missing.empty()) return std::nullopt;
    return badInputProblem(missing.substr(0, missing.find(' ')) + " is missing. " + seeHelp(deepest()));
}

Problem CommandTable::unexpected(const std::string& word) const {
    const CLI::App& app = deepest();
    const bool isOption = word.starts_with('-');
    const auto known = isOption ? optionsOf(app) : commandsOf(app);
    const std::string typed = word.substr(0, word.find('='));
    std::string text = isOption                ? "There is no option " + typed + '.'
                       : commandsOf(app).empty() ? "\"" + word + "\" is not expected here."
                                                 : "There is no command \"" + word + "\".";
    if (const auto nearest = nearestWord(typed, known))
        text += " Did you mean " + *nearest + '?';
    else
        text += ' ' + seeHelp(app);
    return badInputProblem(std::move(text));
}

Problem CommandTable::incomplete() const {
    const CLI::App& app = deepest();
    const std::string what = app.get_parent() == nullptr ? "a command" : "what to do";
    return badInputProblem("Name " + what + ": " + listed(commandsOf(app)) + ". " + seeHelp(app));
}

Answered CommandTable::runCommand() {
    const Command& command = m_commands.at(&deepest());
    Context context(m_options);
    if (command.text.opensDatabase) {
        composition::OpenRequest request;
        request.migrates = false;
        if (auto opened = context.open(request); !opened) return tl::unexpected(opened.error());
    }
    return command.run(context);
}

int CommandTable::print(const Answered& answered) const {
    const auto exitCode = answered ? answered->exitCode : answered.error().exitCode;
    if (!answered) std::cerr << answered.error().text << std::endl;
    if (answered && answered->isPrinted) {
        // A table that was exported to standard output is the whole answer.
    } else if (m_options.isJson) {
        const Json json = answered ? answered->json : errorJson(answered.error());
        std::cout << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
    } else if (answered) {
        std::cout << answered->text;
    }
    std::cout << std::flush;
    if (std::cout) return static_cast<int>(exitCode);
    std::cerr << "The answer could not be written to standard output"
              << (answered ? "; the command itself was done." : ".") << std::endl;
    return exitCode == ExitCode::Done ? static_cast<int>(ExitCode::Refused)
                                      : static_cast<int>(exitCode);
}

} // namespace alluse::cli
