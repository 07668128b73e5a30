#pragma once
// Options whose values are of the domain: each says in one sentence what it expects.

#include "cli/answer.h"
#include "domain/planning.h"
#include "services/rows.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace alluse::cli {

// Each throws CLI::ValidationError for a value that cannot be read.
CLI::Option* addMoney(CLI::App& app, const std::string& name, std::optional<domain::Money>& target,
                      const std::string& help);
CLI::Option* addDate(CLI::App& app, const std::string& name, std::optional<domain::Date>& target,
                     const std::string& help);
CLI::Option* addTime(CLI::App& app, const std::string& name,
                     std::optional<domain::Timestamp>& target, const std::string& help);
CLI::Option* addPercent(CLI::App& app, const std::string& name,
                        std::optional<domain::BasisPoints>& target, const std::string& help);
CLI::Option* addNumber(CLI::App& app, const std::string& name, std::int64_t& target,
                       std::int64_t min, std::int64_t max, const std::string& help);
CLI::Option* addText(CLI::App& app, const std::string& name, std::string& target,
                     const std::string& help);
// One of `words`, either case; `target` gets it as listed.
CLI::Option* addChoice(CLI::App& app, const std::string& name, std::string& target,
                       std::vector<std::string> words, const std::string& help);
// The same, several of them separated by commas or by repeating the option.
CLI::Option* addChoices(CLI::App& app, const std::string& name, std::vector<std::string>& target,
                        std::vector<std::string> words, const std::string& help);

// What every command that writes takes.
struct WriteOptions {
    domain::CommandId commandId; // none: a fresh one
    std::optional<domain::Date> date;           // business date; none: today
    std::string role = "owner";
    std::string reason;
    std::string note;
    bool overridesLock = false;
};
void addWriteOptions(CLI::App& app, WriteOptions& options);
CLI::Option* addCommandId(CLI::App& app, const std::string& name, domain::CommandId& target,
                          const std::string& help);

// The words of an enumeration that has codes, for addChoice.
[[nodiscard]] std::vector<std::string> accountTypeWords();
[[nodiscard]] std::vector<std::string> accountStatusWords();
[[nodiscard]] std::vector<std::string> roleWords();

// A list may be asked for in one go up to this many rows; it is read page by page.
inline constexpr std::int64_t kListRowsMax = 1'000'000;

} // namespace alluse::cli
