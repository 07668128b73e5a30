#pragma once
// What a series is expected to be: one interface, three answers.

#include "alerts/sample.h"

#include <memory>
#include <string_view>

namespace alluse::alerts::anomaly {

class Baseline {
public:
    virtual ~Baseline() = default;
    // Asked before the value of that time is learned, so that an error is an honest one.
    [[nodiscard]] virtual double expected(std::int64_t timeMs) const = 0;
    virtual void learn(std::int64_t timeMs, double value) = 0;
    // The level moved for good; keep the shape.
    virtual void accept(double level) = 0;
    // Its errors may be collected, and later it may be relied on.
    [[nodiscard]] virtual bool canPredict() const = 0;
    [[nodiscard]] virtual bool isTrained() const = 0;
    [[nodiscard]] virtual std::string_view name() const = 0;
};

// The median of the latest 1,024 values: stands still, sees slow drifts.
[[nodiscard]] std::unique_ptr<Baseline> makeMedianBaseline();
// An exponentially weighted mean over samples (Roberts, Technometrics 1, 1959): follows.
[[nodiscard]] std::unique_ptr<Baseline> makeExponentialBaseline(double halfLifeSamples);
// A profile over the hours of a day or of a week on top of a slow level. Predicts after one period
// and is relied on after two days, or three weeks.
[[nodiscard]] std::unique_ptr<Baseline> makeDailyBaseline();
[[nodiscard]] std::unique_ptr<Baseline> makeWeeklyBaseline();

} // namespace alluse::alerts::anomaly
