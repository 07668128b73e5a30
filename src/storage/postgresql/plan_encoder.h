#pragma once
// An EntryPlan as the parameters of post_entry: arrays in PostgreSQL's text form, and one JSON
// document for what most entries do not have.

#include "domain/ledger_entry.h"
#include "storage/session.h"

#include <string>
#include <vector>

namespace alluse::storage {

class PlanParameters {
public:
    explicit PlanParameters(const domain::EntryPlan& plan);
    // In the order of post_entry's parameters; valid while this object and the plan live.
    [[nodiscard]] const std::vector<Value>& values() const { return m_values; }
    PlanParameters(const PlanParameters&) = delete;
    PlanParameters& operator=(const PlanParameters&) = delete;

private:
    std::string m_id, m_lock, m_accounts, m_types, m_sleeves, m_amounts, m_baselines, m_gains, m_growth, m_rare;
    std::vector<Value> m_values;
};

// Whether the plan has what only the JSON document can say.
[[nodiscard]] bool hasRareParts(const domain::EntryPlan& plan);
// The existing accounts of a plan, ascending, each once: what has to be locked.
[[nodiscard]] std::vector<std::int64_t> accountsToLock(const domain::EntryPlan& plan);
// An id, a system account (1 to 3), or -(i + 1) for the i-th account that the plan opens.
[[nodiscard]] std::int64_t numberOf(const domain::AccountRef& account);
[[nodiscard]] std::string arrayText(const std::vector<std::int64_t>& numbers);
[[nodiscard]] std::vector<std::int64_t> parseArray(std::string_view text);

} // namespace alluse::storage
