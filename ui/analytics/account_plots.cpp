#include "ui/analytics/analysis_plots.h"

#include "models/text_format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace alluse::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(alluse::ui::AnalysisPlots)
};

constexpr int kBaseline = 6, kTarget = 1, kMain = 0, kGood = 2, kBad = 5;
constexpr int kRollingWeeks = 12;
constexpr int kBinsMax = 15;
constexpr int kSymbolsMax = 10;

double day(domain::Date date) { return date.daysSinceEpoch(); }
double percent(double share) { return share * 100; }
double percent(domain::BasisPoints part) { return part.value() / 100.0; }

QString tooYoung(int weeks) { return Text::tr("Needs %1 weeks of history.").arg(weeks); }

} // namespace

QString figureText(const analytics::Figure& figure, bool isShare) {
    if (!figure) {
        const analytics::Missing& missing = figure.error();
        switch (missing.what) {
        case analytics::Needs::Weeks: return Text::tr("n/a, needs %1 weeks").arg(missing.needed);
        case analytics::Needs::Days: return Text::tr("n/a, needs %1 days").arg(missing.needed);
        case analytics::Needs::Trades: return Text::tr("n/a, needs a trade");
        case analytics::Needs::Losses: return Text::tr("n/a, no loss yet");
        case analytics::Needs::Peers: return Text::tr("insufficient peers");
        case analytics::Needs::Drawdown: return Text::tr("n/a, no drawdown yet");
        case analytics::Needs::Spread: return Text::tr("n/a, returns do not differ");
        case analytics::Needs::Buffer: return Text::tr("n/a, no buffer");
        case analytics::Needs::Growth: return Text::tr("none, no growth");
        case analytics::Needs::Equity: return Text::tr("n/a, no equity");
        }
    }
    if (std::isinf(*figure)) return QStringLiteral("∞");
    QString text = QLocale().toString(isShare ? *figure * 100 : *figure, 'f', 2).replace(u'-', QChar(0x2212));
    return isShare ? text + QStringLiteral(" %") : text;
}

PlotData equityPlot(const analytics::AccountAnalysis& analysis, const domain::Policy& policy) {
    PlotData plot{Text::tr("Equity, USD")};
    plot.emptyText = Text::tr("The line starts with the first posting.");
    if (analysis.series.days.empty()) return plot;
    PlotSeries equity{Text::tr("Equity"), PlotKind::Area, kMain, {}};
    PlotSeries target{Text::tr("Start at target"), PlotKind::Line, kTarget, {}};
    const double start = models::axisValue(analysis.startEquity);
    const auto add = [&](domain::Date date, domain::Money value) {
        equity.points << QPointF(day(date), models::axisValue(value));
        const double weeks = (day(date) - day(analysis.from)) / 7;
        target.points << QPointF(day(date), start * std::pow(1 + policy.targetWeeklyReturn.value() / 10'000.0, weeks));
    };
    add(analysis.from, analysis.startEquity);
    for (const auto& point : analysis.series.days)
        if (point.date > analysis.from) add(point.date, point.equity);
    PlotSeries baseline{Text::tr("Baseline now"), PlotKind::Line, kBaseline,
                        {{equity.points.front().x(), models::axisValue(analysis.baseline)},
                         {equity.points.back().x(), models::axisValue(analysis.baseline)}}};
    plot.series = {equity, target, baseline};
    plot.note = models::moneyText(analysis.equity());
    return plot;
}

PlotData weeklyReturnsPlot(const analytics::AccountAnalysis& analysis, const domain::Policy& policy) {
    PlotData plot{Text::tr("Weekly returns")};
    plot.y = PlotY::Percent;
    plot.emptyText = tooYoung(1);
    PlotSeries gains{Text::tr("Return"), PlotKind::Bars, kMain, {}};
    for (std::size_t i = 0; i < analysis.weekly.returns.size(); ++i)
        gains.points << QPointF(day(analysis.weekly.fridays[i]), percent(analysis.weekly.returns[i]));
    plot.series = {gains};
    plot.limits = {{percent(policy.targetWeeklyReturn), Text::tr("target %1 %").arg(percent(policy.targetWeeklyReturn))}};
    plot.note = Text::tr("on target: %1").arg(figureText(analysis.target.shareOnTarget, true));
    return plot;
}

PlotData drawdownPlot(const analytics::AccountAnalysis& analysis, const domain::Policy& policy) {
    PlotData plot{Text::tr("Drawdown")};
    plot.y = PlotY::Percent;
    plot.emptyText = Text::tr("The line starts with the first posting.");
    PlotSeries line{Text::tr("Drawdown"), PlotKind::Area, kBad, {}};
    double highest = 0;
    for (const auto& point : analysis.series.days) {
        if (point.date < analysis.from) continue;
        highest = std::max(highest, point.index);
        line.points << QPointF(day(point.date), highest > 0 ? percent(point.index / highest - 1) : 0);
    }
    plot.series = {line};
    plot.limits = {{-percent(policy.maxDrawdown), Text::tr("limit %1 %").arg(percent(policy.maxDrawdown))}};
    plot.note = Text::tr("deepest %1").arg(figureText(analysis.drawdown.deepest, true));
    return plot;
}

PlotData histogramPlot(const analytics::AccountAnalysis& analysis) {
    PlotData plot{Text::tr("Distribution of weekly returns")};
    plot.x = PlotX::Category;
    plot.y = PlotY::Number;
    plot.emptyText = tooYoung(analytics::kVolatilityWeeksMin);
    const auto& weeks = analysis.weekly.returns;
    if (weeks.size() < analytics::kVolatilityWeeksMin) return plot;
    const auto [low, high] = std::ranges::minmax(weeks);
    const double width = std::max(0.0025, std::ceil((high - low) / kBinsMax / 0.0025) * 0.0025);
    std::map<int, int> bins;
    for (const double r : weeks) ++bins[static_cast<int>(std::floor(r / width))];
    PlotSeries counts{Text::tr("Weeks"), PlotKind::Bars, kMain, {}};
    const int first = bins.begin()->first, last = bins.rbegin()->first;
    for (int bin = first; bin <= last; ++bin) {
        plot.categories << QLocale().toString(percent(bin * width), 'f', 2).replace(u'-', QChar(0x2212)) + QStringLiteral(" %");
        counts.points << QPointF(bin - first, bins.contains(bin) ? bins[bin] : 0);
    }
    plot.series = {counts};
    const auto& loss = analysis.loss95;
    if (loss.valueAtRisk) {
        plot.limits << PlotLimit{-*loss.valueAtRisk / width - first - 0.5, Text::tr("VaR 95 %"), true};
        plot.note = Text::tr("VaR 95 %1, CVaR %2%3")
                        .arg(models::moneyText(analytics::lossAmount(*loss.valueAtRisk, analysis.equity())),
                             models::moneyText(analytics::lossAmount(*loss.shortfall, analysis.equity())),
                             loss.method == analytics::LossMethod::Parametric ? Text::tr(" (parametric)") : QString());
    }
    return plot;
}

PlotData rollingPlot(const analytics::AccountAnalysis& analysis) {
    PlotData plot{Text::tr("Sharpe and volatility, 12 weeks rolling")};
    plot.y = PlotY::Number;
    plot.emptyText = tooYoung(kRollingWeeks);
    PlotSeries sharpe{Text::tr("Sharpe"), PlotKind::Line, kMain, {}};
    PlotSeries volatility{Text::tr("Volatility, %"), PlotKind::Line, kTarget, {}};
    for (const auto& point : analytics::rolling(analysis.weekly, kRollingWeeks)) {
        if (point.sharpe) sharpe.points << QPointF(day(point.friday), *point.sharpe);
        volatility.points << QPointF(day(point.friday), percent(point.volatility));
    }
    plot.series = {sharpe, volatility};
    plot.note = Text::tr("Sharpe %1").arg(figureText(analysis.sharpe, false));
    return plot;
}

PlotData fanPlot(const analytics::AccountAnalysis& analysis, const domain::Policy& policy) {
    PlotData plot{Text::tr("The coming 52 weeks, USD")};
    plot.emptyText = tooYoung(analytics::kForecastWeeksMin);
    if (!analysis.forecast) return plot;
    const double now = models::axisValue(analysis.equity());
    PlotSeries band{Text::tr("80 % of paths"), PlotKind::Band, 4, {}};
    PlotSeries median{Text::tr("Median"), PlotKind::Line, kMain, {}};
    PlotSeries target{Text::tr("At target"), PlotKind::Line, kTarget, {}};
    for (int week = 0; week <= analytics::kForecastWeeks; week += 2) {
        const auto point = analysis.forecast->at(week, policy.targetWeeklyReturn.value() / 10'000.0);
        const double x = day(analysis.window.to) + 7.0 * week;
        band.points << QPointF(x, now * point.low);
        band.upper << now * point.high;
        median.points << QPointF(x, now * point.median);
        target.points << QPointF(x, now * point.target);
    }
    plot.series = {band, median, target};
    return plot;
}

PlotData symbolsPlot(const analytics::AccountAnalysis& analysis) {
    PlotData plot{Text::tr("Premium by symbol, USD")};
    plot.x = PlotX::Category;
    plot.emptyText = Text::tr("No premium in this window.");
    PlotSeries premium{Text::tr("Premium"), PlotKind::Bars, kGood, {}};
    for (const auto& symbol : analysis.trades.bySymbol) {
        if (plot.categories.size() == kSymbolsMax) break;
        premium.points << QPointF(static_cast<double>(plot.categories.size()), models::axisValue(symbol.premium));
        plot.categories << (symbol.symbol.empty() ? Text::tr("not named") : models::fromUtf8(symbol.symbol));
    }
    plot.series = {premium};
    plot.note = Text::tr("win rate %1, profit factor %2")
                    .arg(figureText(analysis.trades.winRate, true), figureText(analysis.trades.profitFactor, false));
    return plot;
}

} // namespace alluse::ui
