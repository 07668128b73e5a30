#pragma once
// Keyset pages and random-access anchors, one way for every list on both dialects.

#include "services/rows.h"
#include "storage/sql_builder.h"

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>

namespace alluse::storage {

enum class SortKind { Id, Number, Text }; // Id: the sort value is the id itself

// What a list is sorted by: an expression and the unique id that breaks ties.
struct ListOrder {
    std::string value;
    std::string id;
    SortKind kind = SortKind::Id;
    bool descending = false;
    bool isOfOtherTable = false; // the value stands in another table than the id

    // "r.name desc, r.id desc"
    [[nodiscard]] std::string text() const;
};

// Rows behind the key, or up to it.
void addAfter(SqlBuilder& sql, const ListOrder& order, const services::SortKey& key);
void addUpTo(SqlBuilder& sql, const ListOrder& order, const services::SortKey& key);

// Adds "after this key", the order and the limit; one row more than asked tells whether any follow.
void addPage(SqlBuilder& sql, const ListOrder& order, const services::PageRequest& request);

[[nodiscard]] inline int pageLimit(const services::PageRequest& request) {
    return std::clamp(request.limit, 1, services::kPageRowsMax);
}

// A walk compares this many rows before it gives up: some 10 ms, and a page of 200 rows is among them
// when three in a hundred match.
inline constexpr int kStretchRows = 6'000;
// Of words that no index knows: what is left is a pass over the whole table, so a walk may be longer.
inline constexpr int kLongStretchRows = 40'000;

// The key of the last of the next `rows` rows; none: the list ends before. The order has an index of its
// own, which is all that is read.
[[nodiscard]] std::optional<services::SortKey> stretchEnd(Session& session, std::string_view id,
                                                          std::string_view source, const ListOrder& order,
                                                          const services::PageRequest& request, int rows);

[[nodiscard]] services::SortKey readSortKey(const Statement& row, const ListOrder& order, int column);

// `keyColumn` and the one behind it hold the sort value and the id.
template <class Row, class Read>
services::Page<Row> readPage(Statement& rows, const ListOrder& order,
                             const services::PageRequest& request, Read read, int keyColumn) {
    services::Page<Row> page;
    const auto limit = static_cast<std::size_t>(pageLimit(request));
    std::optional<services::SortKey> last;
    while (rows.next()) {
        if (page.rows.size() == limit) {
            page.next = last;
            continue; // to the end, so that the statement holds no snapshot
        }
        page.rows.push_back(read(rows));
        last = readSortKey(rows, order, keyColumn);
    }
    return page;
}

// The exact count and the key of each stride-th row.
[[nodiscard]] services::ListIndex readIndex(Session& session, std::string_view id,
                                            const ListOrder& order, int stride,
                                            std::string_view source,
                                            const std::function<void(SqlBuilder&)>& addFilters);

} // namespace alluse::storage
