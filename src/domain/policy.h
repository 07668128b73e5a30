#pragma once
// The typed parameter set of an account, its limits, the defaults by type and the templates.

#include "domain/basis_points.h"
#include "domain/calendar.h"
#include "domain/ids.h"
#include "domain/money.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alluse::domain {

enum class AccountType : std::uint8_t { Generation = 1, Revenue = 2, Compounding = 3 };
inline constexpr std::array kAccountTypes{AccountType::Generation, AccountType::Revenue,
                                          AccountType::Compounding};
enum class ReinvestmentFrequency : std::uint8_t { Off, Weekly, Monthly, Quarterly, Yearly };

// Bit i is the Weekday with value i.
class EntryDays {
public:
    constexpr EntryDays() = default;
    constexpr explicit EntryDays(std::uint8_t bits) : m_bits(bits) {}
    static EntryDays of(std::initializer_list<Weekday> days);
    [[nodiscard]] bool contains(Weekday day) const;
    [[nodiscard]] bool isEmpty() const { return m_bits == 0; }
    [[nodiscard]] constexpr std::uint8_t bits() const { return m_bits; }
    constexpr auto operator<=>(const EntryDays&) const = default;

private:
    std::uint8_t m_bits = 0;
};

// Defaults and limits: domain section 2. Percentages are basis points; thresholds are dollars.
struct Policy {
    BasisPoints initialAllocation;
    BasisPoints cashBuffer;
    BasisPoints targetWeeklyReturn;
    std::int32_t deltaMin = 0;
    std::int32_t deltaMax = 0;
    EntryDays entryDays;
    BasisPoints positionSizing;
    ReinvestmentFrequency reinvestment = ReinvestmentFrequency::Off;
    BasisPoints contractsShare; // contracts and LEAPS sum to 100 %
    BasisPoints leapsShare;
    BasisPoints taxReserve;
    BasisPoints maxDrawdown;
    std::int32_t atrThresholdHundredths = 150; // 1.5 is 150
    bool withdrawalsAllowed = true;
    bool forkingEnabled = false;
    Money forkThreshold;        // surplus that makes a fork due
    Money forkMinimumRemaining; // what the parent keeps at least
    BasisPoints forkRetainShare; // retain + child + Com sum to 100 %
    BasisPoints forkChildShare;
    BasisPoints forkComShare;
    Money mergeThreshold;

    static Policy defaultsFor(AccountType type);
    bool operator==(const Policy&) const = default;
};

enum class PolicyField : std::uint8_t {
    InitialAllocation, CashBuffer, TargetWeeklyReturn, DeltaRange, EntryDays, PositionSizing,
    Reinvestment, SleeveShares, TaxReserve, MaxDrawdown, AtrThreshold, WithdrawalsAllowed,
    ForkingEnabled, ForkThreshold, ForkMinimumRemaining, ForkShares, MergeThreshold
};

// One broken limit; text is a sentence for the field, in English: "Cash buffer must be 0 to 20 %."
struct PolicyViolation {
    PolicyField field;
    std::string text;
};

// Every broken limit at once, in field order; empty means the policy may be stored.
[[nodiscard]] std::vector<PolicyViolation> violations(const Policy& policy, AccountType type);
[[nodiscard]] std::string_view code(PolicyField field); // "cashBuffer" …, the key in files

// A named set of three policies; the three initial allocations sum to 100 %.
struct PolicyTemplate {
    std::string name; // "moderate"
    std::array<Policy, 3> policies; // by type: Gen, Rev, Com
    [[nodiscard]] const Policy& of(AccountType type) const;
};

// conservative, moderate, aggressive, standard, growth, income, compound.
[[nodiscard]] std::span<const PolicyTemplate> shippedTemplates();
[[nodiscard]] const PolicyTemplate* findTemplate(std::string_view name);

[[nodiscard]] std::string_view code(AccountType type);      // "GENERATION" …
[[nodiscard]] std::string_view shortName(AccountType type); // "Gen-Acc" …
[[nodiscard]] std::optional<AccountType> parseAccountType(std::string_view code);
[[nodiscard]] std::string_view code(ReinvestmentFrequency frequency);
[[nodiscard]] std::optional<ReinvestmentFrequency> parseReinvestmentFrequency(std::string_view code);

} // namespace alluse::domain
