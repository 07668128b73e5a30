#include "style/tidy_rules.h"

#include "style/source_text.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>

namespace alluse::tests {

namespace {

namespace fs = std::filesystem;

constexpr int kFileLinesMax = 600;
constexpr int kMainWindowLinesMax = 300;
constexpr std::size_t kStatementLengthMax = 2'000; // std::regex recurses for each character

// The one file that may wait for workers.
constexpr std::string_view kShutdownBarrier = "src/jobs/runner/shutdown_barrier.cpp";

struct Room {
    std::string_view folder;
    std::string_view prefix;              // how others include it
    std::vector<std::string_view> mayUse; // prefixes of other rooms
    bool knowsQt = false;
    bool knowsSql = false; // SQL text, SOCI, libpq, SQLite, Qt Sql
    bool knowsWidgets = false;
};

// Section 2 of docs/architecture.md as data. An arrow that is not here does not exist.
const std::vector<Room>& rooms() {
    static const std::vector<Room> table{
        {.folder = "src/domain", .prefix = "domain", .mayUse = {}},
        {.folder = "monitoring/metrics", .prefix = "metrics", .mayUse = {}},
        {.folder = "monitoring/alerts", .prefix = "alerts", .mayUse = {"metrics"}},
        {.folder = "src/services", .prefix = "services", .mayUse = {"analytics", "domain", "metrics"}},
        {.folder = "src/storage",
         .prefix = "storage",
         .mayUse = {"services", "domain", "metrics"},
         .knowsSql = true},
        {.folder = "src/cache", .prefix = "cache", .mayUse = {"domain", "metrics"}},
        {.folder = "src/jobs/queue", .prefix = "jobs", .mayUse = {"metrics"}},
        {.folder = "src/jobs", .prefix = "jobs", .mayUse = {"metrics"}, .knowsQt = true},
        {.folder = "src/analytics", .prefix = "analytics", .mayUse = {"domain"}},
        {.folder = "src/exchange",
         .prefix = "exchange",
         .mayUse = {"services", "domain", "metrics"},
         .knowsQt = true},
        {.folder = "src/tuning", .prefix = "tuning", .mayUse = {"services", "domain", "metrics"}},
        {.folder = "src/validation",
         .prefix = "validation",
         .mayUse = {"services", "exchange", "domain", "metrics"}},
        {.folder = "models",
         .prefix = "models",
         .mayUse = {"domain", "metrics", "services"},
         .knowsQt = true},
        {.folder = "monitoring/engine",
         .prefix = "engine",
         .mayUse = {"alerts", "metrics"},
         .knowsQt = true,
         .knowsSql = true},
        {.folder = "monitoring/panels",
         .prefix = "panels",
         .mayUse = {"engine", "models", "alerts", "metrics"},
         .knowsQt = true,
         .knowsWidgets = true},
        {.folder = "ui",
         .prefix = "ui",
         .mayUse = {"models", "panels", "engine", "alerts", "metrics", "services", "validation", "jobs", "analytics",
                    "domain"},
         .knowsQt = true,
         .knowsWidgets = true},
        {.folder = "src/cli",
         .prefix = "cli",
         .mayUse = {"composition", "services", "storage", "jobs", "exchange", "cache", "analytics",
                    "tuning", "validation", "engine", "alerts", "metrics", "domain"},
         .knowsQt = true},
    };
    return table;
}

// Composition joins everything and main starts it; tests may look anywhere.
const Room* roomOf(const std::string& path) {
    for (const auto& room : rooms())
        if (path.starts_with(std::string(room.folder) + '/')) return &room;
    return nullptr;
}

bool isKnownPrefix(std::string_view prefix) {
    return prefix == "composition" ||
           std::ranges::any_of(rooms(), [&](const Room& room) { return room.prefix == prefix; });
}

bool isUnder(const std::string& path, std::initializer_list<std::string_view> folders) {
    return std::ranges::any_of(folders,
                               [&](std::string_view folder) { return path.starts_with(folder); });
}

bool isCpp(const std::string& path) {
    return path.ends_with(".cpp") || path.ends_with(".h");
}

bool isProduct(const std::string& path) {
    return isUnder(path, {"src/", "ui/", "models/", "monitoring/"});
}

struct File {
    const std::string& path;
    const SourceText& source;
};

using Breaches = std::vector<Breach>;

void add(Breaches& found, std::string_view rule, const File& file, int line, std::string what) {
    found.push_back({std::string(rule), file.path, line, std::move(what)});
}

// Reports every line of code (comments and literals are blank) that the pattern matches. Only lines
// with the word are tried: std::regex is slow, and nearly all lines are innocent.
void findInCode(Breaches& found, std::string_view rule, const File& file, std::string_view word,
                const std::regex& pattern) {
    for (std::size_t i = 0; i < file.source.code.size(); ++i) {
        if (file.source.code[i].find(word) == std::string::npos) continue;
        std::smatch match;
        if (std::regex_search(file.source.code[i], match, pattern))
            add(found, rule, file, static_cast<int>(i) + 1, match.str());
    }
}

void checkIncludes(Breaches& found, const File& file) {
    if (!isCpp(file.path)) return;
    const auto* room = roomOf(file.path);
    if (room == nullptr) return;
    static const std::regex include(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
    static const std::regex sqlHeader(
        R"(^(soci/.*|libpq-fe\.h|libpq/.*|sqlite3\.h|QtSql(/.*)?|QSql\w*)$)");
    static const std::regex widgetHeader(
        R"(^(QtWidgets(/.*)?|QtCharts(/.*)?|QWidget|QDialog|QMainWindow|QLabel|QPushButton|QTableView|QDockWidget|QMessageBox|QApplication|QLineEdit|QComboBox|QCheckBox|QStyledItemDelegate|QChart\w*)$)");
    for (std::size_t i = 0; i < file.source.lines.size(); ++i) {
        std::smatch match;
        if (file.source.code[i].find("include") == std::string::npos) continue; // or in a comment
        if (!std::regex_search(file.source.lines[i], match, include)) continue;
        const int line = static_cast<int>(i) + 1;
        const std::string target = match[2];
        if (match[1] == "\"") {
            const auto prefix = target.substr(0, target.find('/'));
            if (target.find('/') == std::string::npos || !isKnownPrefix(prefix)) continue;
            const bool allowed = prefix == room->prefix ||
                                 std::ranges::find(room->mayUse, prefix) != room->mayUse.end();
            if (!allowed) add(found, "layers", file, line, target);
            if (room->folder == "src/jobs/queue" && target.starts_with("jobs/runner/"))
                add(found, "layers", file, line, target);
            continue;
        }
        // Qt headers begin with Q and a capital letter, or with the name of a Qt module.
        const bool isQt =
            target.size() > 1 && target[0] == 'Q' &&
            (std::isupper(static_cast<unsigned char>(target[1])) != 0 || target.starts_with("Qt"));
        if (isQt && !room->knowsQt)
            add(found, "layers", file, line, target + " in a room without Qt");
        else if (std::regex_match(target, sqlHeader) && !room->knowsSql)
            add(found, "layers", file, line, target + " in a room without SQL");
        else if (std::regex_match(target, widgetHeader) && !room->knowsWidgets)
            add(found, "layers", file, line, target + " in a room without widgets");
    }
}

void checkSql(Breaches& found, const File& file) {
    if (!isCpp(file.path) || !isProduct(file.path)) return;
    const auto* room = roomOf(file.path);
    if (room != nullptr && room->knowsSql) return;
    // Keywords are all lower or all upper case and open a statement, which sentences do not.
    static const std::regex statement(
        R"((^|[;(]|\\n|\n)\s*(select\s[\s\S]*\sfrom\s|SELECT\s[\s\S]*\sFROM\s|insert\s+into\s|INSERT\s+INTO\s|update\s+\w+\s+set\s|UPDATE\s+\w+\s+SET\s|delete\s+from\s|DELETE\s+FROM\s|create\s+(temp\s+|unique\s+)*(table|index|view|trigger)\s|CREATE\s+(TEMP\s+|UNIQUE\s+)*(TABLE|INDEX|VIEW|TRIGGER)\s|alter\s+table\s|ALTER\s+TABLE\s|drop\s+(table|index)\s|DROP\s+(TABLE|INDEX)\s|pragma\s+\w+|PRAGMA\s+\w+|begin\s+(immediate|exclusive)|BEGIN\s+(IMMEDIATE|EXCLUSIVE)))");
    for (const auto& literal : file.source.literals) {
        std::smatch match;
        const auto beginning = literal.text.substr(0, kStatementLengthMax);
        if (std::regex_search(beginning, match, statement))
            add(found, "sql-outside-storage", file, literal.line, literal.text.substr(0, 60));
    }
}

void checkCalls(Breaches& found, const File& file) {
    if (!isCpp(file.path)) return;
    static const std::regex processEvents(R"(\bprocessEvents\s*\()");
    static const std::regex blocking(R"(\bBlockingQueuedConnection\b)");
    static const std::regex globalPool(R"(\bQThreadPool\s*::\s*globalInstance\b)");
    static const std::regex waiting(R"(\bwaitForFinished\s*\()");
    static const std::regex sleeping(
        R"(\bQThread\s*::\s*[mu]?sleep\b|\bQTest\s*::\s*q?[sS]leep\b)");
    static const std::regex standardSleeping(R"(\bthis_thread\s*::\s*sleep_(for|until)\b)");
    static const std::regex richText(
        R"(\bQt\s*::\s*(TextFormat\s*::\s*)?(RichText|AutoText|MarkdownText)\b)");
    findInCode(found, "blocking-connection", file, "Blocking", blocking);
    findInCode(found, "global-pool", file, "QThreadPool", globalPool);
    if (file.path != kShutdownBarrier)
        findInCode(found, "waiting", file, "waitForFinished", waiting);
    findInCode(found, "sleep", file, "leep", sleeping);
    // A storage worker may pause between two tries; a benchmark may wait for its next second.
    if (!isUnder(file.path, {"src/storage/", "tests/bench/"}))
        findInCode(found, "sleep", file, "leep", standardSleeping);
    if (!isProduct(file.path)) return;
    findInCode(found, "process-events", file, "processEvents", processEvents);
    findInCode(found, "rich-text", file, "Text", richText);
}

void checkColours(Breaches& found, const File& file) {
    if (!isUnder(file.path, {"ui/", "models/", "monitoring/", "resources/styles/"}) ||
        file.path.starts_with("ui/common/"))
        return;
    static const std::regex hex(R"((^|[^&\w])#([0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b)");
    if (!isCpp(file.path)) {
        if (!file.path.ends_with(".qss") && !file.path.ends_with(".ui")) return;
        for (std::size_t i = 0; i < file.source.lines.size(); ++i) {
            std::smatch match;
            if (std::regex_search(file.source.lines[i], match, hex))
                add(found, "colours", file, static_cast<int>(i) + 1, match.str());
        }
        return;
    }
    static const std::regex constructed(
        R"(\bQColor\s*(\w+\s*)?[({]\s*(0x|[0-9])|\bQColor\s*::\s*fromRgba?\s*\(\s*(0x|[0-9]))");
    static const std::regex packed(R"(\bqRgba?\s*\(\s*(0x|[0-9]))");
    static const std::regex named(
        R"(\bQt\s*::\s*(white|black|red|darkRed|green|darkGreen|blue|darkBlue|cyan|darkCyan|magenta|darkMagenta|yellow|darkYellow|gray|darkGray|lightGray)\b)");
    findInCode(found, "colours", file, "Color", constructed);
    findInCode(found, "colours", file, "qRgb", packed);
    findInCode(found, "colours", file, "Qt", named);
    for (const auto& literal : file.source.literals) {
        std::smatch match;
        if (literal.text.find('#') == std::string::npos) continue;
        if (std::regex_search(literal.text, match, hex))
            add(found, "colours", file, literal.line, match.str());
    }
}

void checkLength(Breaches& found, const File& file) {
    if (!isCpp(file.path)) return;
    const auto lines = static_cast<int>(file.source.lines.size());
    const bool isMainWindow = file.path == "ui/main_window.cpp" ||
                              file.path.ends_with("/main_window.cpp") ||
                              file.path.ends_with("/main_window.h");
    if (isMainWindow && lines > kMainWindowLinesMax)
        add(found, "main-window", file, 0, std::to_string(lines) + " lines");
    if (lines > kFileLinesMax) add(found, "file-length", file, 0, std::to_string(lines) + " lines");
}

void checkPaths(Breaches& found, const File& file) {
    // Written in pieces, so that this file does not breach its own rule.
    static const std::regex path("(^|[^A-Za-z0-9_.~$}*-])/("
                                 "work|home|root"
                                 ")/[A-Za-z0-9_.]");
    for (std::size_t i = 0; i < file.source.lines.size(); ++i) {
        std::smatch match;
        if (file.source.lines[i].find('/') == std::string::npos) continue; // most lines, and cheap
        if (std::regex_search(file.source.lines[i], match, path))
            add(found, "machine-paths", file, static_cast<int>(i) + 1, file.source.lines[i]);
    }
}

// I15: a plan that moves money is made from what the database says now, never from the cache. Services
// cannot name the cache (layers); here composition is kept from handing it to them.
void checkCachedDecisions(Breaches& found, const File& file) {
    if (!isProduct(file.path)) return;
    static const std::regex given(R"(\b(commands|growth|imports)\(ledger,\s*(cached\w*|accounts|families)\b)");
    findInCode(found, "cached-decision", file, "ledger", given);
    if (isUnder(file.path, {"src/composition/cached_reads", "src/composition/open_database"})) return;
    static const std::regex named(R"(\bCached(Accounts|Families)\b)");
    findInCode(found, "cached-decision", file, "Cached", named);
}

void checkHeader(Breaches& found, const File& file) {
    if (!file.path.ends_with(".h") || file.source.lines.empty()) return;
    if (file.source.lines.front() != "#pragma once")
        add(found, "header", file, 1, "does not begin with #pragma once");
}

std::string relativeName(const fs::path& root, const fs::path& path) {
    return path.lexically_relative(root).generic_string();
}

bool isLeftOut(const fs::path& path) {
    const auto name = path.filename().string();
    return name.starts_with("build") || (name.starts_with('.') && name != ".ci");
}

bool isText(const std::string& name) {
    static const std::set<std::string> binary{".png", ".jpg", ".ico", ".ttf", ".otf",   ".xlsx",
                                              ".pdf", ".qm",  ".gz",  ".db",  ".sqlite"};
    return !binary.contains(fs::path(name).extension().string());
}

} // namespace

const std::vector<std::string>& ruleNames() {
    static const std::vector<std::string> names{"layers",         "sql-outside-storage", "cached-decision",
                                                "process-events", "blocking-connection",
                                                "global-pool",    "waiting",
                                                "sleep",          "rich-text",
                                                "colours",        "file-length",
                                                "main-window",    "machine-paths",
                                                "header"};
    return names;
}

std::vector<Breach> inspectFile(const std::string& path, std::string_view text) {
    const auto source = takeApart(text);
    const File file{path, source};
    Breaches found;
    checkIncludes(found, file);
    checkSql(found, file);
    checkCalls(found, file);
    checkColours(found, file);
    checkLength(found, file);
    checkPaths(found, file);
    checkCachedDecisions(found, file);
    checkHeader(found, file);
    return found;
}

std::vector<Breach> inspectTree(const fs::path& root) {
    Breaches found;
    for (auto entry = fs::recursive_directory_iterator(root);
         entry != fs::recursive_directory_iterator(); ++entry) {
        if (entry->is_directory()) {
            if (isLeftOut(entry->path())) entry.disable_recursion_pending();
            continue;
        }
        const auto name = relativeName(root, entry->path());
        // In a linked worktree .git is a file that holds a path.
        if (!entry->is_regular_file() || !isText(name) || name == ".git") continue;
        std::ifstream stream(entry->path(), std::ios::binary);
        std::stringstream text;
        text << stream.rdbuf();
        const auto breaches = inspectFile(name, text.str());
        found.insert(found.end(), breaches.begin(), breaches.end());
    }
    std::ranges::sort(found, {}, [](const Breach& breach) {
        return std::tie(breach.rule, breach.file, breach.line);
    });
    return found;
}

} // namespace alluse::tests
