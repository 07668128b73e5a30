#include "ui/analytics/today_figures.h"

#include "models/text_format.h"

#include <QCoreApplication>

#include <algorithm>

namespace alluse::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(alluse::ui::Today)
};

constexpr int kNearest = 200; // candidates by what is missing; a fortnight reaches no further

double weeks(domain::Money balance, domain::Money baseline, domain::Money threshold, domain::BasisPoints target) {
    return domain::weeksToThreshold(balance, baseline, threshold, target.value() / 10'000.0).value_or(0);
}

} // namespace

services::Outcome<TodayFigures> readToday(services::AnalyticsService& analytics, services::GrowthService& growth,
                                          domain::Date since, domain::Date today, const services::Call& call) {
    TodayFigures figures;
    figures.since = since;
    auto changes = analytics.overview(since, today, call);
    if (!changes) return tl::unexpected(changes.error());
    figures.changes = *std::move(changes);
    const auto forks = growth.scanForks({}, {{}, 0, kNearest}, call);
    if (!forks) return tl::unexpected(forks.error());
    for (const auto& row : forks->rows) {
        if (row.pending && row.mode == domain::GrowthMode::AfterApproval)
            figures.approvals.push_back({row.account, row.name, Text::tr("Fork").toStdString(), row.surplus(), row.lastForkAt});
        const double left = weeks(row.balance, row.baseline, row.threshold, row.targetWeeklyReturn);
        if (left <= kFortnightWeeks) figures.due.push_back({row.account, row.name, row.surplus(), left, false});
    }
    const auto merges = growth.scanMerges({}, {{}, 0, kNearest}, call);
    if (!merges) return tl::unexpected(merges.error());
    const auto target = domain::Policy::defaultsFor(domain::AccountType::Generation).targetWeeklyReturn;
    for (const auto& row : merges->rows) {
        if (row.isDue && row.mode == domain::GrowthMode::AfterApproval)
            figures.approvals.push_back({row.branch, row.branchName, Text::tr("Merge").toStdString(), row.value, row.lastForkAt});
        const double left = row.isDue ? 0 : weeks(row.value, domain::Money(), row.threshold, target);
        if (left <= kFortnightWeeks) figures.due.push_back({row.branch, row.branchName, row.value, left, true});
    }
    services::ReinvestmentQuery query;
    query.dueUntil = today;
    query.states = {domain::ReinvestmentState::Scheduled};
    const auto reinvestments = growth.reinvestments(query, {{}, 0, kNearest}, call);
    if (!reinvestments) return tl::unexpected(reinvestments.error());
    for (const auto& row : reinvestments->rows)
        if (row.mode == domain::GrowthMode::AfterApproval)
            figures.approvals.push_back({row.account, row.accountName, Text::tr("Reinvestment").toStdString(),
                                         std::min(row.available, row.reinvestable), row.movedAt});
    std::ranges::stable_sort(figures.approvals, {}, &WaitingApproval::since);
    std::ranges::stable_sort(figures.due, {}, &DueGrowth::weeks);
    return figures;
}

QString explained(const services::AccountFigures& row) {
    const auto& from = row.week;
    const std::pair<QString, domain::Money> parts[] = {
        {Text::tr("premium"), from.premiums},     {Text::tr("assignment"), from.assignments},
        {Text::tr("deposit"), from.deposits},     {Text::tr("withdrawal"), from.withdrawals},
        {Text::tr("transfer"), from.transfers},   {Text::tr("fork"), from.forks},
        {Text::tr("merge"), from.merges},         {Text::tr("opening"), from.openings},
        {Text::tr("interest"), from.interest},    {Text::tr("fee"), from.fees},
        {Text::tr("adjustment"), from.adjustments}};
    QStringList words;
    for (const auto& [word, amount] : parts)
        if (!amount.isZero()) words << Text::tr("%1 %2").arg(word, models::moneyText(amount));
    return words.join(QStringLiteral(", "));
}

} // namespace alluse::ui
