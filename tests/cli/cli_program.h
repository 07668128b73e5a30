#pragma once
// Runs the real alluse-cli and takes down what it says.

#include <nlohmann/json.hpp>

#include <string>
#include <sys/types.h>
#include <vector>

namespace alluse::tests {

struct Ran {
    int exitCode = -1; // minus the signal when one ended it
    std::string out;
    std::string err;

    // The one object on standard output; throws when there is none, or more than that.
    [[nodiscard]] nlohmann::json json() const;
};

enum class Output { Pipe, Closed, Full }; // where standard output leads: here, nowhere, a full disk

struct CliOptions {
    Output output = Output::Pipe;
    uid_t user = 0; // not 0: run as this user, for what root may always do
    std::string program = {}; // a copy of it that the user can reach; empty: the built one
};

[[nodiscard]] Ran runCli(const std::vector<std::string>& arguments, const CliOptions& options = {});
// Starts it without waiting and without output; the process is the caller's to wait for.
[[nodiscard]] pid_t startCli(const std::vector<std::string>& arguments);
[[nodiscard]] std::string cliPath();

} // namespace alluse::tests
