#pragma once
// What a person types into a search field, as conditions on both dialects.

#include "storage/sql_builder.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alluse::storage {

// Split at blanks, ASCII letters in lower case; at most eight words of at most 200 bytes.
[[nodiscard]] std::vector<std::string> searchWords(std::string_view text);
// The pattern of "contains": % and _ in the word stand for themselves, with escape '!'.
[[nodiscard]] std::string containsPattern(std::string_view word);
// A trigram index knows one of them: a word of three characters or more.
[[nodiscard]] bool hasTrigram(const std::vector<std::string>& words);
// The word as a row id, when it is one.
[[nodiscard]] std::optional<std::int64_t> asId(std::string_view word);

// Every word must be part of the account's name, its client's name or its reference, or be its id.
// Of words that many accounts have the first page is on the first stretch of the list, whose rows
// are compared; all other pages are looked up in the trigram index.
class AccountSearch {
public:
    // On SQLite it asks the index how many accounts there may be.
    AccountSearch(Session& session, std::string_view text);

    [[nodiscard]] bool isEmpty() const { return m_words.empty(); }
    // So few that sorting them is quicker than any walk.
    [[nodiscard]] bool isRare() const { return m_isRare; }
    // The index can answer at all; else lookUp compares every row there is.
    [[nodiscard]] bool isIndexed() const { return !m_start.empty() || hasTrigram(m_words); }

    // `alias` is a row of comparedRows() or of account_row.
    void compare(SqlBuilder& sql, std::string_view alias) const { compare(sql, alias, m_words); }
    [[nodiscard]] std::string_view comparedRows() const;
    // `alias` is a row of lookedUpRows() or of account_row.
    void lookUp(SqlBuilder& sql, std::string_view alias) const;
    [[nodiscard]] std::string_view lookedUpRows() const;

private:
    void askIndex(Session& session);
    void compare(SqlBuilder& sql, std::string_view alias, const std::vector<std::string>& words) const;

    Dialect m_dialect;
    std::vector<std::string> m_words;
    std::vector<std::string> m_leftOver; // words that lookUp compares, because the index cannot
    std::string m_match;                 // FTS5 expression of the words of three characters and more
    std::string m_start, m_end;          // of the trigrams that begin with a shorter word
    bool m_isRare = false;
};

// Every word must be part of the family's name or its client's, or be its id. `alias` has the
// columns id, name and client_name.
void compareFamily(SqlBuilder& sql, std::string_view alias, const std::vector<std::string>& words);
// The same through the indexes on both names.
void lookUpFamily(SqlBuilder& sql, Dialect dialect, std::string_view alias,
                  const std::vector<std::string>& words);

} // namespace alluse::storage
