#pragma once
// Growth as JSON and as lines: issues, previews, the report of a bulk run.

#include "cli/context.h"
#include "cli/json_shapes.h"
#include "services/growth_service.h"

namespace alluse::cli {

[[nodiscard]] Json issuesJson(const std::vector<domain::GrowthIssue>& issues);
// One line each: "error COOLING: It forked 3 hours ago; …"
[[nodiscard]] std::string issuesText(const std::vector<domain::GrowthIssue>& issues);
[[nodiscard]] Json previewJson(const domain::AccountPreview& account);
[[nodiscard]] std::string previewText(const domain::AccountPreview& account);

// What a list of candidates takes.
struct ScanOptions {
    std::int64_t family = 0;
    bool onlyDue = false;
    std::int64_t limit = 100;
    std::string after;
};
void declareScan(CLI::App& app, ScanOptions& options);

// What the bulk commands take beside the options of every write.
struct BulkOptions {
    std::int64_t family = 0;
    bool isDryRun = false;
    WriteOptions write; // the command id is that of the run
};
void addBulkOptions(CLI::App& app, BulkOptions& options);
[[nodiscard]] services::BulkRequest bulkRequest(Context& context, const BulkOptions& options);
[[nodiscard]] Answered bulkAnswer(const services::Outcome<services::BulkReport>& outcome,
                                  const services::BulkRequest& request);

// Taking back the fork or merge that an entry is.
struct UndoOptions {
    std::int64_t entry = 0;
    bool isPreview = false;
    WriteOptions write;
};
void declareUndo(CLI::App& app, UndoOptions& options);
[[nodiscard]] Answered undoGrowth(Context& context, const UndoOptions& options);

} // namespace alluse::cli
