// The limits of a policy (domain section 2), one function per group of fields.

#include "domain/policy.h"

namespace alluse::domain {

namespace {

constexpr std::uint8_t kMondayToFriday = 0b0001'1111;

bool isWithin(BasisPoints value, std::int32_t low, std::int32_t high) {
    return value.value() >= low && value.value() <= high;
}
bool isShare(BasisPoints value) { return isWithin(value, 0, BasisPoints::kWhole); }

class Report {
public:
    void require(bool holds, PolicyField field, std::string_view text) {
        if (!holds) m_violations.push_back({field, std::string(text)});
    }
    [[nodiscard]] std::vector<PolicyViolation> take() { return std::move(m_violations); }

private:
    std::vector<PolicyViolation> m_violations;
};

void checkTrading(Report& report, const Policy& policy) {
    report.require(isShare(policy.initialAllocation), PolicyField::InitialAllocation,
                   "Initial allocation must be 0 to 100 %.");
    report.require(isWithin(policy.cashBuffer, 0, 2'000), PolicyField::CashBuffer,
                   "Cash buffer must be 0 to 20 %.");
    report.require(isWithin(policy.targetWeeklyReturn, 10, 500), PolicyField::TargetWeeklyReturn,
                   "Target weekly return must be 0.1 to 5 %.");
    const bool isDeltaRange = policy.deltaMin >= 10 && policy.deltaMin <= 60 &&
                              policy.deltaMax >= 20 && policy.deltaMax <= 70 &&
                              policy.deltaMin < policy.deltaMax;
    report.require(isDeltaRange, PolicyField::DeltaRange,
                   "Delta must run from 10–60 to 20–70, the lower value first.");
    const bool isWeekdays = !policy.entryDays.isEmpty() &&
                            (policy.entryDays.bits() | kMondayToFriday) == kMondayToFriday;
    report.require(isWeekdays, PolicyField::EntryDays,
                   "Entry days must be at least one day from Monday to Friday.");
    report.require(isShare(policy.positionSizing), PolicyField::PositionSizing,
                   "Position sizing must be 0 to 100 %.");
}

void checkSleeves(Report& report, const Policy& policy, AccountType type) {
    const bool isWhole =
        isShare(policy.contractsShare) && isShare(policy.leapsShare) &&
        policy.contractsShare.value() + policy.leapsShare.value() == BasisPoints::kWhole;
    report.require(isWhole, PolicyField::SleeveShares,
                   "Contracts and LEAPS shares must sum to 100 %.");
    report.require(isShare(policy.taxReserve), PolicyField::TaxReserve,
                   "Tax reserve must be 0 to 100 %.");
    report.require(isShare(policy.maxDrawdown), PolicyField::MaxDrawdown,
                   "Max drawdown must be 0 to 100 %.");
    report.require(policy.atrThresholdHundredths > 0, PolicyField::AtrThreshold,
                   "ATR adjustment threshold must be above 0.");
    report.require(!(type == AccountType::Compounding && policy.withdrawalsAllowed),
                   PolicyField::WithdrawalsAllowed, "A Com-Acc allows no withdrawals.");
}

void checkForking(Report& report, const Policy& policy, AccountType type) {
    const bool isGeneration = type == AccountType::Generation;
    report.require(isGeneration || !policy.forkingEnabled, PolicyField::ForkingEnabled,
                   "Only a Gen-Acc can fork.");
    if (isGeneration) {
        report.require(policy.forkThreshold.isPositive(), PolicyField::ForkThreshold,
                       "Fork threshold must be above 0.");
        report.require(!policy.forkMinimumRemaining.isNegative(), PolicyField::ForkMinimumRemaining,
                       "Fork minimum remaining must be 0 or more.");
        const bool isWhole = isShare(policy.forkRetainShare) && isShare(policy.forkChildShare) &&
                             isShare(policy.forkComShare) &&
                             policy.forkRetainShare.value() + policy.forkChildShare.value() +
                                     policy.forkComShare.value() == BasisPoints::kWhole;
        report.require(isWhole, PolicyField::ForkShares,
                       "Retain, new Gen and Com shares must sum to 100 %.");
    } else {
        // They have no meaning here; what is kept stays in the range of its column.
        report.require(!policy.forkThreshold.isNegative(), PolicyField::ForkThreshold,
                       "Fork threshold must be 0 or more.");
        report.require(!policy.forkMinimumRemaining.isNegative(), PolicyField::ForkMinimumRemaining,
                       "Fork minimum remaining must be 0 or more.");
        report.require(isShare(policy.forkRetainShare) && isShare(policy.forkChildShare) &&
                           isShare(policy.forkComShare), PolicyField::ForkShares,
                       "Each fork share must be 0 to 100 %.");
    }
    report.require(policy.mergeThreshold.isPositive() &&
                       policy.mergeThreshold > policy.forkThreshold,
                   PolicyField::MergeThreshold, "Merge threshold must be above the fork threshold.");
}

} // namespace

std::vector<PolicyViolation> violations(const Policy& policy, AccountType type) {
    Report report;
    checkTrading(report, policy);
    checkSleeves(report, policy, type);
    checkForking(report, policy, type);
    return report.take();
}

} // namespace alluse::domain
