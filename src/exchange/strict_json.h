#pragma once
// Reads a JSON object that strangers wrote: every key is known, every type is right, and what is
// wrong is one sentence that names the path ("columns.amount").

#include "domain/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace alluse::exchange {

// One object of the document. The first problem wins; asking on after it is harmless.
class StrictObject {
public:
    // `problem` is shared by all objects of a document.
    StrictObject(const nlohmann::json& object, std::string path, std::string& problem);

    [[nodiscard]] bool has(std::string_view key) const;
    // Each asks for one key and takes it as known; a required one that is missing is a problem.
    std::string text(std::string_view key);
    std::optional<std::string> maybeText(std::string_view key);
    std::optional<std::int64_t> maybeInteger(std::string_view key, std::int64_t low, std::int64_t high);
    // Any number, whole or decimal.
    std::optional<double> maybeNumber(std::string_view key, double low, double high);
    std::optional<bool> maybeFlag(std::string_view key);
    // A list, or null when the key is missing.
    const nlohmann::json* maybeList(std::string_view key);
    const nlohmann::json* object(std::string_view key);
    const nlohmann::json* value(std::string_view key); // any type; null when missing
    // Keys that nobody asked for are a problem.
    void refuseOthers();

    [[nodiscard]] std::string pathOf(std::string_view key) const;
    void fail(std::string_view key, std::string_view sentence);
    [[nodiscard]] bool isFine() const { return m_problem.empty(); }

private:
    const nlohmann::json& m_object;
    std::string m_path;
    std::string& m_problem;
    std::set<std::string, std::less<>> m_known;
};

// Parses with a bound on size and depth; duplicate keys are a problem too.
[[nodiscard]] domain::Result<nlohmann::json, std::string> parseDocument(std::string_view text);

} // namespace alluse::exchange
