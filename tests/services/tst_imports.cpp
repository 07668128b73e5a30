// A bank file from its bytes to the ledger, on both databases: every wrong row named, every good one
// posted once, and the whole of it taken back to the cent.

#include "exchange/import_reader.h"
#include "services/import_service.h"
#include "services/ports/authorizer.h"
#include "services/system_clock.h"
#include "storage/contract_fixture.h"
#include "support/orders.h"

#include <map>

namespace alluse::tests {
namespace {

using exchange::ImportField;
using exchange::ImportMapping;
using exchange::ImportReader;
using services::ImportReject;
using services::ImportSummary;

const std::string kHeader = "ref;acct;booked;value;dc;text\n";

ImportMapping aMapping(const std::string& source = "bank-a") {
    ImportMapping mapping;
    mapping.settings.source = source;
    mapping.delimiter = ';';
    mapping.columns = {{ImportField::ExternalId, "ref"}, {ImportField::Account, "acct"},
                       {ImportField::Date, "booked"},    {ImportField::Amount, "value"},
                       {ImportField::Direction, "dc"},   {ImportField::Note, "text"}};
    mapping.directions = {{"IN", TransactionType::Deposit},
                          {"OUT", TransactionType::Withdrawal},
                          {"FEE", TransactionType::Fee},
                          {"ADJ", TransactionType::Adjustment}};
    return mapping;
}

ImportMapping creating(domain::AccountType type) {
    ImportMapping mapping = aMapping();
    domain::CreateUnknownAccount unknown{type, domain::Policy::defaultsFor(type)};
    unknown.policy.forkingEnabled = false;
    unknown.policy.cashBuffer = domain::BasisPoints(0);
    mapping.settings.unknownAccount = unknown;
    return mapping;
}

class Imports : public ContractFixture {
protected:
    void SetUp() override {
        ContractFixture::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        auto& open = **database;
        service = std::make_unique<services::ImportService>(open.ledger(), open.accounts(), open.entries(),
                                                            open.admin(), authorizer, clock, registry);
    }
    services::Outcome<ImportSummary> tryImport(const std::string& text, const ImportMapping& mapping,
                                               bool isDryRun = false, const services::Call& call = {}) {
        auto reader = ImportReader::open(std::make_unique<exchange::TextSource>(text), mapping);
        if (!reader) throw std::runtime_error(reader.error());
        services::ImportRequest request;
        request.settings = mapping.settings;
        request.columns = (*reader)->columns();
        request.actor = {"tester", "owner", "import", ""};
        request.fileName = "bank.csv";
        request.fileSha256 = (*reader)->sha256();
        request.isDryRun = isDryRun;
        request.batchRows = 40; // a few batches in each file
        request.onProgress = [this](const ImportSummary&) { ++batches; };
        return service->run(request, [&] { return (*reader)->next(); }, call);
    }
    ImportSummary imported(const std::string& text, const ImportMapping& mapping = aMapping()) {
        auto summary = tryImport(text, mapping);
        if (!summary) throw std::runtime_error(services::describe(summary.error()));
        return *summary;
    }
    ImportSummary predicted(const std::string& text, const ImportMapping& mapping = aMapping()) {
        auto summary = tryImport(text, mapping, true);
        if (!summary) throw std::runtime_error(services::describe(summary.error()));
        return *summary;
    }
    services::ImportUndoReport undone(domain::ImportId id) {
        auto report = service->undo(id, {"tester", "owner", "test", "wrong file"});
        if (!report) throw std::runtime_error(services::describe(report.error()));
        return *report;
    }
    AccountId openEmpty(const std::string& reference) {
        domain::OpenAccountOrder order;
        order.header = orders.header();
        order.family = domain::NewFamily{"Family " + reference, domain::NewClient{"Client " + reference, "", "", ""}, ""};
        order.name = "Account " + reference;
        order.reference = reference;
        order.type = domain::AccountType::Revenue;
        order.policy = domain::Policy::defaultsFor(order.type);
        order.policy.cashBuffer = domain::BasisPoints(0);
        return done(domain::planOpenAccount(order).value()).openedAccounts.front();
    }
    AccountId idOf(const std::string& reference) {
        const auto found = (*database)->accounts().findByReference(reference);
        if (!found || !*found) throw std::runtime_error("no account " + reference);
        return **found;
    }
    std::map<std::string, std::int64_t> balances() {
        std::map<std::string, std::int64_t> all;
        const auto page = (*database)->accounts().page({}, {});
        for (const auto& row : page->rows) all[row.reference] = row.balance.cents();
        return all;
    }
    std::size_t importsCount() { return (*database)->admin().imports(100)->size(); }

    services::OwnerAuthorizer authorizer;
    services::SystemClock clock;
    metrics::MetricRegistry registry;
    std::unique_ptr<services::ImportService> service;
    int batches = 0;
};

void expectSame(const ImportSummary& a, const ImportSummary& b) {
    EXPECT_EQ(a.read, b.read);
    EXPECT_EQ(a.posted, b.posted);
    EXPECT_EQ(a.duplicates, b.duplicates);
    EXPECT_EQ(a.refused, b.refused);
    EXPECT_EQ(a.bad, b.bad);
    EXPECT_EQ(a.accountsCreated, b.accountsCreated);
    ASSERT_EQ(a.rejects.size(), b.rejects.size());
    for (std::size_t i = 0; i < a.rejects.size(); ++i) {
        EXPECT_EQ(a.rejects[i].row, b.rejects[i].row);
        EXPECT_EQ(a.rejects[i].column, b.rejects[i].column);
        EXPECT_EQ(a.rejects[i].code, b.rejects[i].code);
        EXPECT_EQ(a.rejects[i].text, b.rejects[i].text);
    }
}

struct Line {
    std::string text;
    const char* column = ""; // of the reject; empty: the row is good
    const char* code = "";
};

// Twenty-eight rows that are wrong in twenty-eight ways, good ones between them.
std::vector<Line> hostileLines(const std::string& gen, const std::string& com) {
    using namespace std::string_literals;
    const std::string day = ";2026-03-02;";
    return {
        {"G1;" + gen + day + "100.00;IN;good"},
        {"B1;" + gen + day + "12x;IN;", "value", "BAD_AMOUNT"},
        {"B2;" + gen + day + "1.234;IN;", "value", "TOO_MANY_DECIMALS"},
        {"B3;" + gen + day + "1.00;GIFT;", "dc", "UNKNOWN_DIRECTION"},
        {"B4;" + gen + ";2026-03-02", "value", "MISSING_COLUMN"},
        {"B5;" + gen + day + "1.00;IN;;;", "7", "EXTRA_COLUMN"},
        {"G2;" + gen + day + "50.00;OUT;good"},
        {"B6;" + gen + day + "-1.00;IN;", "value", "WRONG_SIGN"},
        {"B7;" + gen + ";03/02/2026;1.00;IN;", "booked", "BAD_DATE"},
        {"B8;" + gen + ";2026-02-30;1.00;IN;", "booked", "IMPOSSIBLE_DATE"},
        {"B9;" + gen + day + "1.00;IN;M\xFCller", "text", "BAD_ENCODING"},
        {"B10;" + gen + day + "1.00;IN;a\0b"s, "text", "NUL_CHARACTER"},
        {"B11;" + gen + day + "1.00;IN;" + std::string(10'000'000, 'x'), "text", "FIELD_TOO_LONG"},
        {"B12;" + gen + day + "1.00;IN;=cmd|' /C calc'!A0", "text", "FORMULA_TEXT"},
        {"B13;CLOSED" + day + "1.00;IN;", "acct", "ACCOUNT_CLOSED"},
        {"B14;SUSPENDED" + day + "1.00;IN;", "acct", "ACCOUNT_SUSPENDED"},
        {"G1;" + gen + day + "999.00;IN;good", "ref", "COMMAND_ID_REUSED"},
        {"B16;" + gen + day + "100000.00;OUT;", "value", "EXCEEDS_AVAILABLE"},
        {"B17;" + com + day + "1.00;OUT;", "acct", "WITHDRAWALS_NOT_ALLOWED"},
        {"B18;" + gen + day + "0.00;IN;", "value", "INVALID_AMOUNT"},
        {"B19;" + gen + day + "10000000000000.01;IN;", "value", "AMOUNT_OUT_OF_RANGE"},
        {"G3;" + com + day + "7.77;IN;good"},
        {"B20;NOBODY" + day + "1.00;IN;", "acct", "UNKNOWN_ACCOUNT"},
        {"B21;" + gen + day + "1.00;IN;bell \x07", "text", "INVALID_TEXT"},
        {"B22;" + gen + day + "1.00;IN;\"a\"b", "text", "TEXT_AFTER_QUOTE"},
        {"B23;" + gen + ";0202-03-02;1.00;IN;", "booked", "INVALID_DATE"},
        {"B24;" + gen + day + "1.00;ADJ;", "reason", "REASON_MISSING"},
        {";" + gen + day + "1.00;IN;", "ref", "MISSING_VALUE"},
        {"B26;" + gen + day + "10000000000000.00;IN;", "acct", "BALANCE_OUT_OF_RANGE"},
        {"B27\xE2\x80\xAE;" + gen + day + "1.00;IN;", "ref", "INVALID_TEXT"},
        {"B28;" + gen + day + "1.00;\"IN;", "dc", "UNTERMINATED_QUOTE"},
        {"G1;" + gen + day + "100.00;IN;good"}, // the same row again: a duplicate
        {"G4;" + gen + day + "0.01;IN;good"},
    };
}

TEST_P(Imports, everyWrongRowIsNamedAndTheGoodOnesArePosted) {
    const auto family = openFamily();
    const std::string gen = account(family[0]).reference, com = account(family[2]).reference;
    const auto closed = openEmpty("CLOSED"), suspended = openEmpty("SUSPENDED");
    done(orders.status(account(closed), domain::AccountStatus::Closed));
    done(orders.status(account(suspended), domain::AccountStatus::Suspended));
    const auto before = balances();
    const auto lines = hostileLines(gen, com);
    std::string file = kHeader;
    for (const auto& line : lines) file += line.text + "\n";

    const auto prediction = predicted(file);
    EXPECT_EQ(balances(), before);
    EXPECT_EQ(importsCount(), 0u);

    const auto summary = imported(file);
    expectSame(prediction, summary);
    EXPECT_EQ(summary.read, static_cast<std::int64_t>(lines.size()));
    EXPECT_EQ(summary.posted, 4);
    EXPECT_EQ(summary.duplicates, 1);
    EXPECT_EQ(summary.refused + summary.bad, 28);
    std::size_t next = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (*lines[i].code == '\0') continue;
        ASSERT_LT(next, summary.rejects.size());
        const ImportReject& reject = summary.rejects[next++];
        EXPECT_EQ(reject.row, static_cast<std::int64_t>(i) + 2) << reject.code;
        EXPECT_EQ(reject.column, lines[i].column) << reject.code;
        EXPECT_EQ(reject.code, lines[i].code);
        EXPECT_FALSE(reject.text.empty());
    }
    EXPECT_EQ(next, summary.rejects.size());
    EXPECT_EQ(balances()[gen] - before.at(gen), 5'001);
    EXPECT_EQ(balances()[com] - before.at(com), 777);

    const auto again = imported(file);
    EXPECT_EQ(again.posted, 0);
    EXPECT_EQ(again.duplicates, 5);
    EXPECT_EQ(again.refused + again.bad, 28);

    EXPECT_EQ(undone(summary.id).reversed, 4);
    EXPECT_EQ(balances(), before);
    expectVerified();
}

TEST_P(Imports, rowsArePostedInFileOrderOnEachAccount) {
    openEmpty("R1");
    openEmpty("R2");
    std::string file = kHeader;
    // Each withdrawal takes the whole of what the rows before it brought: any other order is refused.
    for (int i = 0; i < 50; ++i)
        for (const char* reference : {"R1", "R2"}) {
            const std::string id = reference + std::to_string(i);
            const std::string amount = std::to_string(i + 1) + ".00";
            file += "I" + id + ";" + reference + ";2026-03-02;" + amount + ";IN;\n";
            file += "O" + id + ";" + reference + ";2026-03-02;" + amount + ";OUT;\n";
        }
    const auto prediction = predicted(file);
    expectSame(prediction, imported(file));
    services::LedgerQuery query;
    query.account = idOf("R1");
    query.descending = false;
    const auto page = (*database)->entries().page(query, {});
    ASSERT_EQ(page->rows.size(), 100u);
    for (std::size_t i = 0; i < page->rows.size(); ++i)
        EXPECT_EQ(page->rows[i].amount.cents(), (i % 2 == 0 ? 100 : -100) * static_cast<std::int64_t>(i / 2 + 1));
    EXPECT_EQ(balances()["R2"], 0);
}

TEST_P(Imports, unknownAccountsAreOpenedWithThePolicyOfTheMapping) {
    const std::string file = kHeader + "A1;NEW-1;2026-03-02;100.00;IN;\nA2;NEW-2;2026-03-02;30.00;IN;\n"
                                       "A3;NEW-1;2026-03-03;100.00;OUT;\n";
    const auto mapping = creating(domain::AccountType::Revenue);
    const auto prediction = predicted(file, mapping);
    EXPECT_TRUE(balances().empty());
    const auto summary = imported(file, mapping);
    expectSame(prediction, summary);
    EXPECT_EQ(summary.accountsCreated, 2);
    EXPECT_EQ(summary.posted, 3);
    const auto opened = account(idOf("NEW-1"));
    EXPECT_EQ(opened.type, domain::AccountType::Revenue);
    EXPECT_EQ(opened.policy.cashBuffer.value(), 0);
    EXPECT_FALSE(opened.policy.forkingEnabled);
    EXPECT_EQ(opened.openedOn.text(), "2026-03-02");
    const auto again = imported(file, mapping);
    EXPECT_EQ(again.accountsCreated, 0);
    EXPECT_EQ(again.duplicates, 3);
    // Whose money is gone may be taken back as well.
    EXPECT_EQ(undone(summary.id).reversed, 3);
    EXPECT_EQ(balances(), (std::map<std::string, std::int64_t>{{"NEW-1", 0}, {"NEW-2", 0}}));
    expectVerified();
}

TEST_P(Imports, aRefusedRowThatWasCorrectedIsPosted) {
    openEmpty("R1");
    const std::string wrong = kHeader + "A1;R1;2026-03-02;100.00;IN;\nA2;R1;2026-03-02;500.00;OUT;\n"
                                        "A3;R1;2026-13-02;5.00;IN;\n";
    const auto first = imported(wrong);
    EXPECT_EQ(first.posted, 1);
    EXPECT_EQ(first.refused, 1);
    EXPECT_EQ(first.bad, 1);
    const auto second = imported(kHeader + "A1;R1;2026-03-02;100.00;IN;\nA2;R1;2026-03-02;50.00;OUT;\n"
                                           "A3;R1;2026-12-02;5.00;IN;\n");
    EXPECT_EQ(second.posted, 2);
    EXPECT_EQ(second.duplicates, 1);
    EXPECT_EQ(balances()["R1"], 5'500);
}

TEST_P(Imports, theSameIdFromAnotherBankIsAnotherRow) {
    openEmpty("R1");
    const std::string file = kHeader + "A1;R1;2026-03-02;1.00;IN;\n";
    EXPECT_EQ(imported(file, aMapping("bank-a")).posted, 1);
    EXPECT_EQ(imported(file, aMapping("bank-b")).posted, 1);
    EXPECT_EQ(balances()["R1"], 200);
}

TEST_P(Imports, aLateRowGoesToTheFirstOpenDate) {
    openEmpty("R1");
    const std::string file = kHeader + "A1;R1;2026-03-02;1.00;IN;\n";
    ASSERT_TRUE((*database)->ledger().postEntry(tests::aClosedPeriod(*domain::Date::parse("2026-03-31"))));
    const auto prediction = predicted(file);
    expectSame(prediction, imported(file));
    services::LedgerQuery query;
    query.account = idOf("R1");
    EXPECT_EQ((*database)->entries().page(query, {})->rows.at(0).businessDate.text(), "2026-04-01");
    // A later closing does not make it another row.
    ASSERT_TRUE((*database)->ledger().postEntry(tests::aClosedPeriod(*domain::Date::parse("2026-04-30"))));
    EXPECT_EQ(imported(file).duplicates, 1);
}

TEST_P(Imports, undoNamesWhatBlocksItAndWritesNothing) {
    const auto id = openEmpty("R1");
    const auto summary = imported(kHeader + "A1;R1;2026-03-02;100.00;IN;\nA2;R1;2026-03-02;20.00;IN;\n");
    done(orders.post(id, TransactionType::Withdrawal, usd(90)));
    const auto blocked = undone(summary.id);
    EXPECT_EQ(blocked.reversed, 0);
    ASSERT_FALSE(blocked.blockers.empty());
    EXPECT_EQ(blocked.blockers.front().code, "EXCEEDS_CASH");
    EXPECT_FALSE(blocked.blockers.front().text.empty());
    EXPECT_EQ(balances()["R1"], 3'000);
    done(orders.post(id, TransactionType::Deposit, usd(90)));
    EXPECT_EQ(undone(summary.id).reversed, 2);
    EXPECT_EQ(balances()["R1"], 0);
    // Once is enough.
    EXPECT_FALSE(service->undo(summary.id, {"tester", "owner", "test", ""}).has_value());
    EXPECT_TRUE((*database)->admin().imports(10)->front().isUndone);
    expectVerified();
}

TEST_P(Imports, aCancelledImportKeepsWhatItPostedAndIsCompletedLater) {
    openEmpty("R1");
    std::string file = kHeader;
    constexpr int kRows = 150; // more than one batch
    for (int i = 0; i < kRows; ++i) file += std::to_string(i) + ";R1;2026-03-02;0.01;IN;\n";
    const auto cancelled = tryImport(file, aMapping(), false, {services::Lane::Batch, [this] { return batches > 0; }});
    ASSERT_TRUE(cancelled.has_value());
    EXPECT_TRUE(cancelled->wasCancelled);
    EXPECT_GT(cancelled->posted, 0);
    EXPECT_LT(cancelled->posted, kRows);
    EXPECT_EQ(balances()["R1"], cancelled->posted);
    EXPECT_FALSE((*database)->admin().imports(10)->front().isFinished);
    const auto rest = imported(file);
    EXPECT_EQ(rest.duplicates, cancelled->posted);
    EXPECT_EQ(rest.posted + rest.duplicates, kRows);
    EXPECT_EQ(balances()["R1"], kRows);
}

ALLUSE_ON_BOTH_DIALECTS(Imports);

} // namespace
} // namespace alluse::tests
