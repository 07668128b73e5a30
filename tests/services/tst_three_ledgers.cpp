// The same commands on the ledger in memory, on SQLite and on PostgreSQL: the same answers, the
// same books. ALLUSE_SEED replays a run, ALLUSE_COMMANDS makes it longer.

#include "services/service_meters.h"
#include "support/command_stream.h"
#include "support/databases.h"
#include "support/memory_ledger.h"
#include "support/requirements.h"
#include "support/run_seed.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <sstream>

namespace alluse::tests {
namespace {

using domain::Account;
using services::EntryReceipt;
using services::Outcome;

constexpr int kCommands = 2'000;

int commandsWanted() {
    const char* text = std::getenv("ALLUSE_COMMANDS");
    return text ? std::atoi(text) : kCommands;
}

template <class Id>
std::string listed(const std::vector<Id>& ids) {
    std::string text = "[";
    for (const auto& id : ids) text += std::to_string(id.value()) + " ";
    return text + "]";
}

// A database may leave gaps between its entry ids, so they are compared by what the model calls them.
class EntryIds {
public:
    void learn(const Outcome<EntryReceipt>& model, const Outcome<EntryReceipt>& stored) {
        if (!model || !stored || !model->entry || !stored->entry) return;
        m_stored.emplace(*model->entry, *stored->entry);
        m_model.emplace(*stored->entry, *model->entry);
    }
    [[nodiscard]] domain::EntryId stored(domain::EntryId model) const { return find(m_stored, model); }
    [[nodiscard]] domain::EntryId model(domain::EntryId stored) const { return find(m_model, stored); }
    // The answer in the model's ids.
    [[nodiscard]] Outcome<EntryReceipt> translated(Outcome<EntryReceipt> answer) const {
        if (answer && answer->entry) answer->entry = model(*answer->entry);
        if (!answer && answer.error().refusal && answer.error().refusal->field == "entry") {
            std::string& detail = answer.error().refusal->detail;
            detail = std::to_string(model(domain::EntryId(std::stoll(detail))).value());
        }
        return answer;
    }
    [[nodiscard]] domain::EntryPlan translated(domain::EntryPlan plan) const {
        if (plan.reverses) plan.reverses = stored(*plan.reverses);
        return plan;
    }

private:
    using Map = std::map<domain::EntryId, domain::EntryId>;
    static domain::EntryId find(const Map& map, domain::EntryId id) {
        const auto found = map.find(id);
        return found == map.end() ? id : found->second;
    }
    Map m_stored, m_model;
};

std::string shown(const Outcome<EntryReceipt>& outcome) {
    std::ostringstream text;
    if (!outcome) {
        text << services::errorKind(outcome.error());
        if (!outcome.error().refusal) return text.str() + ": " + outcome.error().text;
        const domain::Refusal& refusal = *outcome.error().refusal;
        if (refusal.account) text << " account " << refusal.account->value();
        if (refusal.limit) text << " limit " << refusal.limit->text();
        text << " field " << refusal.field << " detail " << refusal.detail;
        return text.str();
    }
    text << (outcome->wasAlreadyDone ? "again" : "done") << " at " << outcome->recordedAt.microsSinceEpoch();
    if (outcome->entry) text << " entry " << outcome->entry->value();
    if (outcome->client) text << " client " << outcome->client->value();
    if (outcome->family) text << " family " << outcome->family->value();
    text << " opened " << listed(outcome->openedAccounts) << " changed " << listed(outcome->changes.accounts)
         << " of " << listed(outcome->changes.families) << " types";
    for (const auto type : outcome->changes.types) text << " " << code(type);
    text << (outcome->changes.policies ? " policies" : "") << " after";
    for (const auto& after : outcome->accounts)
        text << " " << after.account.value() << ":" << after.balance.text() << "/" << after.cash.text() << "/v" << after.version;
    return text.str();
}

std::string shown(const Account& account) {
    std::ostringstream text;
    text << account.reference << " '" << account.name << "' client " << account.clientId.value() << " family "
         << account.familyId.value() << " " << code(account.type) << " " << code(account.status) << " sleeves";
    for (const auto& sleeve : account.balances.sleeves) text << " " << sleeve.text();
    text << " baseline " << account.baseline.text() << " available " << account.available().text() << " policy v"
         << account.policyVersion << " reinvestable " << account.reinvestable.text() << " postings " << account.postingCount << " version " << account.version
         << " depth " << account.depth;
    if (account.branch) text << " branch " << account.branch->value();
    if (account.parent) text << " of " << account.parent->value();
    if (account.closeReason) text << " closed " << code(*account.closeReason);
    if (account.mergedInto) text << " into " << account.mergedInto->value();
    return text.str();
}

std::map<std::int64_t, std::int64_t> pendingForks(const TestDatabase& database, const EntryIds& ids) {
    std::map<std::int64_t, std::int64_t> result;
    const auto session = database.rawSession();
    auto& row = session->run({"test.pending", "select account_id, entry_id from pending_fork where state = 1"});
    while (row.next()) result.emplace(row.integer(0), ids.model(domain::EntryId(row.maybeInteger(1).value_or(0))).value());
    return result;
}

class ThreeLedgers : public ::testing::Test {
protected:
    void SetUp() override {
        m_databases.push_back(std::make_unique<TestDatabase>(storage::Dialect::Sqlite));
        if (hasPostgres()) m_databases.push_back(std::make_unique<TestDatabase>(storage::Dialect::Postgresql));
    }

    // Sends one batch everywhere and compares answer by answer.
    void send(const std::vector<domain::EntryPlan>& plans) {
        const auto expected = m_memory.postEntries(plans);
        for (auto& database : m_databases) {
            EntryIds& ids = m_ids[database.get()];
            std::vector<domain::EntryPlan> own;
            for (const auto& plan : plans) own.push_back(ids.translated(plan));
            std::vector<Outcome<EntryReceipt>> answers;
            if (own.size() == 1) answers.push_back((*database)->ledger().postEntry(own.front()));
            else answers = (*database)->ledger().postEntries(own);
            for (std::size_t i = 0; i < plans.size(); ++i) ids.learn(expected[i], answers[i]);
            for (std::size_t i = 0; i < plans.size(); ++i)
                ASSERT_EQ(shown(expected[i]), shown(ids.translated(answers[i])))
                    << "expected by the domain; command " << m_count + i << " on " << nameOf(*database) << "\n"
                    << plans[i].payload;
        }
        m_count += plans.size();
        for (const auto& answer : expected) count(answer);
    }

    void expectSameBooks() {
        const MemoryBook& book = m_memory.book();
        for (auto& database : m_databases) {
            for (const auto& [id, account] : book.accounts) {
                const auto stored = (*database)->accounts().find(id);
                ASSERT_TRUE(stored && *stored) << id.value();
                EXPECT_EQ(shown(account), shown(**stored)) << nameOf(*database);
                EXPECT_EQ(account.policy, (*stored)->policy) << nameOf(*database);
            }
            std::map<std::int64_t, std::int64_t> pending;
            for (const auto& [account, entry] : book.pendingForks) pending.emplace(account.value(), entry ? entry->value() : 0);
            EXPECT_EQ(pending, pendingForks(*database, m_ids[database.get()])) << nameOf(*database);
        }
    }

    void expectStoredAnswers() {
        for (const auto& [id, command] : m_memory.book().commands) {
            const auto expected = m_memory.findCommand(id);
            for (auto& database : m_databases) {
                const auto found = (*database)->ledger().findCommand(id);
                ASSERT_TRUE(found && *found) << nameOf(*database) << command.payload;
                ASSERT_EQ(shown(**expected), shown(m_ids[database.get()].translated(**found))) << nameOf(*database) << command.payload;
            }
        }
    }

    void expectVerified() {
        for (auto& database : m_databases) {
            const auto report = (*database)->admin().verify({});
            ASSERT_TRUE(report) << report.error().text;
            for (const auto& check : report->checks)
                EXPECT_TRUE(check.ok) << nameOf(*database) << " " << check.id << ": " << check.firstBreak.value_or("");
            EXPECT_EQ(report->totalCents, 0);
            EXPECT_EQ(report->entries, static_cast<std::int64_t>(m_memory.book().entries.size()));
        }
    }

    void closePeriod(domain::Date through) {
        m_memory.closePeriod(through);
        for (auto& database : m_databases)
            ASSERT_TRUE((*database)->admin().closePeriod(through, {"m", "manager", "test", "month end"}));
    }

    void count(const Outcome<EntryReceipt>& answer) {
        ++m_answers[answer ? (answer->wasAlreadyDone ? "again" : "done") : std::string(services::errorKind(answer.error()))];
    }
    static std::string nameOf(const TestDatabase& database) {
        return database.location().dialect == storage::Dialect::Sqlite ? "sqlite" : "postgresql";
    }

    MemoryLedger m_memory;
    std::vector<std::unique_ptr<TestDatabase>> m_databases;
    std::map<const TestDatabase*, EntryIds> m_ids;
    std::size_t m_count = 0;
    std::map<std::string, int> m_answers;
};

TEST_F(ThreeLedgers, giveTheSameAnswersAndKeepTheSameBooks) {
    CommandStream stream(seedOfThisRun());
    const auto wanted = static_cast<std::size_t>(commandsWanted());
    std::size_t compared = 0;
    while (m_count < wanted && !HasFatalFailure()) {
        if (const auto through = stream.periodToClose()) closePeriod(*through);
        const MemoryBook& book = m_memory.book();
        std::vector<domain::EntryPlan> plans;
        for (int left = stream.batchSize(); left > 0; --left) plans.push_back(stream.next(book));
        send(plans);
        if (m_count - compared >= wanted / 10) {
            compared = m_count;
            expectSameBooks();
        }
        if (HasFailure()) return;
    }
    expectSameBooks();
    expectStoredAnswers();
    expectVerified();
    std::printf("%zu commands on %zu databases:", m_count, m_databases.size());
    for (const auto& [answer, times] : m_answers) std::printf(" %s %d", answer.c_str(), times);
    std::printf("\n");
    ALLUSE_NEEDS_POSTGRES(); // without it this was a comparison with SQLite only
}

} // namespace
} // namespace alluse::tests
