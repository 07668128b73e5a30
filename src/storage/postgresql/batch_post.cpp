#include "storage/postgresql/batch_post.h"

#include "storage/postgresql/plan_encoder.h"
#include "storage/postgresql/post_call.h"

#include <algorithm>
#include <unordered_set>

namespace alluse::storage {

using domain::AccountId;
using domain::CommandKind;
using domain::EntryPlan;
using domain::TransactionType;
using services::EntryReceipt;
using services::Outcome;

namespace {

constexpr Sql kPostBatch{"ledger.post-batch",
                         "select o_outcome, o_was_done, o_entry, o_recorded, o_refusal_code, "
                         "o_refusal_account, o_refusal_limit, o_refusal_detail, o_refusal_field, o_client, "
                         "o_family, o_opened, o_changed, o_families, o_types, o_after, o_at "
                         "from post_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
                         "$15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)"};
constexpr int kAtColumn = 16;

// An array in PostgreSQL's text form.
class ArrayText {
public:
    void add(std::int64_t number) { next() += std::to_string(number); }
    template <class Number>
    void add(const std::optional<Number>& number) {
        if (number) add(static_cast<std::int64_t>(*number));
        else next() += "NULL";
    }
    void addText(std::string_view value) {
        std::string& text = next();
        text += '"';
        for (const char c : value) {
            if (c == '"' || c == '\\') text += '\\';
            text += c;
        }
        text += '"';
    }
    void addNull() { next() += "NULL"; }
    [[nodiscard]] Value value() {
        if (!m_isClosed) m_text += '}', m_isClosed = true;
        return std::string_view(m_text);
    }

private:
    std::string& next() {
        if (m_text.size() > 1) m_text += ',';
        return m_text;
    }
    std::string m_text = "{";
    bool m_isClosed = false;
};

AccountId firstAccount(const EntryPlan& plan) { return std::get<AccountId>(plan.postings[0].account); }

bool isPlainType(TransactionType type) {
    switch (type) {
    case TransactionType::Deposit: case TransactionType::Withdrawal: case TransactionType::TransferOut:
    case TransactionType::TransferIn: case TransactionType::TradePremium:
    case TransactionType::TradeAssignment: case TransactionType::Fee: case TransactionType::Interest:
    case TransactionType::Adjustment: return true;
    case TransactionType::Opening: case TransactionType::Reinvestment: case TransactionType::Release:
    case TransactionType::ForkOut: case TransactionType::ForkIn: case TransactionType::MergeOut:
    case TransactionType::MergeIn: case TransactionType::Reversal: case TransactionType::Payout: break;
    }
    return false;
}

bool hasPostingsOnly(const EntryPlan& plan) {
    return !plan.reverses && !plan.managerOverride && !plan.newFamily && !plan.family &&
           plan.newAccounts.empty() && plan.statusChanges.empty() && plan.policyChanges.empty() &&
           plan.links.empty() && plan.expectedVersions.empty() && !plan.expectedGrowth && !plan.event &&
           !plan.rollsBack && plan.pendingForks.empty() && plan.forkHolds.empty() && !plan.reinvestment &&
           !plan.growthSettings && !plan.raisesGrowthSequence && !plan.refusal && !plan.closesPeriodThrough;
}

// The arrays of one call; columns in the order of post_batch's parameters.
class BatchArrays {
public:
    explicit BatchArrays(std::span<const EntryPlan* const> plans) {
        std::vector<std::int64_t> accounts;
        for (const EntryPlan* plan : plans)
            for (const auto& posting : plan->postings)
                if (const auto* id = std::get_if<AccountId>(&posting.account)) accounts.push_back(id->value());
        std::sort(accounts.begin(), accounts.end());
        accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
        for (const auto id : accounts) m_accounts.add(id);
        m_accountIds = std::move(accounts);

        addShared(plans, m_actor, [](const EntryPlan& p) -> const std::string& { return p.actor.name; });
        addShared(plans, m_role, [](const EntryPlan& p) -> const std::string& { return p.actor.role; });
        addShared(plans, m_origin, [](const EntryPlan& p) -> const std::string& { return p.actor.origin; });
        addShared(plans, m_reason, [](const EntryPlan& p) -> const std::string& { return p.actor.reason; });
        addShared(plans, m_note, [](const EntryPlan& p) -> const std::string& { return p.note; });
        std::unordered_set<std::string> seen;
        for (const EntryPlan* plan : plans) {
            const std::string id = plan->commandId.text();
            m_plain.add(seen.insert(id).second ? 1 : 0);
            m_id.addText(id);
            addPlan(*plan);
        }
    }

    [[nodiscard]] std::vector<Value> values() {
        return {m_id.value(), m_kind.value(), m_payload.value(), m_requested.value(), m_actor.value(),
                m_role.value(), m_origin.value(), m_reason.value(), m_date.value(), m_original.value(),
                m_note.value(), m_import.value(), m_row.value(), m_plain.value(), m_accounts.value(),
                m_first.value(), m_second.value(), m_type.value(), m_otherType.value(), m_amount.value(),
                m_baseline.value(), m_gain.value(), m_underlying.value(), m_symbol.value(),
                m_contracts.value(), m_tradeDate.value()};
    }

private:
    // Once when all plans say the same.
    template <class Read>
    static void addShared(std::span<const EntryPlan* const> plans, ArrayText& array, Read read) {
        const std::string& common = read(*plans.front());
        const bool isShared = std::all_of(plans.begin(), plans.end(),
                                          [&](const EntryPlan* plan) { return read(*plan) == common; });
        if (isShared) array.addText(common);
        else for (const EntryPlan* plan : plans) array.addText(read(*plan));
    }

    [[nodiscard]] std::int64_t placeOf(const domain::AccountRef& account) const {
        const auto* id = std::get_if<AccountId>(&account);
        if (!id) return -numberOf(account);
        const auto at = std::lower_bound(m_accountIds.begin(), m_accountIds.end(), id->value());
        return at - m_accountIds.begin() + 1;
    }

    void addPlan(const EntryPlan& plan) {
        const auto day = [](domain::Date date) { return std::int64_t{date.daysSinceEpoch()}; };
        const domain::PostingPlan& posting = plan.postings[0];
        m_kind.add(static_cast<std::int64_t>(plan.kind));
        m_payload.addText(plan.payload);
        m_requested.add(plan.requestedAt.microsSinceEpoch());
        m_date.add(day(plan.businessDate));
        if (plan.originalDate) m_original.add(day(*plan.originalDate));
        else m_original.addNull();
        if (plan.importId) m_import.add(plan.importId->value());
        else m_import.addNull();
        m_row.add(plan.importRow);
        m_first.add(placeOf(posting.account));
        m_second.add(placeOf(plan.postings[1].account));
        m_type.add(static_cast<std::int64_t>(posting.type));
        m_otherType.add(static_cast<std::int64_t>(plan.postings[1].type));
        m_amount.add(posting.amount.cents());
        m_baseline.add(posting.baselineDelta.cents());
        m_gain.add(posting.gainDelta.cents());
        if (!posting.trade) {
            for (ArrayText* column : {&m_underlying, &m_symbol, &m_contracts, &m_tradeDate}) column->addNull();
            return;
        }
        m_underlying.addText(posting.trade->underlying);
        m_symbol.addText(posting.trade->optionSymbol);
        m_contracts.add(std::int64_t{posting.trade->contracts});
        if (posting.trade->tradeDate) m_tradeDate.add(day(*posting.trade->tradeDate));
        else m_tradeDate.addNull();
    }

    std::vector<std::int64_t> m_accountIds; // ascending
    ArrayText m_id, m_kind, m_payload, m_requested, m_actor, m_role, m_origin, m_reason, m_date, m_original,
        m_note, m_import, m_row, m_plain, m_accounts, m_first, m_second, m_type, m_otherType, m_amount,
        m_baseline, m_gain, m_underlying, m_symbol, m_contracts, m_tradeDate;
};

void postRun(Session& session, std::span<const EntryPlan* const> plans,
             std::span<Outcome<EntryReceipt>> outcomes) {
    for (const EntryPlan* plan : plans) domain::assertWellFormed(*plan);
    BatchArrays arrays(plans);
    Statement& row = session.run(kPostBatch, arrays.values());
    std::size_t count = 0;
    while (row.next()) {
        auto& outcome = outcomes[static_cast<std::size_t>(row.integer(kAtColumn) - 1)];
        outcome = readPostResult(row);
        if (outcome && outcome->changes.accounts.empty())
            for (const auto& after : outcome->accounts) outcome->changes.accounts.push_back(after.account);
        ++count;
    }
    if (count != plans.size()) throw StorageError(ErrorClass::Bug, "", "post_batch did not answer for each command.");
}

} // namespace

bool isPlainPost(const EntryPlan& plan) {
    if (plan.kind != CommandKind::Post && plan.kind != CommandKind::Transfer && plan.kind != CommandKind::ImportRow)
        return false;
    if (plan.postings.size() != 2 || !hasPostingsOnly(plan)) return false;
    const auto& first = plan.postings[0];
    const auto& second = plan.postings[1];
    const auto* other = std::get_if<AccountId>(&second.account);
    return std::holds_alternative<AccountId>(first.account) && isPlainType(first.type) && isPlainType(second.type) &&
           first.sleeve == domain::Sleeve::Cash && second.sleeve == domain::Sleeve::Cash &&
           second.amount == first.amount.negated() && second.baselineDelta.isZero() && second.gainDelta.isZero() &&
           !second.trade &&
           (other ? *other != firstAccount(plan) && first.amount.isNegative()
                  : std::holds_alternative<domain::SystemAccount>(second.account));
}

std::vector<Outcome<EntryReceipt>> postInOrder(Session& session, const PlanPointers& plans) {
    std::vector<Outcome<EntryReceipt>> outcomes(plans.size());
    for (std::size_t from = 0; from < plans.size();) {
        std::size_t to = from;
        while (to < plans.size() && to - from < kPlansPerCall && isPlainPost(*plans[to])) ++to;
        if (to - from > 1) {
            postRun(session, std::span(plans).subspan(from, to - from), std::span(outcomes).subspan(from, to - from));
            from = to;
        } else {
            outcomes[from] = postEntryOf(session, *plans[from]);
            ++from;
        }
    }
    return outcomes;
}

} // namespace alluse::storage
