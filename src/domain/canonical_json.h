#pragma once
// Canonical JSON of a command: sorted keys, no blanks, integers only. Byte for byte what
// nlohmann::json's default dump() gives, without the dependency.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace alluse::domain {

class JsonObject {
public:
    JsonObject& set(std::string_view key, std::string_view text);
    JsonObject& set(std::string_view key, std::int64_t number);
    JsonObject& setFlag(std::string_view key, bool flag);
    JsonObject& set(std::string_view key, const JsonObject& object);
    JsonObject& set(std::string_view key, const std::vector<JsonObject>& list);
    [[nodiscard]] std::string text() const;

private:
    std::map<std::string, std::string, std::less<>> m_members; // values as JSON text
};

} // namespace alluse::domain
