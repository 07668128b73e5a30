#pragma once
// Rows as aligned columns for people: text to the left, figures to the right.

#include <string>
#include <vector>

namespace alluse::cli {

class TextTable {
public:
    // A title that begins with '>' marks a column of figures.
    explicit TextTable(std::vector<std::string> titles);
    void add(std::vector<std::string> cells);
    [[nodiscard]] std::string text() const;

private:
    std::vector<std::vector<std::string>> m_rows; // the titles are the first
    std::vector<bool> m_isFigure;
};

} // namespace alluse::cli
