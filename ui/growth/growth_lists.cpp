#include "ui/growth/growth_lists.h"

#include "models/text_format.h"
#include "ui/growth/growth_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace alluse::ui {
namespace {

using domain::Money;
using models::CellKind;
using models::fromUtf8;
using models::moneyText;
using models::RowColumn;
using models::Tone;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(alluse::ui::GrowthLists)
};

constexpr int kGen = static_cast<int>(domain::AccountType::Generation);

// A share of a threshold for a meter or a percentage; drawing needs no cents.
double shareOf(Money part, Money whole) {
    if (!whole.isPositive()) return 0;
    return std::clamp(static_cast<double>(part.cents()) / static_cast<double>(whole.cents()), 0.0, 1.0);
}

template <class Row>
RowColumn<Row> moneyColumn(const QString& title, std::function<Money(const Row&)> amount) {
    return {title,
            CellKind::Money,
            [amount](const Row& row) { return moneyText(amount(row)); },
            [amount](const Row& row) { return QVariant::fromValue<qint64>(amount(row).cents()); },
            [amount](const Row& row) { return amount(row).isNegative() ? Tone::Negative : Tone::Neutral; }};
}

template <class Row>
RowColumn<Row> meterColumn(std::function<double(const Row&)> share) {
    return {Text::tr("Progress"),
            CellKind::Meter,
            [share](const Row& row) { return models::percentText(share(row)); },
            [share](const Row& row) { return QVariant(share(row)); },
            nullptr,
            share};
}

QString forkStateText(const services::ForkCandidateRow& row) {
    if (row.isHeld) return Text::tr("Held: a fork was taken back");
    if (!row.pending) return row.missing().isZero() ? Text::tr("Ready") : Text::tr("Growing");
    if (!row.waitsFor.empty()) return fromUtf8(row.waitsFor);
    switch (row.mode) {
    case domain::GrowthMode::AtOnce: return Text::tr("Forks next");
    case domain::GrowthMode::AfterApproval: return Text::tr("Waits for approval");
    case domain::GrowthMode::ByHand: return Text::tr("Waits for you");
    }
    return {};
}

Tone reinvestmentTone(domain::ReinvestmentState state) {
    switch (state) {
    case domain::ReinvestmentState::Completed: return Tone::Positive;
    case domain::ReinvestmentState::Failed: return Tone::Critical;
    case domain::ReinvestmentState::Approved:
    case domain::ReinvestmentState::Executing:
    case domain::ReinvestmentState::Scheduled: return Tone::Neutral;
    case domain::ReinvestmentState::Cancelled:
    case domain::ReinvestmentState::Deferred: return Tone::Muted;
    }
    return Tone::Neutral;
}

QString eventDetail(const services::GrowthEventRow& row) {
    if (row.event.kind == domain::CommandKind::Fork)
        return Text::tr("opened %1").arg(
            models::nameWithoutFamily(fromUtf8(row.otherName), fromUtf8(row.familyName)));
    if (row.event.kind == domain::CommandKind::Merge)
        return models::countedText(row.accounts, Text::tr("from 1 account"), Text::tr("from %1 accounts"));
    return fromUtf8(row.note);
}

} // namespace

std::vector<RowColumn<services::ForkCandidateRow>> forkColumns() {
    using Row = services::ForkCandidateRow;
    return {{Text::tr("Account"), CellKind::Account, [](const Row& row) { return fromUtf8(row.name); },
             nullptr, nullptr, nullptr, [](const Row&) { return kGen; }},
            {Text::tr("Family"), CellKind::Text, [](const Row& row) { return fromUtf8(row.familyName); }},
            meterColumn<Row>([](const Row& row) { return shareOf(row.surplus(), row.threshold); }),
            moneyColumn<Row>(Text::tr("Surplus"), [](const Row& row) { return row.surplus(); }),
            moneyColumn<Row>(Text::tr("Missing"), [](const Row& row) { return row.missing(); }),
            moneyColumn<Row>(Text::tr("Balance"), [](const Row& row) { return row.balance; }),
            {Text::tr("Next fork"), CellKind::Muted,
             [](const Row& row) {
                 if (row.missing().isZero()) return Text::tr("now");
                 return weeksText(domain::weeksToThreshold(row.balance, row.baseline, row.threshold,
                                                           row.targetWeeklyReturn.value() / 10'000.0));
             }},
            {Text::tr("State"), CellKind::Chip, forkStateText, nullptr,
             [](const Row& row) {
                 if (row.pending || row.isHeld) return Tone::Warning;
                 return row.missing().isZero() ? Tone::Positive : Tone::Muted;
             }}};
}

std::vector<RowColumn<services::MergeCandidateRow>> mergeColumns() {
    using Row = services::MergeCandidateRow;
    return {{Text::tr("Branch"), CellKind::Account, [](const Row& row) { return fromUtf8(row.branchName); },
             nullptr, nullptr, nullptr, [](const Row&) { return kGen; }},
            {Text::tr("Family"), CellKind::Text, [](const Row& row) { return fromUtf8(row.familyName); }},
            meterColumn<Row>([](const Row& row) { return shareOf(row.value, row.threshold); }),
            moneyColumn<Row>(Text::tr("Branch value"), [](const Row& row) { return row.value; }),
            moneyColumn<Row>(Text::tr("Threshold"), [](const Row& row) { return row.threshold; }),
            moneyColumn<Row>(Text::tr("Missing"), [](const Row& row) { return row.missing(); }),
            {Text::tr("Accounts"), CellKind::Number,
             [](const Row& row) { return models::countText(row.accounts); },
             [](const Row& row) { return QVariant(row.accounts); }},
            {Text::tr("State"), CellKind::Chip,
             [](const Row& row) {
                 if (!row.isDue) return Text::tr("Growing");
                 return row.notActive > 0 ? Text::tr("Blocked: %1 not active").arg(row.notActive)
                                          : Text::tr("Ready");
             },
             nullptr,
             [](const Row& row) {
                 if (!row.isDue) return Tone::Muted;
                 return row.notActive > 0 ? Tone::Warning : Tone::Positive;
             }}};
}

std::vector<RowColumn<services::ReinvestmentRow>> reinvestmentColumns() {
    using Row = services::ReinvestmentRow;
    return {{Text::tr("Account"), CellKind::Account, [](const Row& row) { return fromUtf8(row.accountName); },
             nullptr, nullptr, nullptr, [](const Row& row) { return static_cast<int>(row.type); }},
            {Text::tr("Family"), CellKind::Text, [](const Row& row) { return fromUtf8(row.familyName); }},
            {Text::tr("Due on"), CellKind::Muted, [](const Row& row) { return models::dateText(row.dueOn); }},
            moneyColumn<Row>(Text::tr("Gain"), [](const Row& row) { return row.reinvestable; }),
            moneyColumn<Row>(Text::tr("Available"), [](const Row& row) { return row.available; }),
            {Text::tr("Reinvested"), CellKind::Money,
             [](const Row& row) { return models::changeText(row.amount); },
             [](const Row& row) { return QVariant::fromValue<qint64>(row.amount.cents()); }},
            {Text::tr("State"), CellKind::Chip, [](const Row& row) { return wordFor(row.state); }, nullptr,
             [](const Row& row) { return reinvestmentTone(row.state); }},
            {Text::tr("Reason"), CellKind::Muted, [](const Row& row) { return fromUtf8(row.reason); }}};
}

std::vector<RowColumn<services::GrowthEventRow>> eventColumns() {
    using Row = services::GrowthEventRow;
    return {{Text::tr("Date"), CellKind::Text,
             [](const Row& row) { return models::dateText(row.event.businessDate); }},
            {Text::tr("What"), CellKind::Text, [](const Row& row) { return growthKindWord(row.event.kind); }},
            {Text::tr("Family"), CellKind::Text, [](const Row& row) { return fromUtf8(row.familyName); }},
            {Text::tr("Account"), CellKind::Text,
             [](const Row& row) {
                 return models::nameWithoutFamily(fromUtf8(row.accountName), fromUtf8(row.familyName));
             }},
            moneyColumn<Row>(Text::tr("Amount"), [](const Row& row) { return row.event.amount; }),
            {Text::tr("Detail"), CellKind::Muted, eventDetail},
            {Text::tr("By"), CellKind::Muted, [](const Row& row) { return fromUtf8(row.actor); }},
            {Text::tr("State"), CellKind::Chip,
             [](const Row& row) { return eventStateWord(row.event.state); }, nullptr,
             [](const Row& row) {
                 return row.event.state == domain::GrowthEventState::Completed ? Tone::Muted
                                                                               : Tone::Warning;
             }}};
}

} // namespace alluse::ui
