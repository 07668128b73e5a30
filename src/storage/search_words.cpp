#include "storage/search_words.h"

#include <charconv>

namespace alluse::storage {

namespace {

constexpr std::size_t kWordsMax = 8;
constexpr std::size_t kWordBytesMax = 200;
// Fetching this many accounts by id and sorting them stays far below a frame budget of 60 ms.
constexpr std::int64_t kRareMatchesMax = 4'000;
constexpr Sql kCountMatches{"account.search-count", R"(
    select count(*) from (
        select rowid from account_search where account_search match $1 limit $2))"};
// A trigram index knows nothing about shorter words.
constexpr std::size_t kTrigramCharactersMin = 3;

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::size_t characters(std::string_view utf8) {
    std::size_t count = 0;
    for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
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

std::optional<std::int64_t> asId(std::string_view word) {
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), id);
    if (error != std::errc() || end != word.data() + word.size() || id <= 0) return std::nullopt;
    return id;
}

AccountSearch::AccountSearch(Session& session, std::string_view text) : m_compared(searchWords(text)) {
    if (session.dialect() != Dialect::Sqlite) return;
    bool hasId = false;
    for (const std::string& word : m_compared) {
        hasId = hasId || asId(word).has_value();
        if (characters(word) >= kTrigramCharactersMin)
            m_match += (m_match.empty() ? "" : " AND ") + phrase(word);
    }
    if (m_match.empty()) return;
    Statement& row = session.run(kCountMatches, {std::string_view(m_match), kRareMatchesMax + 1});
    bool isRare = true;
    while (row.next()) isRare = row.integer(0) <= kRareMatchesMax;
    if (!isRare) m_match.clear();
    else if (!hasId) // the index has compared these, by Unicode case; a short word is still to do
        std::erase_if(m_compared, [](const std::string& word) {
            return characters(word) >= kTrigramCharactersMin;
        });
}

void AccountSearch::addTo(SqlBuilder& sql, std::string_view alias) const {
    const std::string row(alias);
    if (!m_match.empty()) {
        std::string ids = "select rowid from account_search where account_search match " + sql.bind(m_match);
        for (const std::string& word : m_compared)
            if (const auto id = asId(word)) ids += " union all select " + sql.bind(*id);
        sql.condition(row + ".id in (" + ids + ")");
    }
    for (const std::string& word : m_compared) {
        std::string condition = "(";
        if (const auto id = asId(word)) condition += row + ".id = " + sql.bind(*id) + " or ";
        sql.condition(condition + row + ".search like " + sql.bind(containsPattern(word)) + " escape '!')");
    }
}

} // namespace alluse::storage
