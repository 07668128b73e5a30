#pragma once
// An account with its policy as columns of a query, and back as a value.

#include "domain/account.h"
#include "storage/session.h"

#include <string_view>

namespace alluse::storage {

// To stand between "select" and "from"; `r` is an account with its client, `p` its current policy.
inline constexpr std::string_view kAccountColumns = R"(r.id, r.reference, r.name, r.client_id, r.family_id, r.type, r.status, r.cash,
    r.contracts, r.leaps, r.tax_reserve, r.baseline, r.reinvestable, r.policy_version, r.parent_id,
    r.branch_id, r.depth, r.seq, r.version, r.opened_on, r.close_reason, r.merged_into,
    p.initial_allocation_bp, p.cash_buffer_bp, p.target_return_bp, p.delta_min, p.delta_max,
    p.entry_days, p.position_sizing_bp, p.reinvestment, p.contracts_bp, p.leaps_bp,
    p.tax_reserve_bp, p.max_drawdown_bp, p.atr_threshold, p.withdrawals_allowed,
    p.forking_enabled, p.fork_threshold, p.fork_min_remaining, p.fork_retain_bp,
    p.fork_child_bp, p.fork_com_bp, p.merge_threshold)";
inline constexpr int kAccountColumnCount = 43;
inline constexpr int kAccountOwnColumnCount = 22; // of them, those before the policy
inline constexpr std::string_view kAccountSource =
    "account_row r join policy p on p.account_id = r.id and p.version = r.policy_version";

// From kAccountColumns, the first of which is column `first`.
[[nodiscard]] domain::Account readAccount(const Statement& row, int first);
// The same from its own columns alone; the policy is left as it is by default.
[[nodiscard]] domain::Account readOwnAccount(const Statement& row, int first);

} // namespace alluse::storage
