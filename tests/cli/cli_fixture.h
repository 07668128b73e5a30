#pragma once
// The command line on a fresh database of both dialects.

#include "cli/cli_program.h"
#include "storage/contract_fixture.h"
#include "support/temp_directory.h"

#include <algorithm>

namespace alluse::tests {

using nlohmann::json;

class CliFixture : public ContractFixture {
protected:
    [[nodiscard]] static std::string text(const storage::DatabaseLocation& location) {
        return (location.dialect == storage::Dialect::Sqlite ? "sqlite:" : "postgresql:") +
               location.target;
    }
    Ran run(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--db", text(location()), "--json"});
        return runCli(arguments);
    }
    // The answer of a command that must be done.
    json done(std::vector<std::string> arguments) {
        const Ran ran = run(arguments);
        if (ran.exitCode != 0) throw std::runtime_error("exit " + std::to_string(ran.exitCode) + ": " + ran.err);
        return ran.json();
    }
    // The error of a command that must end with this exit code.
    json error(std::vector<std::string> arguments, int exitCode = 1) {
        const Ran ran = run(std::move(arguments));
        EXPECT_EQ(ran.exitCode, exitCode) << ran.err;
        const json answer = ran.json();
        EXPECT_EQ(answer.size(), 1U);
        // The sentence for people is the one in the object, on a line of its own.
        const std::string sentence = answer.at("error").at("text").get<std::string>() + '\n';
        EXPECT_TRUE(ran.err.ends_with(sentence)) << ran.err;
        return answer.at("error");
    }
    // 250,000.00 moderate; the ids of Gen, Rev, Com as text.
    std::vector<std::string> openedFamily(const std::string& name = "Miller") {
        const json opened = done({"family", "open", "--name", name, "--client", name + " Trust",
                                  "--capital", "250,000.00"});
        std::vector<std::string> ids;
        for (const auto& id : opened.at("openedAccounts")) ids.push_back(std::to_string(id.get<std::int64_t>()));
        family = std::to_string(opened.at("family").get<std::int64_t>());
        return ids;
    }
    static std::vector<std::string> keysOf(const json& object) {
        std::vector<std::string> keys;
        for (const auto& [key, value] : object.items()) keys.push_back(key);
        std::sort(keys.begin(), keys.end());
        return keys;
    }
    static std::vector<std::string> sorted(std::vector<std::string> words) {
        std::sort(words.begin(), words.end());
        return words;
    }

    std::string family; // of openedFamily
};

} // namespace alluse::tests
