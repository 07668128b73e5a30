#include "validation/timeline.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace alluse::validation {

using nlohmann::json;

std::uint64_t Cell::errorCount() const {
    std::uint64_t sum = 0;
    for (const auto& [kind, count] : errors) sum += count;
    return sum;
}

void Cell::merge(const Cell& other) {
    corrected.merge(other.corrected);
    plain.merge(other.plain);
    for (const auto& [kind, count] : other.errors) errors[kind] += count;
    late += other.late;
    inTime += other.inTime;
}

Cell& Timeline::cell(std::size_t second, std::size_t operation) {
    if (second >= m_seconds.size()) m_seconds.resize(second + 1);
    auto& cells = m_seconds[second].cells;
    if (cells.empty()) cells.resize(m_operations);
    return cells[operation];
}

void Timeline::merge(const Timeline& other) {
    m_operations = std::max(m_operations, other.m_operations);
    for (std::size_t second = 0; second < other.m_seconds.size(); ++second)
        for (std::size_t i = 0; i < other.m_seconds[second].cells.size(); ++i)
            cell(second, i).merge(other.m_seconds[second].cells[i]);
    wakeLag.merge(other.wakeLag);
    waits += other.waits;
    lateWakes += other.lateWakes;
    inGenerator += other.inGenerator;
    inService += other.inService;
}

Cell Timeline::sum(std::size_t from, std::size_t to, std::size_t operation) const {
    Cell total;
    for (std::size_t second = from; second < std::min(to, m_seconds.size()); ++second) {
        const auto& cells = m_seconds[second].cells;
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (operation == kAll || operation == i) total.merge(cells[i]);
    }
    return total;
}

Recorder::Recorder(std::size_t operations, double answerWithinMs)
    : m_operations(operations), m_answerWithin(static_cast<std::uint64_t>(answerWithinMs * 1e6)),
      m_current(operations) {}

Cell& Recorder::cell(std::size_t operation, Nanos at) {
    return m_current.cell(static_cast<std::size_t>(std::max<Nanos>(0, at) / 1'000'000'000), operation);
}

void Recorder::answered(std::size_t operation, Nanos intended, Nanos started, Nanos ended) {
    const auto span = [](Nanos nanos) { return static_cast<std::uint64_t>(std::max<Nanos>(0, nanos)); };
    const std::lock_guard lock(m_mutex);
    Cell& cell = this->cell(operation, ended);
    cell.corrected.record(span(ended - intended));
    cell.plain.record(span(ended - started));
    if (span(ended - intended) <= m_answerWithin) ++cell.inTime;
}

void Recorder::failed(std::size_t operation, std::string_view kind, Nanos ended) {
    const std::lock_guard lock(m_mutex);
    auto& errors = cell(operation, ended).errors;
    const auto found = errors.find(kind);
    if (found != errors.end()) ++found->second;
    else errors.emplace(kind, 1);
}

void Recorder::late(std::size_t operation, Nanos at) {
    const std::lock_guard lock(m_mutex);
    ++cell(operation, at).late;
}

void Recorder::woke(Nanos lag) {
    const std::lock_guard lock(m_mutex);
    m_current.wakeLag.record(static_cast<std::uint64_t>(std::max<Nanos>(0, lag)));
    ++m_current.waits;
    if (lag > kWakeLagMax) ++m_current.lateWakes;
}

void Recorder::spent(Nanos inGenerator, Nanos inService) {
    const std::lock_guard lock(m_mutex);
    m_current.inGenerator += inGenerator;
    m_current.inService += inService;
}

Timeline Recorder::take() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_current, Timeline(m_operations));
}

json histogramJson(const metrics::Histogram& histogram) {
    json buckets = json::array();
    histogram.forEachBucket([&](metrics::BucketPosition at, std::uint64_t times) {
        buckets.push_back(at.block * metrics::kBlockSteps + at.step);
        buckets.push_back(times);
    });
    return {{"sum", histogram.sum()}, {"max", histogram.max()}, {"buckets", std::move(buckets)}};
}

metrics::Histogram histogramOf(const json& value) {
    metrics::Histogram histogram;
    const auto& buckets = value.at("buckets");
    for (std::size_t i = 0; i + 1 < buckets.size(); i += 2) {
        const auto position = buckets[i].get<std::size_t>();
        if (position >= metrics::kBlockCount * metrics::kBlockSteps) continue;
        histogram.addToBucket({position / metrics::kBlockSteps, position % metrics::kBlockSteps},
                              buckets[i + 1].get<std::uint64_t>());
    }
    histogram.addToSum(value.at("sum").get<std::uint64_t>());
    histogram.raiseMax(value.at("max").get<std::uint64_t>());
    return histogram;
}

json timelineJson(const Timeline& timeline) {
    json seconds = json::array();
    for (std::size_t second = 0; second < timeline.seconds(); ++second) {
        json cells = json::array();
        for (const Cell& cell : timeline.at(second).cells)
            cells.push_back({{"corrected", histogramJson(cell.corrected)},
                             {"plain", histogramJson(cell.plain)},
                             {"errors", cell.errors},
                             {"late", cell.late},
                             {"inTime", cell.inTime}});
        seconds.push_back(std::move(cells));
    }
    return {{"operations", timeline.operations()}, {"seconds", std::move(seconds)},
            {"wakeLag", histogramJson(timeline.wakeLag)}, {"waits", timeline.waits},
            {"lateWakes", timeline.lateWakes}, {"inGenerator", timeline.inGenerator},
            {"inService", timeline.inService}};
}

Timeline timelineOf(const json& value) {
    Timeline timeline(value.at("operations").get<std::size_t>());
    const auto& seconds = value.at("seconds");
    for (std::size_t second = 0; second < seconds.size(); ++second)
        for (std::size_t i = 0; i < std::min(seconds[second].size(), timeline.operations()); ++i) {
            Cell& cell = timeline.cell(second, i);
            const json& from = seconds[second][i];
            cell.corrected = histogramOf(from.at("corrected"));
            cell.plain = histogramOf(from.at("plain"));
            cell.errors = from.at("errors").get<decltype(cell.errors)>();
            cell.late = from.at("late").get<std::uint64_t>();
            cell.inTime = from.at("inTime").get<std::uint64_t>();
        }
    timeline.wakeLag = histogramOf(value.at("wakeLag"));
    timeline.waits = value.at("waits").get<std::uint64_t>();
    timeline.lateWakes = value.at("lateWakes").get<std::uint64_t>();
    timeline.inGenerator = value.at("inGenerator").get<Nanos>();
    timeline.inService = value.at("inService").get<Nanos>();
    return timeline;
}

} // namespace alluse::validation
