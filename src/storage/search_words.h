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
// The word as a row id, when it is one.
[[nodiscard]] std::optional<std::int64_t> asId(std::string_view word);

// Every word must be part of the account's name, its client's name or its reference, or be its id.
class AccountSearch {
public:
    // On SQLite it asks the trigram index first whether the words are rare: few rows are fetched by
    // id, while of many the first page comes sooner by walking the list and comparing.
    AccountSearch(Session& session, std::string_view text);
    // `alias` is a row of account_row.
    void addTo(SqlBuilder& sql, std::string_view alias) const;

private:
    std::vector<std::string> m_compared; // words that each row is compared with
    std::string m_match;                 // FTS5 expression of rare words; empty: none
};

} // namespace alluse::storage
