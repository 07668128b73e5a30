#include "storage/list_sql.h"

#include <algorithm>
#include <charconv>

namespace alluse::storage {
namespace {
constexpr std::size_t kSearchWordsMax = 8;
}

std::string Filter::bind(std::int64_t value) {
    m_values.emplace_back(value);
    return "$" + std::to_string(m_values.size());
}

std::string Filter::bind(std::string text) {
    m_texts.push_back(std::move(text));
    m_values.emplace_back(std::string_view(m_texts.back()));
    return "$" + std::to_string(m_values.size());
}

void Filter::add(const std::string& condition) {
    m_conditions += (m_conditions.empty() ? " where (" : " and (") + condition + ")";
}

void Filter::addAnyOf(std::string_view column, const std::vector<std::int64_t>& numbers) {
    if (numbers.empty()) return;
    std::string list;
    for (const auto number : numbers) list += (list.empty() ? "" : ", ") + std::to_string(number);
    add(std::string(column) + " in (" + list + ")");
}

std::string Filter::where() const { return m_conditions; }

std::string orderBy(const ListOrder& order) {
    const std::string direction = order.descending ? " desc" : "";
    if (order.key == order.id) return " order by " + order.id + direction;
    return " order by " + order.key + direction + ", " + order.id + direction;
}

std::string pageTail(Filter& filter, const ListOrder& order, const services::PageRequest& request) {
    if (request.after) {
        const std::string beyond = order.descending ? " < " : " > ";
        const auto& key = *request.after;
        if (order.key == order.id) {
            filter.add(order.id + beyond + filter.bind(key.id));
        } else {
            const std::string value = order.isText ? filter.bind(std::get<std::string>(key.value))
                                                   : filter.bind(std::get<std::int64_t>(key.value));
            filter.add("(" + order.key + ", " + order.id + ")" + beyond + "(" + value + ", " +
                       filter.bind(key.id) + ")");
        }
    }
    const int limit = std::clamp(request.limit, 1, services::kPageRowsMax);
    std::string tail = orderBy(order) + " limit " + std::to_string(limit);
    if (request.skip > 0) tail += " offset " + filter.bind(std::int64_t{request.skip});
    return tail;
}

services::SortKey readKey(const Statement& row, int keyColumn, int idColumn, bool isText) {
    services::SortKey key;
    if (isText) key.value = row.string(keyColumn);
    else key.value = row.integer(keyColumn);
    key.id = row.integer(idColumn);
    return key;
}

services::ListIndex readIndex(Session& session, std::string_view id, const std::string& from,
                              const Filter& filter, const ListOrder& order, int stride) {
    services::ListIndex index;
    index.stride = std::max(1, stride);
    const std::string step = std::to_string(index.stride);
    const std::string numbered = "select " + order.key + " as list_key, " + order.id +
                                 " as list_id, row_number() over (" + orderBy(order).substr(1) +
                                 ") as n from " + from + filter.where();
    const std::string sql = "select list_key, list_id, n from (" + numbered + ") as numbered where n % " +
                            step + " = 0 order by n";
    Statement& rows = session.runPlanned({id, sql}, filter.values());
    while (rows.next()) index.anchors.push_back(readKey(rows, 0, 1, order.isText));
    Statement& count = session.runPlanned({id, "select count(*) from " + from + filter.where()},
                                          filter.values());
    if (count.next()) index.total = count.integer(0);
    while (count.next()) {}
    return index;
}

std::vector<std::string> searchWords(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    const auto flush = [&] {
        if (!word.empty() && words.size() < kSearchWordsMax) words.push_back(word);
        word.clear();
    };
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '\n') flush();
        else word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    flush();
    return words;
}

std::string likePattern(std::string_view word) {
    std::string pattern = "%";
    for (const char c : word) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

std::optional<std::int64_t> asNumber(std::string_view word) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size() || number < 0) return std::nullopt;
    return number;
}

} // namespace alluse::storage
