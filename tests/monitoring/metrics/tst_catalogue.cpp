#include "metrics/catalogue.h"

#include <gtest/gtest.h>

#include <regex>

using namespace alluse::metrics;

TEST(Catalogue, everyMetricSaysWhatItMeans) {
    MetricRegistry registry;
    describeCatalogue(registry);
    const auto all = registry.descriptions();
    EXPECT_GT(all.size(), 30u);
    const std::regex shape("[a-z]+(\\.[a-z_]+)+");
    for (const MetricDescription& one : all) {
        EXPECT_TRUE(std::regex_match(one.id, shape)) << one.id;
        EXPECT_FALSE(one.unit.empty()) << one.id;
        EXPECT_TRUE(one.help.ends_with('.')) << one.id;
    }
}

TEST(Catalogue, handlesMatchTheDescriptions) {
    MetricRegistry registry;
    describeCatalogue(registry);
    registry.timer(ids::kTxTime, {{"type", "DEPOSIT"}}).record(std::chrono::milliseconds(1));
    registry.timer(ids::kAccountCreateTime).record(std::chrono::milliseconds(1));
    registry.gauge(ids::kAppCpu).set(1);
    EXPECT_EQ(registry.droppedCount(), 0u);
    EXPECT_EQ(registry.seriesCount(), 3u);
}
