// db init, migrate, status, demo, backup, restore: the database as a whole.

#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "cli/json_shapes.h"
#include "services/demo_service.h"
#include "storage/backup.h"

#include <chrono>
#include <filesystem>

namespace alluse::cli {
namespace {

std::string statusText(const services::DatabaseStatus& status) {
    return status.location + "\n" + status.serverVersion + ", schema " +
           std::to_string(status.schemaVersion) + " of " +
           std::to_string(status.schemaVersionNewest) + ", " + status.environment + ", " +
           std::to_string(status.sizeBytes / 1'048'576) + " MB, time zone " + status.timeZone + "\n" +
           (status.closedThrough ? "Closed through " + status.closedThrough->text() + "\n" : "");
}

Answered statusAnswer(const Context& context) {
    const auto& status = context.database().status;
    return Answer{statusJson(status), statusText(status)};
}

struct InitOptions {
    std::string environment = "live";
};

void declareInit(CLI::App& app, InitOptions& options) {
    addChoice(app, "--environment", options.environment, {"live", "test", "demo"},
              "What the database is for");
}

Answered init(Context& context, const InitOptions& options) {
    composition::OpenRequest request;
    request.createWhenMissing = true;
    request.migrates = false;
    request.environment = options.environment;
    if (auto opened = context.open(request); !opened) return tl::unexpected(opened.error());
    return statusAnswer(context);
}

struct NoOptions {};

Answered migrate(Context& context, const NoOptions&) {
    composition::OpenRequest request;
    if (auto opened = context.open(request); !opened) return tl::unexpected(opened.error());
    return statusAnswer(context);
}

Answered status(Context& context, const NoOptions&) { return statusAnswer(context); }

struct DemoOptions {
    std::int64_t families = 60, weeks = 104, seed = 1;
    std::optional<domain::Date> end;
};

void declareDemo(CLI::App& app, DemoOptions& options) {
    addNumber(app, "--families", options.families, 1, 10'000'000, "Families to make, 60 when left out");
    addNumber(app, "--weeks", options.weeks, 0, 2'000, "Weeks of trading, 104 when left out");
    addNumber(app, "--seed", options.seed, 0, INT64_MAX, "The same seed gives the same rows");
    addDate(app, "--end", options.end, "Last day of the history; today when left out");
}

Answered demo(Context& context, const DemoOptions& options) {
    composition::OpenRequest open;
    open.createWhenMissing = true;
    open.migrates = false;
    open.environment = "demo";
    if (auto opened = context.open(open); !opened) return tl::unexpected(opened.error());
    auto& database = context.database();
    services::DemoRequest request;
    request.families = options.families;
    request.weeks = static_cast<int>(options.weeks);
    request.seed = static_cast<std::uint64_t>(options.seed);
    request.endDate = options.end.value_or(database.clock.today());
    request.onProgress = [](std::int64_t done, std::int64_t total) {
        Context::tell(std::to_string(done) + " of " + std::to_string(total) + " families");
    };
    const auto start = std::chrono::steady_clock::now();
    const auto made = services::DemoService(database.database->admin())
                          .generate(request, Context::call(services::Lane::Batch));
    if (!made) {
        Problem failed = problemOf(made.error());
        if (made.error().kind == services::FailureKind::Cancelled)
            failed.text = "Cancelled; the families that were reported as loaded stay.";
        return tl::unexpected(std::move(failed));
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    Answer answer;
    answer.json = {{"families", made->families}, {"accounts", made->accounts},
                   {"entries", made->entries},   {"postings", made->postings},
                   {"forks", made->forks},       {"merges", made->merges},
                   {"seconds", took.count()}};
    answer.text = std::to_string(made->families) + " families with " +
                  std::to_string(made->accounts) + " accounts, " + std::to_string(made->entries) +
                  " entries, " + std::to_string(made->postings) + " postings, " +
                  std::to_string(made->forks) + " forks and " + std::to_string(made->merges) +
                  " merges\n";
    return answer;
}

struct FileOptions {
    std::string file;
};

void declareBackup(CLI::App& app, FileOptions& options) {
    addText(app, "file", options.file, "File to make; one that exists is left alone")->required();
}

void declareRestore(CLI::App& app, FileOptions& options) {
    addText(app, "file", options.file, "Backup to read")->required();
}

Answered fileAnswer(const std::string& file, const storage::DatabaseLocation& database,
                    const std::string& text) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    return Answer{{{"file", file}, {"sizeBytes", size}, {"database", database.shown()}}, text};
}

Answered backup(Context& context, const FileOptions& options) {
    const auto location = context.location();
    if (!location) return tl::unexpected(location.error());
    Context::tell("Writing " + options.file);
    if (const auto done = storage::backup(*location, options.file); !done)
        return tl::unexpected(databaseProblem(done.error(), "The backup was not made", *location));
    return fileAnswer(options.file, *location, location->shown() + " is saved in " + options.file + "\n");
}

Answered restore(Context& context, const FileOptions& options) {
    const auto location = context.location();
    if (!location) return tl::unexpected(location.error());
    Context::tell("Reading " + options.file);
    if (const auto done = storage::restore(options.file, *location); !done)
        return tl::unexpected(databaseProblem(done.error(), "The backup was not restored", *location));
    return fileAnswer(options.file, *location,
                      options.file + " is restored to " + location->shown() + "; verify checks it\n");
}

} // namespace

void addDatabaseCommands(CommandTable& table) {
    CLI::App& db = table.group("db", "Makes, describes, fills and saves the database.");
    table.add<InitOptions>(db,
                           {"init", "Makes the file or schema; one that exists is left alone.",
                            "--db sqlite:book.db\n--db \"postgresql:host=db dbname=ledger\"", false},
                           declareInit, init);
    table.add<NoOptions>(db,
                         {"migrate", "Brings an older schema up to this program's.",
                          "--db sqlite:book.db", false},
                         nullptr, migrate);
    table.add<NoOptions>(db, {"status", "Says what the database is and how large.", "\n--json"}, nullptr,
                         status);
    table.add<DemoOptions>(db,
                           {"demo", "Fills an empty database with families that trade by the rules.",
                            "--families 60 --weeks 104 --seed 1 --db sqlite:demo.db", false},
                           declareDemo, demo);
    table.add<FileOptions>(db,
                           {"backup", "Saves the whole database in one file, while others go on working.",
                            "book-2026-03-31.backup --db sqlite:book.db", false},
                           declareBackup, backup);
    table.add<FileOptions>(db,
                           {"restore", "Makes a database from a backup, never over an existing one.",
                            "book-2026-03-31.backup --db sqlite:restored.db", false},
                           declareRestore, restore);
}

} // namespace alluse::cli
