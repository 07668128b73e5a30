#include "storage/postgresql/ledger_audit.h"

#include "storage/unit_of_work.h"

#include <array>
#include <chrono>

namespace alluse::storage {

using services::InvariantCheck;
using services::VerifyReport;

namespace {

// `firstBreak` answers with one text that names a broken row, or with nothing.
struct Check {
    const char* id;
    const char* text;
    Sql firstBreak;
};

const std::array kChecks{
    Check{"I1", "The postings of each entry are two or more and sum to zero.", {"verify.conservation", R"(
        (select 'entry ' || entry_id from posting
          group by entry_id having sum(amount) <> 0 or count(*) < 2 limit 1)
        union all
        (select 'entry ' || e.id from entry e
          where not exists (select from posting p where p.entry_id = e.id) limit 1)
        union all
        (select 'posting without entry ' || p.entry_id from posting p
          where not exists (select from entry e where e.id = p.entry_id) limit 1)
        limit 1)"}},
    Check{"I2", "Each balance is the sum of its postings, by sleeve, and so is the baseline.",
          {"verify.balances", R"(
        select 'account ' || a.id from account a left join (
            select account_id, sum(amount) filter (where sleeve = 0) as cash,
                   sum(amount) filter (where sleeve = 1) as contracts,
                   sum(amount) filter (where sleeve = 2) as leaps,
                   sum(amount) filter (where sleeve = 3) as tax_reserve,
                   sum(baseline_delta) as baseline
              from posting where seq is not null group by account_id) s on s.account_id = a.id
         where a.cash <> coalesce(s.cash, 0) or a.contracts <> coalesce(s.contracts, 0)
            or a.leaps <> coalesce(s.leaps, 0) or a.tax_reserve <> coalesce(s.tax_reserve, 0)
            or a.baseline <> coalesce(s.baseline, 0)
         limit 1)"}},
    Check{"I3", "No sleeve is below zero.", {"verify.sleeves", R"(
        select 'account ' || id from account
         where cash < 0 or contracts < 0 or leaps < 0 or tax_reserve < 0 limit 1)"}},
    Check{"I4", "Closed accounts are empty and have a reason.", {"verify.closed", R"(
        select 'account ' || id from account
         where status = 4 and cash + contracts + leaps + tax_reserve <> 0
            or (status = 4) <> (close_reason is not null) limit 1)"}},
    Check{"I5", "The guards of the schema are all in place.", {"verify.guards", R"(
        select 'trigger ' || wanted || ' is missing or off'
          from unnest(array['posting_conserves', 'posting_append_only', 'posting_no_truncate',
               'command_append_only', 'command_no_truncate', 'policy_append_only',
               'policy_no_truncate', 'lineage_append_only', 'lineage_no_truncate',
               'period_lock_append_only', 'period_lock_no_truncate', 'account_no_delete',
               'account_no_truncate', 'account_guard', 'account_sound', 'lineage_acyclic', 'policy_fits_type']) wanted
         where not exists (select from pg_trigger t join pg_class c on c.oid = t.tgrelid
                            where t.tgname = wanted and t.tgenabled in ('O', 'A')
                              and c.relnamespace = current_schema()::regnamespace)
         limit 1)"}},
    Check{"I6", "Each entry belongs to one command that was done; its payload is unchanged.",
          {"verify.commands", R"(
        select 'command ' || id from command
         where entry_id is not null and outcome <> 1 or (outcome = 2) <> (refusal_code is not null)
            or sha256 <> sha256(convert_to(payload, 'UTF8'))
         limit 1)"}},
    Check{"I7", "Sequences have no gap and each balance-after follows the one before.",
          {"verify.sequences", R"(
        (select 'account ' || account_id || ' sequence ' || seq from (
             select account_id, seq, balance_after, row_number() over steps as expected_seq,
                    sum(amount) over steps as expected_balance
               from posting where seq is not null
             window steps as (partition by account_id order by seq)) x
          where seq <> expected_seq or balance_after <> expected_balance limit 1)
        union all
        (select 'account ' || a.id from account a
           left join (select account_id, max(seq) as seq from posting where seq is not null
                       group by account_id) p on p.account_id = a.id
          where a.id >= 1000 and a.seq <> coalesce(p.seq, 0) limit 1)
        union all
        (select 'posting of unknown account ' || p.account_id from posting p
          where not exists (select from account a where a.id = p.account_id) limit 1)
        limit 1)"}},
    Check{"I9", "Lineage has no cycle and depth counts it.", {"verify.lineage", R"(
        (select 'account ' || a.id from account a join account p on p.id = a.parent_id
          where p.id >= a.id or a.depth <> p.depth + 1 or a.family_id <> p.family_id limit 1)
        union all
        (select 'family ' || f.id from family f
          where f.com_account_id is not null and not exists (
                select from account a
                 where a.id = f.com_account_id and a.family_id = f.id and a.type = 3) limit 1)
        limit 1)"}},
    Check{"I17", "Amounts are within range.", {"verify.range", R"(
        (select 'account ' || id from account
          where cash + contracts + leaps + tax_reserve > 1000000000000000 limit 1)
        union all
        (select 'entry ' || entry_id || ' line ' || line from posting
          where abs(amount) > 1000000000000000 or amount = 0 limit 1)
        limit 1)"}},
    Check{"I18", "Names have 1 to 200 characters and no control characters.", {"verify.names", R"(
        (select 'account ' || id from account
          where length(name) not between 1 and 200 or name ~ '[[:cntrl:]]' limit 1)
        union all
        (select 'client ' || id from client
          where length(name) not between 1 and 200 or name ~ '[[:cntrl:]]' limit 1)
        limit 1)"}},
};

constexpr Sql kCounts{"verify.counts", R"(
    select (select count(*) from account where id >= 1000), (select count(*) from entry),
           (select count(*) from posting),
           (select coalesce(sum(amount), 0)::bigint from posting))"};

InvariantCheck runCheck(UnitOfWork& work, const Check& check) {
    InvariantCheck result;
    result.id = check.id;
    result.text = check.text;
    const auto start = std::chrono::steady_clock::now();
    Statement& rows = work.run(check.firstBreak);
    while (rows.next())
        if (!result.firstBreak) result.firstBreak = rows.string(0);
    result.ok = !result.firstBreak;
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

} // namespace

services::Outcome<VerifyReport> auditLedger(Session& session,
                                            const std::function<void(const std::string&)>& onCheck,
                                            const services::Call& call) {
    UnitOfWork work(session, Work::Reading);
    VerifyReport report;
    report.ok = true;
    for (const Check& check : kChecks) {
        if (call.isCancelled && call.isCancelled())
            return services::failed(services::FailureKind::Cancelled, "Cancelled.");
        if (onCheck) onCheck(std::string(check.id) + " " + check.text);
        report.checks.push_back(runCheck(work, check));
        report.ok = report.ok && report.checks.back().ok;
    }
    Statement& counts = work.run(kCounts);
    while (counts.next()) {
        report.accounts = counts.integer(0);
        report.entries = counts.integer(1);
        report.postings = counts.integer(2);
        report.totalCents = counts.integer(3);
    }
    report.ok = report.ok && report.totalCents == 0;
    return report;
}

} // namespace alluse::storage
