#include "monitoring/alerts/series_generators.h"

#include "alerts/statistics/robust.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numbers>

namespace alluse::tests {

namespace {

using alerts::kDayMs;
using alerts::kHourMs;
using alerts::kMinuteMs;
using Random = std::mt19937_64;

constexpr std::int64_t kStartMs = 1'391'385'600'000; // a Monday, 00:00 UTC
constexpr std::int64_t kLengthMs = 14 * kDayMs;

double uniform(Random& random, double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
}
double normal(Random& random) { return std::normal_distribution<double>()(random); }

// Sine of the day with its peak at the given hour.
double daily(std::int64_t timeMs, double peakHour) {
    const double hour = static_cast<double>(timeMs % kDayMs) / static_cast<double>(kHourMs);
    return std::cos((hour - peakHour) / 24.0 * 2.0 * std::numbers::pi);
}
bool isWeekend(std::int64_t timeMs) { return ((timeMs / kDayMs) + 3) % 7 >= 5; }

struct Clock { // of a family
    std::int64_t stepMs = 5 * kMinuteMs;
    double jitter = 0.0; // share of the step
};

struct Family {
    Clock clock;
    bool isSeasonal;
    bool isNeverNegative;
    // Makes the value function of one series.
    std::function<std::function<double(std::int64_t)>(Random&)> make;
};

// A slowly forgetting state, owned by the closure that uses it.
struct Ar {
    double phi;
    double value = 0.0;
    double next(Random& random) {
        value = phi * value + std::sqrt(1.0 - phi * phi) * normal(random);
        return value;
    }
};

std::map<std::string_view, Family> makeFamilies() {
    std::map<std::string_view, Family> all;
    all["cpu-flat"] = {{}, false, true, [](Random& r) {
        const double level = uniform(r, 2.0, 60.0);
        const double noise = level * uniform(r, 0.01, 0.15);
        return [&r, level, noise, ar = Ar{uniform(r, 0.0, 0.8)}](std::int64_t) mutable {
            const double blip = uniform(r, 0, 1) < 0.004 ? noise * uniform(r, 2, 5) : 0.0;
            return level + noise * ar.next(r) + blip;
        };
    }};
    all["web-requests"] = {{}, true, true, [](Random& r) {
        const double level = uniform(r, 50.0, 900.0);
        const double swing = uniform(r, 0.3, 0.8);
        const double weekend = uniform(r, 0.6, 1.0);
        const double peak = uniform(r, 10, 20);
        const double noise = uniform(r, 0.05, 0.3);
        return [=, &r](std::int64_t t) {
            const double base = level * (1.0 + swing * daily(t, peak)) * (isWeekend(t) ? weekend : 1.0);
            return base * std::exp(noise * normal(r));
        };
    }};
    all["bursty-disk"] = {{}, false, true, [](Random& r) {
        const double rate = uniform(r, 0.01, 0.15);
        const double size = uniform(r, 1e3, 1e6);
        return [=, &r, left = 0](std::int64_t) mutable {
            if (left == 0 && uniform(r, 0, 1) < rate)
                left = std::uniform_int_distribution<int>(1, 4)(r);
            if (left == 0) return uniform(r, 0, 1) < 0.5 ? 0.0 : size * 0.002 * uniform(r, 0, 1);
            --left;
            return size * std::exp(0.6 * normal(r));
        };
    }};
    all["latency"] = {{}, false, true, [](Random& r) {
        const double level = uniform(r, 5.0, 50.0);
        const double noise = uniform(r, 0.05, 0.25);
        return [=, &r, ar = Ar{uniform(r, 0.2, 0.9)}](std::int64_t) mutable {
            const double tail = uniform(r, 0, 1) < 0.01 ? std::exp(std::abs(normal(r))) : 1.0;
            return level * std::exp(noise * ar.next(r)) * tail;
        };
    }};
    all["mentions"] = {{}, true, true, [](Random& r) {
        const double level = uniform(r, 3.0, 60.0);
        const double swing = uniform(r, 0.2, 0.7);
        return [=, &r, echo = 0.0](std::int64_t t) mutable {
            echo *= 0.7;
            if (uniform(r, 0, 1) < 0.003) echo += level * uniform(r, 1.0, 4.0);
            const double rate = level * (1.0 + swing * daily(t, 18)) + echo;
            return static_cast<double>(std::poisson_distribution<int>(rate)(r));
        };
    }};
    all["slow-process"] = {{}, false, false, [](Random& r) {
        const double level = uniform(r, 50.0, 100.0);
        const double noise = uniform(r, 1.0, 5.0);
        return [=, &r, slow = Ar{uniform(r, 0.99, 0.998)}](std::int64_t) mutable {
            return level + noise * slow.next(r) + 0.1 * noise * normal(r);
        };
    }};

    all["rides"] = {{30 * kMinuteMs, 0.0}, true, true, [](Random& r) {
        const double level = uniform(r, 5e3, 2e4);
        const double noise = uniform(r, 0.03, 0.08);
        return [=, &r, ar = Ar{0.7}](std::int64_t t) mutable {
            const double h = static_cast<double>(t % kDayMs) / static_cast<double>(kHourMs);
            const double humps = std::exp(-std::pow((h - 8.5) / 2.0, 2)) +
                                 1.3 * std::exp(-std::pow((h - 19.0) / 3.0, 2));
            const double shape = 0.15 + humps * (isWeekend(t) ? 0.7 : 1.0) +
                                 (isWeekend(t) && h < 4 ? 0.6 : 0.0);
            return level * shape * std::exp(noise * ar.next(r));
        };
    }};
    all["machine-heat"] = {{}, false, false, [](Random& r) {
        return [&r, slow = Ar{0.9985}, quick = Ar{0.9}](std::int64_t t) mutable {
            return 85.0 + 6.0 * slow.next(r) + 1.2 * quick.next(r) + 1.5 * daily(t, 15);
        };
    }};
    all["cron-load"] = {{}, false, true, [](Random& r) {
        const auto period = std::uniform_int_distribution<int>(7, 48)(r);
        const double level = uniform(r, 5, 20);
        const double height = level * uniform(r, 1.0, 4.0);
        return [=, &r, at = 0](std::int64_t) mutable {
            const bool isOn = at++ % period < 2;
            return level + 0.1 * level * normal(r) + (isOn ? height * uniform(r, 0.7, 1.2) : 0.0);
        };
    }};
    all["queue-depth"] = {{}, true, true, [](Random& r) {
        const double load = uniform(r, 0.5, 0.75);
        return [=, &r, depth = 0.0](std::int64_t t) mutable {
            const double arrivals = 20.0 * (load + 0.2 * daily(t, 14));
            depth += std::poisson_distribution<int>(arrivals)(r);
            depth -= std::min<double>(depth, std::poisson_distribution<int>(20.0)(r));
            return depth;
        };
    }};
    all["ad-price"] = {{kHourMs, 0.0}, true, true, [](Random& r) {
        const double level = uniform(r, 0.05, 2.0);
        return [=, &r, tail = std::student_t_distribution<double>(4.0)](std::int64_t t) mutable {
            return std::max(0.0, level * (1.0 + 0.2 * daily(t, 12) + 0.12 * tail(r)));
        };
    }};
    all["memory-saw"] = {{}, false, true, [](Random& r) {
        const double floor = uniform(r, 200, 800);
        const double top = floor * uniform(r, 1.3, 2.0);
        const double rate = (top - floor) / uniform(r, 30, 150);
        return [=, &r, held = floor](std::int64_t) mutable {
            held += rate * uniform(r, 0.4, 1.6);
            if (held > top * uniform(r, 0.93, 1.0)) held = floor * uniform(r, 0.95, 1.1);
            return held + 0.004 * floor * normal(r);
        };
    }};
    all["road-occupancy"] = {{7 * kMinuteMs, 0.6}, true, true, [](Random& r) {
        const double level = uniform(r, 4, 10);
        return [=, &r, ar = Ar{0.6}](std::int64_t t) mutable {
            const double h = static_cast<double>(t % kDayMs) / static_cast<double>(kHourMs);
            const double rush = std::exp(-std::pow((h - 8) / 1.5, 2)) + std::exp(-std::pow((h - 17) / 2.0, 2));
            const double base = level * (0.3 + 0.4 * (1 + daily(t, 14)) + (isWeekend(t) ? 0.1 : 1.0) * rush);
            return std::max(0.0, base * (1.0 + 0.18 * ar.next(r)));
        };
    }};
    return all;
}

const std::map<std::string_view, Family>& families() {
    static const auto all = makeFamilies();
    return all;
}

// Spread of a value against the ones around it, season and slow wandering left aside.
double shortSpread(const std::vector<alerts::Sample>& samples) {
    std::vector<double> errors;
    for (std::size_t i = 24; i < samples.size(); ++i) {
        double mean = 0.0;
        for (std::size_t j = i - 24; j < i; ++j) mean += samples[j].value / 24.0;
        errors.push_back(samples[i].value - mean);
    }
    return alerts::statistics::robustScale(errors).spread;
}

void plant(GeneratedSeries& series, IncidentKind kind, std::size_t at, std::size_t length, double size,
           double noise, Random& random) {
    auto& samples = series.samples;
    const auto end = std::min(at + length, samples.size());
    const double frozen = samples[at].value;
    for (std::size_t i = at; i < end; ++i) {
        const double share = static_cast<double>(i - at + 1) / static_cast<double>(length);
        auto& value = samples[i].value;
        switch (kind) {
        case IncidentKind::Spike:
        case IncidentKind::Shift: value += size; break;
        case IncidentKind::Drift: value += size * share; break;
        case IncidentKind::Noise: value += std::abs(size) * 0.5 * normal(random); break;
        case IncidentKind::Flatline: value = frozen + 1e-6 * noise; break;
        }
    }
    series.incidents.push_back({kind, samples[at].timeMs, samples[end - 1].timeMs});
}

} // namespace

std::string_view nameOf(IncidentKind kind) {
    switch (kind) {
    case IncidentKind::Spike: return "spike";
    case IncidentKind::Shift: return "shift";
    case IncidentKind::Drift: return "drift";
    case IncidentKind::Noise: return "noise";
    case IncidentKind::Flatline: return "flatline";
    }
    return "?";
}

const std::vector<std::string_view>& tuningFamilies() {
    static const std::vector<std::string_view> names{"cpu-flat", "web-requests", "bursty-disk",
                                                     "latency",  "mentions",     "slow-process"};
    return names;
}

const std::vector<std::string_view>& judgingFamilies() {
    static const std::vector<std::string_view> names{"rides",    "machine-heat", "cron-load",
                                                     "queue-depth", "ad-price",  "memory-saw",
                                                     "road-occupancy"};
    return names;
}

GeneratedSeries generate(std::string_view family, unsigned seed) {
    const auto& made = families().at(family);
    Random random(seed);
    GeneratedSeries series{std::string(family), {}, {}, made.isSeasonal};
    auto value = made.make(random);
    for (std::int64_t t = kStartMs; t < kStartMs + kLengthMs;) {
        series.samples.push_back({t, value(t), {}});
        const double jitter = made.clock.jitter * uniform(random, -1.0, 1.0);
        t += static_cast<std::int64_t>(static_cast<double>(made.clock.stepMs) * (1.0 + jitter));
    }
    const double spread = shortSpread(series.samples);
    const auto count = static_cast<std::size_t>(std::uniform_int_distribution<int>(0, 3)(random));
    const auto n = series.samples.size();
    const auto stretch = n * 80 / 100 / std::max<std::size_t>(count, 1);
    for (std::size_t i = 0; i < count; ++i) {
        const auto kind = static_cast<IncidentKind>(std::uniform_int_distribution<int>(0, 4)(random));
        const auto at = n * 18 / 100 + i * stretch +
                        static_cast<std::size_t>(uniform(random, 0.0, 0.5) * static_cast<double>(stretch));
        const auto length = kind == IncidentKind::Spike
                                ? static_cast<std::size_t>(std::uniform_int_distribution<int>(1, 6)(random))
                                : n * static_cast<std::size_t>(std::uniform_int_distribution<int>(2, 5)(random)) / 100;
        const double size = spread * uniform(random, 3.0, 10.0) * (kind == IncidentKind::Spike ? 1.5 : 1.0);
        plant(series, kind, at, length, uniform(random, 0, 1) < 0.75 ? size : -size, spread, random);
    }
    if (made.isNeverNegative)
        for (auto& sample : series.samples) sample.value = std::max(sample.value, 0.0);
    return series;
}

std::vector<double> autocorrelated(std::size_t n, double phi, std::mt19937_64& random) {
    std::vector<double> values(n);
    double value = normal(random);
    for (auto& out : values) {
        out = value;
        value = phi * value + std::sqrt(1.0 - phi * phi) * normal(random);
    }
    return values;
}

} // namespace alluse::tests
