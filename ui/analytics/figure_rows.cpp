#include "ui/analytics/figure_rows.h"

#include "models/text_format.h"
#include "ui/analytics/analysis_plots.h"

#include <QCoreApplication>

#include <cmath>

namespace alluse::ui {
namespace {

using models::CellKind;
using models::Tone;
using Row = services::AccountFigures;
using Column = models::RowColumn<Row>;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(alluse::ui::FigureRows)
};

// n/a sorts below every number.
double sortValue(const analytics::Figure& figure) { return figure ? *figure : -1e300; }

Column shareColumn(const QString& title, std::function<double(const Row&)> value) {
    return {title, CellKind::Number, [value](const Row& row) { return figureText(value(row), true); },
            [value](const Row& row) { return QVariant(value(row)); },
            [value](const Row& row) { return value(row) < 0 ? Tone::Negative : Tone::Neutral; }};
}

Column figureColumn(const QString& title, std::function<const analytics::Figure&(const Row&)> value, bool isShare) {
    return {title, CellKind::Number, [=](const Row& row) { return figureText(value(row), isShare); },
            [=](const Row& row) { return QVariant(sortValue(value(row))); }};
}

} // namespace

QString riskText(double score) {
    const QString number = QString::number(std::lround(score));
    switch (analytics::riskLevel(score)) {
    case analytics::RiskLevel::Low: return Text::tr("%1 low").arg(number);
    case analytics::RiskLevel::Medium: return Text::tr("%1 medium").arg(number);
    case analytics::RiskLevel::High: return Text::tr("%1 high").arg(number);
    case analytics::RiskLevel::Critical: return Text::tr("%1 critical").arg(number);
    }
    return number;
}

std::vector<Column> figureColumns() {
    return {
        {Text::tr("Account"), CellKind::Account, [](const Row& row) { return models::fromUtf8(row.name); }, nullptr,
         nullptr, nullptr, [](const Row& row) { return static_cast<int>(row.type); }},
        {Text::tr("Equity"), CellKind::Money, [](const Row& row) { return models::moneyText(row.equity); },
         [](const Row& row) { return QVariant::fromValue<qint64>(row.equity.cents()); }},
        {Text::tr("Seven days"), CellKind::Money, [](const Row& row) { return models::changeText(row.weekChange); },
         [](const Row& row) { return QVariant::fromValue<qint64>(row.weekChange.cents()); },
         [](const Row& row) { return row.weekChange.isNegative() ? Tone::Negative : Tone::Neutral; }},
        shareColumn(Text::tr("Return"), [](const Row& row) { return row.totalReturn; }),
        shareColumn(Text::tr("Mean week"), [](const Row& row) { return row.meanWeekly; }),
        figureColumn(Text::tr("Target ratio"), [](const Row& row) -> const auto& { return row.targetRatio; }, false),
        figureColumn(Text::tr("Volatility"), [](const Row& row) -> const auto& { return row.volatility; }, true),
        figureColumn(Text::tr("Sharpe"), [](const Row& row) -> const auto& { return row.sharpe; }, false),
        shareColumn(Text::tr("Drawdown"), [](const Row& row) { return row.drawdown; }),
        {Text::tr("Risk"), CellKind::Chip, [](const Row& row) { return row.risk ? riskText(*row.risk) : figureText(row.risk, false); },
         [](const Row& row) { return QVariant(sortValue(row.risk)); },
         [](const Row& row) {
             if (!row.risk) return Tone::Neutral;
             switch (analytics::riskLevel(*row.risk)) {
             case analytics::RiskLevel::Low: return Tone::Positive;
             case analytics::RiskLevel::Medium: return Tone::Neutral;
             case analytics::RiskLevel::High: return Tone::Warning;
             case analytics::RiskLevel::Critical: return Tone::Critical;
             }
             return Tone::Neutral;
         }},
        {Text::tr("Health"), CellKind::Meter, [](const Row& row) { return QString::number(row.health); },
         [](const Row& row) { return QVariant(row.health); }, nullptr, [](const Row& row) { return row.health / 100.0; }}};
}

} // namespace alluse::ui
