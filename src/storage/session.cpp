#include "storage/session.h"

#include "metrics/catalogue.h"
#include "metrics/span.h"

#include <algorithm>

namespace alluse::storage {

std::optional<std::int64_t> Statement::maybeInteger(int column) const {
    if (isNull(column)) return std::nullopt;
    return integer(column);
}

Session::Session(Dialect dialect, metrics::MetricRegistry* registry)
    : m_dialect(dialect), m_registry(registry) {}

Statement& Session::run(const Sql& sql, std::span<const Value> values) {
    Kept& entry = kept(sql);
    entry.usedAt = ++m_uses;
    const metrics::Span span(entry.time, entry.errors);
    entry.statement->run(values);
    return *entry.statement;
}

Session::Kept& Session::kept(const Sql& sql) {
    const auto found = m_statements.find(sql.text);
    if (found != m_statements.end()) return found->second;
    if (m_statements.size() >= kStatementsMax) dropOldest();
    Kept entry;
    entry.statement = prepare(sql.text);
    if (m_registry) {
        const metrics::Labels labels{{"query", std::string(sql.id)}};
        entry.time = m_registry->timer(metrics::ids::kQueryTime, labels);
        entry.errors = m_registry->counter(metrics::ids::kQueryErrors, labels);
    }
    return m_statements.emplace(std::string(sql.text), std::move(entry)).first->second;
}

void Session::dropOldest() {
    const auto oldest = std::min_element(
        m_statements.begin(), m_statements.end(),
        [](const auto& a, const auto& b) { return a.second.usedAt < b.second.usedAt; });
    m_statements.erase(oldest);
}

} // namespace alluse::storage
