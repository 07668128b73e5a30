#include "panels/nice_scale.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace alluse::panels {

namespace {

constexpr qint64 kSecondMs = 1'000;
constexpr qint64 kHourMs = 3'600 * kSecondMs;
constexpr qint64 kDayMs = 24 * kHourMs;
constexpr std::array<qint64, 19> kTimeStepsMs{
    1 * kSecondMs,   2 * kSecondMs,   5 * kSecondMs, 10 * kSecondMs, 15 * kSecondMs,
    30 * kSecondMs,  60 * kSecondMs,  120 * kSecondMs, 300 * kSecondMs, 600 * kSecondMs,
    900 * kSecondMs, 1'800 * kSecondMs, 1 * kHourMs,  2 * kHourMs,    3 * kHourMs,
    6 * kHourMs,     12 * kHourMs,    1 * kDayMs,    7 * kDayMs};

// Rounding noise in floating point divisions, relative.
constexpr double kSlack = 1e-9;

// The smallest step of the form 1, 2, 2.5, 5 times a power of ten that is at least `wanted`.
// 2.5 counts as round only where it is whole: 25, 250.
double roundStep(double wanted, bool whole) {
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0}) {
        const double step = factor * power;
        if (step < wanted * (1.0 - kSlack)) continue;
        if (factor == 2.5 && power < 10.0) continue;
        if (whole && step < 1.0) continue;
        return step;
    }
    return whole ? 1.0 : 10.0 * power;
}

struct Magnitude {
    double divisor;
    const char* suffix;
};

Magnitude magnitudeOf(double highest, double step) {
    if (highest >= 1e7 && step >= 1e5) return {1e6, "M"};
    if (highest >= 1e4 && step >= 1e2) return {1e3, "k"};
    return {1.0, ""};
}

int decimalsFor(double step) {
    for (int decimals = 0; decimals < 6; ++decimals) {
        const double scaled = step * std::pow(10.0, decimals);
        if (std::abs(scaled - std::round(scaled)) < 1e-6) return decimals;
    }
    return 6;
}


qint64 timeStepMs(qint64 rangeMs, int ticksMax) {
    const qint64 wanted = rangeMs / std::max(1, ticksMax);
    const auto step = std::lower_bound(kTimeStepsMs.begin(), kTimeStepsMs.end(), wanted);
    if (step != kTimeStepsMs.end()) return *step;
    return (wanted + kDayMs - 1) / kDayMs * kDayMs;
}

QString timeFormat(qint64 stepMs) {
    if (stepMs < 60 * kSecondMs) return QStringLiteral("HH:mm:ss");
    return stepMs < kDayMs ? QStringLiteral("HH:mm") : QStringLiteral("MM-dd");
}

} // namespace

QList<double> ValueScale::ticks() const {
    QList<double> ticks;
    const int count = static_cast<int>(std::lround((max - min) / step));
    for (int i = 0; i <= count; ++i) ticks.append(min + i * step);
    return ticks;
}

QString ValueScale::label(double tick) const {
    const Magnitude magnitude = magnitudeOf(std::max(std::abs(min), std::abs(max)), step);
    const double shown = tick / magnitude.divisor;
    const QString number = QLocale().toString(std::abs(shown) < kSlack ? 0.0 : shown, 'f',
                                                   decimalsFor(step / magnitude.divisor));
    return std::abs(tick) < kSlack ? number : number + QLatin1String(magnitude.suffix);
}

ValueScale niceScale(double low, double high, const ScaleOptions& options) {
    // A scale across zero has an interval on each side at least.
    const int intervals = std::max(low < 0.0 ? 2 : 1, options.ticksMax);
    if (options.isPercent && high <= 100.0 && low >= 0.0)
        return {0.0, 100.0, intervals >= 4 ? 25.0 : 50.0};
    const double top = std::max(high, options.topMin);
    const double bottom = std::min(low, 0.0);
    double step = roundStep((top - bottom) / intervals, options.wholeTicks);
    // Rounding both ends outwards may need one interval more than asked for.
    for (;;) {
        const double from = std::floor(bottom / step + kSlack) * step;
        const double to = std::ceil(top / step - kSlack) * step;
        if (std::lround((to - from) / step) <= intervals) return {from, to, step};
        step = roundStep(step * 1.01, options.wholeTicks);
    }
}

ValueScale steadyScale(const ValueScale& present, double low, double high,
                       const ScaleOptions& options) {
    const ValueScale fresh = niceScale(low, high, options);
    const bool holds = present.min <= fresh.min && high <= present.max;
    const bool isFilled = high >= present.max / 3.0 && fresh.min == present.min;
    const auto intervals = std::lround((present.max - present.min) / present.step);
    return holds && isFilled && intervals <= options.ticksMax ? present : fresh;
}

QList<TimeTick> timeTicks(qint64 fromMs, qint64 toMs, int ticksMax) {
    const qint64 stepMs = timeStepMs(toMs - fromMs, ticksMax);
    // Round in local time: 10:00 must not become 09:30 in half-hour time zones.
    const qint64 offsetMs = QDateTime::fromMSecsSinceEpoch(toMs).offsetFromUtc() * kSecondMs;
    const QString format = timeFormat(stepMs);
    QList<TimeTick> ticks;
    const qint64 first = (fromMs + offsetMs + stepMs - 1) / stepMs * stepMs - offsetMs;
    for (qint64 time = first; time <= toMs; time += stepMs)
        ticks.append({time, QDateTime::fromMSecsSinceEpoch(time).toString(format)});
    return ticks;
}

QString widestTimeLabel(qint64 rangeMs, int ticksMax) {
    const QString format = timeFormat(timeStepMs(rangeMs, ticksMax));
    return QString(format.size(), QLatin1Char('0'));
}

QString valueText(double value) {
    const double size = std::abs(value);
    const QLocale locale = QLocale();
    if (size >= 1e7) return locale.toString(value / 1e6, 'f', size >= 1e8 ? 0 : 1) + QLatin1Char('M');
    if (size >= 1e4) return locale.toString(value / 1e3, 'f', size >= 1e5 ? 0 : 1) + QLatin1Char('k');
    const int decimals = size >= 100.0 || size == 0.0 ? 0 : size >= 10.0 ? 1 : 2;
    return locale.toString(value, 'f', decimals);
}

QString rangeText(qint64 rangeMs) {
    const auto tr = [](const char* text, int count) {
        return QCoreApplication::translate("alluse::panels::ChartPanel", text).arg(count);
    };
    if (rangeMs % kHourMs == 0)
        return tr(QT_TRANSLATE_NOOP("alluse::panels::ChartPanel", "%1 h"),
                  static_cast<int>(rangeMs / kHourMs));
    return tr(QT_TRANSLATE_NOOP("alluse::panels::ChartPanel", "%1 min"),
              static_cast<int>(rangeMs / (60 * kSecondMs)));
}

} // namespace alluse::panels
