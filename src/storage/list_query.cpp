#include "storage/list_query.h"

namespace alluse::storage {

using services::SortKey;

std::string ListOrder::text() const {
    const std::string direction = descending ? " desc" : "";
    if (kind == SortKind::Id) return id + direction;
    return value + direction + ", " + id + direction;
}

void addPage(SqlBuilder& sql, const ListOrder& order, const services::PageRequest& request) {
    if (request.after) {
        const std::string sign = order.descending ? " < " : " > ";
        const std::string id = sql.bind(request.after->id);
        if (order.kind == SortKind::Id) {
            sql.condition(order.id + sign + id);
        } else {
            const auto* text = std::get_if<std::string>(&request.after->value);
            const std::string value =
                text ? sql.bind(*text) : sql.bind(std::get<std::int64_t>(request.after->value));
            sql.condition("(" + order.value + ", " + order.id + ")" + sign + "(" + value + ", " + id + ")");
            // A name of another table than the id: the planner finds its index in this form alone.
            if (order.kind == SortKind::Text)
                sql.condition(order.value + (order.descending ? " <= " : " >= ") + value);
        }
    }
    sql.add("\n order by " + order.text());
    sql.add("\n limit " + sql.bind(std::int64_t{pageLimit(request)} + 1));
    if (request.skip > 0) sql.add(" offset " + sql.bind(std::int64_t{request.skip}));
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
