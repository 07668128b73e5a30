// A posting process is killed again and again, and two of them write one book: what was
// acknowledged is there once, what was not is there at most once, and the books add up.
// The program starts itself as the poster: `--poster LOCATION SEED COUNT`.

#include "storage/contract_fixture.h"
#include "support/run_seed.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <set>

extern char** environ;

namespace alluse::tests {
namespace {

std::string textOf(const storage::DatabaseLocation& location) {
    return (location.dialect == storage::Dialect::Sqlite ? "sqlite:" : "postgresql:") + location.target;
}

// Announces each command before it is sent and acknowledges it after its commit.
int poster(const std::string& location, std::uint64_t seed, int count) {
    auto database = storage::Database::open(*storage::DatabaseLocation::parse(location));
    if (!database) return 2;
    Orders orders(seed);
    const auto page = (*database)->accounts().page({}, {});
    const AccountId source = page->rows.at(0).id, target = page->rows.at(1).id;
    for (int i = 0; i < count; ++i) {
        const auto plan = i % 2 == 0 ? orders.transfer(source, target, usd(1))
                                     : orders.transfer(target, source, usd(1));
        std::printf("sent %s\n", plan.commandId.text().c_str());
        std::fflush(stdout);
        if (!(*database)->ledger().postEntry(plan)) return 3;
        std::printf("done %s\n", plan.commandId.text().c_str());
        std::fflush(stdout);
    }
    return 0;
}

struct Child {
    pid_t pid = 0;
    int output = -1;
    std::string unread;
};

Child startPoster(const storage::DatabaseLocation& location, std::uint64_t seed, int count) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::string program = "/proc/self/exe", flag = "--poster", book = textOf(location);
    std::string seedText = std::to_string(seed), countText = std::to_string(count);
    char* arguments[] = {program.data(), flag.data(), book.data(), seedText.data(), countText.data(), nullptr};
    Child child;
    // posix_spawn does not run our code between fork and exec, where an open database would be copied.
    if (::posix_spawn(&child.pid, program.c_str(), &actions, nullptr, arguments, environ) != 0)
        throw std::runtime_error("spawn");
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    child.output = ends[0];
    return child;
}

// Collects the ids of the child's lines until it has ended or `doneWanted` were acknowledged.
void collect(Child& child, std::set<std::string>& sent, std::set<std::string>& done, std::size_t doneWanted) {
    char buffer[4'096];
    const std::size_t before = done.size();
    while (done.size() - before < doneWanted) {
        const ssize_t count = ::read(child.output, buffer, sizeof buffer);
        if (count <= 0) return;
        child.unread.append(buffer, static_cast<std::size_t>(count));
        for (std::size_t end; (end = child.unread.find('\n')) != std::string::npos;) {
            const std::string line = child.unread.substr(0, end);
            child.unread.erase(0, end + 1);
            (line.starts_with("done ") ? done : sent).insert(line.substr(5));
        }
    }
}

int waitFor(const Child& child) {
    int status = 0;
    ::waitpid(child.pid, &status, 0);
    ::close(child.output);
    return status;
}

int killsWanted() {
    const char* text = std::getenv("ALLUSE_KILLS");
    return text ? std::atoi(text) : 10;
}

class Kill : public ContractFixture {
protected:
    void SetUp() override {
        ContractFixture::SetUp();
        if (!IsSkipped()) openFamily();
    }

    // A server goes on with what a killed client had sent; nobody works on the book after this.
    void waitForServer() {
        if (GetParam() == storage::Dialect::Sqlite) return;
        const auto session = database->rawSession();
        std::int64_t working = 1;
        while (working > 0) {
            auto& row = session->run({"test.working", "select count(*) from pg_stat_activity where state = 'active' "
                                      "and datname = current_database() and pid <> pg_backend_pid()"});
            while (row.next()) working = row.integer(0);
        }
    }

    void expectSound(const std::set<std::string>& sent, const std::set<std::string>& done) {
        waitForServer();
        std::int64_t present = 0;
        for (const std::string& id : sent) {
            const auto found = ledger().findCommand(*domain::CommandId::parse(id));
            ASSERT_TRUE(found.has_value());
            present += found->has_value() ? 1 : 0;
            if (done.contains(id)) {
                ASSERT_TRUE(found->has_value() && (*found)->has_value()) << "acknowledged and lost: " << id;
            }
        }
        std::printf("%zu sent, %zu acknowledged, %lld present\n", sent.size(), done.size(), static_cast<long long>(present));
        expectVerified();
        const auto report = (*database)->admin().verify({});
        EXPECT_EQ(report->entries - 1, present) << "an entry without its command, or twice";
        const auto totals = (*database)->families().totals();
        EXPECT_EQ(totals->generation + totals->revenue + totals->compounding, usd(250'000));
    }
};

TEST_P(Kill, nothingAcknowledgedIsLostAndNothingIsDoubled) {
    const std::uint64_t seed = seedOfThisRun();
    std::mt19937_64 random(seed);
    std::set<std::string> sent, done;
    for (int kill = 0; kill < killsWanted(); ++kill) {
        Child child = startPoster(location(), seed * 1'000 + static_cast<std::uint64_t>(kill) + 1, 1'000'000);
        collect(child, sent, done, 1 + random() % 60); // a random point of its work
        ::kill(child.pid, SIGKILL);
        collect(child, sent, done, 1'000'000); // what it still had said
        EXPECT_TRUE(WIFSIGNALED(waitFor(child)));
    }
    EXPECT_GE(done.size(), static_cast<std::size_t>(killsWanted()));
    expectSound(sent, done);
}

TEST_P(Kill, twoProcessesMayWriteTheSameBook) {
    constexpr int kPostsEach = 300;
    std::set<std::string> sent, done;
    Child first = startPoster(location(), 101, kPostsEach);
    Child second = startPoster(location(), 202, kPostsEach);
    collect(first, sent, done, kPostsEach);
    collect(second, sent, done, kPostsEach);
    EXPECT_EQ(waitFor(first), 0);
    EXPECT_EQ(waitFor(second), 0);
    EXPECT_EQ(done.size(), 2u * kPostsEach);
    expectSound(sent, done);
}

ALLUSE_ON_BOTH_DIALECTS(Kill);

} // namespace

int runPoster(char** argv) { return poster(argv[2], std::stoull(argv[3]), std::stoi(argv[4])); }

} // namespace alluse::tests

int main(int argc, char** argv) {
    if (argc == 5 && std::string(argv[1]) == "--poster") return alluse::tests::runPoster(argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
