#include "alerts/json_reader.h"

#include "alerts/plain_words.h"

#include <cmath>

namespace alluse::alerts {

namespace {

constexpr double kSecondsMax = 10.0 * 366 * 86'400; // ten years, longer than any tier keeps

std::string typeOf(const nlohmann::json& json) {
    if (json.is_null()) return "null";
    if (json.is_object()) return "an object";
    if (json.is_array()) return "a list";
    if (json.is_string()) return "a text";
    if (json.is_boolean()) return "true or false";
    return "a number";
}

} // namespace

JsonReader::JsonReader(const nlohmann::json& json, std::string path)
    : m_json(json), m_path(std::move(path)) {
    if (!json.is_object())
        m_mistake = RuleMistake{m_path, "must be an object, not " + typeOf(json)};
}

std::string JsonReader::pathOf(std::string_view key) const {
    return m_path.empty() ? std::string(key) : m_path + '.' + std::string(key);
}

const nlohmann::json* JsonReader::find(std::string_view key) {
    m_asked.emplace(key);
    if (failed()) return nullptr;
    const auto at = m_json.find(key);
    return at == m_json.end() ? nullptr : &*at;
}

bool JsonReader::read(std::string_view key, std::string& target) {
    const auto* json = find(key);
    if (json == nullptr) return false;
    if (!json->is_string()) {
        fail(key, "must be a text, not " + typeOf(*json));
        return false;
    }
    target = json->get<std::string>();
    return true;
}

bool JsonReader::read(std::string_view key, bool& target) {
    const auto* json = find(key);
    if (json == nullptr) return false;
    if (!json->is_boolean()) {
        fail(key, "must be true or false, not " + typeOf(*json));
        return false;
    }
    target = json->get<bool>();
    return true;
}

bool JsonReader::read(std::string_view key, double& target, double min, double max) {
    const auto* json = find(key);
    if (json == nullptr) return false;
    if (!json->is_number()) {
        fail(key, "must be a number, not " + typeOf(*json));
        return false;
    }
    const auto number = json->get<double>();
    if (!std::isfinite(number) || number < min || number > max) {
        if (std::isinf(max)) fail(key, "must be at least " + inWords(min));
        else fail(key, "must lie between " + inWords(min) + " and " + inWords(max));
        return false;
    }
    target = number;
    return true;
}

bool JsonReader::read(std::string_view key, std::size_t& target, std::size_t min,
                      std::size_t max) {
    double number = 0.0;
    if (!read(key, number, static_cast<double>(min), static_cast<double>(max))) return false;
    if (number != std::floor(number)) {
        fail(key, "must be a whole number");
        return false;
    }
    target = static_cast<std::size_t>(number);
    return true;
}

bool JsonReader::readSeconds(std::string_view key, std::int64_t& targetMs, std::int64_t minMs) {
    double seconds = 0.0;
    if (!read(key, seconds, static_cast<double>(minMs) / 1e3, kSecondsMax)) return false;
    targetMs = std::llround(seconds * 1e3);
    return true;
}

bool JsonReader::readLabels(std::string_view key, metrics::Labels& target) {
    const auto* json = find(key);
    if (json == nullptr) return false;
    if (!json->is_object()) {
        fail(key, "must be an object of label names and values, not " + typeOf(*json));
        return false;
    }
    std::vector<metrics::Labels::Pair> pairs;
    for (const auto& [name, value] : json->items()) {
        if (!value.is_string()) {
            fail(std::string(key) + '.' + name, "must be a text, not " + typeOf(value));
            return false;
        }
        pairs.emplace_back(name, value.get<std::string>());
    }
    target = metrics::Labels(std::move(pairs));
    return true;
}

bool JsonReader::readTexts(std::string_view key, std::vector<std::string>& target) {
    const auto* json = list(key);
    if (json == nullptr) return false;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < json->size(); ++i) {
        if (!(*json)[i].is_string()) {
            fail(std::string(key) + '[' + std::to_string(i) + ']',
                 "must be a text, not " + typeOf((*json)[i]));
            return false;
        }
        texts.push_back((*json)[i].get<std::string>());
    }
    target = std::move(texts);
    return true;
}

const nlohmann::json* JsonReader::list(std::string_view key) {
    const auto* json = find(key);
    if (json != nullptr && !json->is_array()) {
        fail(key, "must be a list, not " + typeOf(*json));
        return nullptr;
    }
    return json;
}

const nlohmann::json* JsonReader::member(std::string_view key) { return find(key); }

void JsonReader::refuseOthers() {
    if (failed()) return;
    for (const auto& [key, value] : m_json.items()) {
        if (m_asked.contains(key)) continue;
        fail(key, "is not a key that is known here");
        return;
    }
}

void JsonReader::fail(std::string_view key, std::string text) {
    if (!failed()) m_mistake = RuleMistake{key.empty() ? m_path : pathOf(key), std::move(text)};
}

void JsonReader::take(const std::optional<RuleMistake>& mistake) {
    if (!failed()) m_mistake = mistake;
}

} // namespace alluse::alerts
