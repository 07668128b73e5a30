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
    Check{"I2", "Each balance is the sum of its postings, by sleeve, and so are baseline and reinvestable gain.",
          {"verify.balances", R"(
        select 'account ' || a.id from account a left join (
            select account_id, sum(amount) filter (where sleeve = 0) as cash,
                   sum(amount) filter (where sleeve = 1) as contracts,
                   sum(amount) filter (where sleeve = 2) as leaps,
                   sum(amount) filter (where sleeve = 3) as tax_reserve,
                   sum(baseline_delta) as baseline, sum(gain_delta) as reinvestable
              from posting where seq is not null group by account_id) s on s.account_id = a.id
         where a.cash <> coalesce(s.cash, 0) or a.contracts <> coalesce(s.contracts, 0)
            or a.leaps <> coalesce(s.leaps, 0) or a.tax_reserve <> coalesce(s.tax_reserve, 0)
            or a.baseline <> coalesce(s.baseline, 0) or a.reinvestable <> coalesce(s.reinvestable, 0)
         limit 1)"}},
    Check{"I3", "No sleeve is below zero.", {"verify.sleeves", R"(
        select 'account ' || id from account
         where cash < 0 or contracts < 0 or leaps < 0 or tax_reserve < 0 limit 1)"}},
    Check{"I4", "Closed accounts are empty and have a reason.", {"verify.closed", R"(
        select 'account ' || id from account
         where status = 4 and cash + contracts + leaps + tax_reserve <> 0
            or (status = 4) <> (close_reason is not null) or (status = 4) <> (closed_on is not null)
            or (close_reason = 2) is distinct from (merged_into is not null) and status = 4 limit 1)"}},
    Check{"I5", "The guards of the schema are all in place.", {"verify.guards", R"(
        select 'trigger ' || wanted || ' is missing or off'
          from unnest(array['posting_writers_only', 'posting_append_only', 'posting_no_truncate',
               'command_append_only', 'command_no_truncate', 'policy_append_only',
               'policy_no_truncate', 'lineage_append_only', 'lineage_no_truncate',
               'period_lock_append_only', 'period_lock_no_truncate', 'account_no_delete',
               'account_no_truncate', 'account_writers_only', 'account_guard', 'account_sound', 'lineage_acyclic',
               'growth_event_no_delete', 'growth_event_no_truncate', 'growth_event_guard',
               'pending_fork_no_delete', 'pending_fork_no_truncate', 'pending_fork_guard',
               'reinvestment_no_delete', 'reinvestment_guard', 'policy_writers_only']) wanted
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
    Check{"I9", "Lineage has no cycle; depth, branch and path count it.", {"verify.lineage", R"(
        (select 'account ' || a.id from account a left join account p on p.id = a.parent_id
          where a.parent_id is not null and (p.id is null or p.id >= a.id or a.depth <> p.depth + 1
                or a.family_id <> p.family_id or a.branch_id is null) limit 1)
        union all
        (select 'path of account ' || a.id from account a left join account p on p.id = a.parent_id
          where a.id >= 1000 and (a.parent_id is null and a.path is distinct from a.id || '/'
                or a.path <> p.path || a.id || '/' or a.path is not null and p.path is null and a.parent_id is not null
                or a.path is null and a.depth <= (select depth_max from growth_limits)) limit 1)
        union all
        (select 'branch of account ' || a.id from account a join account p on p.id = a.parent_id
          where a.branch_id <> coalesce(p.branch_id, a.id)
            and not exists (select from lineage l where l.kind = 3 and l.target_id = a.id) limit 1)
        union all
        (select 'lineage ' || l.id from lineage l
           left join account s on s.id = l.source_id left join account t on t.id = l.target_id
           left join entry e on e.id = l.entry_id
          where s.family_id is distinct from t.family_id or s.id is null or t.id is null
             or l.entry_id is not null and e.id is null limit 1)
        union all
        (select 'merged account ' || a.id from account a
          where a.merged_into is not null and not exists (
                select from lineage l where l.kind = 2 and l.source_id = a.id and l.target_id = a.merged_into) limit 1)
        union all
        (select 'family ' || f.id from family f
          where f.com_account_id is not null and not exists (
                select from account a
                 where a.id = f.com_account_id and a.family_id = f.id and a.type = 3) limit 1)
        limit 1)"}},
    Check{"I10", "Forks, merges and reinvestments are told once, and so is what waits.", {"verify.growth", R"(
        (select 'entry ' || e.id || ' without its event' from entry e
          where e.kind in (11, 12, 13) and exists (select from posting p where p.entry_id = e.id and p.type <> 9)
            and not exists (select from growth_event g where g.id = e.id and g.kind = e.kind) limit 1)
        union all
        (select 'event ' || g.id from growth_event g left join entry e on e.id = g.id
           left join (select entry_id, kind, sum(amount) as amount from lineage group by entry_id, kind) l
             on l.entry_id = g.id and l.kind = g.kind - 10
          where e.id is null or e.kind <> g.kind
             or g.state = 2 and not exists (select from entry r where r.id = g.rolled_back_by and r.kind in (14, 15))
             or g.kind in (11, 12) and g.amount is distinct from l.amount limit 1)
        union all
        (select 'growth of family ' || f.id from family f left join (
             select g.family_id, count(*) filter (where g.kind in (11, 12))
                    + count(*) filter (where g.state = 2) as seq,
                    count(*) filter (where g.kind = 11) as children
               from growth_event g group by g.family_id) c on c.family_id = f.id
          where f.growth_seq <> coalesce(c.seq, 0) or f.child_number <> coalesce(c.children, 0) limit 1)
        union all
        (select 'last fork of account ' || a.id from account a left join (
             select g.account_id, max(g.recorded_at) as at from growth_event g
              where g.kind = 11 and g.state = 1 group by g.account_id) c on c.account_id = a.id
          where a.last_forked_at is distinct from c.at limit 1)
        union all
        (select 'pending fork ' || w.id from pending_fork w left join account a on a.id = w.account_id
          where a.id is null or a.type <> 1 or w.surplus < w.threshold
             or w.state = 2 and not exists (select from command c where c.id = w.ended_by and c.kind = 11) limit 1)
        union all
        (select 'reinvestment ' || i.id from reinvestment i
          where i.state = 4 and not exists (select from growth_event g
                                             where g.id = i.entry_id and g.kind = 13 and g.amount = i.amount) limit 1)
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

// Every check asks for its first break, and there is none: a plan that hopes to find it early reads
// one side again for each row of the other. Without nested loops joins are hashed or merged, so that
// a check grows with the book whatever the statistics say. It takes as long as it takes; a person
// who does not want to wait cancels it.
constexpr std::array kSettings{"set local enable_nestloop = off", "set local statement_timeout = 0",
                               "set local work_mem = '64MB'", "set local jit = off"};

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
    for (const char* setting : kSettings) work.execute(setting);
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
