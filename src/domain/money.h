#pragma once
// Money: an amount of US dollars in whole cents. No double ever touches it.

#include "domain/result.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace alluse::domain {

class BasisPoints;

enum class MoneyError { OutOfRange, NotANumber, TooManyDecimals };

class Money {
public:
    // |amount| ≤ 10^15 cents, below 2^53, so that JSON readers and spreadsheets stay exact.
    static constexpr std::int64_t kCentsMax = 1'000'000'000'000'000;

    constexpr Money() = default;
    // Asserts the range; for amounts that are already known to be valid.
    static Money fromCents(std::int64_t cents);
    static Result<Money, MoneyError> create(std::int64_t cents);
    // Optional sign, digits, optional separator and at most two decimals; nothing else.
    // "1,234.50" is accepted when groupSeparator is ',' and groups are whole; '\0' allows none.
    static Result<Money, MoneyError> parse(std::string_view text, char decimalSeparator = '.',
                                           char groupSeparator = '\0');

    [[nodiscard]] constexpr std::int64_t cents() const { return m_cents; }
    [[nodiscard]] constexpr bool isZero() const { return m_cents == 0; }
    [[nodiscard]] constexpr bool isPositive() const { return m_cents > 0; }
    [[nodiscard]] constexpr bool isNegative() const { return m_cents < 0; }

    [[nodiscard]] Result<Money, MoneyError> plus(Money other) const;
    [[nodiscard]] Result<Money, MoneyError> minus(Money other) const;
    [[nodiscard]] Money negated() const { return Money(-m_cents); }
    [[nodiscard]] Money absolute() const { return Money(m_cents < 0 ? -m_cents : m_cents); }
    // Share of the amount, rounded half to even to the cent (domain rule "Rounding").
    [[nodiscard]] Money share(BasisPoints part) const;

    // "1234.50", "-0.05": exact, without grouping, for files and logs.
    [[nodiscard]] std::string text() const;
    // "1,234.50", "-0.05": as people read it in English messages.
    [[nodiscard]] std::string grouped() const;

    constexpr auto operator<=>(const Money&) const = default;

private:
    constexpr explicit Money(std::int64_t cents) : m_cents(cents) {}
    std::int64_t m_cents = 0;
};

// Plain arithmetic for places where the range is already guarded; asserts the range.
[[nodiscard]] Money operator+(Money a, Money b);
[[nodiscard]] Money operator-(Money a, Money b);

} // namespace alluse::domain
