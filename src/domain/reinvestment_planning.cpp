#include "domain/reinvestment_planning.h"

#include "domain/growth_checks.h"
#include "domain/order_payload.h"

#include <array>

namespace alluse::domain {

namespace {

constexpr unsigned kDueDay = 15; // of the month, for all frequencies but the weekly one

bool isDueMonth(ReinvestmentFrequency frequency, unsigned month) {
    switch (frequency) {
    case ReinvestmentFrequency::Monthly: return true;
    case ReinvestmentFrequency::Quarterly: return month % 3 == 0;
    case ReinvestmentFrequency::Yearly: return month == 12;
    case ReinvestmentFrequency::Off:
    case ReinvestmentFrequency::Weekly: return false;
    }
    return false;
}

Date fifteenth(int year, unsigned month) { return Date::fromParts(year, month, kDueDay).value_or(Date()); }

// The part's floor; what rounding leaves goes to the contracts (domain section 9).
Money floorShare(Money amount, BasisPoints part) {
    constexpr std::int64_t kWhole = BasisPoints::kWhole;
    const std::int64_t cents = amount.cents();
    return Money::fromCents(cents / kWhole * part.value() + cents % kWhole * part.value() / kWhole);
}

std::vector<GrowthIssue> issuesOf(const ReinvestmentOrder& order, const ReinvestmentContext& context,
                                  const ReinvestmentAmounts& amounts) {
    const Account& account = context.account;
    Issues issues;
    if (account.status != AccountStatus::Active)
        issues.error(GrowthIssueCode::NotActive, "The account is " + std::string(code(account.status)) +
                                                     "; only an active one reinvests.")
            .isDelay = account.status != AccountStatus::Closed;
    if (account.policy.reinvestment == ReinvestmentFrequency::Off)
        issues.error(GrowthIssueCode::ReinvestmentOff, "Its policy has reinvestment switched off.");
    if (order.row && context.dueOn && *context.dueOn > order.header.businessDate)
        issues.delay(GrowthIssueCode::NotDue, "It is due on " + context.dueOn->text() + ".");
    if (order.row && context.state != ReinvestmentState::Approved &&
        context.state != ReinvestmentState::Executing)
        issues.error(GrowthIssueCode::NotDue,
                     "It is " + std::string(code(context.state)) + "; only an approved one runs.");
    if (!amounts.earned.isPositive())
        issues.error(GrowthIssueCode::NothingEarned, "Nothing was earned since the last reinvestment.");
    else if (amounts.invested() < context.limits.reinvestmentMin)
        issues.error(GrowthIssueCode::BelowReinvestmentMinimum,
                     "Only " + amounts.invested().grouped() + " could be invested (earned " +
                         amounts.earned.grouped() + ", available " + amounts.available.grouped() +
                         ", tax reserve " + amounts.taxReserve.grouped() + "); below " +
                         context.limits.reinvestmentMin.grouped() + " it is skipped and carried over.");
    return issues.take();
}

} // namespace

std::string_view code(ReinvestmentState state) {
    switch (state) {
    case ReinvestmentState::Scheduled: return "SCHEDULED";
    case ReinvestmentState::Approved: return "APPROVED";
    case ReinvestmentState::Executing: return "EXECUTING";
    case ReinvestmentState::Completed: return "COMPLETED";
    case ReinvestmentState::Failed: return "FAILED";
    case ReinvestmentState::Cancelled: return "CANCELLED";
    case ReinvestmentState::Deferred: return "DEFERRED";
    }
    return "UNKNOWN";
}

std::optional<ReinvestmentState> parseReinvestmentState(std::string_view text) {
    using enum ReinvestmentState;
    for (const auto state : {Scheduled, Approved, Executing, Completed, Failed, Cancelled, Deferred})
        if (code(state) == text) return state;
    return std::nullopt;
}

bool isReinvestmentMoveAllowed(ReinvestmentState from, ReinvestmentState to) {
    using enum ReinvestmentState;
    switch (from) {
    case Scheduled: return to == Approved || to == Cancelled || to == Deferred;
    case Approved: return to == Executing || to == Cancelled || to == Deferred;
    case Executing: return to == Completed || to == Failed || to == Cancelled;
    case Failed: return to == Approved || to == Cancelled; // tried again, or given up
    case Completed:
    case Cancelled:
    case Deferred: return false;
    }
    return false;
}

std::optional<Date> reinvestmentDueFrom(ReinvestmentFrequency frequency, Date from) {
    if (frequency == ReinvestmentFrequency::Off) return std::nullopt;
    if (frequency == ReinvestmentFrequency::Weekly) {
        const int days = static_cast<int>(Weekday::Friday) - static_cast<int>(from.weekday());
        return from.plusDays(days < 0 ? days + 7 : days);
    }
    int year = from.year();
    unsigned month = from.month();
    for (;;) { // a year holds a due month of each frequency
        if (isDueMonth(frequency, month))
            if (const Date due = fifteenth(year, month).nextBusinessDay(); due >= from) return due;
        if (++month > 12) month = 1, ++year;
    }
}

std::optional<Date> reinvestmentDueUntil(ReinvestmentFrequency frequency, Date until) {
    if (frequency == ReinvestmentFrequency::Off) return std::nullopt;
    if (frequency == ReinvestmentFrequency::Weekly) {
        const int days = static_cast<int>(until.weekday()) - static_cast<int>(Weekday::Friday);
        return until.plusDays(-(days < 0 ? days + 7 : days));
    }
    int year = until.year();
    unsigned month = until.month();
    for (;;) {
        if (isDueMonth(frequency, month))
            if (const Date due = fifteenth(year, month).nextBusinessDay(); due <= until) return due;
        if (--month == 0) month = 12, --year;
    }
}

ReinvestmentAmounts reinvestmentAmounts(const Account& account, const GrowthLimits& limits) {
    ReinvestmentAmounts amounts;
    amounts.available = account.available();
    amounts.earned = account.reinvestable;
    amounts.amount = std::max(Money(), std::min({amounts.available, amounts.earned, limits.reinvestmentMax}));
    amounts.taxReserve = amounts.amount.share(account.policy.taxReserve);
    const Money invested = amounts.amount - amounts.taxReserve;
    amounts.leaps = floorShare(invested, account.policy.leapsShare);
    amounts.contracts = invested - amounts.leaps;
    return amounts;
}

ReinvestmentPreview previewReinvestment(const ReinvestmentOrder& order, const ReinvestmentContext& context) {
    ReinvestmentPreview preview;
    preview.amounts = reinvestmentAmounts(context.account, context.limits);
    preview.issues = issuesOf(order, context, preview.amounts);
    preview.before = preview.after = context.account.balances;
    const auto move = [&](Sleeve sleeve, Money amount) {
        Money& held = preview.after.sleeves[static_cast<std::size_t>(sleeve)];
        held = held + amount;
    };
    move(Sleeve::Cash, preview.amounts.amount.negated());
    move(Sleeve::TaxReserve, preview.amounts.taxReserve);
    move(Sleeve::Contracts, preview.amounts.contracts);
    move(Sleeve::Leaps, preview.amounts.leaps);
    return preview;
}

Planned<EntryPlan> planReinvestment(const ReinvestmentOrder& given, const ReinvestmentContext& context) {
    ReinvestmentOrder order = given;
    if (auto refusal = tidyHeader(order.header)) return Failed<Refusal>(std::move(*refusal));
    if (auto refusal = checkDate(order.header)) return Failed<Refusal>(std::move(*refusal));
    const ReinvestmentAmounts amounts = reinvestmentAmounts(context.account, context.limits);
    const auto issues = issuesOf(order, context, amounts);
    if (blocks(issues)) return refuseFor(RefusalCode::ReinvestmentNotEligible, issues, order.account);

    EntryPlan plan = planFor(order.header, CommandKind::Reinvest, payloadOf(order));
    const AccountId id = context.account.id;
    const auto add = [&](Sleeve sleeve, Money amount, Money gainDelta) {
        if (!amount.isZero())
            plan.postings.push_back({id, TransactionType::Reinvestment, sleeve, amount, Money(),
                                     std::nullopt, gainDelta});
    };
    add(Sleeve::Cash, amounts.amount.negated(), amounts.amount.negated());
    add(Sleeve::TaxReserve, amounts.taxReserve, Money());
    add(Sleeve::Contracts, amounts.contracts, Money());
    add(Sleeve::Leaps, amounts.leaps, Money());
    plan.expectedVersions.push_back({id, context.account.version});
    plan.event = GrowthEventPlan{id, std::nullopt, amounts.amount};
    plan.reinvestment = order.row;
    return plan;
}

Planned<EntryPlan> planRelease(const ReleaseOrder& given) {
    ReleaseOrder order = given;
    if (auto refusal = tidyHeader(order.header)) return Failed<Refusal>(std::move(*refusal));
    if (!order.amount.isPositive()) return Failed<Refusal>(because(RefusalCode::InvalidAmount, "amount"));
    if (auto refusal = checkDate(order.header)) return Failed<Refusal>(std::move(*refusal));
    if (order.account.value() < kFirstCustomerAccountId)
        return Failed<Refusal>(because(RefusalCode::UnknownAccount, "account"));
    if (order.sleeve == Sleeve::Cash)
        return Failed<Refusal>(because(RefusalCode::WrongTypeForAccount, "sleeve"));
    EntryPlan plan = planFor(order.header, CommandKind::Release, payloadOf(order));
    plan.postings = {{order.account, TransactionType::Release, order.sleeve, order.amount.negated(),
                      Money(), std::nullopt},
                     {order.account, TransactionType::Release, Sleeve::Cash, order.amount, Money(),
                      std::nullopt}};
    return plan;
}

} // namespace alluse::domain
