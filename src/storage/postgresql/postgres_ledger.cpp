#include "storage/postgresql/postgres_ledger.h"

#include "metrics/catalogue.h"
#include "storage/postgresql/plain_growth.h"
#include "storage/postgresql/plain_transfer.h"
#include "storage/postgresql/plan_encoder.h"
#include "storage/postgresql/post_call.h"
#include "storage/unit_of_work.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <random>
#include <thread>

namespace alluse::storage {

using domain::AccountId;
using domain::EntryPlan;
using services::Call;
using services::EntryReceipt;
using services::Lane;
using services::Outcome;

namespace {

constexpr Sql kFind{"ledger.find-command",
                    "select outcome, was_done, entry_id, recorded_at, refusal_code, refusal_account, "
                    "refusal_limit, refusal_detail, refusal_field, client_id, family_id, opened, changed, "
                    "families, types, accounts_after, exists (select from policy p where p.command_id = "
                    "cast($1 as uuid) and p.account_id = any (changed)) from stored_result(cast($1 as uuid)) "
                    "where outcome is not null"};
// A batch takes all its locks first and in the order of post_entry, families before accounts, so
// that no two writers wait for each other.
constexpr Sql kLockFamilies{"ledger.lock-families",
                            "select count(*) from (select id from family where id = any (cast($1 as bigint[]) || "
                            "array(select family_id from account where type = 3 and id = any (cast($2 as bigint[])))) "
                            "order by id for no key update) locked"};
constexpr Sql kLockAll{"ledger.lock-accounts",
                       "select count(*) from (select id from account where id = any (cast($1 as bigint[])) "
                       "order by id for no key update) locked"};

// Another command, or a copy of this one, won the race between look-up and insert: the next try
// finds its row and answers by the rules.
bool isLostRace(const StorageError& error) {
    constexpr std::array kIndexes{"command_pkey", "command_reverses", "account_reference",
                                  "client_external_reference"};
    return error.code() == "23505" && std::any_of(kIndexes.begin(), kIndexes.end(), [&](const char* index) {
               return std::string_view(error.what()).find(index) != std::string_view::npos;
           });
}

std::optional<EntryReceipt> postShort(Session& session, const EntryPlan& plan) {
    if (isPlainTransfer(plan)) return postTransfer(session, plan);
    if (isPlainFork(plan)) return postFork(session, plan);
    if (isPlainMerge(plan)) return postMerge(session, plan);
    return std::nullopt;
}

// A call outside a transaction, so that a miss of the short way costs nothing but itself.
Outcome<EntryReceipt> postAlone(Session& session, const EntryPlan& plan) {
    domain::assertWellFormed(plan);
    try {
        if (auto receipt = postShort(session, plan)) return std::move(*receipt);
    } catch (const StorageError& error) {
        if (error.code() != kNotPlain && !isLostRace(error)) throw;
    }
    return postEntryOf(session, plan);
}

// 5 ms doubling to 500 ms, with jitter so that two losers do not meet again.
void waitBefore(int nextTry) {
    thread_local std::minstd_rand random(std::random_device{}());
    const int top = std::min(500, 5 << std::min(nextTry, 7));
    std::this_thread::sleep_for(std::chrono::milliseconds(top / 2 + static_cast<int>(random() % (top / 2 + 1))));
}

PlanPointers pointersTo(std::span<const EntryPlan> plans) {
    PlanPointers pointers;
    pointers.reserve(plans.size());
    for (const auto& plan : plans) pointers.push_back(&plan);
    return pointers;
}

std::vector<std::int64_t> allAccounts(const PlanPointers& plans) {
    std::vector<std::int64_t> all;
    for (const EntryPlan* plan : plans) {
        const auto some = accountsToLock(*plan);
        all.insert(all.end(), some.begin(), some.end());
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

void lockAll(UnitOfWork& work, const PlanPointers& plans) {
    std::vector<std::int64_t> families, closing;
    for (const EntryPlan* plan : plans) {
        if (plan->expectedGrowth) families.push_back(plan->expectedGrowth->family.value());
        if (plan->family && !plan->newAccounts.empty()) families.push_back(plan->family->value());
        for (const auto& change : plan->statusChanges)
            if (change.to == domain::AccountStatus::Closed) closing.push_back(change.account.value());
    }
    if (!families.empty() || !closing.empty()) {
        const std::string text = arrayText(families), closingText = arrayText(closing);
        Statement& locked = work.run(kLockFamilies, {std::string_view(text), std::string_view(closingText)});
        while (locked.next()) {}
    }
    const std::string accounts = arrayText(allAccounts(plans));
    Statement& row = work.run(kLockAll, {std::string_view(accounts)});
    while (row.next()) {}
}

// Keeps its transaction open for the whole file, so a later row sees what an earlier one did.
class PostgresDryRun final : public services::DryRun {
public:
    explicit PostgresDryRun(SessionPool::Lease lease)
        : m_lease(std::move(lease)), m_work(*m_lease, Work::Writing) {}

    std::vector<Outcome<EntryReceipt>> post(std::span<const EntryPlan> plans) override {
        try {
            return postInOrder(*m_lease, pointersTo(plans));
        } catch (const StorageError& error) {
            return {plans.size(), tl::make_unexpected(toFailure(error, Work::Reading))};
        }
    }

private:
    SessionPool::Lease m_lease;
    UnitOfWork m_work; // never committed: its destructor rolls back
};

} // namespace

template <class Body>
auto PostgresLedger::withRetries(Lane lane, Body&& body) {
    const auto deadline = std::chrono::steady_clock::now() + kRetryBudget;
    for (int attempt = 1;; ++attempt) {
        try {
            auto lease = m_pool.lease(lane);
            return body(*lease);
        } catch (const StorageError& error) {
            const bool mayTryAgain = error.errorClass() == ErrorClass::Conflict ||
                                     error.code() == "55P03" || isLostRace(error);
            if (!mayTryAgain || attempt >= kTriesMax || std::chrono::steady_clock::now() >= deadline) throw;
            if (m_registry) m_registry->counter(metrics::ids::kRetries, {{"sqlstate", error.code()}}).add();
        }
        waitBefore(attempt);
    }
}

Outcome<EntryReceipt> PostgresLedger::postAlone(const EntryPlan& plan, Lane lane) {
    return guarded(Work::Writing, [&]() -> Outcome<EntryReceipt> {
        return withRetries(lane, [&](Session& session) { return storage::postAlone(session, plan); });
    });
}

Outcome<EntryReceipt> PostgresLedger::postEntry(const EntryPlan& plan, const Call& call) {
    const bool isWrite = call.lane == Lane::Interactive || call.lane == Lane::Writes;
    if (isWrite && isPlainPost(plan)) return m_group.post(plan);
    return postAlone(plan, isWrite ? Lane::Writes : call.lane);
}

// What waited while others were sent. A failure that is not of the connection or of time may come from
// one member alone, so each of them gets an answer of its own.
PostgresLedger::Outcomes PostgresLedger::postTogether(const PlanPointers& plans) {
    if (plans.size() == 1) return {postAlone(*plans.front(), Lane::Writes)};
    try {
        return withRetries(Lane::Writes, [&](Session& session) { return postInOrder(session, plans); });
    } catch (const StorageError& error) {
        const auto failure = toFailure(error, Work::Writing);
        if (failure.kind != services::FailureKind::Internal)
            return {plans.size(), tl::make_unexpected(failure)};
    }
    Outcomes outcomes;
    for (const EntryPlan* plan : plans) outcomes.push_back(postAlone(*plan, Lane::Writes));
    return outcomes;
}

std::vector<Outcome<EntryReceipt>> PostgresLedger::postEntries(std::span<const EntryPlan> given,
                                                               const Call& call) {
    const Lane lane = call.lane == Lane::Interactive ? Lane::Writes : call.lane;
    const PlanPointers plans = pointersTo(given);
    const bool isOneCall = plans.size() <= kPlansPerCall && plans.size() > 1 &&
                           std::all_of(given.begin(), given.end(), isPlainPost);
    try {
        return withRetries(lane, [&](Session& session) {
            if (isOneCall) return postInOrder(session, plans); // a transaction by itself
            UnitOfWork work(session, Work::Writing);
            lockAll(work, plans);
            Outcomes outcomes = postInOrder(session, plans);
            work.commit();
            return outcomes;
        });
    } catch (const StorageError& error) {
        return {plans.size(), tl::make_unexpected(toFailure(error, Work::Writing))};
    }
}

Outcome<std::optional<Outcome<EntryReceipt>>> PostgresLedger::findCommand(domain::CommandId id,
                                                                         const Call& call) {
    using Found = std::optional<Outcome<EntryReceipt>>;
    return guarded(Work::Reading, [&]() -> Outcome<Found> {
        auto lease = m_pool.lease(call.lane);
        const std::string text = id.text();
        Statement& row = lease->run(kFind, {std::string_view(text)});
        Found found;
        if (row.next()) {
            found = readPostResult(row);
            if (*found) (*found)->changes.policies = row.integer(16) != 0;
        }
        return found;
    });
}

Outcome<std::unique_ptr<services::DryRun>> PostgresLedger::beginDryRun(const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::unique_ptr<services::DryRun>> {
        return std::make_unique<PostgresDryRun>(m_pool.lease(call.lane));
    });
}

} // namespace alluse::storage
