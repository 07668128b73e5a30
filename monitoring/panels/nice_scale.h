#pragma once
// Round ticks for values and for time, and the text of a value. Pure functions.

#include <QList>
#include <QString>

namespace alluse::panels {

struct ValueScale {
    double min = 0.0;
    double max = 1.0;
    double step = 1.0;

    [[nodiscard]] QList<double> ticks() const;
    // The label of a tick; all ticks of a scale share their number of decimals and their suffix.
    [[nodiscard]] QString label(double tick) const;
    friend bool operator==(const ValueScale&, const ValueScale&) = default;
};

struct ScaleOptions {
    int ticksMax = 5; // intervals, at least 1
    double topMin = 1.0;
    bool wholeTicks = false;
    bool isPercent = false;
};

// The smallest round scale that holds both values; from zero up unless a value is negative.
[[nodiscard]] ValueScale niceScale(double low, double high, const ScaleOptions& options);
// Keeps the present scale while the values fill at least a third of it, so that the axis rests.
[[nodiscard]] ValueScale steadyScale(const ValueScale& present, double low, double high,
                                     const ScaleOptions& options);

struct TimeTick {
    qint64 timeMs = 0;
    QString label;
};

// Ticks on round local times in a closed range, at most `ticksMax`.
[[nodiscard]] QList<TimeTick> timeTicks(qint64 fromMs, qint64 toMs, int ticksMax);
// The widest label timeTicks can give for the range, for measuring.
[[nodiscard]] QString widestTimeLabel(qint64 rangeMs, int ticksMax);

// Three digits that matter: 0.42, 9.31, 18.2, 251, 12.4k.
[[nodiscard]] QString valueText(double value);
// "5 min", "1 h"
[[nodiscard]] QString rangeText(qint64 rangeMs);

} // namespace alluse::panels
