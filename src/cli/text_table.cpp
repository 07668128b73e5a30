#include "cli/text_table.h"

#include <algorithm>

namespace alluse::cli {
namespace {

// Characters, not bytes: a name may hold an umlaut.
std::size_t width(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

} // namespace

TextTable::TextTable(std::vector<std::string> titles) {
    for (std::string& title : titles) {
        m_isFigure.push_back(title.starts_with('>'));
        if (m_isFigure.back()) title.erase(0, 1);
    }
    m_rows.push_back(std::move(titles));
}

void TextTable::add(std::vector<std::string> cells) { m_rows.push_back(std::move(cells)); }

std::string TextTable::text() const {
    std::vector<std::size_t> widths(m_isFigure.size(), 0);
    for (const auto& row : m_rows)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
    std::string text;
    for (const auto& row : m_rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string fill(widths[i] - width(row[i]), ' ');
            if (i > 0) line += "  ";
            line += m_isFigure[i] ? fill + row[i] : row[i] + fill;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

} // namespace alluse::cli
