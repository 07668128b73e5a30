// statement, report and analytics on both databases: the figures are those of the ledger.

#include "cli/cli_fixture.h"
#include "support/report_book.h"

#include <fstream>

namespace alluse::tests {

class CliReports : public CliFixture {
protected:
    TempDirectory folder;
};

TEST_P(CliReports, aStatementEndsWithTheBalanceOfTheAccount) {
    const auto ids = openedFamily();
    done({"post", "--account", ids[0], "--type", "DEPOSIT", "--amount", "1,234.56"});
    const json statement = done({"statement", "account", ids[0], "--from", "2020-01-01"});
    const json shown = done({"account", "show", ids[0]});
    EXPECT_EQ(statement.at("closingCents"), shown.at("balanceCents"));
    EXPECT_EQ(statement.at("tables").at(0).at("total").at("paidInCents"), shown.at("balanceCents"));
}

TEST_P(CliReports, aFileForEachFamilyIsWritten) {
    fillBook(**database, 3, 20);
    const json answer = done({"statement", "family", "--all", "--from", "2026-01-01", "--to", "2026-03-06", "--out",
                              folder.path().string(), "--format", "csv"});
    EXPECT_EQ(answer.at("statements"), 3);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 3);
}

TEST_P(CliReports, anAnalysisSaysWhatItNeeds) {
    const auto ids = openedFamily();
    const json analysis = done({"analytics", "account", ids[0]});
    EXPECT_EQ(analysis.at("equityCents"), 100'000'00);
    EXPECT_EQ(analysis.at("volatility").at("missing"), "n/a, needs 8 weeks");
    const json overview = done({"analytics", "overview"});
    EXPECT_EQ(overview.at("totalCents"), 250'000'00);
    EXPECT_EQ(overview.at("accounts").at("GENERATION").at("ACTIVE"), 1);
}

TEST_P(CliReports, badRequestsAreNamed) {
    EXPECT_EQ(error({"statement", "family", "4711"}, 2).at("code"), "NO_SUCH_FAMILY");
    error({"statement", "family", "--all"}, 2);
    error({"report", "premiums", "--from", "2026-02-01", "--to", "2026-01-01"}, 2);
}

ALLUSE_ON_BOTH_DIALECTS(CliReports);

} // namespace alluse::tests
