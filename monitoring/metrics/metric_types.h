#pragma once
// What a metric is: its kind, its description, its labels.

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alluse::metrics {

enum class MetricKind {
    Counter,      // only grows; read its increase or its rate, never the raw sample
    Gauge,        // a value now
    Timer,        // durations, recorded in nanoseconds
    Distribution, // other non-negative whole values
};

// Name and value pairs that tell the series of one metric apart, sorted by name.
class Labels {
public:
    using Pair = std::pair<std::string, std::string>;

    Labels() = default;
    Labels(std::initializer_list<Pair> pairs);
    explicit Labels(std::vector<Pair> pairs);

    [[nodiscard]] const std::vector<Pair>& pairs() const { return m_pairs; }
    [[nodiscard]] bool isEmpty() const { return m_pairs.empty(); }
    // The value under `name`, or an empty view.
    [[nodiscard]] std::string_view value(std::string_view name) const;
    // `name=value,name=value`, the canonical text of the set; used as a key.
    [[nodiscard]] std::string text() const;

    friend bool operator==(const Labels&, const Labels&) = default;
    friend auto operator<=>(const Labels&, const Labels&) = default;

private:
    std::vector<Pair> m_pairs;
};

inline constexpr std::string_view kOtherLabel = "other";
// Distinct label sets of one metric; what comes later is counted under `other`.
inline constexpr std::size_t kLabelSetsMax = 32;

struct MetricDescription {
    std::string id;               // `group.name`, lower case
    MetricKind kind = MetricKind::Gauge;
    std::string unit{};           // as shown: "ms", "per second", "sessions", "%"
    std::string help{};           // one sentence for people
    std::vector<std::string> labels{};
    // Natural bounds of the value in its unit; infinite when there are none.
    double min = 0.0;
    double max = std::numeric_limits<double>::infinity();
    std::size_t labelSetsMax = kLabelSetsMax;
};

// Timers record nanoseconds and are shown in milliseconds; all other kinds are shown as recorded.
inline constexpr double kMsPerNs = 1e-6;
[[nodiscard]] constexpr double unitPerRaw(MetricKind kind) {
    return kind == MetricKind::Timer ? kMsPerNs : 1.0;
}

// Position of a series in its registry; stable while the registry lives.
using SeriesId = std::uint32_t;

struct SeriesInfo {
    SeriesId id = 0;
    std::string metric;
    MetricKind kind = MetricKind::Gauge;
    Labels labels;
    bool isOther = false; // takes what the label bound turned away
};

} // namespace alluse::metrics
