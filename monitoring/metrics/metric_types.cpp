#include "metrics/metric_types.h"

#include <algorithm>

namespace alluse::metrics {

Labels::Labels(std::initializer_list<Pair> pairs) : Labels(std::vector<Pair>(pairs)) {}

Labels::Labels(std::vector<Pair> pairs) : m_pairs(std::move(pairs)) {
    std::sort(m_pairs.begin(), m_pairs.end());
}

std::string_view Labels::value(std::string_view name) const {
    for (const auto& [key, text] : m_pairs)
        if (key == name) return text;
    return {};
}

std::string Labels::text() const {
    std::string text;
    for (const auto& [name, value] : m_pairs) {
        if (!text.empty()) text += ',';
        text += name;
        text += '=';
        text += value;
    }
    return text;
}

} // namespace alluse::metrics
