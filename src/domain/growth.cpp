#include "domain/growth.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace alluse::domain {

std::string_view code(GrowthIssueCode issue) {
    switch (issue) {
    case GrowthIssueCode::NotGeneration: return "NOT_GENERATION";
    case GrowthIssueCode::ForkingDisabled: return "FORKING_DISABLED";
    case GrowthIssueCode::NotActive: return "NOT_ACTIVE";
    case GrowthIssueCode::BelowThreshold: return "BELOW_THRESHOLD";
    case GrowthIssueCode::BelowMinimumRemaining: return "BELOW_MINIMUM_REMAINING";
    case GrowthIssueCode::BelowBuffer: return "BELOW_BUFFER";
    case GrowthIssueCode::CashTooLow: return "CASH_TOO_LOW";
    case GrowthIssueCode::ComMissing: return "COM_MISSING";
    case GrowthIssueCode::ComNotActive: return "COM_NOT_ACTIVE";
    case GrowthIssueCode::Cooling: return "COOLING";
    case GrowthIssueCode::DailyCapReached: return "DAILY_CAP_REACHED";
    case GrowthIssueCode::HeldAfterUndo: return "HELD_AFTER_UNDO";
    case GrowthIssueCode::NothingLeaves: return "NOTHING_LEAVES";
    case GrowthIssueCode::NoSources: return "NO_SOURCES";
    case GrowthIssueCode::TooManySources: return "TOO_MANY_SOURCES";
    case GrowthIssueCode::DuplicateSource: return "DUPLICATE_SOURCE";
    case GrowthIssueCode::SourceNotActive: return "SOURCE_NOT_ACTIVE";
    case GrowthIssueCode::SourceWrongType: return "SOURCE_WRONG_TYPE";
    case GrowthIssueCode::SourceEmpty: return "SOURCE_EMPTY";
    case GrowthIssueCode::SourceCooling: return "SOURCE_COOLING";
    case GrowthIssueCode::SourceIsRoot: return "SOURCE_IS_ROOT";
    case GrowthIssueCode::SourceIsTarget: return "SOURCE_IS_TARGET";
    case GrowthIssueCode::OtherFamily: return "OTHER_FAMILY";
    case GrowthIssueCode::BelowMergeThreshold: return "BELOW_MERGE_THRESHOLD";
    case GrowthIssueCode::LeavesMembersOut: return "LEAVES_MEMBERS_OUT";
    case GrowthIssueCode::LastGeneration: return "LAST_GENERATION";
    case GrowthIssueCode::ReinvestmentOff: return "REINVESTMENT_OFF";
    case GrowthIssueCode::BelowReinvestmentMinimum: return "BELOW_REINVESTMENT_MINIMUM";
    case GrowthIssueCode::NothingEarned: return "NOTHING_EARNED";
    case GrowthIssueCode::NotDue: return "NOT_DUE";
    case GrowthIssueCode::NotAForkOrMerge: return "NOT_A_FORK_OR_MERGE";
    case GrowthIssueCode::AlreadyRolledBack: return "ALREADY_ROLLED_BACK";
    case GrowthIssueCode::ChildHasMoved: return "CHILD_HAS_MOVED";
    case GrowthIssueCode::NotTheSameDay: return "NOT_THE_SAME_DAY";
    case GrowthIssueCode::TargetWasDebited: return "TARGET_WAS_DEBITED";
    case GrowthIssueCode::ManagerNeeded: return "MANAGER_NEEDED";
    }
    return "UNKNOWN";
}

std::string_view code(IssueSeverity severity) {
    switch (severity) {
    case IssueSeverity::Warning: return "WARNING";
    case IssueSeverity::Error: return "ERROR";
    }
    return "UNKNOWN";
}

std::string_view code(GrowthMode mode) {
    switch (mode) {
    case GrowthMode::AtOnce: return "AT_ONCE";
    case GrowthMode::AfterApproval: return "AFTER_APPROVAL";
    case GrowthMode::ByHand: return "BY_HAND";
    }
    return "UNKNOWN";
}

std::optional<GrowthMode> parseGrowthMode(std::string_view text) {
    using enum GrowthMode;
    for (const auto mode : {AtOnce, AfterApproval, ByHand})
        if (code(mode) == text) return mode;
    return std::nullopt;
}

bool blocks(const std::vector<GrowthIssue>& issues) {
    return std::any_of(issues.begin(), issues.end(), [](const GrowthIssue& issue) {
        return issue.severity == IssueSeverity::Error;
    });
}

bool onlyDelays(const std::vector<GrowthIssue>& issues) {
    return std::all_of(issues.begin(), issues.end(), [](const GrowthIssue& issue) {
        return issue.isDelay || issue.severity == IssueSeverity::Warning;
    });
}

std::string textOf(const std::vector<GrowthIssue>& issues) {
    std::string text;
    for (const GrowthIssue& issue : issues) {
        if (!text.empty()) text += ' ';
        text += issue.text;
    }
    return text;
}

std::optional<double> weeksToThreshold(Money balance, Money baseline, Money threshold,
                                       double weeklyRate) {
    const auto goal = static_cast<double>(baseline.cents()) + static_cast<double>(threshold.cents());
    const auto now = static_cast<double>(balance.cents());
    if (!(weeklyRate > 0) || now <= 0 || now >= goal) return std::nullopt;
    return std::log(goal / now) / std::log1p(weeklyRate);
}

std::optional<double> meanWeeklyReturn(std::span<const EquityMove> moves, Date today) {
    Date friday = today;
    while (friday.weekday() != Weekday::Friday) friday = friday.plusDays(-1);
    Date end = friday.plusDays(-7 * kWeeksOfRate);
    if (moves.empty() || moves.front().date > end) return std::nullopt;
    auto move = moves.begin();
    std::int64_t equity = 0, start = 0; // cents now, and after the last flow or Friday
    for (; move != moves.end() && move->date <= end; ++move) equity += move->amount.cents();
    double sum = 0;
    for (int week = 0; week < kWeeksOfRate; ++week) {
        end = end.plusDays(7);
        double chained = 1;
        start = equity;
        const auto chain = [&] {
            if (start > 0) chained *= static_cast<double>(equity) / static_cast<double>(start);
        };
        for (; move != moves.end() && move->date <= end; ++move) {
            if (move->isFlow) chain();
            equity += move->amount.cents();
            if (move->isFlow) start = equity;
        }
        chain();
        sum += chained - 1;
    }
    return sum / kWeeksOfRate;
}

} // namespace alluse::domain
