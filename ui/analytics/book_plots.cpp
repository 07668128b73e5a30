#include "ui/analytics/analysis_plots.h"

#include "analytics/peers.h"
#include "models/text_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace alluse::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(alluse::ui::AnalysisPlots)
};

constexpr int kFamiliesMax = 12, kMoversMax = 10;

double day(domain::Date date) { return date.daysSinceEpoch(); }
int colourOf(std::size_t type) { return static_cast<int>(type); } // Gen, Rev, Com are the first three
QString typeName(std::size_t type) { return models::typeText(domain::kAccountTypes[type]); }

PlotData categories(const QString& title, PlotY y) {
    PlotData plot{title};
    plot.x = PlotX::Category;
    plot.y = y;
    return plot;
}

void addBar(PlotData& plot, const QString& name, double value) {
    plot.series.front().points << QPointF(static_cast<double>(plot.categories.size()), value);
    plot.categories << name;
}

} // namespace

PlotData equityByTypePlot(const services::BookOverview& overview) {
    PlotData plot{Text::tr("Equity by type, USD")};
    plot.emptyText = Text::tr("The book holds no posting yet.");
    for (std::size_t type = 0; type < overview.equity.size(); ++type) {
        PlotSeries line{typeName(type), PlotKind::Line, colourOf(type), {}};
        for (const auto& week : overview.weeks) line.points << QPointF(day(week.date), models::axisValue(week.equity[type]));
        plot.series << line;
    }
    plot.note = models::moneyText(overview.total());
    return plot;
}

PlotData allocationPlot(const services::BookOverview& overview) {
    PlotData plot = categories(Text::tr("Allocation against target"), PlotY::Percent);
    plot.emptyText = Text::tr("The book holds no money yet.");
    if (!overview.total().isPositive()) return plot;
    PlotSeries actual{Text::tr("Now"), PlotKind::Bars, 0, {}}, target{Text::tr("As allocated at openings"), PlotKind::Bars, 6, {}};
    for (std::size_t type = 0; type < overview.equity.size(); ++type) {
        plot.categories << typeName(type);
        const auto x = static_cast<double>(type);
        actual.points << QPointF(x, models::axisValue(overview.equity[type]) / models::axisValue(overview.total()) * 100);
        target.points << QPointF(x, overview.targetShare[type] * 100);
    }
    plot.series = {actual, target};
    return plot;
}

PlotData accountsByStatusPlot(const services::BookOverview& overview) {
    PlotData plot = categories(Text::tr("Accounts by status"), PlotY::Number);
    plot.emptyText = Text::tr("No account is open yet.");
    for (const auto status : {domain::AccountStatus::Active, domain::AccountStatus::Inactive,
                              domain::AccountStatus::Suspended, domain::AccountStatus::Closed})
        plot.categories << models::statusText(status);
    qint64 all = 0;
    for (std::size_t type = 0; type < overview.equity.size(); ++type) {
        PlotSeries bars{typeName(type), PlotKind::Bars, colourOf(type), {}};
        for (const auto& count : overview.accounts) {
            if (count.type != domain::kAccountTypes[type]) continue;
            bars.points << QPointF(static_cast<int>(count.status) - 1, static_cast<double>(count.accounts));
            all += count.accounts;
        }
        plot.series << bars;
    }
    plot.note = Text::tr("%1 accounts in %2 families").arg(models::countText(all), models::countText(overview.families));
    return plot;
}

PlotData sourcesPlot(const services::BookOverview& overview) {
    PlotData plot{Text::tr("Growth by source, USD a week")};
    plot.emptyText = Text::tr("Nothing was posted in this window.");
    PlotSeries trades{Text::tr("Premiums"), PlotKind::Bars, 2, {}}, losses{Text::tr("Assignments, fees"), PlotKind::Bars, 5, {}},
        flows{Text::tr("Deposits, withdrawals"), PlotKind::Bars, 0, {}};
    for (std::size_t i = 1; i < overview.weeks.size(); ++i) {
        const auto& week = overview.weeks[i];
        const auto& from = week.sources;
        trades.points << QPointF(day(week.date), models::axisValue(from.premiums + from.interest));
        losses.points << QPointF(day(week.date), models::axisValue(from.assignments + from.fees + from.adjustments));
        flows.points << QPointF(day(week.date), models::axisValue(from.deposits + from.openings + from.withdrawals));
    }
    plot.series = {trades, losses, flows};
    return plot;
}

PlotData generationsPlot(const services::FamilyAnalytics& family) {
    PlotData plot = categories(Text::tr("Equity by account, USD"), PlotY::Money);
    plot.emptyText = Text::tr("No account holds money.");
    plot.series = {PlotSeries{Text::tr("Equity"), PlotKind::Bars, 0, {}}};
    for (const auto& account : family.accounts)
        if (account->analysis.equity().isPositive())
            addBar(plot, models::nameWithoutFamily(models::fromUtf8(account->facts.name), models::fromUtf8(family.name)),
                   models::axisValue(account->analysis.equity()));
    return plot;
}

PlotData driftPlot(const services::FamilyAnalytics& family) {
    PlotData plot = categories(Text::tr("Drift from the configured shares, points"), PlotY::Number);
    plot.emptyText = Text::tr("The family holds no money.");
    plot.series = {PlotSeries{Text::tr("Drift"), PlotKind::Bars, 1, {}}};
    for (std::size_t type = 0; type < family.drift.size(); ++type)
        if (family.drift[type]) addBar(plot, typeName(type), *family.drift[type]);
    return plot;
}

PlotData comInflowPlot(const services::FamilyAnalytics& family) {
    PlotData plot = categories(Text::tr("What growth brought the Com-Acc, USD"), PlotY::Money);
    plot.series = {PlotSeries{Text::tr("Received"), PlotKind::Bars, 2, {}}};
    addBar(plot, Text::tr("by forks"), models::axisValue(family.comFromForks));
    addBar(plot, Text::tr("by merges"), models::axisValue(family.comFromMerges));
    plot.note = Text::tr("doubles in %1 weeks").arg(figureText(family.doublingWeeks, false));
    return plot;
}

PlotData peersPlot(const services::BookFigures& book) {
    PlotData plot{Text::tr("Mean weekly return among peers")};
    plot.x = PlotX::Number;
    plot.y = PlotY::Percent;
    plot.emptyText = Text::tr("Needs accounts with 12 weeks of history.");
    for (std::size_t type = 0; type < domain::kAccountTypes.size(); ++type) {
        std::vector<double> values;
        for (const auto& row : book.accounts)
            if (row.type == domain::kAccountTypes[type] && row.weeksOfLife >= analytics::kPeerWeeksMin) values.push_back(row.meanWeekly);
        std::ranges::sort(values);
        PlotSeries dots{typeName(type), PlotKind::Dots, colourOf(type), {}};
        const std::size_t step = std::max<std::size_t>(1, values.size() / 200); // a dot is four pixels wide
        for (std::size_t i = 0; i < values.size(); i += step)
            dots.points << QPointF((static_cast<double>(i) + 0.5) / static_cast<double>(values.size()) * 100, values[i] * 100);
        plot.series << dots;
    }
    plot.note = Text::tr("percentile from left to right");
    return plot;
}

PlotData riskByFamilyPlot(const services::BookFigures& book) {
    PlotData plot = categories(Text::tr("Risk score by family, the highest account"), PlotY::Number);
    plot.emptyText = Text::tr("Needs accounts with 8 weeks of history.");
    plot.series = {PlotSeries{Text::tr("Risk"), PlotKind::Bars, 5, {}}};
    std::map<std::string, double> worst;
    for (const auto& row : book.accounts)
        if (row.risk) worst[row.familyName] = std::max(worst[row.familyName], *row.risk);
    std::vector<std::pair<double, std::string>> ordered;
    for (const auto& [name, risk] : worst) ordered.emplace_back(risk, name);
    std::ranges::sort(ordered, std::greater{});
    for (std::size_t i = 0; i < ordered.size() && i < kFamiliesMax; ++i)
        addBar(plot, models::fromUtf8(ordered[i].second), ordered[i].first);
    plot.limits = {{75, Text::tr("critical")}};
    return plot;
}

PlotData moversPlot(const services::BookFigures& book) {
    PlotData plot = categories(Text::tr("Top movers of the last seven days, USD"), PlotY::Money);
    plot.emptyText = Text::tr("Nothing moved.");
    plot.series = {PlotSeries{Text::tr("Change"), PlotKind::Bars, 0, {}}};
    std::vector<const services::AccountFigures*> rows;
    for (const auto& row : book.accounts)
        if (!row.weekChange.isZero()) rows.push_back(&row);
    const auto count = std::min<std::size_t>(rows.size(), kMoversMax);
    std::ranges::partial_sort(rows, rows.begin() + static_cast<std::ptrdiff_t>(count), std::greater{},
                              [](const auto* row) { return row->weekChange.absolute(); });
    for (std::size_t i = 0; i < count; ++i)
        addBar(plot, models::fromUtf8(rows[i]->name), models::axisValue(rows[i]->weekChange));
    return plot;
}

} // namespace alluse::ui
