#include "storage/migrations.h"

#include "domain/sha256.h"
#include "storage/unit_of_work.h"

#include <chrono>
#include <cctype>

namespace alluse::storage {
namespace {

constexpr Sql kHasTable{"schema.has-table.postgresql",
                        "select count(*) from information_schema.tables "
                        "where table_schema = current_schema() and table_name = $1"};
constexpr Sql kHasTableSqlite{"schema.has-table.sqlite",
                              "select count(*) from sqlite_master where type = 'table' and name = $1"};
constexpr Sql kApplied{"schema.applied", "select version, sha256 from schema_migration order by version"};
constexpr Sql kRemember{"schema.remember",
                        "insert into schema_migration (version, name, sha256, applied_at) "
                        "values ($1, $2, $3, $4)"};
constexpr std::string_view kCreateTable =
    "create table schema_migration (version bigint primary key, name text not null, "
    "sha256 text not null, applied_at bigint not null)";
// Two programs that start at once must not apply the same file twice; number from ASCII "ALUS".
constexpr std::string_view kLock = "select pg_advisory_xact_lock(1095521619)";

bool hasTable(Session& session, std::string_view name) {
    const bool isSqlite = session.dialect() == Dialect::Sqlite;
    Statement& found = session.run(isSqlite ? kHasTableSqlite : kHasTable, {name});
    const bool has = found.next() && found.integer(0) > 0;
    while (found.next()) {}
    return has;
}

std::int64_t microsNow() {
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

std::string checksum(const Migration& migration) {
    return domain::hexText(domain::sha256(migration.sql));
}

// The versions that are in place; a migration that has changed since is refused.
int verifyApplied(Session& session) {
    if (!hasTable(session, "schema_migration")) return 0;
    const auto known = migrationsOf(session.dialect());
    int newest = 0;
    std::string changed;
    Statement& rows = session.run(kApplied);
    while (rows.next()) {
        newest = static_cast<int>(rows.integer(0));
        for (const auto& migration : known)
            if (migration.version == newest && checksum(migration) != rows.text(1))
                changed = migration.name;
    }
    if (!changed.empty())
        throw StorageError(ErrorClass::Corrupt, "",
                           "Migration " + changed + " differs from the one this database was made with.");
    return newest;
}

void refuseNewer(int version, Dialect dialect) {
    if (version > newestVersion(dialect))
        throw StorageError(ErrorClass::Corrupt, "",
                           "The database has schema " + std::to_string(version) +
                               ", this program knows up to " + std::to_string(newestVersion(dialect)) +
                               ". Use a newer program.");
}

class Splitter {
public:
    explicit Splitter(std::string_view script) : m_script(script) {}

    std::vector<std::string> split() {
        while (m_at < m_script.size()) {
            if (skipComment() || takeQuoted() || takeDollarQuoted() || takeWord()) continue;
            const char c = m_script[m_at++];
            if (c == ';' && !isInsideTrigger()) {
                finish();
                continue;
            }
            m_statement += c;
        }
        finish();
        return std::move(m_statements);
    }

private:
    bool startsWith(std::string_view text) const { return m_script.substr(m_at).starts_with(text); }

    bool skipComment() {
        std::string_view end;
        if (startsWith("--")) end = "\n";
        else if (startsWith("/*")) end = "*/";
        else return false;
        const auto stop = m_script.find(end, m_at + 2);
        m_at = stop == std::string_view::npos ? m_script.size() : stop + end.size();
        m_statement += ' ';
        return true;
    }
    // A doubled quote ends one quoted run and starts the next, which copies it unchanged.
    bool takeQuoted() {
        const char quote = m_script[m_at];
        if (quote != '\'' && quote != '"') return false;
        takeThrough(m_script.find(quote, m_at + 1), 1);
        return true;
    }
    bool takeDollarQuoted() {
        if (m_script[m_at] != '$') return false;
        auto tagEnd = m_at + 1;
        while (tagEnd < m_script.size() && isWordLetter(m_script[tagEnd])) ++tagEnd;
        if (tagEnd >= m_script.size() || m_script[tagEnd] != '$') return false;
        const auto tag = m_script.substr(m_at, tagEnd - m_at + 1);
        takeThrough(m_script.find(tag, tagEnd + 1), tag.size());
        return true;
    }
    bool takeWord() {
        if (!isWordLetter(m_script[m_at])) return false;
        const auto start = m_at;
        while (m_at < m_script.size() && isWordLetter(m_script[m_at])) ++m_at;
        const auto word = m_script.substr(start, m_at - start);
        m_statement += word;
        followTrigger(lower(word));
        return true;
    }
    void takeThrough(std::size_t end, std::size_t length) {
        const auto stop = end == std::string_view::npos ? m_script.size() : end + length;
        m_statement += m_script.substr(m_at, stop - m_at);
        m_at = stop;
    }
    static bool isWordLetter(char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
    }
    static std::string lower(std::string_view word) {
        std::string text(word);
        for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return text;
    }
    // "create trigger … begin … end": begin and case open a block, end closes one.
    void followTrigger(const std::string& word) {
        ++m_words;
        if (m_words == 1) m_isCreate = word == "create";
        if (m_isCreate && m_words <= 3 && word == "trigger") m_isTrigger = true;
        if (!m_isTrigger) return;
        if (word == "begin" || word == "case") ++m_depth;
        if (word == "end") --m_depth;
        if (word == "begin") m_hasBody = true;
    }
    bool isInsideTrigger() const { return m_isTrigger && m_hasBody && m_depth > 0; }
    void finish() {
        const auto first = m_statement.find_first_not_of(" \t\r\n");
        if (first != std::string::npos) {
            const auto last = m_statement.find_last_not_of(" \t\r\n");
            m_statements.push_back(m_statement.substr(first, last - first + 1));
        }
        m_statement.clear();
        m_words = m_depth = 0;
        m_isCreate = m_isTrigger = m_hasBody = false;
    }

    std::string_view m_script;
    std::size_t m_at = 0;
    std::string m_statement;
    std::vector<std::string> m_statements;
    int m_words = 0, m_depth = 0;
    bool m_isCreate = false, m_isTrigger = false, m_hasBody = false;
};

void apply(Session& session, const Migration& migration) {
    UnitOfWork work(session, Work::Writing);
    if (session.dialect() == Dialect::Postgresql) work.execute(kLock);
    // Another program may have been faster while this one waited for the lock.
    if (verifyApplied(session) >= migration.version) return;
    if (!hasTable(session, "schema_migration")) {
        if (hasTable(session, "account"))
            throw StorageError(ErrorClass::Corrupt, "", "The tables here belong to another program.");
        work.execute(kCreateTable);
    }
    for (const auto& statement : splitStatements(migration.sql)) work.execute(statement);
    const std::string sum = checksum(migration);
    work.run(kRemember, {Value(std::int64_t{migration.version}), Value(migration.name),
                         Value(std::string_view(sum)), Value(microsNow())});
    work.commit();
}

} // namespace

int newestVersion(Dialect dialect) {
    const auto known = migrationsOf(dialect);
    return known.empty() ? 0 : known.back().version;
}

std::vector<std::string> splitStatements(std::string_view script) { return Splitter(script).split(); }

int schemaVersion(Session& session) { return verifyApplied(session); }

void migrate(Session& session) {
    const int version = schemaVersion(session);
    refuseNewer(version, session.dialect());
    for (const auto& migration : migrationsOf(session.dialect()))
        if (migration.version > version) apply(session, migration);
}

void requireCurrentSchema(Session& session) {
    const int version = schemaVersion(session);
    refuseNewer(version, session.dialect());
    if (version == 0)
        throw StorageError(ErrorClass::Corrupt, "", "There is no ALL-USE ledger in this database.");
    if (version < newestVersion(session.dialect()))
        throw StorageError(ErrorClass::Corrupt, "",
                           "The database has the older schema " + std::to_string(version) +
                               ". Run the migration first.");
}

} // namespace alluse::storage
