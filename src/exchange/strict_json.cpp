#include "exchange/strict_json.h"

#include <nlohmann/json.hpp>

#include <vector>

namespace alluse::exchange {

using nlohmann::json;

namespace {
// A mapping is a page of text; what is larger or deeper is another file.
constexpr std::size_t kBytesMax = 1'000'000;
constexpr int kDepthMax = 16;

std::string_view typeName(const json& value) {
    switch (value.type()) {
    case json::value_t::null: return "null";
    case json::value_t::object: return "an object";
    case json::value_t::array: return "a list";
    case json::value_t::string: return "text";
    case json::value_t::boolean: return "true or false";
    case json::value_t::number_integer:
    case json::value_t::number_unsigned: return "a whole number";
    case json::value_t::number_float: return "a decimal number";
    case json::value_t::binary:
    case json::value_t::discarded: break;
    }
    return "something else";
}
} // namespace

StrictObject::StrictObject(const json& object, std::string path, std::string& problem)
    : m_object(object), m_path(std::move(path)), m_problem(problem) {}

std::string StrictObject::pathOf(std::string_view key) const {
    return m_path.empty() ? std::string(key) : m_path + '.' + std::string(key);
}

void StrictObject::fail(std::string_view key, std::string_view sentence) {
    if (m_problem.empty()) m_problem = pathOf(key) + ": " + std::string(sentence);
}

bool StrictObject::has(std::string_view key) const { return m_object.contains(key); }

const json* StrictObject::value(std::string_view key) {
    m_known.emplace(key);
    const auto found = m_object.find(key);
    return found == m_object.end() ? nullptr : &*found;
}

std::string StrictObject::text(std::string_view key) {
    auto found = maybeText(key);
    if (!found) fail(key, "This key is missing.");
    else if (found->empty()) fail(key, "This must not be empty.");
    return found.value_or("");
}

std::optional<std::string> StrictObject::maybeText(std::string_view key) {
    const json* found = value(key);
    if (!found) return std::nullopt;
    if (found->is_string()) return found->get<std::string>();
    fail(key, "This must be text, not " + std::string(typeName(*found)) + ".");
    return std::nullopt;
}

std::optional<std::int64_t> StrictObject::maybeInteger(std::string_view key, std::int64_t low,
                                                       std::int64_t high) {
    const json* found = value(key);
    if (!found) return std::nullopt;
    if (!found->is_number_integer()) {
        fail(key, "This must be a whole number, not " + std::string(typeName(*found)) + ".");
        return std::nullopt;
    }
    const bool isHuge = found->is_number_unsigned() &&
                        found->get<std::uint64_t>() > std::uint64_t{INT64_MAX};
    const std::int64_t number = isHuge ? high : found->get<std::int64_t>();
    if (isHuge || number < low || number > high) {
        fail(key, "This must be " + std::to_string(low) + " to " + std::to_string(high) + ".");
        return std::nullopt;
    }
    return number;
}

std::optional<double> StrictObject::maybeNumber(std::string_view key, double low, double high) {
    const json* found = value(key);
    if (!found) return std::nullopt;
    if (!found->is_number()) {
        fail(key, "This must be a number, not " + std::string(typeName(*found)) + ".");
        return std::nullopt;
    }
    const double number = found->get<double>();
    if (number >= low && number <= high) return number;
    const auto shown = [](double limit) { return json(limit).dump(); };
    fail(key, "This must be " + shown(low) + " to " + shown(high) + ".");
    return std::nullopt;
}

const json* StrictObject::maybeList(std::string_view key) {
    const json* found = value(key);
    if (!found || found->is_array()) return found;
    fail(key, "This must be a list, not " + std::string(typeName(*found)) + ".");
    return nullptr;
}

std::optional<bool> StrictObject::maybeFlag(std::string_view key) {
    const json* found = value(key);
    if (!found) return std::nullopt;
    if (found->is_boolean()) return found->get<bool>();
    fail(key, "This must be true or false, not " + std::string(typeName(*found)) + ".");
    return std::nullopt;
}

const json* StrictObject::object(std::string_view key) {
    const json* found = value(key);
    if (!found) {
        fail(key, "This key is missing.");
        return nullptr;
    }
    if (found->is_object()) return found;
    fail(key, "This must be an object, not " + std::string(typeName(*found)) + ".");
    return nullptr;
}

void StrictObject::refuseOthers() {
    for (const auto& [key, ignored] : m_object.items())
        if (!m_known.contains(key)) fail(key, "This key is not known.");
}

domain::Result<json, std::string> parseDocument(std::string_view text) {
    if (text.size() > kBytesMax) return tl::unexpected<std::string>("The file is too large for JSON.");
    std::string problem;
    std::vector<std::set<std::string>> keys; // of the objects that are open
    const auto watch = [&](int depth, json::parse_event_t event, json& parsed) {
        if (depth > kDepthMax && problem.empty()) problem = "The JSON is nested too deeply.";
        if (event == json::parse_event_t::object_start) keys.emplace_back();
        else if (event == json::parse_event_t::object_end) keys.pop_back();
        else if (event == json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second &&
                 problem.empty())
            problem = parsed.get<std::string>() + ": This key stands twice in one object.";
        return true;
    };
    try {
        auto document = json::parse(text, watch);
        if (!problem.empty()) return tl::unexpected(problem);
        if (!document.is_object())
            return tl::unexpected<std::string>("The file must hold one JSON object.");
        return document;
    } catch (const json::parse_error& error) {
        return tl::unexpected("The file is not valid JSON near byte " + std::to_string(error.byte) + ".");
    }
}

} // namespace alluse::exchange
