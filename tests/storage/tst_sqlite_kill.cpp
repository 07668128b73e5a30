// A posting process is killed again and again, and two of them write one file: what was
// acknowledged is there once, what was not is there at most once, and the books add up.
// The program starts itself as the poster: `--poster FILE SEED COUNT`.

#include "storage/database.h"
#include "support/seeded_orders.h"
#include "support/temp_directory.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <poll.h>
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

std::unique_ptr<storage::Database> openBook(const std::string& path, bool create = false) {
    storage::OpenOptions options;
    options.create = create;
    auto database = storage::Database::open({storage::Dialect::Sqlite, path}, options);
    if (!database) throw std::runtime_error(database.error().text);
    return std::move(*database);
}

// Announces each command before it is sent and acknowledges it after its commit.
int poster(const std::string& path, std::uint64_t seed, int count) {
    auto database = openBook(path);
    Orders orders(seed);
    const auto page = database->accounts().page({}, {});
    const AccountId source = page->rows.at(0).id, target = page->rows.at(1).id;
    for (int i = 0; i < count; ++i) {
        const auto plan = i % 2 == 0 ? orders.transfer(source, target, usd(1))
                                     : orders.transfer(target, source, usd(1));
        std::printf("sent %s\n", plan.commandId.text().c_str());
        std::fflush(stdout);
        if (!database->ledger().postEntry(plan)) return 3;
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

Child startPoster(const std::string& path, std::uint64_t seed, int count) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::string program = "/proc/self/exe", flag = "--poster", file = path;
    std::string seedText = std::to_string(seed), countText = std::to_string(count);
    char* arguments[] = {program.data(), flag.data(), file.data(), seedText.data(), countText.data(), nullptr};
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

void expectSound(storage::Database& database, const std::set<std::string>& sent,
                 const std::set<std::string>& done, std::int64_t entriesBefore) {
    std::int64_t present = 0;
    for (const std::string& id : sent) {
        const auto found = database.ledger().findCommand(*domain::CommandId::parse(id));
        ASSERT_TRUE(found.has_value());
        present += found->has_value() ? 1 : 0;
        if (done.contains(id)) {
            ASSERT_TRUE(found->has_value()) << "acknowledged and lost: " << id;
        }
    }
    const auto report = database.admin().verify({});
    ASSERT_TRUE(report.has_value());
    for (const auto& check : report->checks) EXPECT_TRUE(check.ok) << check.id << check.firstBreak.value_or("");
    EXPECT_EQ(report->totalCents, 0);
    EXPECT_EQ(report->entries - entriesBefore, present) << "an entry without its command, or twice";
    const auto totals = database.families().totals();
    EXPECT_EQ(totals->generation + totals->revenue + totals->compounding, usd(250'000));
}

int killsWanted() {
    const char* text = std::getenv("ALLUSE_KILLS");
    return text ? std::atoi(text) : 10;
}

TEST(SqliteKill, nothingAcknowledgedIsLostAndNothingIsDoubled) {
    TempDirectory directory;
    const std::string path = (directory.path() / "killed.db").string();
    Orders orders(7);
    ASSERT_TRUE(openBook(path, true)->ledger().postEntry(orders.openFamily(usd(250'000))));
    const auto seed = static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count());
    std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
    std::mt19937_64 random(seed);
    std::set<std::string> sent, done;
    for (int kill = 0; kill < killsWanted(); ++kill) {
        Child child = startPoster(path, seed + static_cast<std::uint64_t>(kill) + 1, 1'000'000);
        collect(child, sent, done, 1 + random() % 60); // a random point of its work
        ::kill(child.pid, SIGKILL);
        collect(child, sent, done, 1'000'000); // what it still had said
        EXPECT_TRUE(WIFSIGNALED(waitFor(child)));
    }
    std::printf("%zu sent, %zu acknowledged\n", sent.size(), done.size());
    EXPECT_GE(done.size(), static_cast<std::size_t>(killsWanted()));
    expectSound(*openBook(path), sent, done, 1);
}

TEST(SqliteKill, twoProcessesMayWriteTheSameFile) {
    constexpr int kPostsEach = 300;
    TempDirectory directory;
    const std::string path = (directory.path() / "shared.db").string();
    Orders orders(7);
    auto database = openBook(path, true);
    ASSERT_TRUE(database->ledger().postEntry(orders.openFamily(usd(250'000))));
    std::set<std::string> sent, done;
    Child first = startPoster(path, 101, kPostsEach);
    Child second = startPoster(path, 202, kPostsEach);
    collect(first, sent, done, kPostsEach);
    collect(second, sent, done, kPostsEach);
    EXPECT_EQ(waitFor(first), 0);
    EXPECT_EQ(waitFor(second), 0);
    EXPECT_EQ(done.size(), 2u * kPostsEach);
    expectSound(*database, sent, done, 1);
}

} // namespace

int runPoster(char** argv) { return poster(argv[2], std::stoull(argv[3]), std::stoi(argv[4])); }

} // namespace alluse::tests

int main(int argc, char** argv) {
    if (argc == 5 && std::string(argv[1]) == "--poster") return alluse::tests::runPoster(argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
