#pragma once
// Series of different character with incidents planted in them, to tune on some and judge on others.

#include "alerts/sample.h"

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace alluse::tests {

enum class IncidentKind { Spike, Shift, Drift, Noise, Flatline };

struct Incident {
    IncidentKind kind = IncidentKind::Spike;
    std::int64_t fromMs = 0;
    std::int64_t toMs = 0;
};

struct GeneratedSeries {
    std::string family;
    std::vector<alerts::Sample> samples;
    std::vector<Incident> incidents; // ascending, all after the first 15 % of the series
    bool isSeasonal = false;
};

// Families that the defaults were tuned on, and families that only judge them.
[[nodiscard]] const std::vector<std::string_view>& tuningFamilies();
[[nodiscard]] const std::vector<std::string_view>& judgingFamilies();
[[nodiscard]] std::string_view nameOf(IncidentKind kind);

// Two weeks of a family with zero to three incidents of 3 to 10 times its usual short-term spread.
[[nodiscard]] GeneratedSeries generate(std::string_view family, unsigned seed);

// n values of x(t) = phi x(t-1) + e(t) with unit variance of x.
[[nodiscard]] std::vector<double> autocorrelated(std::size_t n, double phi, std::mt19937_64& random);

} // namespace alluse::tests
