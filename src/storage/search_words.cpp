#include "storage/search_words.h"

#include <algorithm>
#include <charconv>

namespace alluse::storage {

namespace {

constexpr std::size_t kWordsMax = 8;
constexpr std::size_t kWordBytesMax = 200;
// Fetching this many accounts by id and sorting them takes some 20 ms.
constexpr std::int64_t kRareMatchesMax = 20'000;
constexpr Sql kCountMatches{"account.search-count", R"(
    select count(*) from (
        select rowid from account_search where account_search match $1 limit $2))"};
constexpr Sql kCountShort{"account.search-count-short", R"(
    select count(*) from (
        select doc from account_trigram where term >= $1 and term < $2 limit $3))"};
// A trigram index knows nothing about shorter words.
constexpr std::size_t kTrigramCharactersMin = 3;

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::size_t characters(std::string_view utf8) {
    std::size_t count = 0;
    for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

bool isAscii(const std::string& word) {
    return std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x7F; });
}

// An FTS5 phrase: quoted, so that no character of it is taken for query syntax.
std::string phrase(std::string_view word) {
    std::string text = "\"";
    for (const char c : word) {
        if (c == '"') text += '"';
        text += c;
    }
    return text += '"';
}

} // namespace

std::vector<std::string> searchWords(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    const auto finish = [&] {
        if (!word.empty() && words.size() < kWordsMax) words.push_back(word.substr(0, kWordBytesMax));
        word.clear();
    };
    for (const char c : text) {
        if (isBlank(c)) finish();
        else word += lowered(c);
    }
    finish();
    return words;
}

std::string containsPattern(std::string_view word) {
    std::string pattern = "%";
    for (const char c : word) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += c;
    }
    return pattern += '%';
}

bool hasTrigram(const std::vector<std::string>& words) {
    return std::ranges::any_of(words, [](const std::string& word) {
        return characters(word) >= kTrigramCharactersMin;
    });
}

std::optional<std::int64_t> asId(std::string_view word) {
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), id);
    if (error != std::errc() || end != word.data() + word.size() || id <= 0) return std::nullopt;
    return id;
}

AccountSearch::AccountSearch(Session& session, std::string_view text)
    : m_dialect(session.dialect()), m_words(searchWords(text)), m_leftOver(m_words) {
    if (m_dialect == Dialect::Sqlite && !m_words.empty()) askIndex(session);
}

void AccountSearch::askIndex(Session& session) {
    const auto isLong = [](const std::string& word) { return characters(word) >= kTrigramCharactersMin; };
    const bool hasId = std::ranges::any_of(m_words, [](const auto& word) { return asId(word).has_value(); });
    for (const std::string& word : m_words)
        if (isLong(word)) m_match += (m_match.empty() ? "" : " AND ") + phrase(word);
    // The index has compared the long words, by Unicode case; a short word is still to do.
    if (!m_match.empty() && !hasId) std::erase_if(m_leftOver, isLong);
    if (m_match.empty()) {
        // Each text ends with blanks, so that all its characters begin a trigram. Beyond ASCII the
        // index folds letters that a comparison tells apart.
        const auto word = std::ranges::find_if(m_words, isAscii);
        if (word == m_words.end()) return;
        m_start = m_end = *word;
        ++m_end.back();
        if (!hasId) std::erase(m_leftOver, m_start);
    }
    Statement& row = m_match.empty()
                         ? session.run(kCountShort, {std::string_view(m_start), std::string_view(m_end),
                                                     kRareMatchesMax + 1})
                         : session.run(kCountMatches, {std::string_view(m_match), kRareMatchesMax + 1});
    while (row.next()) m_isRare = row.integer(0) <= kRareMatchesMax;
}

// On SQLite the text to compare has the name of the client, which is in another table.
std::string_view AccountSearch::comparedRows() const {
    return m_dialect == Dialect::Sqlite ? "account_row" : "account_own";
}

std::string_view AccountSearch::lookedUpRows() const {
    return m_leftOver.empty() ? "account_own" : comparedRows();
}

void AccountSearch::compare(SqlBuilder& sql, std::string_view alias,
                            const std::vector<std::string>& words) const {
    const std::string row(alias);
    for (const std::string& word : words) {
        std::string condition = "(";
        if (const auto id = asId(word)) condition += row + ".id = " + sql.bind(*id) + " or ";
        sql.condition(condition + row + ".search like " + sql.bind(containsPattern(word)) + " escape '!')");
    }
}

void AccountSearch::lookUp(SqlBuilder& sql, std::string_view alias) const {
    std::string ids;
    if (!m_match.empty())
        ids = "select rowid from account_search where account_search match " + sql.bind(m_match);
    else if (!m_start.empty())
        ids = "select doc from account_trigram where term >= " + sql.bind(m_start) + " and term < "
              + sql.bind(m_end);
    if (!ids.empty()) {
        for (const std::string& word : m_words)
            if (const auto id = asId(word)) ids += " union all select " + sql.bind(*id);
        // The plus keeps the list's own index in charge when the matches are many.
        sql.condition((m_isRare ? "" : "+") + std::string(alias) + ".id in (" + ids + ")");
    }
    compare(sql, alias, m_leftOver);
}

void compareFamily(SqlBuilder& sql, std::string_view alias, const std::vector<std::string>& words) {
    const std::string row(alias);
    for (const std::string& word : words) {
        const std::string pattern = sql.bind(containsPattern(word));
        std::string condition = "(lower(" + row + ".name) like " + pattern + " escape '!' or lower(" + row
                                + ".client_name) like " + pattern + " escape '!'";
        if (const auto id = asId(word)) condition += " or " + row + ".id = " + sql.bind(*id);
        sql.condition(condition + ")");
    }
}

void lookUpFamily(SqlBuilder& sql, Dialect dialect, std::string_view alias,
                  const std::vector<std::string>& words) {
    // SQLite's like ignores the case of ASCII, and without lower() the indexes are all it reads.
    const auto folded = [&](const char* name) {
        return dialect == Dialect::Sqlite ? std::string(name) : "lower(" + std::string(name) + ")";
    };
    // The longest word is likely to be the rarest; the others are compared where it is found.
    const auto word = std::ranges::max_element(words, {}, &std::string::size);
    if (word == words.end()) return;
    const std::string pattern = sql.bind(containsPattern(*word));
    std::string ids = "select f.id from family f where " + folded("f.name") + " like " + pattern
                      + " escape '!' union all select f.id from client c join family f on f.client_id = c.id where "
                      + folded("c.name") + " like " + pattern + " escape '!'";
    if (const auto id = asId(*word)) ids += " union all select " + sql.bind(*id);
    sql.condition(std::string(alias) + ".id in (" + ids + ")");
    std::vector<std::string> others = words;
    std::erase(others, *word);
    compareFamily(sql, alias, others);
}

} // namespace alluse::storage
