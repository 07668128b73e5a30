#pragma once
// C++ text taken apart: code without comments and literals, and the literals with their lines.

#include <string>
#include <string_view>
#include <vector>

namespace alluse::tests {

struct Literal {
    int line = 0;     // 1-based, where the literal begins
    std::string text; // between the quotes, escapes as written
};

struct SourceText {
    std::vector<std::string> lines; // as written
    std::vector<std::string> code;  // same count; comments and contents of literals are blanks
    std::vector<Literal> literals;  // string literals, raw ones too; adjacent ones are joined
};

[[nodiscard]] SourceText takeApart(std::string_view text);

[[nodiscard]] std::vector<std::string> splitLines(std::string_view text);

} // namespace alluse::tests
