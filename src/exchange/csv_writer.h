#pragma once
// Writes records by RFC 4180. Text that a spreadsheet would run is made harmless; typed values are
// written as they are.

#include "domain/calendar.h"
#include "domain/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace alluse::exchange {

class CsvWriter {
public:
    explicit CsvWriter(char delimiter = ',', char quote = '"')
        : m_delimiter(delimiter), m_quote(quote) {}

    // Gets a ' in front when it begins like a formula (ASVS 1.2.10).
    CsvWriter& text(std::string_view value);
    // As it is, quoted where needed: what a program has to read back unchanged.
    CsvWriter& verbatim(std::string_view value);
    CsvWriter& money(domain::Money value) { return plain(value.text()); }
    CsvWriter& date(domain::Date value) { return plain(value.text()); }
    CsvWriter& date(const std::optional<domain::Date>& value);
    CsvWriter& time(domain::Timestamp value) { return plain(value.text()); }
    CsvWriter& number(std::int64_t value) { return plain(std::to_string(value)); }
    CsvWriter& empty() { return plain({}); }
    void endRow(); // CR LF

    // What was written since the last call.
    [[nodiscard]] std::string take();
    [[nodiscard]] std::size_t size() const { return m_text.size(); }

private:
    CsvWriter& plain(std::string_view value);
    void separate();

    char m_delimiter;
    char m_quote;
    std::string m_text;
    bool m_isRowStart = true;
};

} // namespace alluse::exchange
