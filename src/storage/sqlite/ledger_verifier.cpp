#include "storage/sqlite/ledger_verifier.h"

#include "storage/sqlite/statement.h"

#include <array>
#include <chrono>

namespace alluse::storage::sqlite {

using services::InvariantCheck;
using services::Outcome;
using services::VerifyReport;

namespace {

// `firstBreak` answers with one text that names a broken row, or with nothing.
struct Check {
    const char* id;
    const char* text;
    const char* firstBreak;
};

constexpr std::array kChecks{
    Check{"FILE", "The pages of the file are sound.",
          "select quick_check from pragma_quick_check(1) where quick_check <> 'ok'"},
    Check{"FK", "Every reference leads to a row.",
          "select 'row ' || rowid || ' of ' || \"table\" from pragma_foreign_key_check limit 1"},
    Check{"I1", "The postings of each entry are two or more and sum to zero.", R"(
        select what from (
            select 'entry ' || entry_id as what from posting
             group by entry_id having sum(amount) <> 0 or count(*) < 2)
         union all
        select 'entry ' || e.id from entry e
         where not exists (select 1 from posting p where p.entry_id = e.id)
         union all
        select 'posting without entry ' || p.entry_id from posting p
         where not exists (select 1 from entry e where e.id = p.entry_id)
         limit 1)"},
    Check{"I2", "Each balance is the sum of its postings, by sleeve, and so are baseline and reinvestable gain.", R"(
        select 'account ' || a.id from account a left join (
            select account_id, sum(iif(sleeve = 0, amount, 0)) as cash,
                   sum(iif(sleeve = 1, amount, 0)) as contracts,
                   sum(iif(sleeve = 2, amount, 0)) as leaps,
                   sum(iif(sleeve = 3, amount, 0)) as tax_reserve,
                   sum(baseline_delta) as baseline, sum(gain_delta) as reinvestable
              from posting where seq is not null group by account_id) s on s.account_id = a.id
         where a.cash <> ifnull(s.cash, 0) or a.contracts <> ifnull(s.contracts, 0)
            or a.leaps <> ifnull(s.leaps, 0) or a.tax_reserve <> ifnull(s.tax_reserve, 0)
            or a.baseline <> ifnull(s.baseline, 0) or a.reinvestable <> ifnull(s.reinvestable, 0)
         limit 1)"},
    Check{"I3", "No sleeve is below zero.",
          "select 'account ' || id from account "
          "where cash < 0 or contracts < 0 or leaps < 0 or tax_reserve < 0 limit 1"},
    Check{"I4", "Closed accounts are empty and have a reason.",
          "select 'account ' || id from account "
          "where (status = 4 and balance <> 0) or (status = 4) <> (close_reason is not null) "
          "or (status = 4) <> (closed_on is not null) "
          "or status = 4 and (close_reason = 2) <> (merged_into is not null) limit 1"},
    Check{"I5", "The guards of the schema are all in place.", R"(
        select 'trigger ' || wanted.value || ' is missing'
          from json_each('["posting_is_sealed","entry_conserves","posting_applies",
               "account_balance_is_posted","account_starts_empty","account_closed_is_final",
               "account_stays","account_identity","posting_no_update","posting_no_delete",
               "entry_no_update","entry_no_delete","command_no_update","command_no_delete",
               "policy_no_update","policy_no_delete","lineage_no_update","lineage_no_delete",
               "period_lock_no_update","period_lock_no_delete","lineage_is_acyclic","pending_fork_ends_once",
               "pending_fork_no_delete","growth_event_rolls_back_once","growth_event_no_delete",
               "reinvestment_ends_once","reinvestment_no_delete",
               "policy_fits_type"]') wanted
         where not exists (select 1 from sqlite_master
                            where type = 'trigger' and name = wanted.value)
         limit 1)"},
    Check{"I6", "Each entry belongs to one command that was done.", R"(
        select 'entry ' || e.id from entry e
         where not exists (select 1 from command c where c.id = e.command_id and c.outcome = 1)
         union all
        select 'policy of account ' || p.account_id from policy p
         where p.command_id is not null
           and not exists (select 1 from command c where c.id = p.command_id and c.outcome = 1)
         limit 1)"},
    Check{"I7", "Sequences have no gap and each balance-after follows the one before.", R"(
        select 'account ' || account_id || ' sequence ' || seq from (
            select account_id, seq, balance_after,
                   row_number() over steps as expected_seq, sum(amount) over steps as expected_balance
              from posting where seq is not null
            window steps as (partition by account_id order by seq))
         where seq <> expected_seq or balance_after <> expected_balance
         union all
        select 'account ' || a.id from account a
         where a.id >= 1000
           and a.seq <> (select ifnull(max(p.seq), 0) from posting p where p.account_id = a.id and p.seq is not null)
         limit 1)"},
    Check{"I9", "Lineage has no cycle; depth, branch and path count it.", R"(
        select 'account ' || a.id from account a left join account p on p.id = a.parent_id
         where a.parent_id is not null and (p.id is null or p.id >= a.id or a.depth <> p.depth + 1
               or a.family_id <> p.family_id or a.branch_id is null)
         union all
        select 'path of account ' || a.id from account a left join account p on p.id = a.parent_id
         where a.id >= 1000 and (a.parent_id is null and a.path is not a.id || '/'
               or a.path <> p.path || a.id || '/' or a.path is not null and p.path is null and a.parent_id is not null
               or a.path is null and a.depth <= (select depth_max from growth_limits))
         union all
        select 'branch of account ' || a.id from account a join account p on p.id = a.parent_id
         where a.branch_id <> ifnull(p.branch_id, a.id)
           and not exists (select 1 from lineage l where l.kind = 3 and l.target_id = a.id)
         union all
        select 'lineage ' || l.id from lineage l
         where not exists (select 1 from account s join account t on t.family_id = s.family_id
                            where s.id = l.source_id and t.id = l.target_id)
            or l.entry_id is not null and not exists (select 1 from entry e where e.id = l.entry_id)
         union all
        select 'merged account ' || a.id from account a
         where a.merged_into is not null and not exists (
               select 1 from lineage l where l.kind = 2 and l.source_id = a.id and l.target_id = a.merged_into)
         union all
        select 'family ' || f.id from family f
         where f.com_account_id is not null and not exists (
               select 1 from account a where a.id = f.com_account_id and a.family_id = f.id and a.type = 3)
         limit 1)"},
    Check{"I10", "Forks, merges and reinvestments are told once, and so is what waits.", R"(
        select 'entry ' || e.id || ' without its event' from entry e
         where e.kind in (11, 12, 13) and exists (select 1 from posting p where p.entry_id = e.id and p.type <> 9)
           and not exists (select 1 from growth_event g where g.id = e.id and g.kind = e.kind)
         union all
        select 'event ' || g.id from growth_event g left join entry e on e.id = g.id
          left join (select entry_id, kind, sum(amount) as amount from lineage group by entry_id, kind) l
            on l.entry_id = g.id and l.kind = g.kind - 10
         where e.id is null or e.kind <> g.kind
            or g.state = 2 and not exists (select 1 from entry r where r.id = g.rolled_back_by and r.kind in (14, 15))
            or g.kind in (11, 12) and g.amount is not l.amount
         union all
        select 'growth of family ' || f.id from family f left join (
            select g.family_id, sum(g.kind in (11, 12)) + sum(g.state = 2) as seq,
                   sum(g.kind = 11) as children
              from growth_event g group by g.family_id) c on c.family_id = f.id
         where f.growth_seq <> ifnull(c.seq, 0) or f.child_number <> ifnull(c.children, 0)
         union all
        select 'last fork of account ' || a.id from account a left join (
            select g.account_id, max(g.recorded_at) as at from growth_event g
             where g.kind = 11 and g.state = 1 group by g.account_id) c on c.account_id = a.id
         where a.last_forked_at is not c.at
         union all
        select 'pending fork ' || w.id from pending_fork w left join account a on a.id = w.account_id
         where a.id is null or a.type <> 1 or w.surplus < w.threshold
            or w.state = 2 and not exists (select 1 from command c where c.id = w.ended_by and c.kind = 11)
         union all
        select 'reinvestment ' || i.id from reinvestment i
         where i.state = 4 and not exists (select 1 from growth_event g
                                            where g.id = i.entry_id and g.kind = 13 and g.amount = i.amount)
         limit 1)"},
    Check{"I17", "Amounts are whole cents within range.", R"(
        select what from (
            select 'account ' || id as what from account
             where typeof(cash) <> 'integer' or typeof(baseline) <> 'integer'
                or balance > 1000000000000000)
         union all
        select 'entry ' || entry_id || ' line ' || line from posting
         where typeof(amount) <> 'integer' or abs(amount) > 1000000000000000 or amount = 0
         limit 1)"},
    Check{"I18", "Names have 1 to 200 characters.", R"(
        select 'account ' || id from account where length(name) not between 1 and 200
         union all
        select 'client ' || id from client where length(name) not between 1 and 200
         limit 1)"},
};

InvariantCheck run(Connection& reader, const Check& check) {
    InvariantCheck result;
    result.id = check.id;
    result.text = check.text;
    const auto start = std::chrono::steady_clock::now();
    Statement& row = reader.prepared(check.firstBreak);
    const Reading reading(row);
    if (row.step()) result.firstBreak = row.text(0);
    result.ok = !result.firstBreak;
    result.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

} // namespace

Outcome<VerifyReport> verifyLedger(Connection& reader,
                                   const std::function<void(const std::string&)>& onCheck,
                                   const services::Call& call) {
    // One read transaction: writers go on, and every check sees the same book.
    reader.execute("begin");
    VerifyReport report;
    report.ok = true;
    for (const Check& check : kChecks) {
        if (call.isCancelled && call.isCancelled()) {
            reader.execute("rollback");
            return services::failed(services::FailureKind::Cancelled, "Cancelled.");
        }
        if (onCheck) onCheck(std::string(check.id) + " " + check.text);
        report.checks.push_back(run(reader, check));
        report.ok = report.ok && report.checks.back().ok;
    }
    report.accounts = reader.scalar("select count(*) from account where id >= 1000");
    report.entries = reader.scalar("select count(*) from entry");
    report.postings = reader.scalar("select count(*) from posting");
    report.totalCents = reader.scalar("select ifnull(sum(amount), 0) from posting");
    report.ok = report.ok && report.totalCents == 0;
    reader.execute("rollback");
    return report;
}

} // namespace alluse::storage::sqlite
