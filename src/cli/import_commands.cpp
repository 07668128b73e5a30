// import: bank files in, whole imports back out, and the list of them.

#include "cli/command_groups.h"
#include "cli/command_table.h"
#include "cli/text_table.h"
#include "exchange/atomic_file.h"
#include "exchange/rejects_writer.h"

namespace alluse::cli {
namespace {

using services::ImportSummary;

// A line on standard error now and then; a batch is too small to mention.
constexpr std::int64_t kRowsPerLine = 50'000;

struct PostingsOptions {
    std::string file, mapping, rejects;
    bool isDryRun = false;
    std::string role = "owner", reason;
};

void declarePostings(CLI::App& app, PostingsOptions& options) {
    addText(app, "file", options.file, "The bank's file")->required();
    addText(app, "--mapping", options.mapping, "JSON that says what its columns mean")->required();
    app.add_flag("--dry-run", options.isDryRun, "Apply the real rules, write nothing");
    addText(app, "--rejects", options.rejects, "Save the rows that are not posted to this file");
    addChoice(app, "--as-role", options.role, roleWords(), "Role to act in");
    addText(app, "--reason", options.reason, "Why; adjustments need it");
}

domain::Actor importActor(const Context& context, const std::string& role, const std::string& reason) {
    WriteOptions options;
    options.role = role;
    options.reason = reason;
    domain::Actor actor = context.actor(options);
    actor.origin = "import";
    return actor;
}

Json summaryJson(const ImportSummary& summary) {
    Json rejects = Json::array();
    for (const auto& reject : summary.rejects)
        rejects.push_back({{"row", reject.row},
                           {"column", reject.column},
                           {"code", reject.code},
                           {"text", reject.text}});
    return {{"read", summary.read},       {"posted", summary.posted},
            {"duplicates", summary.duplicates}, {"refused", summary.refused},
            {"bad", summary.bad},         {"accountsCreated", summary.accountsCreated},
            {"rejects", rejects}};
}

std::string summaryText(const ImportSummary& summary, bool isDryRun) {
    std::string text = isDryRun ? "Dry run, nothing is written: "
                                : "Import " + std::to_string(summary.id.value()) + ": ";
    text += "read " + std::to_string(summary.read) + ", posted " + std::to_string(summary.posted) +
            ", duplicates " + std::to_string(summary.duplicates) + ", refused " +
            std::to_string(summary.refused) + ", bad " + std::to_string(summary.bad) +
            ", accounts created " + std::to_string(summary.accountsCreated) + '\n';
    if (summary.rejects.empty()) return text;
    TextTable table({">Row", "Column", "Code", "Why"});
    for (const auto& reject : summary.rejects)
        table.add({std::to_string(reject.row), reject.column, reject.code, reject.text});
    text += table.text();
    const auto rejected = summary.refused + summary.bad;
    if (rejected > static_cast<std::int64_t>(summary.rejects.size()))
        text += "and " + std::to_string(rejected - static_cast<std::int64_t>(summary.rejects.size())) +
                " more; --rejects saves all of them\n";
    return text;
}

// The same bytes again post nothing twice, but a person wants to know.
void tellEarlier(Context& context, const std::string& sha256) {
    constexpr int kImportsLookedAt = 1'000;
    const auto imports = context.database().database->admin().imports(
        kImportsLookedAt, Context::call(services::Lane::Interactive));
    if (!imports) return;
    for (const auto& import : *imports)
        if (import.fileSha256 == sha256 && !import.isUndone)
            return Context::tell("This file was imported before: import " +
                                 std::to_string(import.id.value()) + '.');
}

Answered postings(Context& context, const PostingsOptions& options) {
    auto reader = exchange::ImportReader::open(options.file, options.mapping);
    if (!reader) return badInput(reader.error());
    exchange::ImportReader& file = **reader;
    std::optional<exchange::AtomicFile> rejectsFile;
    std::optional<exchange::RejectsWriter> rejects;
    if (!options.rejects.empty()) {
        auto created = exchange::AtomicFile::create(options.rejects);
        if (!created) return badInput("--rejects: " + created.error());
        rejectsFile.emplace(std::move(*created));
        rejects.emplace(file, [&](std::string_view part) { rejectsFile->write(part); });
    }
    tellEarlier(context, file.sha256());
    services::ImportRequest request;
    request.settings = file.mapping().settings;
    request.columns = file.columns();
    request.actor = importActor(context, options.role, options.reason);
    request.fileName = options.file.substr(options.file.find_last_of('/') + 1);
    request.fileSha256 = file.sha256();
    request.isDryRun = options.isDryRun;
    if (rejects) request.onReject = [&](const services::ImportReject& reject) { rejects->add(reject); };
    request.onProgress = [&, told = std::int64_t{0}](const ImportSummary& soFar) mutable {
        file.forgetRows();
        if (soFar.read / kRowsPerLine == told) return;
        told = soFar.read / kRowsPerLine;
        Context::tell(std::to_string(soFar.read) + " rows read, " + std::to_string(soFar.posted) +
                      " posted");
    };
    const auto summary = context.database().imports.run(
        request, [&] { return file.next(); }, Context::call(services::Lane::Batch));
    // What was rejected until then is worth keeping, however the run ended.
    if (rejectsFile)
        if (auto saved = rejectsFile->commit(); !saved) Context::tell(saved.error());
    if (!summary) return problem(summary.error());
    if (summary->wasCancelled)
        Context::tell("Cancelled. Rows that were posted stay posted; the same file completes the import.");
    const bool isWhole = summary->refused + summary->bad == 0 && !summary->wasCancelled;
    return Answer{summaryJson(*summary), summaryText(*summary, options.isDryRun),
                  isWhole ? ExitCode::Done : ExitCode::Refused};
}

struct UndoOptions {
    std::int64_t id = 0;
    std::string role = "owner", reason;
};

void declareUndo(CLI::App& app, UndoOptions& options) {
    addNumber(app, "import", options.id, 1, INT64_MAX, "Number of the import, from import list")->required();
    addChoice(app, "--as-role", options.role, roleWords(), "Role to act in");
    addText(app, "--reason", options.reason, "Why; a sentence is made when left out");
}

Answered undo(Context& context, const UndoOptions& options) {
    const auto report = context.database().imports.undo(
        domain::ImportId(options.id), importActor(context, options.role, options.reason),
        Context::call(services::Lane::Batch));
    if (!report) return problem(report.error());
    Json blockers = Json::array();
    TextTable table({">Entry", "Code", "What stands in the way"});
    for (const auto& blocker : report->blockers) {
        blockers.push_back({{"entry", blocker.entry.value()}, {"code", blocker.code}, {"text", blocker.text}});
        table.add({std::to_string(blocker.entry.value()), blocker.code, blocker.text});
    }
    Answer answer;
    answer.json = {{"import", options.id}, {"reversed", report->reversed}, {"blockers", blockers}};
    const std::string name = "Import " + std::to_string(options.id);
    if (report->blockers.empty()) {
        answer.text = name + " is taken back: " + std::to_string(report->reversed) + " entries reversed\n";
        return answer;
    }
    answer.text = name + " cannot be taken back; nothing was written\n" + table.text();
    answer.exitCode = ExitCode::Refused;
    return answer;
}

struct ListOptions {
    std::int64_t limit = 100;
};

void declareList(CLI::App& app, ListOptions& options) {
    addNumber(app, "--limit", options.limit, 1, 10'000, "Imports at most, the newest first; 100 when left out");
}

Answered list(Context& context, const ListOptions& options) {
    const auto imports = context.database().database->admin().imports(
        static_cast<int>(options.limit), Context::call(services::Lane::Interactive));
    if (!imports) return problem(imports.error());
    Json rows = Json::array();
    TextTable table({">Id", "Started", "Source", "File", "State", ">Read", ">Posted", ">Duplicates",
                     ">Refused", ">Bad", ">Accounts"});
    for (const auto& import : *imports) {
        const std::string state = import.isUndone ? "UNDONE" : import.isFinished ? "FINISHED" : "INCOMPLETE";
        rows.push_back({{"id", import.id.value()},
                        {"source", import.source},
                        {"file", import.fileName},
                        {"sha256", import.fileSha256},
                        {"startedAt", import.startedAt.text()},
                        {"actor", import.actor},
                        {"state", state},
                        {"read", import.read},
                        {"posted", import.posted},
                        {"duplicates", import.duplicates},
                        {"refused", import.refused},
                        {"bad", import.bad},
                        {"accountsCreated", import.accountsCreated}});
        table.add({std::to_string(import.id.value()), import.startedAt.text(), import.source,
                   import.fileName, state, std::to_string(import.read), std::to_string(import.posted),
                   std::to_string(import.duplicates), std::to_string(import.refused),
                   std::to_string(import.bad), std::to_string(import.accountsCreated)});
    }
    Answer answer;
    answer.text = imports->empty() ? "Nothing has been imported yet.\n" : table.text();
    answer.json = {{"imports", std::move(rows)}};
    return answer;
}

} // namespace

void addImportCommands(CommandTable& table) {
    CLI::App& import = table.group("import", "Posts bank files, lists imports and takes them back.");
    table.add<PostingsOptions>(
        import,
        {"postings", "Posts each row of a bank file at most once; a bad row stops no other.",
         "march.csv --mapping bank-a.json --dry-run\n"
         "march.csv --mapping bank-a.json --rejects march-rejects.csv"},
        declarePostings, postings);
    table.add<UndoOptions>(import,
                           {"undo", "Reverses every entry of an import, or names what blocks it.", "7"},
                           declareUndo, undo);
    table.add<ListOptions>(import, {"list", "Lists imports, the newest first.", "--limit 10 --json"},
                           declareList, list);
}

} // namespace alluse::cli
