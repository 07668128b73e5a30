#include "domain/canonical_json.h"

namespace alluse::domain {

namespace {

std::string quoted(std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string result = "\"";
    for (const char c : text) {
        switch (c) {
        case '"': result += "\\\""; break;
        case '\\': result += "\\\\"; break;
        case '\b': result += "\\b"; break;
        case '\f': result += "\\f"; break;
        case '\n': result += "\\n"; break;
        case '\r': result += "\\r"; break;
        case '\t': result += "\\t"; break;
        default:
            if (const auto byte = static_cast<unsigned char>(c); byte < 0x20) {
                result += "\\u00";
                result += kHex[byte >> 4U];
                result += kHex[byte & 0x0FU];
            } else {
                result += c;
            }
        }
    }
    return result += '"';
}

} // namespace

JsonObject& JsonObject::set(std::string_view key, std::string_view text) {
    m_members.insert_or_assign(std::string(key), quoted(text));
    return *this;
}

JsonObject& JsonObject::set(std::string_view key, std::int64_t number) {
    m_members.insert_or_assign(std::string(key), std::to_string(number));
    return *this;
}

JsonObject& JsonObject::setFlag(std::string_view key, bool flag) {
    m_members.insert_or_assign(std::string(key), flag ? "true" : "false");
    return *this;
}

JsonObject& JsonObject::set(std::string_view key, const JsonObject& object) {
    m_members.insert_or_assign(std::string(key), object.text());
    return *this;
}

JsonObject& JsonObject::set(std::string_view key, const std::vector<JsonObject>& list) {
    std::string text = "[";
    for (const JsonObject& object : list) {
        if (text.size() > 1) text += ',';
        text += object.text();
    }
    m_members.insert_or_assign(std::string(key), text + ']');
    return *this;
}

std::string JsonObject::text() const {
    std::string text = "{";
    for (const auto& [key, value] : m_members) {
        if (text.size() > 1) text += ',';
        text += quoted(key);
        text += ':';
        text += value;
    }
    return text += '}';
}

} // namespace alluse::domain
