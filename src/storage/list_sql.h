#pragma once
// Builds the SQL of lists: filters as bound parameters, keyset pages, anchors for random access.
// Every text comes from constants here or in a repository; only values come from the caller.

#include "services/rows.h"
#include "storage/session.h"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace alluse::storage {

// Filters joined by "and". Texts are owned, so the values may be bound later.
class Filter {
public:
    // The placeholder of a new parameter: "$3".
    std::string bind(std::int64_t value);
    std::string bind(std::string text);
    void add(const std::string& condition);
    // "column in (1, 3)"; nothing for an empty list. Numbers of enums, so they may stand as text.
    void addAnyOf(std::string_view column, const std::vector<std::int64_t>& numbers);

    [[nodiscard]] std::string where() const; // "" or " where …"
    [[nodiscard]] std::span<const Value> values() const { return m_values; }

private:
    std::string m_conditions;
    std::vector<Value> m_values;
    std::deque<std::string> m_texts; // stable addresses
};

// What a list sorts by: an expression, the tie breaker and the direction.
struct ListOrder {
    std::string key;
    std::string id;
    bool isText = false;
    bool descending = false;
};

// Adds "after this row" to the filter and returns " order by … limit … offset …".
[[nodiscard]] std::string pageTail(Filter& filter, const ListOrder& order,
                                   const services::PageRequest& request);
[[nodiscard]] std::string orderBy(const ListOrder& order);

// Counts and anchors of "from … where …"; `stride` ≥ 1.
[[nodiscard]] services::ListIndex readIndex(Session& session, std::string_view id,
                                            const std::string& from, const Filter& filter,
                                            const ListOrder& order, int stride);
[[nodiscard]] services::SortKey readKey(const Statement& row, int keyColumn, int idColumn, bool isText);

// The words of a search text, at most eight, lower case in ASCII.
[[nodiscard]] std::vector<std::string> searchWords(std::string_view text);
// "%word%" with the wildcards of LIKE escaped by a backslash.
[[nodiscard]] std::string likePattern(std::string_view word);
[[nodiscard]] std::optional<std::int64_t> asNumber(std::string_view word);

} // namespace alluse::storage
