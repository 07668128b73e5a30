// The rules that need the locked row. The write primitive applies the same ones in SQL; a
// differential test compares both. The whole order of checks, the first that applies is the answer:
//
//   1. The command id: same payload gives the stored answer, another one CommandIdReused.
//   2. ClockSkew (PostgreSQL, live databases), then PeriodClosed (plans with postings, unless the
//      plan carries a manager's override).
//   3. UnknownAccount for the lowest missing id, UnknownClient, UnknownFamily, UnknownEntry.
//   4. DuplicateReference; DifferentFamilies between the legs of a transfer.
//   5. Stale: the family's growth sequence, then the expected versions, before any other rule of
//      the account. The command is not stored then, so that it can be planned again.
//      Each existing account of the plan in ascending id order. Of one account the lowest code:
//      AccountClosed, AccountSuspended, AccountInactive (debits, FORK in and MERGE in),
//      else by type for debits: WrongTypeForAccount (out of a Com-Acc), WithdrawalsNotAllowed (Com-Acc
//      or policy), ExceedsAvailable (against the row as it was before the entry);
//      after all its postings: ExceedsCash (cash below zero), SleeveBelowZero, BalanceNotZero (a
//      whole-balance debit or a closing that leaves money), BalanceOutOfRange;
//      a status change: AccountClosed, BalanceNotZero, StatusChangeNotAllowed, Stale (another status
//      than it was planned from); a policy change: AccountClosed, Stale.
//   6. DesignatedComAccount, AlreadyReversed.
//
// A refusal is stored under the command id, except of an import row and of a stale plan: planned
// again, both may be sent under the same id.

#include "domain/planning.h"

#include <algorithm>
#include <array>

namespace alluse::domain {

namespace {

// Keeps the refusal with the lowest code: codes are numbered in order of precedence.
class Verdict {
public:
    explicit Verdict(AccountId account) : m_account(account) {}
    void add(RefusalCode refusalCode, std::string_view field, std::optional<Money> limit = {}) {
        if (m_refusal && m_refusal->code <= refusalCode) return;
        Refusal refusal;
        refusal.code = refusalCode;
        refusal.account = m_account;
        refusal.limit = limit;
        refusal.field = field;
        m_refusal = std::move(refusal);
    }
    [[nodiscard]] std::optional<Refusal> take() { return std::move(m_refusal); }

private:
    AccountId m_account;
    std::optional<Refusal> m_refusal;
};

bool concerns(const AccountRef& ref, AccountId account) {
    const auto* id = std::get_if<AccountId>(&ref);
    return id && *id == account;
}

// Whether the account's status lets this posting through. An inactive account takes credits, but
// not those of a fork or a merge (domain sections 7 and 8).
bool checkStatus(Verdict& verdict, const Account& account, const PostingPlan& posting) {
    const bool needsActive = posting.amount.isNegative() || posting.type == TransactionType::ForkIn ||
                             posting.type == TransactionType::MergeIn;
    switch (account.status) {
    case AccountStatus::Active: return true;
    case AccountStatus::Closed: verdict.add(RefusalCode::AccountClosed, "account"); return false;
    case AccountStatus::Suspended: verdict.add(RefusalCode::AccountSuspended, "account"); return false;
    case AccountStatus::Inactive:
        if (needsActive) verdict.add(RefusalCode::AccountInactive, "account");
        return !needsActive;
    }
    return true;
}

void checkDebit(Verdict& verdict, const Account& before, const PostingPlan& posting) {
    const TransactionRule& rule = ruleOf(posting.type);
    const bool isCom = before.type == AccountType::Compounding;
    if (posting.type == TransactionType::Withdrawal) {
        if (isCom || !before.policy.withdrawalsAllowed) {
            verdict.add(RefusalCode::WithdrawalsNotAllowed, "account");
            return;
        }
    } else if (isCom && rule.onCompounding != ComRule::Allowed) {
        verdict.add(RefusalCode::WrongTypeForAccount, "account");
        return;
    }
    // What leaves the cash sleeve is limited; the other sleeves end at zero.
    if (rule.limit != DebitLimit::Available || posting.sleeve != Sleeve::Cash) return;
    if (const Money available = before.available(); posting.amount.absolute() > available)
        verdict.add(RefusalCode::ExceedsAvailable, "amount", available);
}

struct After {
    std::array<std::int64_t, kSleeveCount> sleeves{};
    std::int64_t equity = 0;
    std::int64_t baseline = 0;
    bool paysOutWhole = false;
};

After after(const EntryPlan& plan, const Account& before, AccountId id) {
    After result;
    for (std::size_t i = 0; i < kSleeveCount; ++i) {
        result.sleeves[i] = before.balances.sleeves[i].cents();
        result.equity += result.sleeves[i];
    }
    result.baseline = before.baseline.cents();
    for (const PostingPlan& posting : plan.postings) {
        if (!concerns(posting.account, id)) continue;
        result.sleeves[static_cast<std::size_t>(posting.sleeve)] += posting.amount.cents();
        result.equity += posting.amount.cents();
        result.baseline += posting.baselineDelta.cents();
        if (ruleOf(posting.type).limit == DebitLimit::WholeBalance) result.paysOutWhole = true;
    }
    return result;
}

void checkAfter(Verdict& verdict, const Account& before, const After& state) {
    if (state.sleeves[0] < 0)
        verdict.add(RefusalCode::ExceedsCash, "amount", before.balances.cash());
    if (std::any_of(state.sleeves.begin() + 1, state.sleeves.end(),
                    [](std::int64_t cents) { return cents < 0; }))
        verdict.add(RefusalCode::SleeveBelowZero, "account");
    if (state.paysOutWhole && state.equity != 0)
        verdict.add(RefusalCode::BalanceNotZero, "amount", before.balance());
    const auto isOutside = [](std::int64_t cents) {
        return cents > Money::kCentsMax || cents < -Money::kCentsMax;
    };
    if (isOutside(state.equity) || isOutside(state.baseline))
        verdict.add(RefusalCode::BalanceOutOfRange, "account");
}

void checkChanges(Verdict& verdict, const EntryPlan& plan, const Account& account, AccountId id,
                  std::int64_t equityAfter) {
    for (const StatusChange& change : plan.statusChanges) {
        if (change.account != id) continue;
        if (account.status == AccountStatus::Closed)
            verdict.add(RefusalCode::AccountClosed, "account");
        else if (change.to == AccountStatus::Closed && equityAfter != 0)
            verdict.add(RefusalCode::BalanceNotZero, "status", Money::create(equityAfter).value_or(Money()));
        // Who may lift a suspension was decided when the change was planned.
        else if (!isStatusChangeAllowed(account.status, change.to, true))
            verdict.add(RefusalCode::StatusChangeNotAllowed, "status");
        else if (change.from && *change.from != account.status)
            verdict.add(RefusalCode::Stale, "account");
    }
    for (const PolicyChange& change : plan.policyChanges) {
        if (change.account != id) continue;
        if (account.status == AccountStatus::Closed)
            verdict.add(RefusalCode::AccountClosed, "account");
        else if (change.fromVersion != account.policyVersion)
            verdict.add(RefusalCode::Stale, "account");
    }
}

// A plan from another version is not judged any further: its amounts mean nothing now.
bool isStale(const EntryPlan& plan, const Account& account, AccountId id) {
    return std::any_of(plan.expectedVersions.begin(), plan.expectedVersions.end(),
                       [&](const ExpectedVersion& expected) {
                           return expected.account == id && expected.version != account.version;
                       });
}

} // namespace

std::optional<Refusal> checkAgainst(const EntryPlan& plan, const Account& account,
                                    AccountId planAccount) {
    Verdict verdict(planAccount);
    if (isStale(plan, account, planAccount)) {
        verdict.add(RefusalCode::Stale, "account");
        return verdict.take();
    }
    bool isPosted = false;
    for (const PostingPlan& posting : plan.postings) {
        if (!concerns(posting.account, planAccount)) continue;
        isPosted = true;
        if (checkStatus(verdict, account, posting) && posting.amount.isNegative())
            checkDebit(verdict, account, posting);
    }
    const After state = after(plan, account, planAccount);
    if (isPosted) checkAfter(verdict, account, state);
    checkChanges(verdict, plan, account, planAccount, state.equity);
    return verdict.take();
}

Account applied(const EntryPlan& plan, Account account) {
    const AccountId id = account.id;
    for (const PostingPlan& posting : plan.postings) {
        if (!concerns(posting.account, id)) continue;
        Money& sleeve = account.balances.sleeves[static_cast<std::size_t>(posting.sleeve)];
        sleeve = sleeve + posting.amount;
        account.baseline = account.baseline + posting.baselineDelta;
        account.reinvestable =
            account.reinvestable + movedGain(account.reinvestable, posting.gainDelta);
        account.postingCount += 1;
        account.version += 1;
    }
    for (const PolicyChange& change : plan.policyChanges) {
        if (change.account != id) continue;
        account.policy = change.policy;
        account.policyVersion = change.fromVersion + 1;
        account.version += 1;
    }
    for (const StatusChange& change : plan.statusChanges) {
        if (change.account != id) continue;
        account.status = change.to;
        account.closeReason.reset();
        if (change.to == AccountStatus::Closed)
            account.closeReason = change.closeReason.value_or(CloseReason::Client);
        account.mergedInto = change.mergedInto;
        account.version += 1;
    }
    return account;
}

} // namespace alluse::domain
