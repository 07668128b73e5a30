#include "metrics/span.h"

#include <gtest/gtest.h>

#include <stdexcept>

using namespace alluse::metrics;

namespace {

class SpanTest : public ::testing::Test {
protected:
    MetricRegistry registry;
    Timer timer = registry.timer("t");
    Counter errors = registry.counter("e");

    std::uint64_t timed() { return registry.snapshot(0).find(0)->histogram.count(); }
    std::uint64_t failed() { return registry.snapshot(0).find(1)->total; }
};

} // namespace

TEST_F(SpanTest, recordsTheTimeOfItsScope) {
    const auto before = Span::Clock::now();
    {
        const Span span(timer);
        while (Span::Clock::now() - before < std::chrono::microseconds(200)) {
        }
    }
    const auto outer = Span::Clock::now() - before;
    const Histogram histogram = registry.snapshot(0).find(0)->histogram;
    EXPECT_EQ(histogram.count(), 1u);
    EXPECT_GE(histogram.max(), 190'000u);
    EXPECT_LE(histogram.max(), static_cast<std::uint64_t>(outer.count()));
}

TEST_F(SpanTest, countsAnErrorOnlyWhenTold) {
    { const Span span(timer, errors); }
    EXPECT_EQ(failed(), 0u);
    {
        Span span(timer, errors);
        span.fail();
    }
    EXPECT_EQ(failed(), 1u);
    EXPECT_EQ(timed(), 2u);
}

TEST_F(SpanTest, countsAnErrorWhenAnExceptionLeaves) {
    EXPECT_THROW(
        {
            const Span span(timer, errors);
            throw std::runtime_error("lost");
        },
        std::runtime_error);
    EXPECT_EQ(failed(), 1u);
    EXPECT_EQ(timed(), 1u);
}

TEST_F(SpanTest, discardedSpanLeavesNoTime) {
    {
        Span span(timer);
        span.discard();
    }
    EXPECT_EQ(timed(), 0u);
}
