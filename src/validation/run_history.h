#pragma once
// Runs on disk: one document each in a folder, and the names of pinned baselines.

#include "domain/result.h"
#include "validation/run_document.h"

#include <map>
#include <string>
#include <vector>

namespace alluse::validation {

struct HistoryRow {
    std::string id, name, title, startedAt, verdict, backend;
    double rate = 0, p95Ms = 0, p99Ms = 0;
};

// One thread at a time; several programs may share the folder, for every file is written whole.
class RunHistory {
public:
    explicit RunHistory(std::string folder) : m_folder(std::move(folder)) {}
    // $ALLUSE_RUNS, or the user's data folder.
    [[nodiscard]] static std::string defaultFolder();

    [[nodiscard]] domain::Result<void, std::string> save(const Document& run) const;
    // Newest first; files that cannot be read are passed over.
    [[nodiscard]] std::vector<HistoryRow> list() const;
    [[nodiscard]] domain::Result<Document, std::string> load(const std::string& id) const;
    // By the name of a baseline, by id, or a path to a document.
    [[nodiscard]] domain::Result<Document, std::string> find(const std::string& name) const;
    // The raw histograms, which load() leaves on disk.
    void addTimeline(Document& run) const;
    [[nodiscard]] domain::Result<void, std::string> pin(const std::string& baseline, const std::string& id) const;
    [[nodiscard]] std::map<std::string, std::string> baselines() const; // name to id
    // The baseline of this run's scenario, never the run itself.
    [[nodiscard]] std::string baselineOf(const Document& run) const;
    // One HTML file, with the comparison to the baseline when there is one.
    [[nodiscard]] domain::Result<void, std::string> writeReport(const std::string& path, const Document& run) const;
    [[nodiscard]] const std::string& folder() const { return m_folder; }

private:
    [[nodiscard]] std::string pathOf(const std::string& id) const;
    std::string m_folder;
};

} // namespace alluse::validation
