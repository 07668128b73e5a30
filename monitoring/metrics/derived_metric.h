#pragma once
// A metric computed from others, e.g. `cache.hits / (cache.hits + cache.misses)`.

#include "metrics/metric_types.h"

#include <functional>
#include <optional>

namespace alluse::metrics {

// Grammar: numbers, + - * /, brackets, and metrics written as `group.name` or
// `group.name{label=value,label=value}`. Immutable after parsing, so any thread may evaluate.
class DerivedMetric {
public:
    struct Operand {
        std::string metric;
        Labels labels; // empty: all series of the metric together
    };
    using Lookup = std::function<std::optional<double>(const Operand&)>;

    // Nothing when the text is not an expression; `error`, if given, then names the place.
    [[nodiscard]] static std::optional<DerivedMetric> parse(MetricDescription description,
                                                            std::string_view expression,
                                                            std::string* error = nullptr);

    [[nodiscard]] const MetricDescription& description() const { return m_description; }
    [[nodiscard]] const std::vector<Operand>& operands() const { return m_operands; }
    // Nothing when an operand is missing or a division is by zero: a gap, not a zero.
    [[nodiscard]] std::optional<double> evaluate(const Lookup& valueOf) const;

private:
    friend class ExpressionParser;

    enum class Step { Number, Operand, Add, Subtract, Multiply, Divide };
    struct Instruction {
        Step step;
        double number = 0.0;
        std::size_t operand = 0;
    };

    MetricDescription m_description;
    std::vector<Operand> m_operands;
    std::vector<Instruction> m_program; // reverse Polish
};

} // namespace alluse::metrics
