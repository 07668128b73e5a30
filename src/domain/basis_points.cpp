#include "domain/basis_points.h"

#include "domain/money.h"

#include <limits>

namespace alluse::domain {

// A percentage with two decimals has the same shape as an amount of money: hundredths.
std::optional<BasisPoints> BasisPoints::parsePercent(std::string_view text, char decimalSeparator) {
    const auto hundredths = Money::parse(text, decimalSeparator);
    if (!hundredths) return std::nullopt;
    const std::int64_t value = hundredths->cents();
    if (value < std::numeric_limits<std::int32_t>::min() ||
        value > std::numeric_limits<std::int32_t>::max())
        return std::nullopt;
    return BasisPoints(static_cast<std::int32_t>(value));
}

std::string BasisPoints::percentText() const {
    std::string text = Money::fromCents(m_value).text();
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

} // namespace alluse::domain
