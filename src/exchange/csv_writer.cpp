#include "exchange/csv_writer.h"

#include <utility>

namespace alluse::exchange {

namespace {
constexpr std::string_view kFormulaStarts("=+-@\t\r\0", 7); // reliability: ASVS 1.2.10
} // namespace

CsvWriter& CsvWriter::text(std::string_view value) {
    const bool isFormula = !value.empty() && kFormulaStarts.find(value.front()) != std::string_view::npos;
    return isFormula ? verbatim("'" + std::string(value)) : verbatim(value);
}

CsvWriter& CsvWriter::verbatim(std::string_view value) {
    const bool isQuoted = value.find_first_of("\r\n") != std::string_view::npos ||
                          value.find(m_quote) != std::string_view::npos ||
                          value.find(m_delimiter) != std::string_view::npos;
    if (!isQuoted) return plain(value);
    separate();
    m_text += m_quote;
    for (const char c : value) {
        if (c == m_quote) m_text += m_quote;
        m_text += c;
    }
    m_text += m_quote;
    return *this;
}

CsvWriter& CsvWriter::date(const std::optional<domain::Date>& value) {
    return value ? date(*value) : empty();
}

CsvWriter& CsvWriter::plain(std::string_view value) {
    separate();
    m_text += value;
    return *this;
}

void CsvWriter::separate() {
    if (!m_isRowStart) m_text += m_delimiter;
    m_isRowStart = false;
}

void CsvWriter::endRow() {
    m_text += "\r\n";
    m_isRowStart = true;
}

std::string CsvWriter::take() { return std::exchange(m_text, {}); }

} // namespace alluse::exchange
