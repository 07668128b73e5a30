#include "composition/validation_parts.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <thread>

extern char** environ;

namespace alluse::composition {
namespace {

using namespace validation;

// Long enough for a process to open the database and read the data set.
constexpr std::int64_t kStartDelayMicros = 1'500'000;

struct Child {
    pid_t process = -1;
    int output = -1;
    std::string text;
};

Child start(const std::vector<std::string>& arguments, const std::string& input) {
    Child child;
    int in[2], out[2];
    if (::pipe2(in, O_CLOEXEC) != 0) return child;
    if (::pipe2(out, O_CLOEXEC) != 0) return child;
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, in[0], 0);
    ::posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    std::vector<char*> pointers;
    for (const auto& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
    pointers.push_back(nullptr);
    if (::posix_spawn(&child.process, pointers[0], &actions, nullptr, pointers.data(), environ) != 0) child.process = -1;
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(in[0]);
    ::close(out[1]);
    for (std::size_t done = 0; child.process > 0 && done < input.size();) {
        const auto written = ::write(in[1], input.data() + done, input.size() - done);
        if (written <= 0) break;
        done += static_cast<std::size_t>(written);
    }
    ::close(in[1]);
    child.output = out[0];
    return child;
}

void readAll(Child& child) {
    char buffer[65'536];
    for (ssize_t got; (got = ::read(child.output, buffer, sizeof buffer)) != 0;) {
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) break;
        child.text.append(buffer, static_cast<std::size_t>(got));
    }
    ::close(child.output);
}

} // namespace

services::Outcome<PartsOutcome> runInProcesses(const ValidationRequest& request, const Scenario& scenario,
                                               const storage::DatabaseLocation& location) {
    const auto now = std::chrono::duration_cast<std::chrono::microseconds>(
                         std::chrono::system_clock::now().time_since_epoch()).count();
    const std::string database =
        (location.dialect == storage::Dialect::Sqlite ? "sqlite:" : "postgresql:") + location.target;
    std::vector<Child> children;
    for (int part = 0; part < request.processes; ++part)
        children.push_back(start({request.program, "validate", "part", "--db", database, "--part", std::to_string(part),
                                  "--of", std::to_string(request.processes), "--start-at",
                                  std::to_string(now + kStartDelayMicros)},
                                 request.scenarioText));
    {
        const std::stop_callback forward(request.stop, [&] {
            for (const auto& child : children)
                if (child.process > 0) ::kill(child.process, SIGINT);
        });
        std::vector<std::jthread> readers;
        for (auto& child : children) readers.emplace_back([&child] { readAll(child); });
    }
    PartsOutcome whole;
    whole.outcome.timeline = Timeline(scenario.mix.size());
    bool isBroken = false;
    for (auto& child : children) {
        int status = 0;
        if (child.process > 0) ::waitpid(child.process, &status, 0);
        const auto answer = nlohmann::json::parse(child.text, nullptr, false);
        if (child.process <= 0 || answer.is_discarded() || !answer.contains("timeline")) {
            isBroken = true;
            continue;
        }
        whole.outcome.timeline.merge(timelineOf(answer.at("timeline")));
        whole.outcome.seconds = std::max(whole.outcome.seconds, answer.at("seconds").get<double>());
        whole.outcome.isStopped = whole.outcome.isStopped || answer.at("stopped").get<bool>();
        whole.outcome.isExhausted = whole.outcome.isExhausted || answer.at("exhausted").get<bool>();
        whole.enteredCents += answer.at("enteredCents").get<std::int64_t>();
        whole.acknowledged += answer.at("acknowledged").get<std::int64_t>();
        whole.unresolved += answer.at("unresolved").get<std::int64_t>();
    }
    if (isBroken)
        return services::failed(services::FailureKind::Unavailable, "A process of the load ended without an answer.");
    return whole;
}

} // namespace alluse::composition
