// The same commands on the ledger in memory, on SQLite and on PostgreSQL: the same answers, the
// same books. ALLUSE_SEED replays a run, ALLUSE_COMMANDS makes it longer.

#include "support/command_stream.h"
#include "support/compared_ledgers.h"
#include "support/memory_ledger.h"
#include "support/orders.h"
#include "support/requirements.h"
#include "support/run_seed.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

namespace alluse::tests {
namespace {

constexpr int kCommands = 2'000;

int commandsWanted() {
    const char* text = std::getenv("ALLUSE_COMMANDS");
    return text ? std::atoi(text) : kCommands;
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
        const domain::EntryPlan plan = aClosedPeriod(through);
        const auto expected = m_memory.postEntry(plan);
        for (auto& database : m_databases) {
            const auto answer = (*database)->ledger().postEntry(plan);
            ASSERT_EQ(answer.has_value(), expected.has_value()) << nameOf(*database);
            if (!expected) {
                EXPECT_EQ(answer.error().refusal, expected.error().refusal) << nameOf(*database);
            }
        }
    }

    void count(const Outcome<EntryReceipt>& answer) {
        ++m_answers[answer ? (answer->wasAlreadyDone ? "again" : "done") : std::string(services::errorKind(answer.error()))];
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
