#pragma once
// The statements that each posting runs, in their order, between `begin immediate` and `commit`.
// Named here so that the benchmark measures the bare C API with these and no others.

namespace alluse::storage::sqlite {

// Idempotency: has this command been here, and how did it end.
inline constexpr const char* kFindCommand = R"(
    select c.sha256, c.outcome, c.requested_at, c.refusal_code, c.refusal_account, c.refusal_limit,
           c.refusal_detail, c.refusal_field, c.client_id, c.family_id, c.opened_accounts,
           c.changed_accounts, c.accounts_after, e.id,
           exists (select 1 from policy p join json_each(c.changed_accounts) j on p.account_id = j.value
                    where p.command_id = c.id),
           case c.kind when 20 then json_extract(c.payload, '$.family') end -- the family whose settings changed
      from command c left join entry e on e.command_id = c.id
     where c.id = ?1)";

// The date up to which the books are closed.
inline constexpr const char* kClosedThrough =
    "select closed_through from period_lock order by id desc limit 1";

// The figures of one account that a posting is checked against.
inline constexpr const char* kReadAccountState = R"(
    select family_id, type, status, cash, contracts, leaps, tax_reserve, baseline, policy_version,
           buffer_bp, withdrawals_allowed, forking_enabled, fork_threshold, seq, version, depth, reinvestable
      from account where id = ?1 and id >= 1000)";

// The id before the next entry; the write lock makes it safe.
inline constexpr const char* kLastEntryId = "select max(id) from entry";

// A posting; its trigger moves the account.
inline constexpr const char* kInsertPosting = R"(
    insert into posting (entry_id, line, account_id, seq, type, sleeve, amount, baseline_delta,
                         balance_after, business_date, recorded_at, underlying, option_symbol,
                         contracts, trade_date, gain_delta)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16))";

// The entry, which seals its postings.
inline constexpr const char* kInsertEntry = R"(
    insert into entry (id, command_id, kind, business_date, original_date, recorded_at, note,
                       reverses, import_id, import_row, actor)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11))";

// The command with its outcome: audit, idempotency and change feed.
inline constexpr const char* kInsertCommand = R"(
    insert into command (id, kind, payload, sha256, requested_at, arrived_at, duration_us, actor,
                         role, origin, reason, outcome, refusal_code, refusal_account,
                         refusal_limit, refusal_detail, refusal_field, client_id, family_id,
                         opened_accounts, changed_accounts, accounts_after)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
            ?20, ?21, ?22))";

} // namespace alluse::storage::sqlite
