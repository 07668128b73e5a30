#pragma once
// What happened, second by second: histograms that merge across threads and processes, so that
// nothing is ever averaged.

#include "metrics/histogram.h"
#include "validation/load_clock.h"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace alluse::validation {

// One operation in one second (of its end), or in any stretch of seconds.
struct Cell {
    metrics::Histogram corrected; // nanoseconds from the intended start
    metrics::Histogram plain;     // from the real start
    std::map<std::string, std::uint64_t, std::less<>> errors; // by kind; their time counts in no histogram
    std::uint64_t late = 0;       // began after they were due because every worker was busy
    std::uint64_t inTime = 0;     // answered within the scenario's time

    [[nodiscard]] std::uint64_t errorCount() const;
    [[nodiscard]] std::uint64_t tried() const { return corrected.count() + errorCount(); }
    void merge(const Cell& other);
};

// Dropped arrivals are errors of this kind.
inline constexpr std::string_view kDropped = "DROPPED";

struct Second {
    std::vector<Cell> cells; // by position in the mix
};

class Timeline {
public:
    explicit Timeline(std::size_t operations = 0) : m_operations(operations) {}

    [[nodiscard]] std::size_t operations() const { return m_operations; }
    [[nodiscard]] std::size_t seconds() const { return m_seconds.size(); }
    [[nodiscard]] const Second& at(std::size_t second) const { return m_seconds[second]; }
    Cell& cell(std::size_t second, std::size_t operation);
    void merge(const Timeline& other);
    // All of [from, to), one operation, or all operations when `operation` is npos.
    static constexpr std::size_t kAll = static_cast<std::size_t>(-1);
    [[nodiscard]] Cell sum(std::size_t from, std::size_t to, std::size_t operation = kAll) const;

    metrics::Histogram wakeLag;    // of the generator, after each wait
    std::uint64_t waits = 0, lateWakes = 0; // of them, later than kWakeLagMax
    Nanos inGenerator = 0, inService = 0;   // of all workers, where their time went

private:
    std::size_t m_operations;
    std::vector<Second> m_seconds;
};

// A worker that wakes later than this after its wait blames the generator: ten times what an idle
// machine needs (a parked thread runs again after 16–28 µs, plus 50 µs of timer slack).
inline constexpr Nanos kWakeLagMax = 1'000'000;

// One worker's recording; the coordinator takes what is finished while the worker goes on.
class Recorder {
public:
    Recorder(std::size_t operations, double answerWithinMs);
    void answered(std::size_t operation, Nanos intended, Nanos started, Nanos ended);
    void failed(std::size_t operation, std::string_view kind, Nanos ended);
    void late(std::size_t operation, Nanos at);
    void woke(Nanos lag);
    void spent(Nanos inGenerator, Nanos inService);
    [[nodiscard]] Timeline take();

private:
    Cell& cell(std::size_t operation, Nanos at);
    std::mutex m_mutex; // guards m_current
    std::size_t m_operations;
    std::uint64_t m_answerWithin;
    Timeline m_current;
};

[[nodiscard]] nlohmann::json histogramJson(const metrics::Histogram& histogram);
[[nodiscard]] metrics::Histogram histogramOf(const nlohmann::json& json);
[[nodiscard]] nlohmann::json timelineJson(const Timeline& timeline);
[[nodiscard]] Timeline timelineOf(const nlohmann::json& json); // throws json exceptions

} // namespace alluse::validation
