// A SQLite ledger against those who reach the file past the program: the schema refuses by itself.

#include "storage/contract_fixture.h"
#include "support/orders.h"

#include <sqlite3.h>

namespace alluse::tests {
namespace {

// A plain connection, as any tool opens one, with the two settings the schema relies on.
class RawConnection {
public:
    explicit RawConnection(const std::string& path, bool withGuards = true) {
        sqlite3_open_v2(path.c_str(), &m_handle, SQLITE_OPEN_READWRITE, nullptr);
        if (withGuards) run("pragma foreign_keys=on; pragma recursive_triggers=on");
    }
    ~RawConnection() { sqlite3_close(m_handle); }
    // "" when it passed, else SQLite's message.
    std::string run(const std::string& sql) {
        char* message = nullptr;
        const int result = sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, &message);
        std::string text = result == SQLITE_OK ? "" : message ? message : "failed";
        sqlite3_free(message);
        if (!text.empty() && !sqlite3_get_autocommit(m_handle))
            sqlite3_exec(m_handle, "rollback", nullptr, nullptr, nullptr);
        return text;
    }

private:
    sqlite3* m_handle = nullptr;
};

class SqliteGuards : public ::testing::Test {
protected:
    void SetUp() override {
        database = std::make_unique<TestDatabase>(storage::Dialect::Sqlite);
        receipt = *(*database)->ledger().postEntry(orders.openFamily(usd(250'000)));
        raw = std::make_unique<RawConnection>(database->location().target);
    }
    void TearDown() override {
        raw.reset();
        database.reset();
    }
    bool isVerified() { return (*database)->admin().verify({})->ok; }
    std::string firstBreak() {
        const auto report = (*database)->admin().verify({});
        for (const auto& check : report->checks)
            if (!check.ok) return check.id;
        return "";
    }

    Orders orders;
    std::unique_ptr<TestDatabase> database;
    std::unique_ptr<RawConnection> raw;
    EntryReceipt receipt;
};

struct Attack {
    const char* name;
    const char* sql;
    const char* invariant; // what the refusal must name
};

class SqliteAttacks : public SqliteGuards, public ::testing::WithParamInterface<Attack> {};

TEST_P(SqliteAttacks, isRefusedByTheSchema) {
    const std::string text = raw->run(GetParam().sql);
    EXPECT_NE(text.find(GetParam().invariant), std::string::npos) << "answer: '" << text << "'";
    EXPECT_TRUE(isVerified());
}

constexpr const char* kPosting =
    "insert into posting (entry_id, line, account_id, seq, type, sleeve, amount, balance_after, "
    "business_date, recorded_at) values ";
const std::string kGoodBalanceAfter = std::string(kPosting) + "(9, 1, 1000, 2, 2, 0, 100, 10000100, 1, 1)";
const std::string kUnbalanced = "begin; " + kGoodBalanceAfter +
                                "; insert into entry (id, command_id, kind, business_date, recorded_at, actor)"
                                " values (9, 'x', 3, 1, 1, 'x')";
const std::string kNoEntry = "begin; " + kGoodBalanceAfter + "; commit";
const std::string kWrongBalance = std::string(kPosting) + "(9, 1, 1000, 2, 2, 0, 100, 5, 1, 1)";
const std::string kGap = std::string(kPosting) + "(9, 1, 1000, 3, 2, 0, 100, 10000100, 1, 1)";
const std::string kBelowZero = std::string(kPosting) + "(9, 1, 1000, 2, 3, 0, -10000001, -1, 1, 1)";
const std::string kReal = std::string(kPosting) + "(9, 1, 1000, 2, 2, 0, 100.5, 10000100.5, 1, 1)";
const std::string kSealed = std::string(kPosting) + "(1, 99, 1000, 2, 2, 0, 100, 10000100, 1, 1)";

INSTANTIATE_TEST_SUITE_P(
    Guards, SqliteAttacks,
    ::testing::Values(
        Attack{"updatePosting", "update posting set amount = amount + 1", "I5"},
        Attack{"deletePosting", "delete from posting", "I5"},
        Attack{"replacePosting",
               "insert or replace into posting select entry_id, line, account_id, seq, type, sleeve, "
               "amount + 1, baseline_delta, gain_delta, balance_after, business_date, recorded_at, null, null, "
               "null, null from posting where line = 1", "I"},
        Attack{"updateEntry", "update entry set business_date = 0", "I5"},
        Attack{"deleteEntry", "delete from entry", "I5"},
        Attack{"updateCommand", "update command set payload = '{}'", "I5"},
        Attack{"deleteCommand", "delete from command", "I5"},
        Attack{"replaceCommand", "insert or replace into command select * from command", "I5"},
        Attack{"updatePolicy", "update policy set cash_buffer_bp = 0", "I5"},
        Attack{"updateBalance", "update account set cash = cash + 1 where id = 1000", "I2"},
        Attack{"updateBaseline", "update account set baseline = 0 where id = 1000", "I2"},
        Attack{"updateSequence", "update account set seq = seq + 1 where id = 1000", "I2"},
        Attack{"deleteAccount", "delete from account where id = 1000", "I5"},
        Attack{"changeType", "update account set type = 2 where id = 1000", "I5"},
        Attack{"openWithMoney",
               "insert into account (id, reference, name, family_id, type, cash, opened_on) "
               "values (5000, 'x', 'x', 1, 1, 5, 1)", "I2"},
        Attack{"unbalancedEntry", kUnbalanced.c_str(), "I1"},
        Attack{"postingWithoutEntry", kNoEntry.c_str(), "FOREIGN KEY"},
        Attack{"sealedEntry", kSealed.c_str(), "I1"},
        Attack{"wrongBalanceAfter", kWrongBalance.c_str(), "I2"},
        Attack{"gapInSequence", kGap.c_str(), "I2"},
        Attack{"belowZero", kBelowZero.c_str(), "CHECK"},
        Attack{"fractionOfACent", kReal.c_str(), "CHECK"},
        Attack{"closeWithMoney", "update account set status = 4, close_reason = 1 where id = 1000", "CHECK"},
        Attack{"longName",
               "insert into account (id, reference, name, family_id, type, opened_on) values "
               "(5000, 'x', hex(zeroblob(101)), 1, 1, 1)", "CHECK"},
        Attack{"controlCharacter",
               "insert into account (id, reference, name, family_id, type, opened_on) values "
               "(5000, 'x', 'a' || char(10) || 'b', 1, 1, 1)", "CHECK"},
        Attack{"olderChild",
               "insert into account (id, reference, name, family_id, type, parent_id, opened_on) values "
               "(5000, 'x', 'x', 1, 1, 5001, 1)", "CHECK"},
        Attack{"systemBalance", "update account set cash = 5 where id = 1", "I2"}),
    [](const auto& attack) { return std::string(attack.param.name); });

TEST_F(SqliteGuards, verifyFindsWhatAToolWithoutGuardsDid) {
    RawConnection careless(database->location().target, false);
    ASSERT_EQ(careless.run("drop trigger posting_no_update; drop trigger account_balance_is_posted"), "");
    EXPECT_EQ(firstBreak(), "I5"); // a missing guard is a break of its own
    ASSERT_EQ(careless.run("update posting set amount = amount + 1 where line = 1"), "");
    EXPECT_EQ(firstBreak(), "I1");
    ASSERT_EQ(careless.run("update posting set amount = amount - 1 where line = 1; "
                           "update account set cash = cash + 1 where id = 1000"), "");
    EXPECT_EQ(firstBreak(), "I2");
}

TEST_F(SqliteGuards, withoutRecursiveTriggersAReplaceWouldPassSoEveryConnectionOfOursHasThem) {
    // The attack that the setting stops; it fails here for another guard only if that one holds too.
    RawConnection careless(database->location().target, false);
    const std::string attack = "insert or replace into period_lock (id, closed_through, actor, reason, "
                               "recorded_at) values (1, 5, 'x', 'x', 1)";
    ASSERT_TRUE((*database)->ledger().postEntry(tests::aClosedPeriod(domain::Date(10))));
    EXPECT_NE(raw->run(attack).find("I5"), std::string::npos);
    EXPECT_EQ(careless.run(attack), "");
}

TEST_F(SqliteGuards, crossingTheForkThresholdLeavesOnePendingRow) {
    const AccountId gen = receipt.openedAccounts[0];
    const auto premium = [&](Money amount) {
        ASSERT_TRUE((*database)->ledger().postEntry(orders.post(gen, TransactionType::TradePremium, amount)));
    };
    const auto pending = [&] {
        const auto session = database->rawSession();
        auto& row = session->run({"test.pending", "select count(*), max(surplus), max(threshold), max(state) "
                                                  "from pending_fork where account_id = $1"}, {gen.value()});
        std::vector<std::int64_t> figures;
        while (row.next())
            for (int column = 0; column < 4; ++column) figures.push_back(row.integer(column));
        return figures;
    };
    premium(usd(49'999));
    EXPECT_EQ(pending().at(0), 0);
    premium(usd(1)); // 50,000.00 of surplus: the threshold is inclusive
    premium(usd(5));
    EXPECT_EQ(pending(), (std::vector<std::int64_t>{1, 5'000'000, 5'000'000, 1}));
}

} // namespace
} // namespace alluse::tests
