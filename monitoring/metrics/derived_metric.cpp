#include "metrics/derived_metric.h"

#include <charconv>

namespace alluse::metrics {

namespace {

constexpr int kNestingMax = 32; // a typed expression stays far below; bounds the recursion

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isIdStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool isIdPart(char c) { return isIdStart(c) || isDigit(c) || c == '.'; }

} // namespace

// Recursive descent: sum → product → factor; appends the program of a DerivedMetric.
class ExpressionParser {
public:
    ExpressionParser(std::string_view text, DerivedMetric& target)
        : m_text(text), m_target(target) {}

    bool parse() {
        if (!parseSum()) return false;
        skipSpaces();
        return m_at == m_text.size() || fail("unexpected text");
    }
    [[nodiscard]] const std::string& error() const { return m_error; }

private:
    using Step = DerivedMetric::Step;

    bool parseSum() {
        if (++m_nesting > kNestingMax) return fail("too deeply nested");
        if (!parseProduct()) return false;
        for (char op = next(); op == '+' || op == '-'; op = next()) {
            ++m_at;
            if (!parseProduct()) return false;
            emit(op == '+' ? Step::Add : Step::Subtract);
        }
        --m_nesting;
        return true;
    }

    bool parseProduct() {
        if (!parseFactor()) return false;
        for (char op = next(); op == '*' || op == '/'; op = next()) {
            ++m_at;
            if (!parseFactor()) return false;
            emit(op == '*' ? Step::Multiply : Step::Divide);
        }
        return true;
    }

    bool parseFactor() {
        const char first = next();
        if (first == '(') {
            ++m_at;
            if (!parseSum()) return false;
            if (next() != ')') return fail("a closing bracket is missing");
            ++m_at;
            return true;
        }
        if (isDigit(first)) return parseNumber();
        if (isIdStart(first)) return parseOperand();
        return fail("a metric or a number is missing");
    }

    bool parseNumber() {
        double number = 0.0;
        const char* begin = m_text.data() + m_at;
        const auto [end, code] = std::from_chars(begin, m_text.data() + m_text.size(), number);
        if (code != std::errc{}) return fail("not a number");
        m_at += static_cast<std::size_t>(end - begin);
        m_target.m_program.push_back({Step::Number, number, 0});
        return true;
    }

    bool parseOperand() {
        DerivedMetric::Operand operand{take(isIdPart), {}};
        if (m_at < m_text.size() && m_text[m_at] == '{') {
            ++m_at;
            if (!parseLabels(operand.labels)) return false;
        }
        m_target.m_program.push_back({Step::Operand, 0.0, m_target.m_operands.size()});
        m_target.m_operands.push_back(std::move(operand));
        return true;
    }

    bool parseLabels(Labels& labels) {
        std::vector<Labels::Pair> pairs;
        do {
            next();
            std::string name = take(isIdPart);
            if (name.empty() || next() != '=') return fail("a label needs the form name=value");
            ++m_at;
            std::string value = take([](char c) { return c != ',' && c != '}'; });
            pairs.emplace_back(std::move(name), std::move(value));
        } while (next() == ',' && ++m_at);
        if (next() != '}') return fail("a closing brace is missing");
        ++m_at;
        labels = Labels(std::move(pairs));
        return true;
    }

    template <typename Accepts>
    std::string take(Accepts accepts) {
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && accepts(m_text[m_at])) ++m_at;
        return std::string(m_text.substr(begin, m_at - begin));
    }

    // The next character that is not a space, or 0 at the end.
    char next() {
        skipSpaces();
        return m_at < m_text.size() ? m_text[m_at] : '\0';
    }
    void skipSpaces() {
        while (m_at < m_text.size() && m_text[m_at] == ' ') ++m_at;
    }
    void emit(Step step) { m_target.m_program.push_back({step, 0.0, 0}); }
    bool fail(std::string_view why) {
        m_error = std::string(why) + " at position " + std::to_string(m_at + 1);
        return false;
    }

    std::string_view m_text;
    DerivedMetric& m_target;
    std::size_t m_at = 0;
    int m_nesting = 0;
    std::string m_error;
};

std::optional<DerivedMetric> DerivedMetric::parse(MetricDescription description,
                                                  std::string_view expression,
                                                  std::string* error) {
    DerivedMetric derived;
    derived.m_description = std::move(description);
    ExpressionParser parser(expression, derived);
    if (parser.parse()) return derived;
    if (error) *error = parser.error();
    return std::nullopt;
}

std::optional<double> DerivedMetric::evaluate(const Lookup& valueOf) const {
    std::vector<double> stack;
    const auto apply = [&](auto operation) {
        const double right = stack.back();
        stack.pop_back();
        stack.back() = operation(stack.back(), right);
    };
    for (const Instruction& instruction : m_program) {
        switch (instruction.step) {
        case Step::Number: stack.push_back(instruction.number); break;
        case Step::Operand: {
            const auto value = valueOf(m_operands[instruction.operand]);
            if (!value) return std::nullopt;
            stack.push_back(*value);
            break;
        }
        case Step::Add: apply([](double a, double b) { return a + b; }); break;
        case Step::Subtract: apply([](double a, double b) { return a - b; }); break;
        case Step::Multiply: apply([](double a, double b) { return a * b; }); break;
        case Step::Divide:
            if (stack.back() == 0.0) return std::nullopt;
            apply([](double a, double b) { return a / b; });
            break;
        }
    }
    return stack.back();
}

} // namespace alluse::metrics
