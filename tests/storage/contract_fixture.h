#pragma once
// The fixture of the contract suite: each case runs on a fresh database of both dialects.

#include "support/databases.h"
#include "support/requirements.h"
#include "support/seeded_orders.h"

#include <gtest/gtest.h>

namespace alluse::tests {

using domain::RefusalCode;
using domain::TransactionType;
using services::EntryReceipt;
using services::Outcome;

class ContractFixture : public ::testing::TestWithParam<storage::Dialect> {
protected:
    void SetUp() override {
        if (GetParam() == storage::Dialect::Postgresql) ALLUSE_NEEDS_POSTGRES();
        database = std::make_unique<TestDatabase>(GetParam());
    }
    [[nodiscard]] storage::DatabaseLocation location() const { return database->location(); }
    services::LedgerPort& ledger() { return (*database)->ledger(); }

    Outcome<EntryReceipt> post(const domain::EntryPlan& plan) { return ledger().postEntry(plan); }
    EntryReceipt done(const domain::EntryPlan& plan) {
        auto outcome = post(plan);
        if (!outcome) throw std::runtime_error("not done: " + services::describe(outcome.error()));
        return *outcome;
    }
    // 250,000.00 moderate: 100,000 / 75,000 / 75,000 on Gen, Rev, Com.
    std::vector<AccountId> openFamily(const std::string& client = "Ada Lovelace",
                                      const std::string& family = "Lovelace") {
        return done(orders.openFamily(usd(250'000), client, family)).openedAccounts;
    }
    domain::Account account(AccountId id) {
        const auto found = (*database)->accounts().find(id);
        if (!found || !*found) throw std::runtime_error("account not found");
        return **found;
    }
    Money balance(AccountId id) { return account(id).balance(); }

    void expectRefused(const Outcome<EntryReceipt>& outcome, RefusalCode code) {
        ASSERT_FALSE(outcome.has_value()) << "expected " << domain::code(code);
        ASSERT_EQ(outcome.error().kind, services::FailureKind::Refused) << outcome.error().text;
        ASSERT_TRUE(outcome.error().refusal.has_value());
        EXPECT_EQ(domain::code(outcome.error().refusal->code), domain::code(code));
    }
    void expectVerified() {
        const auto report = (*database)->admin().verify({});
        ASSERT_TRUE(report.has_value()) << report.error().text;
        for (const auto& check : report->checks)
            EXPECT_TRUE(check.ok) << check.id << ": " << check.firstBreak.value_or("");
        EXPECT_TRUE(report->ok);
        EXPECT_EQ(report->totalCents, 0);
    }

    Orders orders;
    std::unique_ptr<TestDatabase> database;

};

inline std::string dialectName(const ::testing::TestParamInfo<storage::Dialect>& info) {
    return info.param == storage::Dialect::Sqlite ? "sqlite" : "postgresql";
}
#define ALLUSE_ON_BOTH_DIALECTS(suite)                                                             \
    INSTANTIATE_TEST_SUITE_P(Dialects, suite,                                                      \
                             ::testing::Values(::alluse::storage::Dialect::Sqlite,                 \
                                               ::alluse::storage::Dialect::Postgresql),            \
                             ::alluse::tests::dialectName)

// For what only one of them has: a second writer, a file.
#define ALLUSE_ON_ONE_DIALECT(suite, dialect)                                                      \
    INSTANTIATE_TEST_SUITE_P(Dialects, suite, ::testing::Values(dialect), ::alluse::tests::dialectName)

} // namespace alluse::tests
