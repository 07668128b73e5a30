// What holds in every life of a family. ALLUSE_GROWTH_COMMANDS sets how many commands are tried;
// ALLUSE_GROWTH_SEED repeats a run.

#include "services/growth_world.h"

#include "domain/simulation.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <random>

namespace alluse::tests {
namespace {

std::int64_t numberOf(const char* variable, std::int64_t otherwise) {
    const char* text = std::getenv(variable);
    return text != nullptr ? std::atoll(text) : otherwise;
}

TEST(GrowthProperties, holdInRandomLives) {
    const std::int64_t wanted = numberOf("ALLUSE_GROWTH_COMMANDS", 30'000);
    const auto seed = static_cast<std::uint64_t>(
        numberOf("ALLUSE_GROWTH_SEED", static_cast<std::int64_t>(std::random_device{}())));
    constexpr std::int64_t kLifeCommands = 2'000; // after that a family has few accounts left to fork
    std::cout << "seed " << seed << std::endl;
    WorldCounts counts;
    for (std::uint64_t life = 0; counts.commands < wanted; ++life) {
        GrowthWorld world(seed + life);
        for (std::int64_t i = 0; i < kLifeCommands; ++i) world.step();
        world.checkWhole();
        ASSERT_TRUE(world.broken().empty()) << "life " << life << " of seed " << seed << ": " << world.broken();
        counts += world.counts();
    }
    std::cout << counts.commands << " commands: " << counts.done << " done, " << counts.refused << " refused, "
              << counts.repeats << " sent twice; " << counts.forks << " forks (" << counts.overrides
              << " overriding), " << counts.merges << " merges, " << counts.reinvestments << " reinvestments, "
              << counts.undos << " undos" << std::endl;
    EXPECT_GT(counts.forks, 0);
    EXPECT_GT(counts.merges, 0);
    EXPECT_GT(counts.reinvestments, 0);
    EXPECT_GT(counts.undos, 0);
}

// The simulation and the ledger tell the same story: its weeks, played with plans.
TEST(GrowthProperties, theSimulationEqualsPlansOnALedger) {
    constexpr int kWeeks = 400;
    const auto input = domain::simulationOf(*domain::findTemplate("growth"), domain::Money::fromCents(400'000'00), kWeeks);
    const auto simulated = domain::simulate(input);
    ASSERT_TRUE(simulated);
    EXPECT_GT(simulated->merges, 0);

    MemoryLedger ledger;
    domain::SeededRandom ids(1);
    domain::Timestamp now(1'763'467'200'000'000);
    domain::Date today(20'410);
    std::map<domain::AccountId, domain::Timestamp> forkedAt;
    int children = 0;
    const auto header = [&] {
        domain::OrderHeader made;
        const std::uint64_t high = ids.next();
        made.commandId = domain::CommandId::fromRandom(high, ids.next());
        made.actor = {"tester", "owner", "test", "because"};
        made.requestedAt = now;
        made.businessDate = today;
        return made;
    };
    const auto post = [&](const domain::Planned<domain::EntryPlan>& plan) {
        ASSERT_TRUE(plan) << domain::describe(plan.error());
        const auto outcome = ledger.postEntry(*plan);
        ASSERT_TRUE(outcome) << services::describe(outcome.error());
    };
    domain::OpenFamilyOrder open;
    open.header = header();
    open.client = domain::NewClient{"Lovelace", "", "", ""};
    open.familyName = "Lovelace";
    open.capital = input.capital;
    open.templateName = "growth";
    post(domain::planOpenFamily(open));
    const domain::FamilyId family(1);
    const auto growthOf = [&](const domain::Account& account) {
        domain::AccountGrowth growth;
        growth.account = account;
        if (forkedAt.contains(account.id)) growth.lastForkAt = forkedAt.at(account.id);
        return growth;
    };
    for (const auto& week : simulated->weeks) {
        now = domain::Timestamp(now.microsSinceEpoch() + 7 * std::int64_t{86'400'000'000});
        today = today.plusDays(7);
        const auto accounts = ledger.book().accounts; // as they are before the week
        for (const auto& [id, account] : accounts) {
            if (account.status == domain::AccountStatus::Closed) continue;
            const auto premium = account.balance().share(account.policy.targetWeeklyReturn);
            if (premium.isPositive())
                post(domain::planPost({header(), id, domain::TransactionType::TradePremium, premium, {}, {}, {}}));
        }
        domain::FamilyGrowth facts;
        facts.id = family;
        const auto com = [&] { return ledger.account(*ledger.book().families.at(family).designatedCom); };
        for (const auto& [id, before] : accounts) {
            domain::ForkContext context{facts, growthOf(*ledger.account(id)), com(), "Lovelace Gen-Acc", {}};
            context.family.sequence = ledger.book().families.at(family).growthSequence;
            context.family.childNumberNext = children + 1;
            domain::ForkOrder order{header(), id, true, false};
            if (domain::blocks(domain::forkIssues(order, context))) continue;
            post(domain::planFork(order, context));
            forkedAt[id] = now;
            ++facts.forksOnDate;
            ++children;
        }
        EXPECT_EQ(facts.forksOnDate, week.forks) << "week " << week.week;
        std::vector<domain::AccountGrowth> members;
        for (const auto& [id, account] : ledger.book().accounts) members.push_back(growthOf(account));
        int merges = 0;
        for (const auto& candidate : domain::mergeCandidates(members, now, {})) {
            if (domain::blocks(candidate.issues)) continue;
            domain::MergeContext context{facts, com(), members, 0, {}};
            context.family.sequence = ledger.book().families.at(family).growthSequence;
            domain::MergeOrder order;
            order.header = header();
            order.branch = candidate.branch;
            order.isAutomatic = true;
            post(domain::planMerge(order, context));
            ++merges;
        }
        EXPECT_EQ(merges, week.merges) << "week " << week.week;
        std::array<domain::Money, 3> totals;
        std::array<std::int32_t, 3> live{};
        for (const auto& [id, account] : ledger.book().accounts) {
            const auto type = static_cast<std::size_t>(account.type) - 1;
            totals.at(type) = totals.at(type) + account.balance();
            if (account.status != domain::AccountStatus::Closed) ++live.at(type);
        }
        ASSERT_EQ(totals, week.totals) << "week " << week.week;
        ASSERT_EQ(live, week.live) << "week " << week.week;
    }
}

} // namespace
} // namespace alluse::tests
