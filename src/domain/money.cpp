#include "domain/money.h"

#include "domain/assert.h"
#include "domain/basis_points.h"

#include <algorithm>

namespace alluse::domain {

namespace {

constexpr bool isInRange(std::int64_t cents) {
    return cents >= -Money::kCentsMax && cents <= Money::kCentsMax;
}

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }

// Takes the whole dollars off the front of `text`; none when there are no digits or the groups
// are not whole. Group rule: one to three digits, then groups of exactly three.
struct WholePart {
    std::string digits;
    std::size_t length = 0;
};
std::optional<WholePart> wholePart(std::string_view text, char groupSeparator) {
    WholePart part;
    std::size_t sinceSeparator = 0;
    bool hasGroups = false;
    for (; part.length < text.size(); ++part.length) {
        const char c = text[part.length];
        if (isDigit(c)) {
            part.digits.push_back(c);
            ++sinceSeparator;
        } else if (groupSeparator != '\0' && c == groupSeparator) {
            if (hasGroups ? sinceSeparator != 3 : (sinceSeparator < 1 || sinceSeparator > 3))
                return std::nullopt;
            hasGroups = true;
            sinceSeparator = 0;
        } else {
            break;
        }
    }
    if (part.digits.empty() || (hasGroups && sinceSeparator != 3)) return std::nullopt;
    return part;
}

} // namespace

Money Money::fromCents(std::int64_t cents) {
    ALLUSE_ASSERT(isInRange(cents), "an amount of money is at most 10^15 cents");
    return Money(cents);
}

Result<Money, MoneyError> Money::create(std::int64_t cents) {
    if (!isInRange(cents)) return Failed<MoneyError>(MoneyError::OutOfRange);
    return Money(cents);
}

Result<Money, MoneyError> Money::parse(std::string_view text, char decimalSeparator,
                                       char groupSeparator) {
    const bool isNegative = text.starts_with('-');
    if (isNegative || text.starts_with('+')) text.remove_prefix(1);
    const auto whole = wholePart(text, groupSeparator);
    if (!whole) return Failed<MoneyError>(MoneyError::NotANumber);

    std::string_view rest = text.substr(whole->length);
    std::string_view decimals;
    if (!rest.empty()) {
        if (rest.front() != decimalSeparator) return Failed<MoneyError>(MoneyError::NotANumber);
        decimals = rest.substr(1);
        if (decimals.empty() || !std::all_of(decimals.begin(), decimals.end(), isDigit))
            return Failed<MoneyError>(MoneyError::NotANumber);
        if (decimals.size() > 2) return Failed<MoneyError>(MoneyError::TooManyDecimals);
    }

    std::string digits = whole->digits;
    digits.append(decimals).append(2 - decimals.size(), '0');
    std::int64_t cents = 0;
    for (const char c : digits) {
        cents = cents * 10 + (c - '0');
        if (cents > kCentsMax) return Failed<MoneyError>(MoneyError::OutOfRange);
    }
    return Money(isNegative ? -cents : cents);
}

Result<Money, MoneyError> Money::plus(Money other) const { return create(m_cents + other.m_cents); }

Result<Money, MoneyError> Money::minus(Money other) const { return create(m_cents - other.m_cents); }

Money Money::share(BasisPoints part) const {
    constexpr std::int64_t kWhole = BasisPoints::kWhole;
    // 100 times the whole keeps every product below 2^63.
    ALLUSE_ASSERT(part.value() >= 0 && part.value() <= 100 * kWhole, "a share is 0 to 10,000 %");
    const std::int64_t magnitude = m_cents < 0 ? -m_cents : m_cents;
    const std::int64_t fine = (magnitude % kWhole) * part.value(); // in 1/10,000 of a cent
    std::int64_t cents = (magnitude / kWhole) * part.value() + fine / kWhole;
    const std::int64_t remainder = fine % kWhole;
    if (remainder > kWhole / 2 || (remainder == kWhole / 2 && cents % 2 != 0)) ++cents;
    return fromCents(m_cents < 0 ? -cents : cents);
}

std::string Money::text() const {
    const std::int64_t magnitude = m_cents < 0 ? -m_cents : m_cents;
    std::string result = m_cents < 0 ? "-" : "";
    result += std::to_string(magnitude / 100);
    result += '.';
    result += static_cast<char>('0' + magnitude % 100 / 10);
    result += static_cast<char>('0' + magnitude % 10);
    return result;
}

std::string Money::grouped() const {
    std::string result = text();
    const std::size_t first = m_cents < 0 ? 1 : 0;
    std::size_t at = result.size() - 3; // the decimal point
    while (at > first + 3) {
        at -= 3;
        result.insert(at, 1, ',');
    }
    return result;
}

Money operator+(Money a, Money b) { return Money::fromCents(a.cents() + b.cents()); }
Money operator-(Money a, Money b) { return Money::fromCents(a.cents() - b.cents()); }

} // namespace alluse::domain
