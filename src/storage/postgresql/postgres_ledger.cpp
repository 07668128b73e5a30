#include "storage/postgresql/postgres_ledger.h"

#include "metrics/catalogue.h"
#include "storage/postgresql/plain_growth.h"
#include "storage/postgresql/plain_transfer.h"
#include "storage/postgresql/plan_encoder.h"
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

constexpr Sql kPost{"ledger.post-entry",
                    "select outcome, was_done, entry_id, recorded_at, refusal_code, refusal_account, "
                    "refusal_limit, refusal_detail, refusal_field, client_id, family_id, opened, changed, "
                    "families, types, accounts_after from post_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, "
                    "$10, $11, $12, $13, $14, $15, $16, $17, $18, $19)"};
constexpr Sql kFind{"ledger.find-command",
                    "select outcome, was_done, entry_id, recorded_at, refusal_code, refusal_account, "
                    "refusal_limit, refusal_detail, refusal_field, client_id, family_id, opened, changed, "
                    "families, types, accounts_after, exists (select from policy p where p.command_id = "
                    "cast($1 as uuid) and p.account_id = any (changed)) from stored_result(cast($1 as uuid)) "
                    "where outcome is not null"};
constexpr Sql kRecord{"ledger.record-command",
                      "select outcome, was_done, entry_id, recorded_at, refusal_code, refusal_account, "
                      "refusal_limit, refusal_detail, refusal_field, client_id, family_id, opened, changed, "
                      "families, types, accounts_after from record_command($1, $2, $3, $4, $5, $6, $7, $8, "
                      "$9, $10, $11, $12, $13, $14, $15, $16)"};
// A batch takes all its locks first and in the order of post_entry, families before accounts, so
// that no two writers wait for each other.
constexpr Sql kLockFamilies{"ledger.lock-families",
                            "select count(*) from (select id from family where id = any (cast($1 as bigint[]) || "
                            "array(select family_id from account where type = 3 and id = any (cast($2 as bigint[])))) "
                            "order by id for no key update) locked"};
constexpr Sql kLockAll{"ledger.lock-accounts",
                       "select count(*) from (select id from account where id = any (cast($1 as bigint[])) "
                       "order by id for no key update) locked"};

template <class IdType>
std::vector<IdType> ids(const Statement& row, int column) {
    std::vector<IdType> result;
    if (row.isNull(column)) return result;
    for (const auto number : parseArray(row.text(column))) result.push_back(IdType(number));
    return result;
}

domain::Refusal readRefusal(const Statement& row) {
    domain::Refusal refusal;
    refusal.code = static_cast<domain::RefusalCode>(row.integer(4));
    if (const auto account = row.maybeInteger(5)) refusal.account = AccountId(*account);
    if (const auto limit = row.maybeInteger(6)) refusal.limit = domain::Money::fromCents(*limit);
    if (!row.isNull(7)) refusal.detail = row.string(7);
    if (!row.isNull(8)) refusal.field = row.string(8);
    return refusal;
}

Outcome<EntryReceipt> readResult(const Statement& row) {
    if (row.integer(0) != 1) return services::refused(readRefusal(row));
    EntryReceipt receipt;
    receipt.wasAlreadyDone = row.integer(1) != 0;
    if (const auto entry = row.maybeInteger(2)) receipt.entry = domain::EntryId(*entry);
    receipt.recordedAt = domain::Timestamp(row.integer(3));
    if (const auto client = row.maybeInteger(9)) receipt.client = domain::ClientId(*client);
    if (const auto family = row.maybeInteger(10)) receipt.family = domain::FamilyId(*family);
    receipt.openedAccounts = ids<AccountId>(row, 11);
    auto& changes = receipt.changes;
    changes.accounts = ids<AccountId>(row, 12);
    changes.families = ids<domain::FamilyId>(row, 13);
    std::sort(changes.families.begin(), changes.families.end());
    for (const auto type : parseArray(row.isNull(14) ? "" : row.text(14)))
        changes.types.push_back(static_cast<domain::AccountType>(type));
    std::sort(changes.types.begin(), changes.types.end());
    const auto after = parseArray(row.isNull(15) ? "" : row.text(15));
    for (std::size_t i = 0; i + 3 < after.size(); i += 4)
        receipt.accounts.push_back({AccountId(after[i]), domain::Money::fromCents(after[i + 1]),
                                    domain::Money::fromCents(after[i + 2]), after[i + 3]});
    return receipt;
}

// A refusal that was known before, or the end of a period: no account is touched.
Outcome<EntryReceipt> record(Session& session, const EntryPlan& plan) {
    const std::string id = plan.commandId.text();
    const auto text = [](const std::string& value) { return Value(std::string_view(value)); };
    const auto& refusal = plan.refusal;
    const auto none = Value(std::monostate{});
    Statement& row = session.run(
        kRecord,
        {text(id), static_cast<std::int64_t>(plan.kind), text(plan.payload),
         std::int64_t{plan.businessDate.daysSinceEpoch()}, plan.requestedAt.microsSinceEpoch(),
         text(plan.actor.name), text(plan.actor.role), text(plan.actor.origin), text(plan.actor.reason),
         text(plan.note), refusal ? Value(static_cast<std::int64_t>(refusal->code)) : none,
         refusal && refusal->account ? Value(refusal->account->value()) : none,
         refusal && refusal->limit ? Value(refusal->limit->cents()) : none,
         refusal ? text(refusal->detail) : none, refusal ? text(refusal->field) : none,
         plan.closesPeriodThrough ? Value(std::int64_t{plan.closesPeriodThrough->daysSinceEpoch()}) : none});
    if (!row.next()) throw StorageError(ErrorClass::Bug, "", "record_command answered without a row.");
    return readResult(row);
}

Outcome<EntryReceipt> post(Session& session, const EntryPlan& plan) {
    domain::assertWellFormed(plan);
    if (plan.refusal || plan.closesPeriodThrough) return record(session, plan);
    const PlanParameters parameters(plan);
    Statement& row = session.run(kPost, parameters.values());
    if (!row.next()) throw StorageError(ErrorClass::Bug, "", "post_entry answered without a row.");
    auto result = readResult(row);
    if (result) {
        result->changes.policies = !plan.policyChanges.empty() || !plan.newAccounts.empty();
    }
    return result;
}

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
    return post(session, plan);
}

// 5 ms doubling to 500 ms, with jitter so that two losers do not meet again.
void waitBefore(int nextTry) {
    thread_local std::minstd_rand random(std::random_device{}());
    const int top = std::min(500, 5 << std::min(nextTry, 7));
    std::this_thread::sleep_for(std::chrono::milliseconds(top / 2 + static_cast<int>(random() % (top / 2 + 1))));
}

std::vector<std::int64_t> allAccounts(std::span<const EntryPlan> plans) {
    std::vector<std::int64_t> all;
    for (const auto& plan : plans) {
        const auto some = accountsToLock(plan);
        all.insert(all.end(), some.begin(), some.end());
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

void lockAll(UnitOfWork& work, std::span<const EntryPlan> plans) {
    std::vector<std::int64_t> families, closing;
    for (const auto& plan : plans) {
        if (plan.expectedGrowth) families.push_back(plan.expectedGrowth->family.value());
        if (plan.family && !plan.newAccounts.empty()) families.push_back(plan.family->value());
        for (const auto& change : plan.statusChanges)
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
        std::vector<Outcome<EntryReceipt>> outcomes;
        for (const auto& plan : plans)
            outcomes.push_back(guarded(Work::Reading, [&] { return storage::post(*m_lease, plan); }));
        return outcomes;
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

Outcome<EntryReceipt> PostgresLedger::postEntry(const EntryPlan& plan, const Call& call) {
    const Lane lane = call.lane == Lane::Interactive ? Lane::Writes : call.lane;
    return guarded(Work::Writing, [&]() -> Outcome<EntryReceipt> {
        return withRetries(lane, [&](Session& session) { return postAlone(session, plan); });
    });
}

std::vector<Outcome<EntryReceipt>> PostgresLedger::postEntries(std::span<const EntryPlan> plans,
                                                               const Call& call) {
    const Lane lane = call.lane == Lane::Interactive ? Lane::Writes : call.lane;
    using Outcomes = std::vector<Outcome<EntryReceipt>>;
    try {
        return withRetries(lane, [&](Session& session) {
            Outcomes outcomes;
            outcomes.reserve(plans.size());
            UnitOfWork work(session, Work::Writing);
            lockAll(work, plans);
            for (const auto& plan : plans) outcomes.push_back(post(session, plan));
            work.commit();
            return outcomes;
        });
    } catch (const StorageError& error) {
        return Outcomes(plans.size(), tl::make_unexpected(toFailure(error, Work::Writing)));
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
            found = readResult(row);
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
