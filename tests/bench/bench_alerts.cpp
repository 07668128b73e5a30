// Figures of the statistics behind alerts: `bench_alerts trend|anomaly [seed] [runs]`, JSON.
//
// Chance is seeded, so a figure in docs/alerts.md is what this program prints.

#include "alerts/alert_rule.h"
#include "alerts/rule_json.h"
#include "alerts/statistics/autocorrelation.h"
#include "alerts/statistics/forecast.h"
#include "alerts/statistics/least_squares.h"
#include "alerts/statistics/theil_sen.h"
#include "monitoring/alerts/anomaly_scoring.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <iostream>
#include <numeric>

namespace {

using namespace alluse;
using nlohmann::ordered_json;

using Estimator = alerts::statistics::LineFit (*)(std::span<const double>, std::span<const double>);

constexpr double kSignificance = 0.05;

// The true standard error of a least-squares slope over 0..n-1 of a unit-variance AR(1) process.
double trueSlopeError(std::size_t n, double phi) {
    std::vector<double> weights(n);
    double squares = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        weights[i] = static_cast<double>(i) - (static_cast<double>(n) - 1.0) / 2.0;
        squares += weights[i] * weights[i];
    }
    return std::sqrt(alerts::statistics::quadraticForm(weights, phi)) / squares;
}

ordered_json trendRow(Estimator estimator, std::size_t n, double phi, unsigned seed, int runs) {
    std::mt19937_64 random(seed);
    std::vector<double> times(n);
    std::iota(times.begin(), times.end(), 0.0);
    int falseAlarms = 0;
    int found = 0;
    double covered = 0.0;
    const std::size_t ahead = n / 2; // how far the forecast is held against what comes
    for (int run = 0; run < runs; ++run) {
        auto values = tests::autocorrelated(n + ahead, phi, random);
        const double slope = 3.5 * trueSlopeError(n, phi);
        const std::span fitted(values.data(), n);
        if (estimator(times, fitted).p < kSignificance) ++falseAlarms;
        for (std::size_t i = 0; i < values.size(); ++i) values[i] += slope * static_cast<double>(i);
        const auto fit = estimator(times, fitted);
        if (fit.p < kSignificance && fit.slope > 0.0) ++found;
        const alerts::statistics::Forecast forecast(fit, 0.05);
        for (std::size_t i = n; i < values.size(); ++i) {
            const auto band = forecast.at(static_cast<double>(i));
            if (values[i] >= band.lower && values[i] <= band.upper)
                covered += 1.0 / static_cast<double>(ahead);
        }
    }
    return {{"n", n}, {"phi", phi}, {"series", runs},
            {"falseAlarms", static_cast<double>(falseAlarms) / runs},
            {"found", static_cast<double>(found) / runs},
            {"covered", covered / runs}};
}

ordered_json trend(unsigned seed, int runs) {
    ordered_json result{{"name", "trend"}, {"seed", seed}, {"significance", kSignificance},
                        {"slopeInStandardErrors", 3.5}};
    for (const auto& [name, estimator] :
         {std::pair<const char*, Estimator>{"least-squares", alerts::statistics::leastSquares},
          {"theil-sen", alerts::statistics::theilSen}}) {
        for (const std::size_t n : {400, 120})
            for (const double phi : {0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95})
                result[name].push_back(trendRow(estimator, n, phi, seed, runs));
    }
    return result;
}

ordered_json scoreJson(const tests::AnomalyScore& score) {
    ordered_json json{{"series", score.series}, {"incidents", score.incidents},
                      {"recall", score.recall()}, {"precision", score.precision()},
                      {"falsePerWeek", score.falsePerWeek()}, {"medianDelay", score.medianDelay()}};
    for (const auto& [kind, counts] : score.byKind)
        json[std::string(tests::nameOf(kind))] =
            static_cast<double>(counts.first) / static_cast<double>(counts.second);
    return json;
}

alerts::Rule anomalyRule(const char* baseline) {
    const auto text = std::string(R"({"kind":"anomaly","metric":"value","baseline":")") + baseline + "\"}";
    return alerts::parseRules(text)->front();
}

ordered_json anomaly(unsigned seed, int runs) {
    ordered_json result{{"name", "anomaly"}, {"seed", seed}, {"seriesPerFamily", runs}};
    const std::vector<const char*> methods{"auto", "median-mad", "exponential", "seasonal", "control"};
    for (const auto& [role, families] :
         {std::pair{"tuning", &tests::tuningFamilies()}, {"judging", &tests::judgingFamilies()}}) {
        std::map<std::string, tests::AnomalyScore> totals;
        for (const auto family : *families) {
            for (int run = 0; run < runs; ++run) {
                const auto series =
                    tests::generate(family, seed * 1'000 + static_cast<unsigned>(run));
                for (const std::string method : methods) {
                    const auto times = method == "control"
                                           ? tests::controlTimes(series)
                                           : tests::alertTimes(anomalyRule(method.c_str()), series);
                    const auto score = tests::scoreAlerts(series, times);
                    totals[method].add(score);
                    totals["auto " + std::string(family)].add(
                        method == "auto" ? score : tests::AnomalyScore{});
                }
            }
        }
        for (const auto& [method, score] : totals) result[role][method] = scoreJson(score);
    }
    return result;
}

} // namespace

int main(int argc, char** argv) {
    const std::string what = argc > 1 ? argv[1] : "";
    const auto seed = static_cast<unsigned>(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1);
    const int runs = argc > 3 ? std::atoi(argv[3]) : 0;
    if (what == "trend") std::cout << trend(seed, runs > 0 ? runs : 2'000).dump(1) << '\n';
    else if (what == "anomaly") std::cout << anomaly(seed, runs > 0 ? runs : 40).dump(1) << '\n';
    else {
        std::cerr << "usage: bench_alerts trend|anomaly [seed] [runs]\n";
        return 2;
    }
    return 0;
}
