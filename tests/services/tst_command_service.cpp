// The use cases on both databases: three outcomes, one id one effect, who is asked and who is told.

#include "storage/contract_fixture.h"
#include "support/command_bench.h"

#include <future>
#include <thread>

namespace alluse::tests {
namespace {

using domain::AccountStatus;
using services::FailureKind;

class CommandServiceOn : public ContractFixture {
protected:
    void SetUp() override {
        ContractFixture::SetUp();
        if (IsSkipped()) return;
        bench = std::make_unique<CommandBench>(**database);
        bench->service.onCommitted([this](const domain::ChangeSet& changes) {
            const std::lock_guard lock(m_mutex);
            m_told.push_back(changes);
        });
        family = value(bench->service.openFamily(familyOrder())).openedAccounts;
        m_told.clear();
    }
    void TearDown() override { bench.reset(); }

    template <class T>
    static T value(Outcome<T> outcome) {
        if (!outcome) throw std::runtime_error("not done: " + services::describe(outcome.error()));
        return std::move(*outcome);
    }
    domain::ReverseOrder reverseOrder(domain::EntryId entry) {
        domain::ReverseOrder order;
        order.header = header();
        order.entry = entry;
        return order;
    }
    domain::ChangeStatusOrder statusOrder(AccountId account, AccountStatus to) {
        domain::ChangeStatusOrder order;
        order.header = header();
        order.account = account;
        order.to = to;
        return order;
    }
    std::size_t told() {
        const std::lock_guard lock(m_mutex);
        return m_told.size();
    }

    std::unique_ptr<CommandBench> bench;
    std::vector<AccountId> family;
    std::mutex m_mutex; // guards m_told
    std::vector<domain::ChangeSet> m_told;
};

TEST_P(CommandServiceOn, theSameCommandIsDoneOnceAndAnsweredAgain) {
    const auto order = postOrder(family[0], TransactionType::Deposit, 5'000);
    const auto first = value(bench->service.post(order));
    const auto again = value(bench->service.post(order));
    EXPECT_FALSE(first.wasAlreadyDone);
    EXPECT_TRUE(again.wasAlreadyDone);
    EXPECT_EQ(first.entry, again.entry);
    EXPECT_EQ(balance(family[0]), cents(10'005'000));
    auto other = order;
    other.amount = cents(6'000);
    expectRefused(bench->service.post(other), RefusalCode::CommandIdReused);
    expectVerified();
}

TEST_P(CommandServiceOn, everyKindOfCommandIsAnsweredTheSameWhenSentAgain) {
    const auto deposit = value(bench->service.post(postOrder(family[0], TransactionType::Deposit, 5'000)));
    const auto reversal = reverseOrder(*deposit.entry);
    const auto status = statusOrder(family[1], AccountStatus::Inactive);
    domain::ChangePolicyOrder policy;
    policy.header = header();
    policy.account = family[0];
    policy.policy = account(family[0]).policy;
    policy.policy.cashBuffer = domain::BasisPoints(700);
    policy.fromVersion = 1;
    const auto opening = familyOrder(1'000'00);
    const auto twice = [&](auto send) {
        const auto first = value(send());
        const auto again = value(send());
        EXPECT_FALSE(first.wasAlreadyDone);
        EXPECT_TRUE(again.wasAlreadyDone);
        EXPECT_EQ(first.entry, again.entry);
        EXPECT_EQ(first.openedAccounts, again.openedAccounts);
        EXPECT_EQ(first.changes.accounts, again.changes.accounts);
    };
    twice([&] { return bench->service.reverse(reversal); });
    twice([&] { return bench->service.changeStatus(status); });
    twice([&] { return bench->service.changePolicy(policy); });
    twice([&] { return bench->service.openFamily(opening); });
    expectVerified();
}

TEST_P(CommandServiceOn, anIdUsedForSomethingElseIsNeverTakenForAnAnswer) {
    const auto order = postOrder(family[0], TransactionType::Deposit, 5'000);
    const auto deposit = value(bench->service.post(order));
    value(bench->service.reverse(reverseOrder(*deposit.entry)));
    auto reversal = reverseOrder(*deposit.entry); // reversed already, and under the deposit's id
    reversal.header.commandId = order.header.commandId;
    expectRefused(bench->service.reverse(reversal), RefusalCode::CommandIdReused);
    auto status = statusOrder(family[1], AccountStatus::Active); // it is active already
    status.header.commandId = order.header.commandId;
    expectRefused(bench->service.changeStatus(status), RefusalCode::CommandIdReused);
}

TEST_P(CommandServiceOn, aRefusalIsStoredAndStaysUnderItsId) {
    const auto order = postOrder(family[1], TransactionType::Withdrawal, 7'200'000);
    expectRefused(bench->service.post(order), RefusalCode::ExceedsAvailable);
    value(bench->service.post(postOrder(family[1], TransactionType::Deposit, 1'000'000)));
    expectRefused(bench->service.post(order), RefusalCode::ExceedsAvailable);
    auto fresh = order;
    fresh.header.commandId = freshCommandId();
    value(bench->service.post(fresh));
    const auto closing = statusOrder(family[1], AccountStatus::Closed);
    expectRefused(bench->service.changeStatus(closing), RefusalCode::BalanceNotZero);
    const auto found = bench->service.resolve(closing.header.commandId);
    ASSERT_TRUE(found && *found) << "a refused change of status is on record too";
}

TEST_P(CommandServiceOn, reversingTwiceIsRefusedAndAnUnknownEntryNamed) {
    const auto deposit = value(bench->service.post(postOrder(family[0], TransactionType::Deposit, 5'000)));
    value(bench->service.reverse(reverseOrder(*deposit.entry)));
    expectRefused(bench->service.reverse(reverseOrder(*deposit.entry)), RefusalCode::AlreadyReversed);
    expectRefused(bench->service.reverse(reverseOrder(domain::EntryId(987'654))), RefusalCode::UnknownEntry);
    EXPECT_EQ(account(family[0]).baseline, cents(10'000'000));
}

TEST_P(CommandServiceOn, aReversalNeverTakesCashBelowZeroAndNamesWhatToUndoFirst) {
    domain::OpenAccountOrder opening;
    opening.header = header();
    opening.family = account(family[0]).familyId;
    opening.name = "Pocket";
    opening.type = domain::AccountType::Revenue;
    opening.policy = domain::Policy::defaultsFor(opening.type);
    opening.policy.cashBuffer = domain::BasisPoints(0);
    const AccountId pocket = value(bench->service.openAccount(opening)).openedAccounts.at(0);
    const auto deposit = value(bench->service.post(postOrder(pocket, TransactionType::Deposit, 5'000)));
    const auto withdrawal = value(bench->service.post(postOrder(pocket, TransactionType::Withdrawal, 3'000)));
    const auto outcome = bench->service.reverse(reverseOrder(*deposit.entry));
    expectRefused(outcome, RefusalCode::ExceedsCash);
    EXPECT_EQ(outcome.error().refusal->detail, "entry " + std::to_string(withdrawal.entry->value()) + " (WITHDRAWAL)");
    EXPECT_NE(services::describe(outcome.error()).find("Undo entry"), std::string::npos) << services::describe(outcome.error());
    value(bench->service.reverse(reverseOrder(*withdrawal.entry)));
    value(bench->service.reverse(reverseOrder(*deposit.entry)));
    EXPECT_EQ(balance(pocket), cents(0));
}

TEST_P(CommandServiceOn, theAuthorizerIsAskedForEachCommandAndItsNoMovesNothing) {
    bench->authorizer.refuses = true;
    const auto before = bench->authorizer.questions().size();
    const auto order = postOrder(family[0], TransactionType::Deposit, 5'000);
    domain::TransferOrder transfer;
    transfer.header = header();
    transfer.source = family[0];
    transfer.target = family[1];
    transfer.amount = cents(1);
    expectRefused(bench->service.post(order), RefusalCode::NotAuthorized);
    expectRefused(bench->service.transfer(transfer), RefusalCode::NotAuthorized);
    expectRefused(bench->service.reverse(reverseOrder(domain::EntryId(1))), RefusalCode::NotAuthorized);
    expectRefused(bench->service.changeStatus(statusOrder(family[1], AccountStatus::Inactive)), RefusalCode::NotAuthorized);
    expectRefused(bench->service.openFamily(familyOrder()), RefusalCode::NotAuthorized);
    const auto asked = bench->authorizer.questions();
    using domain::CommandKind;
    const std::vector<RecordingAuthorizer::Question> expected{
        {CommandKind::Post, family[0].value()}, {CommandKind::Transfer, family[0].value()}, {CommandKind::Reverse, 1},
        {CommandKind::ChangeStatus, family[1].value()}, {CommandKind::OpenFamily, 0}};
    EXPECT_EQ((std::vector(asked.begin() + static_cast<std::ptrdiff_t>(before), asked.end())), expected);
    EXPECT_EQ(balance(family[0]), cents(10'000'000));
    const auto kept = value(bench->service.resolve(order.header.commandId)); // a denial is a fact, too
    EXPECT_TRUE(kept.has_value() && !*kept);
    EXPECT_EQ(told(), 0U);
}

TEST_P(CommandServiceOn, listenersAreToldOncePerCommit) {
    const auto order = postOrder(family[0], TransactionType::Deposit, 5'000);
    value(bench->service.post(order));
    ASSERT_EQ(told(), 1U);
    EXPECT_EQ(m_told[0].accounts, std::vector{family[0]});
    value(bench->service.post(order)); // again: nothing happened
    expectRefused(bench->service.post(postOrder(family[0], TransactionType::Withdrawal, 99'000'000)), RefusalCode::ExceedsAvailable);
    EXPECT_EQ(told(), 1U);
    value(bench->service.changeStatus(statusOrder(family[1], AccountStatus::Inactive)));
    EXPECT_EQ(told(), 2U);
}

TEST_P(CommandServiceOn, manyClientsWithOneIdHaveOneEffect) {
    constexpr int kClients = 8, kRounds = 20;
    for (int round = 0; round < kRounds; ++round) {
        const auto order = postOrder(family[0], TransactionType::Deposit, 100);
        std::vector<std::future<bool>> clients;
        for (int i = 0; i < kClients; ++i)
            clients.push_back(std::async(std::launch::async, [&] { return !value(bench->service.post(order)).wasAlreadyDone; }));
        int first = 0;
        for (auto& client : clients) first += client.get() ? 1 : 0;
        EXPECT_EQ(first, 1);
    }
    EXPECT_EQ(balance(family[0]), cents(10'000'000 + kRounds * 100));
    EXPECT_EQ(told(), std::size_t{kRounds});
}

TEST_P(CommandServiceOn, ofManyClientsThatTakeTheLastMoneyOneGetsIt) {
    constexpr int kClients = 8;
    std::vector<std::future<Outcome<EntryReceipt>>> clients;
    for (int i = 0; i < kClients; ++i)
        clients.push_back(std::async(std::launch::async, [&] { return bench->service.post(postOrder(family[0], TransactionType::Withdrawal, 9'500'000)); }));
    int done = 0;
    for (auto& client : clients) {
        const auto outcome = client.get();
        if (outcome) ++done;
        else expectRefused(outcome, RefusalCode::ExceedsAvailable);
    }
    EXPECT_EQ(done, 1);
    EXPECT_EQ(balance(family[0]), cents(500'000));
    expectVerified();
}

TEST_P(CommandServiceOn, commandsThatRaceForAReferenceEndAsOneDoneAndRefusals) {
    constexpr int kClients = 8;
    const auto owner = account(family[0]).familyId;
    std::vector<std::future<Outcome<EntryReceipt>>> clients;
    for (int i = 0; i < kClients; ++i)
        clients.push_back(std::async(std::launch::async, [&] {
            domain::OpenAccountOrder order;
            order.header = header();
            order.family = owner;
            order.name = "Raced";
            order.reference = "BANK-7";
            order.type = domain::AccountType::Revenue;
            order.policy = domain::Policy::defaultsFor(order.type);
            return bench->service.openAccount(order);
        }));
    int done = 0;
    for (auto& client : clients) {
        const auto outcome = client.get();
        if (outcome) ++done;
        else expectRefused(outcome, RefusalCode::DuplicateReference);
    }
    EXPECT_EQ(done, 1);
}

TEST_P(CommandServiceOn, anAccountWithoutAReferenceNeverCollidesWithAGivenOne) {
    const auto open = [&](const std::string& reference) {
        domain::OpenAccountOrder order;
        order.header = header();
        order.family = account(family[0]).familyId;
        order.name = "Account";
        order.reference = reference;
        order.type = domain::AccountType::Revenue;
        order.policy = domain::Policy::defaultsFor(order.type);
        return account(value(bench->service.openAccount(order)).openedAccounts.at(0));
    };
    const auto taken = open("A" + std::to_string(family[2].value() + 2)); // what the next would be called
    EXPECT_EQ(open("").reference, taken.reference + "-2");
    expectVerified();
}

TEST_P(CommandServiceOn, aComAccOpenedInAFamilyWithoutOneBecomesItsDesignatedOne) {
    domain::OpenAccountOrder order;
    order.header = header();
    order.family = domain::NewFamily{"Imported", domain::NewClient{"Imported", "", "", ""}, ""};
    order.name = "Gen";
    order.type = domain::AccountType::Generation;
    order.policy = domain::Policy::defaultsFor(order.type);
    const auto opened = value(bench->service.openAccount(order));
    const auto openCom = [&] {
        order.header = header();
        order.family = *opened.family;
        order.name = "Com";
        order.type = domain::AccountType::Compounding;
        order.policy = domain::Policy::defaultsFor(order.type);
        return value(bench->service.openAccount(order)).openedAccounts.at(0);
    };
    const AccountId first = openCom(), second = openCom();
    expectRefused(bench->service.changeStatus(statusOrder(first, AccountStatus::Closed)), RefusalCode::DesignatedComAccount);
    value(bench->service.changeStatus(statusOrder(second, AccountStatus::Closed)));
}

TEST_P(CommandServiceOn, whatAPlannerRefusesLeavesItsRowLikeWhatTheLedgerRefuses) {
    auto order = postOrder(family[0], TransactionType::Deposit, 0);
    expectRefused(bench->service.post(order), RefusalCode::InvalidAmount);
    const auto kept = bench->service.resolve(order.header.commandId);
    ASSERT_TRUE(kept && *kept && !**kept);
    EXPECT_EQ((**kept).error().refusal->code, RefusalCode::InvalidAmount);
    // Text that no row can hold is refused, and the row says so without it.
    order = postOrder(family[0], TransactionType::Deposit, 100);
    order.header.note = "a\nb\x01";
    expectRefused(bench->service.post(order), RefusalCode::InvalidText);
    ASSERT_TRUE(bench->service.resolve(order.header.commandId)->has_value());
    // What was done keeps its answer, whatever a planner would say to a second copy.
    auto close = statusOrder(family[0], AccountStatus::Suspended);
    value(bench->service.changeStatus(close));
    EXPECT_TRUE(value(bench->service.changeStatus(close)).wasAlreadyDone);
}

TEST_P(CommandServiceOn, aPeriodIsClosedByAManagerOnceAndShownByItsId) {
    domain::ClosePeriodOrder order{header(), day(2026, 2, 28)};
    order.header.actor.role = "teller";
    expectRefused(bench->service.closePeriod(order), RefusalCode::ManagerRequired);
    order.header = header();
    value(bench->service.closePeriod(order));
    EXPECT_TRUE(value(bench->service.closePeriod(order)).wasAlreadyDone);
    EXPECT_TRUE(**bench->service.resolve(order.header.commandId));
    order.header = header();
    order.through = day(2999, 1, 1);
    expectRefused(bench->service.closePeriod(order), RefusalCode::InvalidDate);
    order.header = header();
    order.header.actor.reason.clear();
    expectRefused(bench->service.closePeriod(order), RefusalCode::ReasonMissing);
}

TEST_P(CommandServiceOn, aClosedPeriodOpensForAManagersCommandOnly) {
    ASSERT_TRUE((*database)->ledger().postEntry(tests::aClosedPeriod(day(2026, 3, 31))));
    auto order = postOrder(family[0], TransactionType::Deposit, 100);
    expectRefused(bench->service.post(order), RefusalCode::PeriodClosed);
    order.header.commandId = freshCommandId();
    order.header.managerOverride = true;
    order.header.actor.role = "teller";
    expectRefused(bench->service.post(order), RefusalCode::ManagerRequired);
    order.header.actor.role = "manager";
    expectRefused(bench->service.post(order), RefusalCode::ManagerRequired); // the answer of this id
    order.header.commandId = freshCommandId();
    value(bench->service.post(order));
    const auto late = reverseOrder(*value(bench->service.post([&] {
        auto later = postOrder(family[0], TransactionType::Deposit, 100);
        later.header.businessDate = day(2026, 4, 1);
        return later;
    }())).entry);
    expectRefused(bench->service.reverse(late), RefusalCode::PeriodClosed);
}

TEST_P(CommandServiceOn, theServiceFillsInClockAndDate) {
    auto order = postOrder(family[0], TransactionType::Deposit, 100);
    order.header.requestedAt = {};
    order.header.businessDate = {};
    const auto receipt = value(bench->service.post(order));
    EXPECT_NE(receipt.recordedAt, domain::Timestamp());
    const auto entry = value((*database)->entries().entry(*receipt.entry));
    EXPECT_EQ(entry->stored.businessDate, bench->clock.today());
}

// F18: what is hostile is stored verbatim or refused, in every text field.
TEST_P(CommandServiceOn, hostileTextIsStoredVerbatimOrRefused) {
    using namespace std::string_literals;
    const std::vector<std::string> texts{
        "O'Brien \"&\" Söhne"s, "'; drop table account; --"s, "=cmd()"s, "<img src='x.png'>"s, "%s%n"s, "%1 %2 %3"s, "../../etc/passwd"s,
        ":name $1 ?1"s, "{1,2}"s, "{\"a\":\"b\"}"s, "a\\b\\"s, "NULL"s, "\\N"s, "\xF0\x9F\x92\xB0 money"s, "עברית"s, "two  blanks"s,
        "a\0b"s, "a\x1B[31m"s, "x\xE2\x80\xAE" "y"s, "\xED\xA0\x80"s, "\xC3"s, std::string(201, 'x'), std::string(2'001, 'x'), std::string(1'000'000, 'x')};
    const auto session = database->rawSession();
    const auto shown = [&](const char* sql) {
        auto& row = session->run({"test.text", sql});
        std::string text;
        while (row.next()) text = row.isNull(0) ? "" : row.string(0);
        return text;
    };
    int stored = 0, refusedTexts = 0;
    const auto expectKept = [&](const Outcome<EntryReceipt>& outcome, const std::string& text, const char* sql) {
        if (outcome) {
            EXPECT_EQ(shown(sql), text) << sql;
            ++stored;
        } else {
            EXPECT_EQ(outcome.error().refusal ? outcome.error().refusal->code : RefusalCode{}, RefusalCode::InvalidText) << sql << outcome.error().text;
            ++refusedTexts;
        }
    };
    for (const std::string& text : texts) {
        const auto openWith = [&](auto change) {
            auto order = familyOrder(1'000'00);
            change(order, std::get<domain::NewClient>(order.client));
            return bench->service.openFamily(order);
        };
        expectKept(openWith([&](auto&, auto& client) { client.name = text; }), text, "select name from client order by id desc limit 1");
        expectKept(openWith([&](auto&, auto& client) { client.externalReference = text; }), text, "select external_reference from client order by id desc limit 1");
        expectKept(openWith([&](auto&, auto& client) { client.contact = text; }), text, "select contact from client order by id desc limit 1");
        expectKept(openWith([&](auto&, auto& client) { client.notes = text; }), text, "select notes from client order by id desc limit 1");
        expectKept(openWith([&](auto& order, auto&) { order.familyName = text; }), text, "select name from family order by id desc limit 1");
        const auto openAccountWith = [&](auto change) {
            domain::OpenAccountOrder order;
            order.header = header();
            order.family = account(family[0]).familyId;
            order.name = "Account";
            order.type = domain::AccountType::Revenue;
            order.policy = domain::Policy::defaultsFor(order.type);
            change(order);
            return bench->service.openAccount(order);
        };
        expectKept(openAccountWith([&](auto& order) { order.name = text; }), text, "select name from account order by id desc limit 1");
        expectKept(openAccountWith([&](auto& order) { order.reference = text; }), text, "select reference from account order by id desc limit 1");
        const auto postWith = [&](auto change) {
            auto order = postOrder(family[0], TransactionType::TradePremium, 1);
            change(order);
            return bench->service.post(order);
        };
        const auto lastOf = [](const char* column) { return "select "s + column + " from command order by requested_at desc limit 1"; };
        expectKept(postWith([&](auto& order) { order.header.note = text; }), text, "select note from entry order by id desc limit 1");
        expectKept(postWith([&](auto& order) { order.header.actor.reason = text; }), text, lastOf("reason").c_str());
        expectKept(postWith([&](auto& order) { order.header.actor.name = text; }), text, lastOf("actor").c_str());
        expectKept(postWith([&](auto& order) { order.header.actor.role = text; }), text, lastOf("role").c_str());
        expectKept(postWith([&](auto& order) { order.header.actor.origin = text; }), text, lastOf("origin").c_str());
        expectKept(postWith([&](auto& order) { order.trade = domain::TradeDetails{text, "", 0, std::nullopt}; }), text,
                   "select underlying from posting where account_id >= 1000 order by entry_id desc limit 1");
    }
    EXPECT_EQ(stored, 16 * 13 + 4) << "sixteen honest texts in thirteen fields, and a long one where it fits";
    EXPECT_EQ(refusedTexts, static_cast<int>(texts.size()) * 13 - stored);
    expectVerified();
}

ALLUSE_ON_BOTH_DIALECTS(CommandServiceOn);

// A live database on PostgreSQL minds the clock of who asks; a test database does not.
TEST(ClockSkew, isRefusedByALivePostgresqlDatabaseBeyondFiveMinutes) {
    ALLUSE_NEEDS_POSTGRES();
    for (const char* environment : {"live", "test", "demo"}) {
        TestDatabase database(storage::Dialect::Postgresql, environment);
        CommandBench bench(*database);
        const auto answer = [&](std::int64_t seconds) -> std::string {
            bench.clock.moveSeconds(seconds);
            auto order = familyOrder();
            order.header.requestedAt = {};
            const auto outcome = bench.service.openFamily(order);
            bench.clock.moveSeconds(-seconds);
            if (outcome) return "done";
            return outcome.error().refusal ? std::string(domain::code(outcome.error().refusal->code)) : outcome.error().text;
        };
        const std::string beyond = std::string(environment) == "live" ? "CLOCK_SKEW" : "done";
        EXPECT_EQ(answer(0), "done") << environment;
        EXPECT_EQ(answer(290), "done") << environment;
        EXPECT_EQ(answer(-290), "done") << environment;
        EXPECT_EQ(answer(310), beyond) << environment;
        EXPECT_EQ(answer(-310), beyond) << environment;
        EXPECT_EQ(answer(-86'400), beyond) << environment;
    }
}

} // namespace
} // namespace alluse::tests
