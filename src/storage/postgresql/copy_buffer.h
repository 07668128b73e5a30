#pragma once
// Rows of one table in the text form of COPY, collected before they are sent.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace alluse::storage {

class CopyBuffer {
public:
    CopyBuffer& add(std::int64_t value) { return raw(std::to_string(value)); }
    CopyBuffer& add(std::optional<std::int64_t> value) { return value ? add(*value) : null(); }
    CopyBuffer& null() { return raw("\\N"); }
    CopyBuffer& text(std::string_view value) {
        separate();
        for (const char c : value) {
            if (c == '\\') m_rows += "\\\\";
            else if (c == '\t') m_rows += "\\t";
            else if (c == '\n') m_rows += "\\n";
            else if (c == '\r') m_rows += "\\r";
            else m_rows += c;
        }
        return *this;
    }
    CopyBuffer& textOrNull(std::string_view value) { return value.empty() ? null() : text(value); }
    void endRow() {
        m_rows += '\n';
        m_isFirst = true;
    }
    [[nodiscard]] const std::string& rows() const { return m_rows; }

private:
    CopyBuffer& raw(std::string_view value) {
        separate();
        m_rows += value;
        return *this;
    }
    void separate() {
        if (!m_isFirst) m_rows += '\t';
        m_isFirst = false;
    }
    std::string m_rows;
    bool m_isFirst = true;
};

} // namespace alluse::storage
