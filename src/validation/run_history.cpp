#include "validation/run_history.h"

#include "exchange/atomic_file.h"
#include "validation/html_report.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace alluse::validation {
namespace {

namespace fs = std::filesystem;
constexpr const char* kBaselines = "baselines.json";

domain::Result<void, std::string> write(const std::string& path, const std::string& text) {
    std::error_code error;
    fs::create_directories(fs::path(path).parent_path(), error);
    auto file = exchange::AtomicFile::create(path);
    if (!file) return tl::unexpected(file.error());
    file->write(text);
    return file->commit();
}

domain::Result<Document, std::string> read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return tl::unexpected("There is no run " + path + ".");
    Document run = Document::parse(std::string(std::istreambuf_iterator<char>(file), {}), nullptr, false);
    if (run.is_discarded() || !run.is_object() || run.value("format", 0) != kDocumentFormat)
        return tl::unexpected(path + " is no run of this program.");
    return run;
}

// What stands in a file name: letters, digits, dashes, so that an id cannot leave the folder.
bool isPlain(const std::string& id) {
    return !id.empty() && std::ranges::all_of(id, [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
    }) && id[0] != '.';
}

} // namespace

std::string RunHistory::defaultFolder() {
    if (const char* folder = std::getenv("ALLUSE_RUNS"); folder && *folder) return folder;
    const char* data = std::getenv("XDG_DATA_HOME");
    const char* home = std::getenv("HOME");
    const fs::path base = data && *data ? fs::path(data) : fs::path(home ? home : ".") / ".local" / "share";
    return (base / "alluse" / "validation").string();
}

std::string RunHistory::pathOf(const std::string& id) const { return (fs::path(m_folder) / (id + ".json")).string(); }

domain::Result<void, std::string> RunHistory::save(const Document& run) const {
    // The histograms of every second are large and only a report asks for them: a file of their own.
    Document small = run;
    small.erase("timeline");
    const auto id = run.at("id").get<std::string>();
    if (auto raw = write((fs::path(m_folder) / (id + ".raw")).string(), run.at("timeline").dump() + '\n'); !raw) return raw;
    return write(pathOf(id), small.dump() + '\n');
}

std::vector<HistoryRow> RunHistory::list() const {
    std::vector<HistoryRow> rows;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(m_folder, error)) {
        if (entry.path().extension() != ".json" || entry.path().filename() == kBaselines) continue;
        const auto run = read(entry.path().string());
        if (!run) continue;
        HistoryRow row;
        row.id = run->value("id", "");
        row.name = run->value("name", "");
        row.title = run->value("title", "");
        row.startedAt = run->value("startedAt", "");
        row.verdict = run->value("verdict", "");
        row.backend = run->at("environment").value("backend", "");
        const auto& all = run->at("all");
        row.rate = all.value("rate", 0.0);
        row.p95Ms = all.at("corrected").value("p95Ms", 0.0);
        row.p99Ms = all.at("corrected").value("p99Ms", 0.0);
        rows.push_back(std::move(row));
    }
    std::ranges::sort(rows, [](const HistoryRow& a, const HistoryRow& b) { return a.id > b.id; });
    return rows;
}

domain::Result<Document, std::string> RunHistory::load(const std::string& id) const {
    if (!isPlain(id)) return tl::unexpected("\"" + id + "\" is no run's id.");
    return read(pathOf(id));
}

domain::Result<Document, std::string> RunHistory::find(const std::string& name) const {
    const auto pinned = baselines();
    if (const auto found = pinned.find(name); found != pinned.end()) return load(found->second);
    if (name.find('/') != std::string::npos || name.ends_with(".json")) return read(name);
    auto run = load(name);
    if (!run) return tl::unexpected("There is no run or baseline \"" + name + "\" in " + m_folder + ".");
    return run;
}

domain::Result<void, std::string> RunHistory::pin(const std::string& baseline, const std::string& id) const {
    if (const auto run = load(id); !run) return tl::unexpected(run.error());
    Document all = Document::object();
    for (const auto& [name, pinned] : baselines()) all[name] = pinned;
    all[baseline] = id;
    return write((fs::path(m_folder) / kBaselines).string(), all.dump(1) + '\n');
}

void RunHistory::addTimeline(Document& run) const {
    if (run.contains("timeline") || !isPlain(run.value("id", ""))) return;
    std::ifstream file(fs::path(m_folder) / (run.value("id", "") + ".raw"), std::ios::binary);
    Document timeline = Document::parse(std::string(std::istreambuf_iterator<char>(file), {}), nullptr, false);
    if (!timeline.is_discarded()) run["timeline"] = std::move(timeline);
}

std::map<std::string, std::string> RunHistory::baselines() const {
    std::ifstream file(fs::path(m_folder) / kBaselines);
    const Document all = Document::parse(std::string(std::istreambuf_iterator<char>(file), {}), nullptr, false);
    std::map<std::string, std::string> result;
    if (!all.is_object()) return result;
    for (const auto& [name, id] : all.items())
        if (id.is_string()) result[name] = id.get<std::string>();
    return result;
}

domain::Result<void, std::string> RunHistory::writeReport(const std::string& path, const Document& run) const {
    Document comparison;
    if (const auto baseline = baselineOf(run); !baseline.empty())
        if (const auto base = load(baseline)) comparison = compareRuns(*base, run);
    return write(path, htmlReport(run, comparison));
}

std::string RunHistory::baselineOf(const Document& run) const {
    const auto own = run.value("id", "");
    for (const auto& [name, id] : baselines()) {
        if (id == own) continue;
        const auto pinned = load(id);
        if (pinned && pinned->value("name", "") == run.value("name", "") &&
            pinned->at("environment").value("backend", "") == run.at("environment").value("backend", ""))
            return id;
    }
    return {};
}

} // namespace alluse::validation
