#include "storage/list_query.h"

namespace alluse::storage {

using services::SortKey;

std::string ListOrder::text() const {
    const std::string direction = descending ? " desc" : "";
    if (kind == SortKind::Id) return id + direction;
    return value + direction + ", " + id + direction;
}

namespace {

std::string bindValue(SqlBuilder& sql, const SortKey& key) {
    if (const auto* text = std::get_if<std::string>(&key.value)) return sql.bind(*text);
    return sql.bind(std::get<std::int64_t>(key.value));
}

} // namespace

void addAfter(SqlBuilder& sql, const ListOrder& order, const SortKey& key) {
    const std::string sign = order.descending ? " < " : " > ";
    const std::string id = sql.bind(key.id);
    if (order.kind == SortKind::Id) {
        sql.condition(order.id + sign + id);
        return;
    }
    const std::string value = bindValue(sql, key);
    if (order.isOfOtherTable) // no index has both: told apart, so that the planner sees how few go
        sql.condition("not (" + order.value + " = " + value + " and " + order.id
                      + (order.descending ? " >= " : " <= ") + id + ")");
    else sql.condition("(" + order.value + ", " + order.id + ")" + sign + "(" + value + ", " + id + ")");
    // A name of another table than the id: the planner finds its index in this form alone. It may not
    // look at the value: near the end it would rather sort all that is left than stop at a full page.
    if (order.isOfOtherTable)
        sql.condition(order.value + (order.descending ? " <= (select " : " >= (select ") + value + ")");
    else if (order.kind == SortKind::Text)
        sql.condition(order.value + (order.descending ? " <= " : " >= ") + value);
}

void addUpTo(SqlBuilder& sql, const ListOrder& order, const SortKey& key) {
    const std::string sign = order.descending ? " >= " : " <= ";
    const std::string id = sql.bind(key.id);
    if (order.kind == SortKind::Id) sql.condition(order.id + sign + id);
    else
        sql.condition("(" + order.value + ", " + order.id + ")" + sign + "(" + bindValue(sql, key) + ", " + id
                      + ")");
}

void addPage(SqlBuilder& sql, const ListOrder& order, const services::PageRequest& request) {
    if (request.after) addAfter(sql, order, *request.after);
    sql.add("\n order by " + order.text());
    sql.add("\n limit " + sql.bind(std::int64_t{pageLimit(request)} + 1));
    if (request.skip > 0) sql.add(" offset " + sql.bind(std::int64_t{request.skip}));
}

std::optional<SortKey> stretchEnd(Session& session, std::string_view id, std::string_view source,
                                  const ListOrder& order, const services::PageRequest& request, int rows) {
    SqlBuilder sql("select " + order.value + ", " + order.id + " from " + std::string(source));
    if (request.after) addAfter(sql, order, *request.after);
    sql.add(" order by " + order.text() + " limit 1 offset " + sql.bind(std::int64_t{rows} - 1));
    std::optional<SortKey> end;
    Statement& row = sql.run(session, id);
    while (row.next()) end = readSortKey(row, order, 0);
    return end;
}

SortKey readSortKey(const Statement& row, const ListOrder& order, int column) {
    SortKey key;
    if (order.kind == SortKind::Text) key.value = row.string(column);
    else key.value = row.integer(column);
    key.id = row.integer(column + 1);
    return key;
}

services::ListIndex readIndex(Session& session, std::string_view id, const ListOrder& order,
                              int stride, std::string_view source,
                              const std::function<void(SqlBuilder&)>& addFilters) {
    services::ListIndex index;
    index.stride = std::max(stride, 1);
    SqlBuilder sql("select value, id, number from (select ");
    sql.add(order.value).add(" as value, ").add(order.id).add(" as id, row_number() over (order by ");
    sql.add(order.text()).add(") as number from ").add(source);
    addFilters(sql);
    sql.add(") numbered where number % " + sql.bind(std::int64_t{index.stride}) + " = 0 order by number");
    Statement& rows = sql.run(session, id);
    while (rows.next()) index.anchors.push_back(readSortKey(rows, order, 0));

    SqlBuilder count("select count(*) from ");
    count.add(source);
    addFilters(count);
    Statement& counted = count.run(session, std::string(id) + ".count");
    while (counted.next()) index.total = counted.integer(0);
    return index;
}

} // namespace alluse::storage
