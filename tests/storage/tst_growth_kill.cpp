// A process that forks and merges is killed again and again, on both databases: each fork and each
// merge is there whole or not at all, and what was pending is executed after the restart.
// The program starts itself as the victim: `--grow LOCATION SEED`.

#include "services/growth_service.h"
#include "storage/contract_fixture.h"
#include "support/grower.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <set>

extern char** environ;

namespace alluse::tests {
namespace {

constexpr std::int64_t kDayMicros = 24LL * 3'600 * 1'000'000;

std::string textOf(const storage::DatabaseLocation& location) {
    return (location.dialect == storage::Dialect::Sqlite ? "sqlite:" : "postgresql:") + location.target;
}

// Grows the book for ever: a premium lifts a root over its threshold, it forks, and the child that it
// had before folds into the Com-Acc. Says what it sends and what it was told.
int grow(const std::string& where, std::uint64_t seed) {
    const auto location = storage::DatabaseLocation::parse(where);
    auto database = storage::Database::open(*location);
    if (!database) return 3;
    Orders orders(seed);
    orders.addMicros(static_cast<std::int64_t>(seed) * kDayMicros);
    Grower grower(**database, orders);
    const auto say = [](const char* word, const domain::EntryPlan& plan) {
        std::printf("%s %s\n", word, plan.commandId.text().c_str());
        std::fflush(stdout);
    };
    const auto send = [&](const services::Outcome<domain::EntryPlan>& plan) {
        if (!plan) return;
        say("sent", *plan);
        if ((*database)->ledger().postEntry(*plan)) say("done", *plan);
    };
    services::AccountQuery roots;
    roots.types = {domain::AccountType::Generation};
    roots.statuses = {domain::AccountStatus::Active};
    for (;;) {
        const auto page = (*database)->accounts().page(roots, {});
        if (!page) return 4;
        for (const auto& row : page->rows) {
            orders.addMicros(kDayMicros + 1);
            orders.date = orders.date.plusDays(1);
            if (row.depth == 0) {
                send(orders.post(row.id, TransactionType::TradePremium, usd(51'000)));
                send(grower.planFork(grower.forkOrder(row.id)));
            } else {
                send(grower.planMerge(grower.mergeOrder({row.id})));
            }
        }
    }
}

struct Victim {
    pid_t pid = 0;
    int output = -1;
    std::string unread;
};

Victim startVictim(const std::string& where, std::uint64_t seed) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::string program = "/proc/self/exe", flag = "--grow", location = where, seedText = std::to_string(seed);
    char* arguments[] = {program.data(), flag.data(), location.data(), seedText.data(), nullptr};
    Victim victim;
    if (::posix_spawn(&victim.pid, program.c_str(), &actions, nullptr, arguments, environ) != 0)
        throw std::runtime_error("spawn");
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    victim.output = ends[0];
    return victim;
}

// Collects the ids of the victim's lines until it has ended or said `linesMax` of them.
void listen(Victim& victim, std::set<std::string>& sent, std::set<std::string>& done, std::uint64_t linesMax) {
    char buffer[4'096];
    for (std::uint64_t lines = 0; lines < linesMax;) {
        const ssize_t count = ::read(victim.output, buffer, sizeof buffer);
        if (count <= 0) return;
        victim.unread.append(buffer, static_cast<std::size_t>(count));
        for (std::size_t end; (end = victim.unread.find('\n')) != std::string::npos; ++lines) {
            const std::string line = victim.unread.substr(0, end);
            victim.unread.erase(0, end + 1);
            (line.starts_with("done ") ? done : sent).insert(line.substr(5));
        }
    }
}

int killsWanted() {
    const char* text = std::getenv("ALLUSE_KILLS");
    return text ? std::atoi(text) : 10;
}

class FixedClock final : public domain::Clock {
public:
    explicit FixedClock(const Orders& orders) : m_date(orders.date) {}
    domain::Timestamp now() const override {
        return domain::Timestamp((m_date.daysSinceEpoch() + 20'000LL) * kDayMicros);
    }
    domain::Date today() const override { return m_date; }

private:
    domain::Date m_date;
};

class GrowthKill : public ContractFixture {};

TEST_P(GrowthKill, growthIsWholeOrNotAtAllAndWhatWaitedIsDone) {
    const auto seed = static_cast<std::uint64_t>(std::random_device{}());
    std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
    std::mt19937_64 random(seed);
    for (int i = 0; i < 3; ++i) openFamily("Client " + std::to_string(i), "Family " + std::to_string(i));
    std::set<std::string> sent, done;
    for (int kill = 0; kill < killsWanted(); ++kill) {
        Victim victim = startVictim(textOf(location()), 1'000 + static_cast<std::uint64_t>(kill) * 40);
        listen(victim, sent, done, 2 + random() % 40); // a random point of its work
        ::kill(victim.pid, SIGKILL);
        listen(victim, sent, done, 1'000'000); // what it still had said
        int status = 0;
        ::waitpid(victim.pid, &status, 0);
        ::close(victim.output);
        ASSERT_TRUE(WIFSIGNALED(status)) << "seed " << seed << " kill " << kill;
    }
    std::printf("%zu sent, %zu acknowledged\n", sent.size(), done.size());
    for (const std::string& id : done) {
        const auto found = ledger().findCommand(*domain::CommandId::parse(id));
        ASSERT_TRUE(found && *found) << "acknowledged and lost: " << id;
    }
    expectVerified(); // events, links, closed sources, pending rows and sums agree

    // After the restart the drain executes what was pending, or says why not.
    metrics::MetricRegistry registry;
    const services::OwnerAuthorizer authorizer;
    orders.date = orders.date.plusDays(20'000);
    const FixedClock clock(orders);
    services::GrowthService service((*database)->ledger(), (*database)->growth(), authorizer, clock, registry);
    const auto drained = service.drainPending({"drain", "owner", "job", "restart"});
    ASSERT_TRUE(drained.has_value()) << services::describe(drained.error());
    services::PendingForkQuery waiting;
    waiting.state = domain::PendingForkState::Pending;
    EXPECT_TRUE((*database)->growth().pendingForks(waiting, {})->rows.empty());
    expectVerified();
}

ALLUSE_ON_BOTH_DIALECTS(GrowthKill);

} // namespace

int runVictim(char** argv) { return grow(argv[2], std::stoull(argv[3])); }

} // namespace alluse::tests

int main(int argc, char** argv) {
    if (argc == 4 && std::string(argv[1]) == "--grow") return alluse::tests::runVictim(argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
