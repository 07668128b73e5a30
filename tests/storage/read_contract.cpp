// What every database answers to lists, searches and questions as of a date.

#include "storage/contract_fixture.h"
#include "storage/postgresql/postgres_session.h"
#include "storage/sqlite/sqlite_session.h"

#include <algorithm>
#include <set>

namespace alluse::tests {
namespace {

using services::AccountQuery;
using services::AccountRow;
using services::AccountSort;
using services::PageRequest;

class LedgerReadsContract : public ContractFixture {
protected:
    void openSome(int families) {
        for (int i = 0; i < families; ++i) {
            const auto ids = openFamily("Client " + std::to_string(i % 3), "Family " + std::to_string(i));
            static_cast<void>(done(orders.post(ids[0], TransactionType::Deposit, usd(100 * (i % 4) + 1))));
        }
    }
    std::vector<AccountRow> allPages(const AccountQuery& query, int limit) {
        std::vector<AccountRow> rows;
        PageRequest request;
        request.limit = limit;
        for (int pages = 0; pages < 100; ++pages) {
            const auto page = (*database)->accounts().page(query, request);
            if (!page) throw std::runtime_error(page.error().text);
            rows.insert(rows.end(), page->rows.begin(), page->rows.end());
            if (!page->next) return rows;
            request.after = page->next;
        }
        throw std::logic_error("a list without end");
    }
    std::size_t matches(const std::string& text) {
        AccountQuery query;
        query.text = text;
        return allPages(query, 100).size();
    }
};

TEST_P(LedgerReadsContract, pagesShowEachAccountOnceInEverySortAndDirection) {
    openSome(7); // 21 accounts
    for (const auto sort : {AccountSort::Id, AccountSort::Name, AccountSort::Client, AccountSort::Type,
                            AccountSort::Status, AccountSort::Balance, AccountSort::Surplus,
                            AccountSort::Available, AccountSort::LastActivity})
        for (const bool descending : {false, true}) {
            AccountQuery query;
            query.sort = sort;
            query.descending = descending;
            const auto rows = allPages(query, 4);
            std::set<AccountId> ids;
            for (const AccountRow& row : rows) ids.insert(row.id);
            EXPECT_EQ(rows.size(), 21u) << static_cast<int>(sort) << descending;
            EXPECT_EQ(ids.size(), 21u) << static_cast<int>(sort) << descending;
            if (sort == AccountSort::Balance) {
                EXPECT_TRUE(std::is_sorted(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
                    return descending ? a.balance > b.balance : a.balance < b.balance;
                }));
            }
        }
}

TEST_P(LedgerReadsContract, anIndexLeadsToTheSameRowsAsPaging) {
    openSome(7);
    AccountQuery query;
    query.sort = AccountSort::Balance;
    const auto rows = allPages(query, 100);
    const auto index = (*database)->accounts().index(query, 5);
    ASSERT_TRUE(index.has_value()) << index.error().text;
    EXPECT_EQ(index->total, 21);
    ASSERT_EQ(index->anchors.size(), 4u);
    PageRequest request;
    request.after = index->anchors[1]; // the key of row 9, so that row 10 comes next
    request.skip = 2;
    request.limit = 1;
    EXPECT_EQ((*database)->accounts().page(query, request)->rows.at(0).id, rows[12].id);
}

TEST_P(LedgerReadsContract, aRowCarriesTheFiguresOfTheAccount) {
    const auto ids = openFamily();
    static_cast<void>(done(orders.post(ids[0], TransactionType::TradePremium, usd(1'000))));
    AccountQuery query;
    const AccountRow row = allPages(query, 10).at(0);
    const domain::Account stored = account(ids[0]);
    EXPECT_EQ(row.id, ids[0]);
    EXPECT_EQ(row.clientName, "Ada Lovelace");
    EXPECT_EQ(row.balance, usd(101'000));
    EXPECT_EQ(row.surplus(), usd(1'000));
    EXPECT_EQ(row.available, stored.available());
    EXPECT_EQ(row.version, stored.version);
    EXPECT_EQ(row.lastActivityOn, orders.date);
    const auto details = (*database)->accounts().details(ids[0]);
    ASSERT_TRUE(details && *details);
    EXPECT_EQ((*details)->familyName, "Lovelace");
    EXPECT_EQ((*details)->account.balances.cash(), usd(101'000));
}

TEST_P(LedgerReadsContract, everyWordOfASearchMustMatchSomewhere) {
    const auto ids = openFamily("Grace Hopper", "Hopper");
    static_cast<void>(openFamily("Alan 100% Turing", "Turing_x"));
    EXPECT_EQ(matches("grace"), 3u);
    EXPECT_EQ(matches("GRACE hop"), 3u);
    EXPECT_EQ(matches("grace turing"), 0u);
    EXPECT_EQ(matches("ing"), 3u);   // a part in the middle
    EXPECT_EQ(matches("gr"), 3u);    // shorter than a trigram
    EXPECT_EQ(matches("100%"), 3u);  // no wildcard
    EXPECT_EQ(matches("1_0%"), 0u);
    EXPECT_EQ(matches("\"; drop table account; --"), 0u);
    EXPECT_GE(matches(std::to_string(ids[1].value())), 1u);
    AccountQuery query;
    query.text = "hopper";
    EXPECT_EQ((*database)->accounts().index(query, 10)->total, 3);
}

// The list itself, row by row, against what a search answers: whatever way it takes.
TEST_P(LedgerReadsContract, aSearchFindsWhatAComparisonOfEachRowFinds) {
    for (const char* client : {"Ada Rossi", "Zed Quinn Trust", "Rosa Zq", "Max 100%_ LLC", "\u00c9va \u00d6zil"})
        openFamily(client, std::string("House of ") + client);
    const auto accounts = allPages({}, 100);
    const auto text = [](const AccountRow& row) {
        std::string whole = row.name + " " + row.clientName + " " + row.reference;
        for (char& c : whole)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        return whole;
    };
    std::vector<std::string> words{"r",  "zq", "q", "ro", "ros", "rossi", "acc", "100", "%_", "a", "trust", "llc",
                                   "qz", "xyzzy", text(accounts[4]).substr(text(accounts[4]).size() - 5),
                                   std::to_string(accounts[7].id.value())};
    for (const auto& row : accounts) words.push_back(text(row).substr(text(row).size() - 2)); // the very end
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string other = i % 3 == 0 ? words[(i * 7 + 1) % words.size()] : "";
        for (const auto sort : {AccountSort::Name, AccountSort::Client, AccountSort::Balance, AccountSort::Id})
            for (const bool descending : {false, true}) {
                AccountQuery query;
                query.sort = sort;
                query.descending = descending;
                auto expected = allPages(query, 100);
                std::erase_if(expected, [&](const AccountRow& row) {
                    for (const std::string& word : {words[i], other})
                        if (std::to_string(row.id.value()) != word && text(row).find(word) == std::string::npos)
                            return true;
                    return false;
                });
                query.text = words[i] + " " + other;
                for (const int limit : {1, 100}) {
                    const auto found = allPages(query, limit);
                    ASSERT_EQ(found.size(), expected.size()) << query.text << " by " << static_cast<int>(sort);
                    for (std::size_t at = 0; at < found.size(); ++at)
                        EXPECT_EQ(found[at].id, expected[at].id) << query.text << " by " << static_cast<int>(sort);
                }
                const auto index = (*database)->accounts().index(query, 10);
                ASSERT_TRUE(index);
                EXPECT_EQ(index->total, static_cast<std::int64_t>(expected.size())) << query.text;
            }
    }
}

TEST_P(LedgerReadsContract, aFamilyIsFoundByWordsOfItsNameAndOfItsClient) {
    openFamily("Ada Lovelace", "North House");
    openFamily("Rosa Zq", "South House");
    openFamily("Ada South", "West Wing");
    const auto found = [&](const std::string& text, services::FamilySort sort) {
        services::FamilyQuery query;
        query.text = text;
        query.sort = sort;
        PageRequest request;
        std::vector<std::string> names;
        const auto page = (*database)->families().page(query, request);
        for (const auto& row : page->rows) names.push_back(row.name);
        const auto index = (*database)->families().index(query, 10);
        EXPECT_EQ(index->total, static_cast<std::int64_t>(names.size())) << text;
        return names;
    };
    using Names = std::vector<std::string>;
    for (const auto sort : {services::FamilySort::Name, services::FamilySort::Client, services::FamilySort::Balance,
                            services::FamilySort::OpenedOn, services::FamilySort::Id}) {
        EXPECT_EQ(found("zq", sort), Names{"South House"});
        EXPECT_EQ(found("HOUSE ada", sort), Names{"North House"});
        EXPECT_EQ(found("south", sort).size(), 2u);
        EXPECT_EQ(found("nobody", sort), Names{});
    }
}

TEST_P(LedgerReadsContract, aStatementThatNobodyWaitsForIsStoppedAndItsSessionGoesOn) {
    openSome(1);
    std::unique_ptr<storage::Session> session;
    if (GetParam() == storage::Dialect::Postgresql)
        session = std::make_unique<storage::PostgresSession>(location().target, nullptr);
    else
        session = std::make_unique<storage::sqlite::SqliteSession>(location().target,
                                                                   storage::sqlite::OpenMode::Read, nullptr);
    int asked = 0;
    session->stopWhen([&] { return ++asked > 2; }); // it has begun by then
    constexpr storage::Sql kEndless{"test.endless", R"(
        with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000000000)
        select count(*) from n)"};
    try {
        session->run(kEndless);
        FAIL() << "it ran to its end";
    } catch (const storage::StorageError& error) {
        EXPECT_EQ(error.errorClass(), storage::ErrorClass::Cancelled);
    }
    session->stopWhen({});
    auto& row = session->run({"test.after", "select count(*) from account where id >= 1000"});
    ASSERT_TRUE(row.next());
    EXPECT_EQ(row.integer(0), 3);
}

TEST_P(LedgerReadsContract, aCancelledReadSaysSo) {
    openSome(1);
    services::Call call;
    call.isCancelled = [] { return true; };
    const auto page = (*database)->accounts().page({}, {}, call);
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().kind, services::FailureKind::Cancelled);
    const auto report = (*database)->admin().verify({}, call);
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, services::FailureKind::Cancelled);
    EXPECT_EQ(allPages({}, 100).size(), 3u);
}

TEST_P(LedgerReadsContract, filtersNarrowTheList) {
    const auto ids = openFamily();
    static_cast<void>(openFamily("Bob", "Bob"));
    AccountQuery query;
    query.types = {domain::AccountType::Generation};
    EXPECT_EQ(allPages(query, 10).size(), 2u);
    query = {};
    query.family = account(ids[0]).familyId;
    EXPECT_EQ(allPages(query, 10).size(), 3u);
    query = {};
    query.balanceMin = usd(80'000);
    EXPECT_EQ(allPages(query, 10).size(), 2u);
    query = {};
    query.statuses = {domain::AccountStatus::Closed};
    EXPECT_TRUE(allPages(query, 10).empty());
    query = {};
    query.surplusMin = usd(1);
    EXPECT_TRUE(allPages(query, 10).empty());
}

TEST_P(LedgerReadsContract, balancesAreAnsweredAsOfADateAndAsKnown) {
    const auto ids = openFamily();
    const auto opened = orders.date;
    orders.date = opened.plusDays(10);
    const EntryReceipt late = done(orders.post(ids[0], TransactionType::Deposit, usd(100)));
    orders.date = opened.plusDays(5); // arrives after it, counts before it
    static_cast<void>(done(orders.post(ids[0], TransactionType::Deposit, usd(10))));
    auto& reads = (*database)->accounts();
    EXPECT_EQ(reads.balanceAsOf(ids[0], opened.plusDays(-1), {}).value(), usd(0));
    EXPECT_EQ(reads.balanceAsOf(ids[0], opened, {}).value(), usd(100'000));
    EXPECT_EQ(reads.balanceAsOf(ids[0], opened.plusDays(5), {}).value(), usd(100'010));
    EXPECT_EQ(reads.balanceAsOf(ids[0], opened.plusDays(10), {}).value(), usd(100'110));
    EXPECT_EQ(reads.balanceAsOf(ids[0], opened.plusDays(10), late.recordedAt).value(), usd(100'100));
    const auto series = reads.equitySeries(ids[0], opened.plusDays(1));
    ASSERT_EQ(series->size(), 2u);
    EXPECT_EQ(series->at(0).balance, usd(100'010));
    EXPECT_EQ(series->at(1).balance, usd(100'110));
}

TEST_P(LedgerReadsContract, theLedgerShowsPostingsNewestFirstWithTheirCounterparty) {
    const auto ids = openFamily();
    const EntryReceipt receipt = done(orders.transfer(ids[0], ids[1], usd(10)));
    services::LedgerQuery query;
    query.account = ids[0];
    auto page = (*database)->entries().page(query, {});
    ASSERT_TRUE(page.has_value()) << page.error().text;
    ASSERT_EQ(page->rows.size(), 2u);
    EXPECT_EQ(page->rows[0].entryId, *receipt.entry);
    EXPECT_EQ(page->rows[0].amount, usd(-10));
    EXPECT_EQ(page->rows[0].balanceAfter, usd(99'990));
    EXPECT_EQ(page->rows[0].sequence, 2);
    EXPECT_EQ(page->rows[0].counterparty, account(ids[1]).name);
    EXPECT_EQ(page->rows[0].actor, "tester");
    query = {};
    query.family = account(ids[0]).familyId;
    EXPECT_EQ((*database)->entries().page(query, {})->rows.size(), 5u);
    EXPECT_EQ((*database)->entries().index(query, 2)->total, 5);
    query.types = {TransactionType::TransferIn};
    EXPECT_EQ((*database)->entries().page(query, {})->rows.size(), 1u);
    query = {};
    query.text = orders.transfer(ids[0], ids[1], usd(1)).commandId.text(); // never sent
    EXPECT_TRUE((*database)->entries().page(query, {})->rows.empty());
    query.text = "test";
    PageRequest request;
    request.limit = 2;
    EXPECT_EQ((*database)->entries().page(query, request)->rows.size(), 2u);
    EXPECT_TRUE((*database)->entries().page(query, request)->next.has_value());
}

// Three accounts open in one entry; none of them gives anything to another.
TEST_P(LedgerReadsContract, anOpeningComesFromOutsideForEveryAccount) {
    const auto ids = openFamily();
    std::set<std::string> givers;
    for (const AccountId id : ids) {
        services::LedgerQuery query;
        query.account = id;
        const auto page = (*database)->entries().page(query, {});
        ASSERT_EQ(page->rows.size(), 1u);
        givers.insert(page->rows[0].counterparty);
        for (const AccountId sibling : ids) EXPECT_NE(page->rows[0].counterparty, account(sibling).name);
    }
    EXPECT_EQ(givers.size(), 1u); // the outside world has one name
    EXPECT_FALSE(givers.begin()->empty());
}

TEST_P(LedgerReadsContract, anEntryShowsBothSides) {
    const auto ids = openFamily();
    const EntryReceipt receipt = done(orders.post(ids[0], TransactionType::Deposit, usd(10)));
    const auto entry = (*database)->entries().entry(*receipt.entry);
    ASSERT_TRUE(entry && *entry);
    ASSERT_EQ((*entry)->stored.postings.size(), 2u);
    EXPECT_EQ((*entry)->postings.size(), 1u);
    EXPECT_EQ((*entry)->actor.name, "tester");
    EXPECT_FALSE((*database)->entries().entry(domain::EntryId(999'999))->has_value());
}

TEST_P(LedgerReadsContract, familiesAndTotalsAddUp) {
    openSome(4);
    const auto page = (*database)->families().page({}, {});
    ASSERT_TRUE(page.has_value()) << page.error().text;
    ASSERT_EQ(page->rows.size(), 4u);
    Money sum;
    for (const auto& row : page->rows) {
        EXPECT_EQ(row.accountsOpen, 3);
        EXPECT_EQ(row.balance, row.generation + row.revenue + row.compounding);
        sum = sum + row.balance;
    }
    const auto totals = (*database)->families().totals();
    EXPECT_EQ(totals->families, 4);
    EXPECT_EQ(totals->accounts, 12);
    EXPECT_EQ(totals->generation + totals->revenue + totals->compounding, sum);
    services::FamilyQuery query;
    query.text = "family 0"; // the family of that name, and another one of Client 0
    EXPECT_EQ((*database)->families().page(query, {})->rows.size(), 2u);
    query = {};
    query.sort = services::FamilySort::Balance;
    query.descending = true;
    EXPECT_EQ((*database)->families().page(query, {})->rows.at(0).balance, usd(250'301));
    EXPECT_EQ((*database)->families().index(query, 2)->anchors.size(), 2u);
    EXPECT_EQ((*database)->families().findClients("client", 10)->size(), 4u);
    EXPECT_TRUE((*database)->families().find(page->rows[0].id)->has_value());
}

TEST_P(LedgerReadsContract, manyReferencesAreFoundAtOnce) {
    const auto ids = openFamily();
    const std::vector<std::string> references{account(ids[0]).reference, "no such \"one\"",
                                              account(ids[2]).reference};
    const auto found = (*database)->accounts().findByReferences(references);
    ASSERT_TRUE(found.has_value()) << found.error().text;
    EXPECT_EQ(found->size(), 2u);
    EXPECT_EQ(found->at(references[2]), ids[2]);
}

TEST_P(LedgerReadsContract, bulkFamiliesReadLikePostedOnes) {
    services::BulkFamily family;
    family.client.name = "Bulk Client";
    family.name = "Bulk";
    family.templateName = "moderate";
    family.openedOn = orders.date;
    services::BulkEntry opening;
    opening.kind = domain::CommandKind::OpenFamily;
    opening.commandId = orders.commandId();
    opening.businessDate = orders.date;
    opening.recordedAt = domain::Timestamp(1'000);
    for (std::size_t i = 0; i < 3; ++i) {
        services::BulkAccount account;
        account.account.name = "Bulk " + std::to_string(i);
        account.account.type = domain::kAccountTypes[i];
        account.account.policy = domain::Policy::defaultsFor(domain::kAccountTypes[i]);
        account.account.isDesignatedCom = i == 2;
        account.openedOn = orders.date;
        family.accounts.push_back(account);
        services::BulkPosting posting;
        posting.account = i;
        posting.type = TransactionType::Opening;
        posting.amount = posting.baselineDelta = usd(1'000);
        opening.postings.push_back(posting);
        posting.account = domain::SystemAccount::Opening;
        posting.amount = usd(-1'000);
        posting.baselineDelta = Money();
        opening.postings.push_back(posting);
    }
    family.entries.push_back(opening);
    ASSERT_TRUE((*database)->admin().loadFamilies(std::span(&family, 1)));
    expectVerified();
    EXPECT_EQ(matches("bulk client"), 3u);
    const auto rows = allPages({}, 10);
    ASSERT_EQ(rows.size(), 3u);
    static_cast<void>(done(orders.transfer(rows[0].id, rows[1].id, usd(1))));
    EXPECT_EQ(balance(rows[0].id), usd(999));
    expectVerified();
}

ALLUSE_ON_BOTH_DIALECTS(LedgerReadsContract);

} // namespace
} // namespace alluse::tests
