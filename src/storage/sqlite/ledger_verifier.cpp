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
    Check{"I2", "Each balance is the sum of its postings, by sleeve, and so is the baseline.", R"(
        select 'account ' || a.id from account a left join (
            select account_id, sum(iif(sleeve = 0, amount, 0)) as cash,
                   sum(iif(sleeve = 1, amount, 0)) as contracts,
                   sum(iif(sleeve = 2, amount, 0)) as leaps,
                   sum(iif(sleeve = 3, amount, 0)) as tax_reserve,
                   sum(baseline_delta) as baseline
              from posting where seq is not null group by account_id) s on s.account_id = a.id
         where a.cash <> ifnull(s.cash, 0) or a.contracts <> ifnull(s.contracts, 0)
            or a.leaps <> ifnull(s.leaps, 0) or a.tax_reserve <> ifnull(s.tax_reserve, 0)
            or a.baseline <> ifnull(s.baseline, 0)
         limit 1)"},
    Check{"I3", "No sleeve is below zero.",
          "select 'account ' || id from account "
          "where cash < 0 or contracts < 0 or leaps < 0 or tax_reserve < 0 limit 1"},
    Check{"I4", "Closed accounts are empty and have a reason.",
          "select 'account ' || id from account "
          "where (status = 4 and balance <> 0) or (status = 4) <> (close_reason is not null) limit 1"},
    Check{"I5", "The guards of the schema are all in place.", R"(
        select 'trigger ' || wanted.value || ' is missing'
          from json_each('["posting_is_sealed","entry_conserves","posting_applies",
               "account_balance_is_posted","account_starts_empty","account_closed_is_final",
               "account_stays","account_identity","posting_no_update","posting_no_delete",
               "entry_no_update","entry_no_delete","command_no_update","command_no_delete",
               "policy_no_update","policy_no_delete","lineage_no_update","lineage_no_delete",
               "period_lock_no_update","period_lock_no_delete","lineage_is_acyclic",
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
    Check{"I9", "Lineage has no cycle and depth counts it.", R"(
        select 'account ' || a.id from account a join account p on p.id = a.parent_id
         where p.id >= a.id or a.depth <> p.depth + 1 or a.family_id <> p.family_id
         union all
        select 'lineage ' || l.id from lineage l
         where l.entry_id is not null and not exists (select 1 from entry e where e.id = l.entry_id)
         union all
        select 'family ' || f.id from family f
         where f.com_account_id is not null and not exists (
               select 1 from account a where a.id = f.com_account_id and a.family_id = f.id and a.type = 3)
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
