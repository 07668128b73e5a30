#pragma once
// What the start page tells, read in one go; the part that needs the whole book comes later.

#include "services/analytics_service.h"
#include "services/growth_service.h"

#include <QString>

#include <optional>

namespace alluse::ui {

struct DueGrowth {
    domain::AccountId account;
    std::string name;
    domain::Money amount; // that will leave it, or its branch's value
    double weeks = 0;     // at the target rate; 0: due now
    bool isMerge = false;
};
struct WaitingApproval {
    domain::AccountId account;
    std::string name, what;
    domain::Money amount;
    std::optional<domain::Timestamp> since;
};

struct TodayFigures {
    domain::Date since;
    services::BookOverview changes; // since the last look
    std::vector<WaitingApproval> approvals; // oldest first
    std::vector<DueGrowth> due;             // within a fortnight, the nearest first
};

inline constexpr double kFortnightWeeks = 2;

[[nodiscard]] services::Outcome<TodayFigures> readToday(services::AnalyticsService& analytics,
                                                        services::GrowthService& growth, domain::Date since,
                                                        domain::Date today, const services::Call& call);

// "+1,204.00: premium 1,400.00, assignment −196.00": why an account moved.
[[nodiscard]] QString explained(const services::AccountFigures& row);

} // namespace alluse::ui
