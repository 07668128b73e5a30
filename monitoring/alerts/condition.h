#pragma once
// What a rule sees when it looks: one interface for all kinds, driven by samples and time alone.

#include "alerts/alert_rule.h"

#include <functional>
#include <memory>

namespace alluse::alerts {

// The result of one evaluation. Levels are positions in Rule::severities().
struct Reading {
    enum class Kind { Value, Training, NoData, Error };

    Kind kind = Kind::Value;
    int entered = -1; // the highest level whose enter value is passed; -1: none
    int held = -1;    // the highest level whose clear value is not passed yet; never below entered
    std::optional<double> value{};
    std::optional<double> limit{}; // that was passed, or that is nearest
    std::string why;

    [[nodiscard]] static Reading missing(Kind kind, std::string why);
};

class Condition {
public:
    virtual ~Condition() = default;
    // Times ascend within an input. The position of the input is that of inputsOf(rule).
    virtual void observe(std::size_t input, const Sample& sample) = 0;
    // Moments ascend; all samples up to the moment have been handed in.
    [[nodiscard]] virtual Reading evaluate(Moment now) = 0;
};

// Not for composites: those read other rules, see compositeReading.
[[nodiscard]] std::unique_ptr<Condition> makeCondition(const Rule& rule);

// Nothing for a rule that has no instance yet.
using FiringLookup = std::function<std::optional<bool>(const std::string& ruleId)>;
[[nodiscard]] Reading compositeReading(const CompositeParameters& parameters,
                                       const FiringLookup& isFiring);

// The reading of a value against levels with hysteresis.
[[nodiscard]] Reading readLevels(double value, Comparison comparison,
                                 const std::vector<Level>& levels, const std::string& what);

} // namespace alluse::alerts
