#include "domain/policy.h"

namespace alluse::domain {

namespace {


const Money kForkThresholdDefault = Money::fromCents(50'000'00);
const Money kForkMinimumRemainingDefault = Money::fromCents(25'000'00);
const Money kMergeThresholdDefault = Money::fromCents(500'000'00);

// What all three types have in common (domain section 2).
Policy commonDefaults() {
    Policy policy;
    policy.initialAllocation = BasisPoints::fromPercent(30);
    policy.cashBuffer = BasisPoints::fromPercent(5);
    policy.positionSizing = BasisPoints::fromPercent(90);
    policy.entryDays = EntryDays::of({Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday});
    policy.reinvestment = ReinvestmentFrequency::Quarterly;
    policy.contractsShare = BasisPoints::fromPercent(75);
    policy.leapsShare = BasisPoints::fromPercent(25);
    policy.atrThresholdHundredths = 150;
    policy.mergeThreshold = kMergeThresholdDefault;
    return policy;
}

Policy generationDefaults() {
    Policy policy = commonDefaults();
    policy.initialAllocation = BasisPoints::fromPercent(40);
    policy.targetWeeklyReturn = BasisPoints(150);
    policy.deltaMin = 40;
    policy.deltaMax = 50;
    policy.entryDays = EntryDays::of({Weekday::Thursday});
    policy.reinvestment = ReinvestmentFrequency::Off;
    policy.maxDrawdown = BasisPoints::fromPercent(15);
    policy.forkingEnabled = true;
    policy.forkThreshold = kForkThresholdDefault;
    policy.forkMinimumRemaining = kForkMinimumRemainingDefault;
    policy.forkRetainShare = BasisPoints::fromPercent(0);
    policy.forkChildShare = BasisPoints::fromPercent(50);
    policy.forkComShare = BasisPoints::fromPercent(50);
    return policy;
}

Policy revenueDefaults() {
    Policy policy = commonDefaults();
    policy.targetWeeklyReturn = BasisPoints(100);
    policy.deltaMin = 30;
    policy.deltaMax = 40;
    policy.maxDrawdown = BasisPoints::fromPercent(10);
    return policy;
}

Policy compoundingDefaults() {
    Policy policy = commonDefaults();
    policy.targetWeeklyReturn = BasisPoints(50);
    policy.deltaMin = 20;
    policy.deltaMax = 30;
    policy.positionSizing = BasisPoints::fromPercent(85);
    policy.maxDrawdown = BasisPoints::fromPercent(7);
    policy.withdrawalsAllowed = false;
    return policy;
}

} // namespace

EntryDays EntryDays::of(std::initializer_list<Weekday> days) {
    unsigned bits = 0;
    for (const Weekday day : days) bits |= 1U << static_cast<unsigned>(day);
    return EntryDays(static_cast<std::uint8_t>(bits));
}

bool EntryDays::contains(Weekday day) const {
    return (m_bits >> static_cast<unsigned>(day) & 1U) != 0;
}

Policy Policy::defaultsFor(AccountType type) {
    switch (type) {
    case AccountType::Generation: return generationDefaults();
    case AccountType::Revenue: return revenueDefaults();
    case AccountType::Compounding: return compoundingDefaults();
    }
    return commonDefaults();
}

std::string_view code(PolicyField field) {
    switch (field) {
    case PolicyField::InitialAllocation: return "initialAllocation";
    case PolicyField::CashBuffer: return "cashBuffer";
    case PolicyField::TargetWeeklyReturn: return "targetWeeklyReturn";
    case PolicyField::DeltaRange: return "deltaRange";
    case PolicyField::EntryDays: return "entryDays";
    case PolicyField::PositionSizing: return "positionSizing";
    case PolicyField::Reinvestment: return "reinvestment";
    case PolicyField::SleeveShares: return "sleeveShares";
    case PolicyField::TaxReserve: return "taxReserve";
    case PolicyField::MaxDrawdown: return "maxDrawdown";
    case PolicyField::AtrThreshold: return "atrThreshold";
    case PolicyField::WithdrawalsAllowed: return "withdrawalsAllowed";
    case PolicyField::ForkingEnabled: return "forkingEnabled";
    case PolicyField::ForkThreshold: return "forkThreshold";
    case PolicyField::ForkMinimumRemaining: return "forkMinimumRemaining";
    case PolicyField::ForkShares: return "forkShares";
    case PolicyField::MergeThreshold: return "mergeThreshold";
    }
    return "unknown";
}

std::string_view code(AccountType type) {
    switch (type) {
    case AccountType::Generation: return "GENERATION";
    case AccountType::Revenue: return "REVENUE";
    case AccountType::Compounding: return "COMPOUNDING";
    }
    return "UNKNOWN";
}

std::string_view shortName(AccountType type) {
    switch (type) {
    case AccountType::Generation: return "Gen-Acc";
    case AccountType::Revenue: return "Rev-Acc";
    case AccountType::Compounding: return "Com-Acc";
    }
    return "Account";
}

std::optional<AccountType> parseAccountType(std::string_view text) {
    for (const AccountType type : kAccountTypes)
        if (code(type) == text) return type;
    return std::nullopt;
}

std::string_view code(ReinvestmentFrequency frequency) {
    switch (frequency) {
    case ReinvestmentFrequency::Off: return "OFF";
    case ReinvestmentFrequency::Weekly: return "WEEKLY";
    case ReinvestmentFrequency::Monthly: return "MONTHLY";
    case ReinvestmentFrequency::Quarterly: return "QUARTERLY";
    case ReinvestmentFrequency::Yearly: return "YEARLY";
    }
    return "UNKNOWN";
}

std::optional<ReinvestmentFrequency> parseReinvestmentFrequency(std::string_view text) {
    using enum ReinvestmentFrequency;
    for (const auto frequency : {Off, Weekly, Monthly, Quarterly, Yearly})
        if (code(frequency) == text) return frequency;
    return std::nullopt;
}

} // namespace alluse::domain
