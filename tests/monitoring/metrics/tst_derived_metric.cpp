#include "metrics/derived_metric.h"

#include <gtest/gtest.h>

#include <map>

using namespace alluse::metrics;

namespace {

std::optional<double> valueOf(std::string_view text, const std::map<std::string, double>& values) {
    const auto derived = DerivedMetric::parse({"d"}, text);
    if (!derived) return std::nullopt;
    return derived->evaluate([&](const DerivedMetric::Operand& operand) -> std::optional<double> {
        const auto at = values.find(operand.metric + operand.labels.text());
        if (at == values.end()) return std::nullopt;
        return at->second;
    });
}

} // namespace

TEST(DerivedMetric, computesAHitRate) {
    EXPECT_EQ(valueOf("cache.hits / (cache.hits + cache.misses)",
                      {{"cache.hits", 3}, {"cache.misses", 1}}),
              0.75);
}

TEST(DerivedMetric, followsPrecedenceAndLeftToRight) {
    EXPECT_EQ(valueOf("10 - 2 - 3", {}), 5.0);
    EXPECT_EQ(valueOf("2 + 3 * 4 / 6", {}), 4.0);
    EXPECT_EQ(valueOf("100*(1-a)", {{"a", 0.25}}), 75.0);
}

TEST(DerivedMetric, readsLabels) {
    EXPECT_EQ(valueOf("a{level=L1, kind=x y} + 1", {{"akind=x y,level=L1", 2}}), 3.0);
}

TEST(DerivedMetric, isAbsentWithoutAnOperandOrOnDivisionByZero) {
    EXPECT_EQ(valueOf("a + b", {{"a", 1}}), std::nullopt);
    EXPECT_EQ(valueOf("a / b", {{"a", 1}, {"b", 0}}), std::nullopt);
}

TEST(DerivedMetric, namesTheMistake) {
    for (const std::string_view text :
         {"", "a +", "(a", "a b", "a{x}", "a{x=1", "*a", "1..2.3.4x", ")"}) {
        std::string error;
        EXPECT_FALSE(DerivedMetric::parse({"d"}, text, &error)) << text;
        EXPECT_NE(error.find("at position"), std::string::npos) << text;
    }
    EXPECT_FALSE(DerivedMetric::parse({"d"}, std::string(10'000, '(')));
}
