#pragma once
// Reads the members of one JSON object and remembers the first mistake with its path.

#include "alerts/rule_json.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <span>

namespace alluse::alerts {

template <typename E>
struct Name {
    std::string_view text;
    E value;
};

class JsonReader {
public:
    JsonReader(const nlohmann::json& json, std::string path);

    [[nodiscard]] bool has(std::string_view key) const { return m_json.contains(key); }
    [[nodiscard]] bool failed() const { return m_mistake.has_value(); }
    [[nodiscard]] const std::optional<RuleMistake>& mistake() const { return m_mistake; }
    [[nodiscard]] std::string pathOf(std::string_view key) const;

    // Each takes a member if it is there and says whether it was.
    bool read(std::string_view key, std::string& target);
    bool read(std::string_view key, bool& target);
    bool read(std::string_view key, double& target,
              double min = -std::numeric_limits<double>::infinity(),
              double max = std::numeric_limits<double>::infinity());
    bool read(std::string_view key, std::size_t& target, std::size_t min, std::size_t max);
    // Seconds in the file, milliseconds here.
    bool readSeconds(std::string_view key, std::int64_t& targetMs, std::int64_t minMs = 0);
    bool readLabels(std::string_view key, metrics::Labels& target);
    bool readTexts(std::string_view key, std::vector<std::string>& target);
    template <typename E>
    bool read(std::string_view key, E& target, std::span<const Name<E>> names) {
        std::string text;
        if (!read(key, text)) return false;
        std::string known;
        for (const auto& name : names) {
            if (name.text == text) {
                target = name.value;
                return true;
            }
            known += (known.empty() ? "" : ", ") + std::string(name.text);
        }
        fail(key, "is \"" + text + "\", which is none of " + known);
        return false;
    }
    // The list under the key, or nothing; its elements are read with readers of their own.
    const nlohmann::json* list(std::string_view key);
    const nlohmann::json* member(std::string_view key); // of any type

    // Must come last: a key that nobody asked for is a mistake.
    void refuseOthers();
    void fail(std::string_view key, std::string text);
    void take(const std::optional<RuleMistake>& mistake);

private:
    const nlohmann::json* find(std::string_view key);

    const nlohmann::json& m_json;
    std::string m_path;
    std::set<std::string, std::less<>> m_asked;
    std::optional<RuleMistake> m_mistake;
};

} // namespace alluse::alerts
