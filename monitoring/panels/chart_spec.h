#pragma once
// What a chart dock shows: its words, its lines, its axis.

#include "engine/series_key.h"

#include <QList>
#include <QString>

namespace alluse::panels {

// A chart with more lines is read by nobody.
inline constexpr int kLinesMax = 5;
inline constexpr qint64 kMinuteMs = 60'000;

struct LineSpec {
    QString name;
    engine::SeriesKey key;
    int colour = -1; // index into ChartTheme::series; -1: by position
};

struct ThresholdSpec {
    double value = 0.0; // in the unit of the chart
    QString label;
};

struct ChartSpec {
    QString id;    // lower camel; object names derive from it: `latencyPanel`, `latencyDock`
    QString title;
    QString unit;  // "ms", "per second"
    QString emptyText; // why there may be nothing to see, and what changes that
    QList<LineSpec> lines;
    QList<ThresholdSpec> thresholds{};
    qint64 rangeMs = 5 * kMinuteMs;
    double topMin = 1.0;     // the axis never ends below this, so that noise does not look like news
    bool wholeTicks = false; // for counts
    bool isPercent = false;  // the axis ends at 100
};

} // namespace alluse::panels
