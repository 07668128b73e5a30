#pragma once
// The facts of growth as columns of a query, and back as values.

#include "domain/growth.h"
#include "storage/session.h"

#include <span>
#include <string>
#include <string_view>

namespace alluse::storage {

// Of account `r`.
inline constexpr std::string_view kAccountGrowthColumns = R"(
    r.last_forked_at, r.fork_held,
    (select max(x.recorded_at) from lineage x where x.target_id = r.id and x.kind in (2, 3)))";
inline constexpr int kAccountGrowthCount = 3;

// Of family `f`; $2 is the business date, in a sub-select: PostgreSQL would find a plan for the very day
// cheaper, and plan with each call.
inline constexpr std::string_view kFamilyGrowthColumns = R"(
    f.id, f.name, f.growth_seq, f.child_number, f.fork_mode, f.merge_mode, f.reinvestment_mode,
    (select count(*) from growth_event e
      where e.family_id = f.id and e.business_date = (select cast($2 as integer)) and e.kind = 11 and e.state = 1))";
inline constexpr int kFamilyGrowthCount = 8;
// Of the one row `l` of growth_limits.
inline constexpr std::string_view kLimitsColumns = R"(
    l.cooling_seconds, l.forks_per_family_day_max, l.merge_sources_max, l.reinvestment_min,
    l.reinvestment_max, l.depth_max)";
inline constexpr int kLimitsCount = 6;

// Ids as the one value of a statement: an array, or JSON on SQLite.
template <class Id>
[[nodiscard]] std::string idsText(const Session& session, std::span<const Id> ids) {
    const bool isSqlite = session.dialect() == Dialect::Sqlite;
    std::string text = isSqlite ? "[" : "{";
    for (const Id id : ids) {
        if (text.size() > 1) text += ',';
        text += std::to_string(id.value());
    }
    return text += isSqlite ? ']' : '}';
}

[[nodiscard]] domain::FamilyGrowthSettings readSettings(const Statement& row, int first);
[[nodiscard]] domain::FamilyGrowth readFamilyGrowth(const Statement& row, int first);
[[nodiscard]] domain::GrowthLimits readLimits(const Statement& row, int first);
// `account` as it was read, and what is known beside its row.
[[nodiscard]] domain::AccountGrowth readAccountGrowth(domain::Account account, const Statement& row,
                                                      int first);

} // namespace alluse::storage
