// The pool: bounded per lane, never hands out a dead or dirty session, times out instead of hanging.

#include "storage/session_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

namespace alluse::tests {
namespace {

using services::Lane;
using storage::ErrorClass;
using storage::PoolLimits;
using storage::Session;
using storage::SessionPool;
using storage::StorageError;

struct Counts {
    std::atomic<int> made{0}, alive{0}, rollbacks{0}, pings{0};
    std::atomic<bool> answersPing{true}, mayConnect{true};
};

// A session without a database that does what the test says.
class FakeSession final : public Session {
public:
    explicit FakeSession(Counts& counts) : Session(storage::Dialect::Sqlite, nullptr), m_counts(counts) {
        ++m_counts.made;
        ++m_counts.alive;
    }
    ~FakeSession() override { --m_counts.alive; }
    void execute(std::string_view) override {}
    void begin(storage::Work) override { m_isInTransaction = true; }
    void commit() override { m_isInTransaction = false; }
    void rollback() noexcept override {
        ++m_counts.rollbacks;
        m_isInTransaction = false;
    }
    bool isInTransaction() const override { return m_isInTransaction; }
    bool isBroken() const override { return isDead; }
    bool ping() noexcept override {
        ++m_counts.pings;
        return m_counts.answersPing;
    }
    bool isDead = false;

protected:
    std::unique_ptr<storage::Statement> prepare(std::string_view) override { return nullptr; }

private:
    Counts& m_counts;
    bool m_isInTransaction = false;
};

class Pool : public ::testing::Test {
protected:
    Pool() { limits.leaseWait = std::chrono::milliseconds(30); }
    SessionPool make() {
        return SessionPool([this]() -> std::unique_ptr<Session> {
            if (!counts.mayConnect) throw StorageError(ErrorClass::Unavailable, "08001", "away");
            return std::make_unique<FakeSession>(counts);
        }, limits);
    }
    static FakeSession& fake(SessionPool::Lease& lease) { return dynamic_cast<FakeSession&>(*lease); }
    static ErrorClass errorOf(const std::function<void()>& body) {
        try {
            body();
        } catch (const StorageError& error) {
            return error.errorClass();
        }
        return ErrorClass::Bug;
    }
    Counts counts;
    PoolLimits limits;
};

TEST_F(Pool, keepsASessionForTheNextLease) {
    auto pool = make();
    for (int i = 0; i < 5; ++i) (void)pool.lease(Lane::Writes);
    EXPECT_EQ(counts.made, 1);
}

TEST_F(Pool, aFullLaneEndsAsBusyAndTheOthersGoOn) {
    limits.perLane = {1, 2, 1, 1, 1};
    auto pool = make();
    const auto first = pool.lease(Lane::Writes), second = pool.lease(Lane::Writes);
    EXPECT_EQ(errorOf([&] { (void)pool.lease(Lane::Writes); }), ErrorClass::Busy);
    EXPECT_NO_THROW((void)pool.lease(Lane::Interactive)) << "slow work does not starve forms";
}

TEST_F(Pool, whoWaitsGetsTheSessionThatIsGivenBack) {
    limits.perLane = {1, 1, 1, 1, 1};
    limits.leaseWait = std::chrono::seconds(20);
    auto pool = make();
    std::optional<SessionPool::Lease> held(pool.lease(Lane::Writes));
    auto waiting = std::async(std::launch::async, [&] { return fake(*std::make_unique<SessionPool::Lease>(pool.lease(Lane::Writes))).isDead; });
    held.reset();
    EXPECT_FALSE(waiting.get());
    EXPECT_EQ(counts.made, 1);
}

TEST_F(Pool, aBrokenSessionIsReplacedAndItsIdleNeighboursGoWithIt) {
    auto pool = make();
    {
        auto first = pool.lease(Lane::Writes);
        const auto second = pool.lease(Lane::Writes);
    }
    EXPECT_EQ(counts.alive, 2);
    {
        auto lease = pool.lease(Lane::Writes);
        fake(lease).isDead = true;
    }
    EXPECT_EQ(counts.alive, 0);
    auto fresh = pool.lease(Lane::Writes);
    EXPECT_FALSE(fake(fresh).isDead);
}

TEST_F(Pool, aLeakedTransactionIsRolledBack) {
    auto pool = make();
    {
        const auto lease = pool.lease(Lane::Writes);
        lease->begin(storage::Work::Writing);
    }
    EXPECT_EQ(counts.rollbacks, 1);
    EXPECT_FALSE(pool.lease(Lane::Writes)->isInTransaction());
    EXPECT_EQ(counts.made, 1);
}

TEST_F(Pool, aSessionThatDiedWhileIdleIsNoticedBeforeItIsHandedOut) {
    limits.checkAfterIdle = std::chrono::seconds(0);
    auto pool = make();
    (void)pool.lease(Lane::Writes);
    counts.answersPing = false;
    (void)pool.lease(Lane::Writes);
    EXPECT_EQ(counts.pings, 1);
    EXPECT_EQ(counts.made, 2);
}

TEST_F(Pool, aServerThatIsAwayCostsNoPlaceInTheLane) {
    limits.perLane = {1, 1, 1, 1, 1};
    auto pool = make();
    counts.mayConnect = false;
    for (int i = 0; i < 5; ++i) EXPECT_EQ(errorOf([&] { (void)pool.lease(Lane::Writes); }), ErrorClass::Unavailable);
    counts.mayConnect = true;
    EXPECT_NO_THROW((void)pool.lease(Lane::Writes));
}

// F24: a pool of two under fifty workers never grows, never hangs, never loses a place.
TEST_F(Pool, staysBoundedUnderManyWorkers) {
    limits.perLane = {2, 2, 2, 2, 2};
    limits.leaseWait = std::chrono::seconds(20);
    auto pool = make();
    std::atomic<int> inUse{0}, most{0}, served{0};
    std::vector<std::thread> workers;
    for (int i = 0; i < 50; ++i)
        workers.emplace_back([&] {
            for (int round = 0; round < 20; ++round) {
                auto lease = pool.lease(Lane::Writes);
                const int now = ++inUse;
                for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {}
                if (round % 7 == 3) fake(lease).isDead = true;
                --inUse;
                ++served;
            }
        });
    for (auto& worker : workers) worker.join();
    EXPECT_EQ(served, 1'000);
    EXPECT_LE(most, 2);
    EXPECT_LE(counts.alive, 2);
}

} // namespace
} // namespace alluse::tests
