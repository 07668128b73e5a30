#include "support/cache_traces.h"

#include "domain/seeded_random.h"

#include <algorithm>
#include <cmath>

namespace alluse::tests {
namespace {

using domain::SeededRandom;

double unit(SeededRandom& random) {
    return static_cast<double>(random.next() >> 11U) * 0x1.0p-53;
}

// Ranks 0 … keys − 1, rank r as often as 1 / (r + 1)^exponent.
class Zipf {
public:
    Zipf(std::size_t keys, double exponent) : m_sums(keys) {
        double sum = 0;
        for (std::size_t rank = 0; rank < keys; ++rank)
            m_sums[rank] = sum += std::pow(static_cast<double>(rank + 1), -exponent);
    }
    TraceKey draw(SeededRandom& random) const {
        const auto place = std::ranges::upper_bound(m_sums, unit(random) * m_sums.back());
        return static_cast<TraceKey>(
            std::min<std::ptrdiff_t>(place - m_sums.begin(), std::ssize(m_sums) - 1));
    }

private:
    std::vector<double> m_sums;
};

using Trace = std::vector<TraceKey>;

Trace zipf(const TraceRequest& request, double exponent) {
    SeededRandom random(request.seed);
    const Zipf ranks(request.keys, exponent);
    Trace trace(request.requests);
    for (TraceKey& key : trace)
        key = ranks.draw(random);
    return trace;
}

Trace scans(const TraceRequest& request) {
    SeededRandom random(request.seed);
    const Zipf ranks(request.keys, 0.99);
    const auto length = static_cast<std::int64_t>(std::max<std::size_t>(request.keys / 20, 1));
    const std::int64_t between = 4 * length; // so that one request in five belongs to a scan
    Trace trace;
    while (trace.size() < request.requests) {
        for (std::int64_t i = 0; i < between; ++i)
            trace.push_back(ranks.draw(random));
        const std::int64_t start = random.below(static_cast<std::int64_t>(request.keys));
        for (std::int64_t i = 0; i < length; ++i)
            trace.push_back(
                static_cast<TraceKey>(static_cast<std::size_t>(start + i) % request.keys));
    }
    trace.resize(request.requests);
    return trace;
}

Trace loop(const TraceRequest& request, std::size_t length) {
    Trace trace(request.requests);
    for (std::size_t i = 0; i < trace.size(); ++i)
        trace[i] = static_cast<TraceKey>(i % length);
    return trace;
}

Trace drift(const TraceRequest& request) {
    SeededRandom random(request.seed);
    const Zipf ranks(request.keys, 0.99);
    Trace trace(request.requests);
    // Over the whole trace the most popular key becomes another one for each fifth of the keys.
    for (std::size_t i = 0; i < trace.size(); ++i) {
        const std::size_t moved = i * (request.keys / 5) / trace.size();
        trace[i] = static_cast<TraceKey>((ranks.draw(random) + moved) % request.keys);
    }
    return trace;
}

Trace change(const TraceRequest& request) {
    Trace trace = zipf(request, 0.99);
    const std::size_t half = trace.size() / 2, length = std::max<std::size_t>(request.keys / 8, 1);
    for (std::size_t i = half; i < trace.size(); ++i)
        trace[i] = static_cast<TraceKey>(request.keys + (i - half) % length);
    return trace;
}

Trace session(const TraceRequest& request) {
    SeededRandom random(request.seed);
    const Zipf families(request.keys / 4 + 1, 0.9);
    Trace trace;
    while (trace.size() < request.requests) {
        const auto family = families.draw(random);
        if (random.oneIn(12)) { // pages through a list
            const auto start =
                static_cast<TraceKey>(random.below(static_cast<std::int64_t>(request.keys)));
            for (TraceKey i = 0; i < 100; ++i)
                trace.push_back(static_cast<TraceKey>((start + i) % request.keys));
        }
        // Works on one family for a while.
        for (std::int64_t i = random.between(3, 15); i > 0; --i)
            trace.push_back(static_cast<TraceKey>(
                (family * 4 + static_cast<TraceKey>(random.below(4))) % request.keys));
    }
    trace.resize(request.requests);
    return trace;
}

} // namespace

const std::vector<std::string_view>& traceKinds() {
    static const std::vector<std::string_view> kinds{
        "zipf-0.80", "zipf-0.99", "zipf-1.10", "scan", "loop", "drift", "change", "session"};
    return kinds;
}

std::vector<TraceKey> makeTrace(const TraceRequest& request) {
    if (request.keys == 0) return {};
    if (request.kind == "zipf-0.80") return zipf(request, 0.80);
    if (request.kind == "zipf-0.99") return zipf(request, 0.99);
    if (request.kind == "zipf-1.10") return zipf(request, 1.10);
    if (request.kind == "scan") return scans(request);
    if (request.kind == "loop") return loop(request, std::max<std::size_t>(request.keys / 4, 1));
    if (request.kind == "drift") return drift(request);
    if (request.kind == "change") return change(request);
    if (request.kind == "session") return session(request);
    return {};
}

} // namespace alluse::tests
