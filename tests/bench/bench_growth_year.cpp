// Families live through weeks in a database by bulk commands: the premium of every open account is
// posted, then all that may fork do, then all branches that are ready merge. Prints JSON.
//   bench_growth_year [families] [weeks]      on PostgreSQL, named by ALLUSE_TEST_POSTGRES

#include "bench/bench_figures.h"
#include "services/growth_service.h"
#include "support/databases.h"
#include "support/seeded_orders.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace alluse::bench {
namespace {

using namespace alluse::tests;
using Steady = std::chrono::steady_clock;

constexpr std::size_t kBatchPlans = 500; // of one transaction
constexpr int kThreads = 2;              // of the machine this is measured on

struct WeekClock final : domain::Clock {
    [[nodiscard]] domain::Timestamp now() const override { return time; }
    [[nodiscard]] domain::Date today() const override { return date; }
    void nextWeek() {
        date = date.plusDays(7);
        time = domain::Timestamp(time.microsSinceEpoch() + 7 * std::int64_t{86'400'000'000});
    }
    domain::Date date{20'045}; // 2024-11-18
    domain::Timestamp time{1'731'931'200'000'000};
};

template <class T>
T value(services::Outcome<T> outcome) {
    if (outcome) return std::move(*outcome);
    std::fprintf(stderr, "%s\n", services::describe(outcome.error()).c_str());
    std::exit(1);
}

class Year {
public:
    explicit Year(storage::Database& database)
        : m_database(database), m_growth(database.ledger(), database.growth(), m_authorizer, m_clock, m_registry) {}

    void open(std::int64_t families) {
        std::vector<domain::EntryPlan> plans;
        for (std::int64_t i = 0; i < families; ++i)
            plans.push_back(m_orders.openFamily(usd(250'000), "Client " + std::to_string(i), "Family " + std::to_string(i)));
        post(plans);
    }

    void playWeek() {
        m_clock.nextWeek();
        m_orders.date = m_clock.date;
        const auto start = Steady::now();
        std::vector<domain::EntryPlan> premiums;
        services::PageRequest request;
        request.limit = services::kPageRowsMax;
        do { // an account earns its policy's target; the row tells its type
            const auto page = value(m_database.accounts().page({}, request));
            for (const auto& row : page.rows) {
                const auto rate = domain::Policy::defaultsFor(row.type).targetWeeklyReturn;
                const Money premium = row.balance.share(rate);
                if (row.status == domain::AccountStatus::Active && premium.isPositive())
                    premiums.push_back(m_orders.post(row.id, domain::TransactionType::TradePremium, premium));
            }
            request.after = page.next;
        } while (request.after);
        post(premiums);
        const auto posted = Steady::now();
        services::BulkRequest bulk;
        bulk.actor = {"bench", "owner", "bench", "a year of growth"};
        bulk.run = m_orders.commandId();
        const auto forked = value(m_growth.forkAllEligible(bulk));
        bulk.run = m_orders.commandId();
        const auto merged = value(m_growth.mergeAllReady(bulk));
        m_forks += forked.done, m_merges += merged.done, m_failed += forked.failed + merged.failed;
        m_premiums += static_cast<std::int64_t>(premiums.size());
        m_postSeconds += std::chrono::duration<double>(posted - start).count();
        m_growthSeconds += std::chrono::duration<double>(Steady::now() - posted).count();
    }

    [[nodiscard]] nlohmann::ordered_json json() const {
        return {{"premiums", m_premiums},        {"forks", m_forks},
                {"merges", m_merges},            {"failed", m_failed},
                {"premiumSeconds", m_postSeconds}, {"bulkSeconds", m_growthSeconds}};
    }

private:
    // Halves of the book side by side, in batches of one transaction each.
    void post(const std::vector<domain::EntryPlan>& plans) {
        std::vector<std::jthread> threads;
        const std::size_t part = (plans.size() + kThreads - 1) / kThreads;
        for (std::size_t from = 0; from < plans.size(); from += part)
            threads.emplace_back([this, &plans, from, to = std::min(plans.size(), from + part)] {
                for (std::size_t at = from; at < to; at += kBatchPlans) {
                    const auto batch = std::span(plans).subspan(at, std::min(kBatchPlans, to - at));
                    for (auto& outcome : m_database.ledger().postEntries(batch)) value(std::move(outcome));
                }
            });
    }

    storage::Database& m_database;
    WeekClock m_clock;
    services::OwnerAuthorizer m_authorizer;
    metrics::MetricRegistry m_registry;
    services::GrowthService m_growth;
    Orders m_orders{1};
    std::int64_t m_premiums = 0, m_forks = 0, m_merges = 0, m_failed = 0;
    double m_postSeconds = 0, m_growthSeconds = 0;
};

} // namespace
} // namespace alluse::bench

int main(int argc, char** argv) {
    using namespace alluse;
    if (!tests::hasPostgres()) {
        std::fprintf(stderr, "ALLUSE_TEST_POSTGRES names no server\n");
        return 2;
    }
    const std::int64_t families = argc > 1 ? std::atoll(argv[1]) : 1'000;
    const int weeks = argc > 2 ? std::atoi(argv[2]) : 52;
    tests::TestDatabase database(storage::Dialect::Postgresql);
    bench::Year year(*database);
    const auto start = std::chrono::steady_clock::now();
    year.open(families);
    for (int week = 0; week < weeks; ++week) year.playWeek();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const auto report = bench::value(database->admin().verify({}));
    nlohmann::ordered_json result{{"name", "growth-year"}, {"families", families}, {"weeks", weeks}, {"seconds", seconds}};
    result.update(year.json());
    result["verified"] = report.ok;
    result["postings"] = report.postings;
    result["machine"] = bench::describeMachine();
    std::printf("%s\n", result.dump(2).c_str());
    return report.ok ? 0 : 1;
}
