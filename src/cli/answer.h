#pragma once
// What a command hands back: one JSON object and its text for people, or one problem.

#include "services/outcome.h"

#include <nlohmann/json.hpp>

#include <string>

namespace alluse::cli {

using Json = nlohmann::ordered_json;

// The exit codes of every command.
enum class ExitCode {
    Done = 0,
    Refused = 1, // refused, failed, or done with rejects
    BadInput = 2,
    Inconclusive = 3,
    Invalid = 4,
    Unknown = 5 // resolve with the same command id
};

struct Answer {
    Json json = Json::object();
    std::string text; // whole lines, each with its line break
    ExitCode exitCode = ExitCode::Done;
    bool isPrinted = false; // the command has filled standard output itself
};

struct Problem {
    ExitCode exitCode = ExitCode::Refused;
    std::string code;            // "EXCEEDS_AVAILABLE", "BAD_INPUT" …
    std::string text;            // one sentence or two
    Json details = Json::object(); // further keys of the error: account, limitCents, field …
};

using Answered = domain::Result<Answer, Problem>;

[[nodiscard]] Problem problemOf(const services::Failure& failure);
[[nodiscard]] tl::unexpected<Problem> problem(const services::Failure& failure);
[[nodiscard]] tl::unexpected<Problem> badInput(std::string text);
// {"error":{"code":…,"text":…,…}}
[[nodiscard]] Json errorJson(const Problem& problem);

} // namespace alluse::cli
