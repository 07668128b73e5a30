// What statements and registers say equals what the ledger holds; a reprint never changes.

#include "exchange/report_writer.h"
#include "services/reports/statement_lines.h"
#include "storage/contract_fixture.h"
#include "support/report_book.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace alluse::tests {
namespace {

using services::Report;

class Reports : public ContractFixture {
protected:
    [[nodiscard]] Money balanceAsOf(AccountId id, domain::Date date) {
        return (*database)->accounts().balanceAsOf(id, date, std::nullopt).value();
    }
    [[nodiscard]] std::vector<services::FamilyRow> families() {
        return (*database)->families().page({}, {}).value().rows;
    }
    void expectTotals(const Report& report) {
        for (const auto& table : report.tables) {
            if (table.total.empty() || table.key != "accounts") continue;
            for (std::size_t column = 0; column < table.columns.size(); ++column) {
                if (table.columns[column].kind != services::ColumnKind::Money) continue;
                Money sum;
                for (const auto& row : table.rows) sum = sum + moneyAt(row, column);
                EXPECT_EQ(moneyAt(table.total, column), sum) << report.title << ' ' << table.columns[column].title;
            }
        }
    }
};

TEST_P(Reports, aFamilyStatementBeginsAndEndsWithTheBalancesOfTheLedger) {
    fillBook(**database, 4);
    ReportBench bench(**database);
    for (const auto& family : families()) {
        const Report report = bench.service.familyStatement(family.id, bench.period).value().value();
        expectTotals(report);
        Money opening, closing;
        const auto tree = (*database)->growth().familyTree(family.id, bench.period.to).value().value();
        for (const auto& node : tree.nodes) {
            opening = opening + balanceAsOf(node.id, bench.period.from.plusDays(-1));
            closing = closing + balanceAsOf(node.id, bench.period.to);
        }
        EXPECT_EQ(moneyAt(report.tables[0].total, 2), opening) << family.name;
        EXPECT_EQ(moneyAt(report.tables[0].total, 8), closing) << family.name;
        EXPECT_TRUE(moneyAt(report.tables[0].total, 7).isZero()) << "money between accounts stays in the family";
        for (std::size_t i = 2; i < report.tables.size(); ++i) {
            const auto& table = report.tables[i];
            const AccountId id(std::stoll(table.key.substr(std::string("account-").size())));
            EXPECT_EQ(moneyAt(table.rows.front(), 4), balanceAsOf(id, bench.period.from.plusDays(-1)));
            EXPECT_EQ(moneyAt(table.total, 4), balanceAsOf(id, bench.period.to));
        }
    }
}

TEST_P(Reports, aStatementTellsAForkSoThatAClientUnderstandsIt) {
    fillBook(**database, 6, 110);
    ReportBench bench(**database);
    bench.period.from = day(2020, 1, 1);
    const auto events = (*database)->growth().events({}, {{}, 0, services::kPageRowsMax}).value().rows;
    const auto fork = std::ranges::find_if(
        events, [](const auto& row) { return row.event.kind == domain::CommandKind::Fork; });
    ASSERT_NE(fork, events.end());
    const Report report = bench.service.accountStatement(fork->event.account, bench.period).value().value();
    EXPECT_EQ(report.kind, "account-statement");
    const auto& story = report.tables.at(1);
    const auto told = std::ranges::find_if(story.rows, [&](const auto& row) {
        return std::get<domain::Date>(row[0]) == fork->event.businessDate;
    });
    ASSERT_NE(told, story.rows.end());
    EXPECT_EQ(moneyAt(*told, 2), fork->event.amount);
    const auto text = std::get<std::string>((*told)[3]);
    EXPECT_NE(text.find("opened the new account " + fork->otherName), std::string::npos) << text;
    EXPECT_NE(text.find("The family as a whole kept its value."), std::string::npos) << text;
}

TEST_P(Reports, aReversalStaysBesideWhatItTookBack) {
    const auto ids = openFamily();
    const auto wrong = done(orders.post(ids[0], TransactionType::Deposit, usd(9'000)));
    done(orders.reverse((*database)->entries().entry(*wrong.entry).value()->stored));
    ReportBench bench(**database);
    bench.period = {day(2020, 1, 1), day(2030, 1, 1), {}};
    const Report report = bench.service.accountStatement(ids[0], bench.period).value().value();
    const auto& lines = report.tables.back().rows;
    ASSERT_EQ(lines.size(), 4U); // brought forward, opening, deposit, reversal
    EXPECT_EQ(std::get<std::string>(lines[2][1]), "Deposit (reversed)");
    EXPECT_EQ(std::get<std::string>(lines[3][1]), "Reversal of Deposit");
    EXPECT_EQ(moneyAt(report.tables[0].rows[0], 3), usd(100'000)) << "what was taken back was not paid in";
    EXPECT_EQ(moneyAt(report.tables[0].total, 8), balance(ids[0]));
}

TEST_P(Reports, aReprintAsKnownThenDoesNotSeeWhatCameLater) {
    const auto ids = openFamily();
    const auto known = done(orders.post(ids[0], TransactionType::Deposit, usd(1'000))).recordedAt;
    ReportBench bench(**database);
    bench.period = {day(2020, 1, 1), day(2030, 1, 1), known};
    const auto before = exchange::jsonOf(*bench.service.accountStatement(ids[0], bench.period).value());
    done(orders.post(ids[0], TransactionType::Deposit, usd(2'000)));
    const auto after = exchange::jsonOf(*bench.service.accountStatement(ids[0], bench.period).value());
    EXPECT_EQ(before.dump(), after.dump());
}

TEST_P(Reports, thePremiumReportSumsWhatWasTraded) {
    fillBook(**database, 3);
    ReportBench bench(**database);
    const Report report = bench.service.premiumReport(std::nullopt, bench.period).value();
    expectTotals(report);
    Money premium, assignment;
    services::LedgerQuery query;
    query.from = bench.period.from;
    query.to = bench.period.to;
    query.types = {TransactionType::TradePremium, TransactionType::TradeAssignment};
    services::PageRequest request{{}, 0, services::kPageRowsMax};
    do {
        const auto page = (*database)->entries().page(query, request).value();
        for (const auto& row : page.rows)
            (row.type == TransactionType::TradePremium ? premium : assignment) =
                (row.type == TransactionType::TradePremium ? premium : assignment) + row.amount;
        request.after = page.next;
    } while (request.after);
    EXPECT_EQ(moneyAt(report.tables[0].total, 5), premium);
    EXPECT_EQ(moneyAt(report.tables[0].total, 6), assignment);
}

TEST_P(Reports, theRegisterListsForksAndMergesOnce) {
    fillBook(**database, 6, 110);
    ReportBench bench(**database);
    bench.period.from = day(2020, 1, 1);
    const Report report = bench.service.growthRegister(std::nullopt, bench.period).value();
    services::GrowthEventQuery query;
    query.kinds = {domain::CommandKind::Fork, domain::CommandKind::Merge};
    const auto events = (*database)->growth().events(query, {{}, 0, services::kPageRowsMax}).value().rows;
    ASSERT_FALSE(events.empty());
    EXPECT_EQ(report.tables[0].rows.size(), events.size());
    Money total;
    for (const auto& row : events) total = total + row.event.amount;
    EXPECT_EQ(moneyAt(report.tables[0].total, 6), total);
}

TEST_P(Reports, writeFormulasAsHarmlessText) {
    const auto ids = openFamily("=cmd|' /C calc'!A0", "=1+1");
    ReportBench bench(**database);
    bench.period = {day(2020, 1, 1), day(2030, 1, 1), {}};
    const Report report = bench.service.accountStatement(ids[0], bench.period).value().value();
    const std::string csv = exchange::csvOf(report);
    EXPECT_NE(csv.find("'=1+1"), std::string::npos);
    EXPECT_EQ(csv.find(",=1+1"), std::string::npos);
    EXPECT_NE(csv.find("100000.00"), std::string::npos);
}

TEST_P(Reports, anUnknownAccountHasNoStatement) {
    ReportBench bench(**database);
    EXPECT_FALSE(bench.service.accountStatement(AccountId(999'999), bench.period).value());
    EXPECT_FALSE(bench.service.familyStatement(domain::FamilyId(999'999), bench.period).value());
}

ALLUSE_ON_BOTH_DIALECTS(Reports);

} // namespace
} // namespace alluse::tests
