#include "cli/options.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace alluse::cli {
namespace {

using domain::Date;
using domain::Money;

[[noreturn]] void refuse(const std::string& name, const std::string& sentence) {
    throw CLI::ValidationError(name, sentence);
}

std::string quoted(const std::string& text) { return '"' + text + '"'; }

template <class Read>
CLI::Option* addRead(CLI::App& app, const std::string& name, const std::string& type,
                     const std::string& help, Read read) {
    return app.add_option_function<std::string>(name, read, help)->type_name(type);
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::string chosen(const std::string& name, const std::string& typed,
                   const std::vector<std::string>& words) {
    for (const auto& word : words)
        if (upper(word) == upper(typed)) return word;
    refuse(name, quoted(typed) + " is none of " + joined(words) + ".");
}

} // namespace

CLI::Option* addMoney(CLI::App& app, const std::string& name, std::optional<Money>& target,
                      const std::string& help) {
    return addRead(app, name, "DOLLARS", help, [name, &target](const std::string& text) {
        const auto amount = Money::parse(text, '.', ',');
        if (amount) {
            target = *amount;
            return;
        }
        switch (amount.error()) {
        case domain::MoneyError::TooManyDecimals:
            refuse(name, quoted(text) + " has more than two decimals; amounts are whole cents.");
        case domain::MoneyError::OutOfRange:
            refuse(name, quoted(text) + " is beyond 10,000,000,000,000.00, the largest amount.");
        case domain::MoneyError::NotANumber:
            refuse(name, quoted(text) + " is not an amount; write dollars such as 1234.50.");
        }
    });
}

CLI::Option* addDate(CLI::App& app, const std::string& name, std::optional<Date>& target,
                     const std::string& help) {
    return addRead(app, name, "YYYY-MM-DD", help, [name, &target](const std::string& text) {
        target = Date::parse(text);
        if (!target) refuse(name, quoted(text) + " is not a day; write it as 2026-01-31.");
    });
}

CLI::Option* addTime(CLI::App& app, const std::string& name,
                     std::optional<domain::Timestamp>& target, const std::string& help) {
    return addRead(app, name, "TIME", help, [name, &target](const std::string& text) {
        target = domain::Timestamp::parse(text);
        if (!target)
            refuse(name, quoted(text) + " is not a time in UTC; write it as 2026-01-31T16:00:00Z.");
    });
}

CLI::Option* addPercent(CLI::App& app, const std::string& name,
                        std::optional<domain::BasisPoints>& target, const std::string& help) {
    return addRead(app, name, "PERCENT", help, [name, &target](const std::string& text) {
        target = domain::BasisPoints::parsePercent(text);
        if (!target)
            refuse(name, quoted(text) + " is not a percentage; write it as 5 or 1.25, without a sign.");
    });
}

CLI::Option* addNumber(CLI::App& app, const std::string& name, std::int64_t& target,
                       std::int64_t min, std::int64_t max, const std::string& help) {
    return addRead(app, name, "N", help, [=, &target](const std::string& text) {
        const char* end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, target);
        if (error != std::errc() || stop != end || target < min || target > max)
            refuse(name, quoted(text) + " is not a whole number from " + std::to_string(min) +
                             " to " + std::to_string(max) + ".");
    });
}

CLI::Option* addText(CLI::App& app, const std::string& name, std::string& target,
                     const std::string& help) {
    return addRead(app, name, "TEXT", help,
                   [&target](const std::string& text) { target = text; });
}

CLI::Option* addChoice(CLI::App& app, const std::string& name, std::string& target,
                       std::vector<std::string> words, const std::string& help) {
    const std::string type = "WORD";
    return addRead(app, name, type, help + ": " + joined(words),
                   [name, words, &target](const std::string& text) {
                       target = chosen(name, text, words);
                   });
}

CLI::Option* addChoices(CLI::App& app, const std::string& name, std::vector<std::string>& target,
                        std::vector<std::string> words, const std::string& help) {
    const auto read = [name, words, &target](const std::vector<std::string>& typed) {
        for (const auto& text : typed) target.push_back(chosen(name, text, words));
    };
    return app.add_option_function<std::vector<std::string>>(name, read, help + ": " + joined(words))
        ->type_name("WORDS")
        ->delimiter(',')
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

CLI::Option* addCommandId(CLI::App& app, const std::string& name, domain::CommandId& target,
                          const std::string& help) {
    return addRead(app, name, "UUID", help, [name, &target](const std::string& text) {
        const auto id = domain::CommandId::parse(text);
        if (!id || id->isNone())
            refuse(name, quoted(text) + " is not a UUID of 8-4-4-4-12 hexadecimal digits.");
        target = *id;
    });
}

void addWriteOptions(CLI::App& app, WriteOptions& options) {
    addCommandId(app, "--command-id", options.commandId,
                 "Id of this command; sent again, it is not done twice")
        ->group("Writing");
    addDate(app, "--date", options.date, "Business date; today when left out")->group("Writing");
    addText(app, "--reason", options.reason, "Why, for the audit")->group("Writing");
    addText(app, "--note", options.note, "Note on the entry")->group("Writing");
    addChoice(app, "--as-role", options.role, roleWords(),
              "Role to act in")
        ->group("Writing");
    app.add_flag("--override-lock", options.overridesLock,
                 "As a manager, post this one command into a closed period")
        ->group("Writing");
}

std::vector<std::string> roleWords() { return {"owner", "manager", "back office", "teller"}; }

std::vector<std::string> accountTypeWords() {
    return {std::string(code(domain::AccountType::Generation)),
            std::string(code(domain::AccountType::Revenue)),
            std::string(code(domain::AccountType::Compounding))};
}

std::vector<std::string> accountStatusWords() {
    using enum domain::AccountStatus;
    return {std::string(code(Active)), std::string(code(Inactive)), std::string(code(Suspended)),
            std::string(code(Closed))};
}

} // namespace alluse::cli
