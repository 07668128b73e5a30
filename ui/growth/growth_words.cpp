#include "ui/growth/growth_words.h"

#include "models/text_format.h"

#include <QCoreApplication>

#include <cmath>

namespace alluse::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(alluse::ui::GrowthWords)
};

constexpr double kWeeksPerYear = 365.25 / 7;
constexpr double kWeeksShownMax = 104; // above, years are the better unit

} // namespace

QString wordFor(domain::GrowthMode mode) {
    switch (mode) {
    case domain::GrowthMode::AtOnce: return Text::tr("At once");
    case domain::GrowthMode::AfterApproval: return Text::tr("After approval");
    case domain::GrowthMode::ByHand: return Text::tr("By hand only");
    }
    return {};
}

QString wordFor(domain::ReinvestmentState state) {
    switch (state) {
    case domain::ReinvestmentState::Scheduled: return Text::tr("Scheduled");
    case domain::ReinvestmentState::Approved: return Text::tr("Approved");
    case domain::ReinvestmentState::Executing: return Text::tr("Executing");
    case domain::ReinvestmentState::Completed: return Text::tr("Completed");
    case domain::ReinvestmentState::Failed: return Text::tr("Failed");
    case domain::ReinvestmentState::Cancelled: return Text::tr("Cancelled");
    case domain::ReinvestmentState::Deferred: return Text::tr("Deferred");
    }
    return {};
}

QString growthKindWord(domain::CommandKind kind) {
    if (kind == domain::CommandKind::Fork) return Text::tr("Fork");
    if (kind == domain::CommandKind::Merge) return Text::tr("Merge");
    if (kind == domain::CommandKind::Reinvest) return Text::tr("Reinvestment");
    return {};
}

QString eventStateWord(domain::GrowthEventState state) {
    return state == domain::GrowthEventState::Completed ? Text::tr("Completed")
                                                        : Text::tr("Taken back");
}

QString weeksText(std::optional<double> weeks) {
    if (!weeks) return Text::tr("not at this rate");
    if (*weeks > kWeeksShownMax)
        return Text::tr("about %1 years").arg(QLocale().toString(*weeks / kWeeksPerYear, 'f', 1));
    const int whole = std::max(1, static_cast<int>(std::ceil(*weeks)));
    return whole == 1 ? Text::tr("about 1 week") : Text::tr("about %1 weeks").arg(whole);
}

} // namespace alluse::ui
