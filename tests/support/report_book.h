#pragma once
// A small book with everything that a statement tells: premiums, a loss, a deposit, a reversal, a fork.

#include "domain/fork_planning.h"
#include "services/demo_service.h"
#include "services/reports/report_service.h"
#include "support/databases.h"
#include "support/orders.h"

#include <stdexcept>

namespace alluse::tests {

// Families with a year of history; their figures are checked against balances, not against literals.
inline void fillBook(storage::Database& database, std::int64_t families, int weeks = 70, std::uint64_t seed = 7) {
    services::DemoRequest request;
    request.families = families;
    request.weeks = weeks;
    request.seed = seed;
    request.endDate = day(2026, 3, 6);
    const auto made = services::DemoService(database.admin()).generate(request);
    if (!made) throw std::runtime_error(services::describe(made.error()));
}

struct ReportBench {
    explicit ReportBench(storage::Database& database)
        : service(database.accounts(), database.families(), database.entries(), database.growth(),
                  database.analytics()) {}
    services::ReportService service;
    services::ReportPeriod period{day(2025, 10, 1), day(2026, 3, 6), {}};
};

inline domain::Money moneyAt(const std::vector<services::Cell>& row, std::size_t column) {
    return std::get<domain::Money>(row.at(column));
}

} // namespace alluse::tests
