#pragma once
// Themes and invented data for the panel tests.

#include "engine/series_store.h"
#include "metrics/catalogue.h"
#include "panels/chart_theme.h"

#include <array>
#include <cmath>
#include <random>

namespace alluse::panels {

inline constexpr qint64 kFixtureStartMs = 1'700'000'000'000;

// Those of Okabe and Ito, as the window sets them.
inline constexpr std::array kSeriesRgb{0x0072B2U, 0xE69F00U, 0x009E73U, 0xCC79A7U,
                                       0x56B4E9U, 0xD55E00U, 0x999999U};

inline void setSeriesColours(ChartTheme& theme) {
    for (std::size_t i = 0; i < kSeriesRgb.size(); ++i) theme.series[i] = QColor::fromRgb(kSeriesRgb[i]);
}

inline ChartTheme lightTheme() {
    ChartTheme theme;
    theme.window = QColor(0xF4, 0xF5, 0xF7);
    theme.surface = QColor(0xFF, 0xFF, 0xFF);
    theme.border = QColor(0xDF, 0xE3, 0xE8);
    theme.grid = QColor(0xEC, 0xEF, 0xF2);
    theme.text = QColor(0x1B, 0x1F, 0x24);
    theme.muted = QColor(0x5E, 0x68, 0x75);
    theme.accent = QColor(0x2A, 0x63, 0xD4);
    theme.critical = QColor(0xB3, 0x26, 0x1E);
    setSeriesColours(theme);
    return theme;
}

inline ChartTheme darkTheme() {
    ChartTheme theme;
    theme.window = QColor(0x15, 0x18, 0x1C);
    theme.surface = QColor(0x1D, 0x21, 0x26);
    theme.border = QColor(0x33, 0x3A, 0x42);
    theme.grid = QColor(0x2A, 0x30, 0x37);
    theme.text = QColor(0xE7, 0xEA, 0xEE);
    theme.muted = QColor(0x9B, 0xA5, 0xB1);
    theme.accent = QColor(0x7A, 0xA5, 0xFF);
    theme.critical = QColor(0xFF, 0x8A, 0x80);
    setSeriesColours(theme);
    return theme;
}

// A busy morning: rates of five kinds of operation, three percentiles, a pause of 20 s and one
// second of 80 ms in the middle.
inline void fillWithOperations(engine::SeriesStore& store, int seconds) {
    using engine::Aggregate;
    using namespace metrics;
    const std::string_view rates[] = {ids::kAccountQueryTime, ids::kTxTime, ids::kAccountCreateTime,
                                      ids::kAccountUpdateTime, ids::kAccountCloseTime};
    const double levels[] = {420, 260, 34, 12, 3};
    for (const std::string_view metric : rates)
        store.add({std::string(metric), {}, Aggregate::Rate});
    for (const Aggregate aggregate : {Aggregate::P50, Aggregate::P95, Aggregate::P99})
        store.add({std::string(ids::kOperationTime), {}, aggregate});
    std::mt19937 random(42);
    std::normal_distribution<double> noise(0.0, 1.0);
    for (int second = 0; second < seconds; ++second) {
        const bool isPause = second >= seconds / 3 && second < seconds / 3 + 20;
        if (isPause) continue;
        std::vector<double> row;
        for (const double level : levels)
            row.push_back(std::round(level * (1 + 0.3 * std::sin(second / 40.0) +
                                              0.08 * noise(random))));
        const double p50 = 1.8 + 0.2 * noise(random);
        row.push_back(p50);
        row.push_back(p50 * 3 + 0.8 * std::abs(noise(random)));
        row.push_back(second == seconds / 2 ? 80.0 : p50 * 5 + 3 * std::abs(noise(random)));
        store.append(kFixtureStartMs + second * 1'000, row);
    }
}

} // namespace alluse::panels
