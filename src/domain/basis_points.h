#pragma once
// BasisPoints: a percentage as an integer; 10,000 = 100 %.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace alluse::domain {

class BasisPoints {
public:
    static constexpr std::int32_t kWhole = 10'000;

    constexpr BasisPoints() = default;
    constexpr explicit BasisPoints(std::int32_t value) : m_value(value) {}
    static constexpr BasisPoints fromPercent(std::int32_t percent) {
        return BasisPoints(percent * 100);
    }
    // "5", "1.25": percent with at most two decimals.
    static std::optional<BasisPoints> parsePercent(std::string_view text,
                                                   char decimalSeparator = '.');

    [[nodiscard]] constexpr std::int32_t value() const { return m_value; }
    // "5", "1.5", "33.33": percent without trailing zeros.
    [[nodiscard]] std::string percentText() const;
    constexpr auto operator<=>(const BasisPoints&) const = default;

private:
    std::int32_t m_value = 0;
};

} // namespace alluse::domain
