#include "style/source_text.h"

#include <algorithm>
#include <cctype>

namespace alluse::tests {

namespace {

bool isWordCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text), m_code(text) {}

    SourceText scan() {
        while (m_at < m_text.size()) {
            if (startsWith("//"))
                skipLineComment();
            else if (startsWith("/*"))
                skipBlockComment();
            else if (isRawStringStart())
                takeRawString();
            else if (m_text[m_at] == '"')
                takeString();
            else if (isCharacterStart())
                skipCharacter();
            else
                step();
        }
        SourceText source;
        source.lines = splitLines(m_text);
        source.code = splitLines(m_code);
        source.literals = std::move(m_literals);
        return source;
    }

private:
    bool startsWith(std::string_view what) const {
        return m_text.substr(m_at, what.size()) == what;
    }

    bool isRawStringStart() const {
        return startsWith("R\"") && (m_at == 0 || !isWordCharacter(m_text[m_at - 1]) || isPrefix());
    }

    // u8R"", uR"", UR"", LR"": an encoding prefix before the R is no identifier.
    bool isPrefix() const {
        std::size_t begin = m_at;
        while (begin > 0 && isWordCharacter(m_text[begin - 1]))
            --begin;
        const auto word = m_text.substr(begin, m_at - begin);
        return word == "u8" || word == "u" || word == "U" || word == "L";
    }

    // In 1'000 the quote separates digits.
    bool isCharacterStart() const {
        return m_text[m_at] == '\'' &&
               (m_at == 0 || !isWordCharacter(m_text[m_at - 1]) || isPrefix());
    }

    void step() {
        if (m_text[m_at] == '\n')
            ++m_line;
        else if (std::isspace(static_cast<unsigned char>(m_text[m_at])) == 0)
            m_onlySpaceSince = false;
        ++m_at;
    }

    void blank() {
        if (m_text[m_at] == '\n')
            ++m_line;
        else
            m_code[m_at] = ' ';
        ++m_at;
    }

    void skipLineComment() {
        while (m_at < m_text.size() && m_text[m_at] != '\n')
            blank();
    }

    void skipBlockComment() {
        const auto end = m_text.find("*/", m_at + 2);
        const auto stop = end == std::string_view::npos ? m_text.size() : end + 2;
        while (m_at < stop)
            blank();
    }

    void takeRawString() {
        m_at += 2;
        const auto open = m_text.find('(', m_at);
        if (open == std::string_view::npos) return;
        const auto closing = ")" + std::string(m_text.substr(m_at, open - m_at)) + "\"";
        const auto close = std::min(m_text.find(closing, open), m_text.size());
        keep(m_text.substr(open + 1, close - open - 1));
        const auto stop = std::min(close + closing.size() - 1, m_text.size());
        while (m_at < stop)
            blank();
        endLiteral();
    }

    void takeString() {
        const auto begin = ++m_at;
        auto end = begin;
        while (end < m_text.size() && m_text[end] != '"' && m_text[end] != '\n')
            end += m_text[end] == '\\' ? 2 : 1;
        end = std::min(end, m_text.size());
        keep(m_text.substr(begin, end - begin));
        while (m_at < end)
            blank();
        endLiteral();
    }

    void endLiteral() {
        if (m_at < m_text.size() && m_text[m_at] == '"') ++m_at;
        m_onlySpaceSince = true;
    }

    void keep(std::string_view text) {
        // "a" "b" is one literal for the compiler, and so for the rules.
        if (m_onlySpaceSince && !m_literals.empty())
            m_literals.back().text += text;
        else
            m_literals.push_back({m_line, std::string(text)});
    }

    void skipCharacter() {
        ++m_at;
        while (m_at < m_text.size() && m_text[m_at] != '\'' && m_text[m_at] != '\n') {
            if (m_text[m_at] == '\\') blank();
            if (m_at < m_text.size()) blank();
        }
        if (m_at < m_text.size() && m_text[m_at] == '\'') ++m_at;
        m_onlySpaceSince = false;
    }

    std::string_view m_text;
    std::string m_code;
    std::vector<Literal> m_literals;
    std::size_t m_at = 0;
    int m_line = 1;
    bool m_onlySpaceSince = false; // since the last literal
};

} // namespace

SourceText takeApart(std::string_view text) {
    return Scanner(text).scan();
}

std::vector<std::string> splitLines(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

} // namespace alluse::tests
