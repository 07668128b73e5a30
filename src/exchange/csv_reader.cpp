#include "exchange/csv_reader.h"

#include <algorithm>

namespace alluse::exchange {

namespace {
constexpr std::size_t kBufferBytes = 256 * 1024;
} // namespace

CsvReader::CsvReader(ByteSource& source, CsvFormat format, CsvLimits limits, std::uint64_t start)
    : m_source(source), m_format(format), m_limits(limits), m_buffer(kBufferBytes),
      m_bufferOffset(start) {
    m_source.seek(start);
}

bool CsvReader::next(CsvRecord& record) {
    record.fields.clear();
    m_text.clear();
    m_ends.clear();
    m_fieldStart = m_column = 0;
    m_secondLine.reset();
    m_problem.reset();
    if (!skipEmptyLines()) return false;
    record.line = m_line;

    FieldEnd end = FieldEnd::Delimiter;
    while (end == FieldEnd::Delimiter) {
        end = readField();
        endField();
    }
    if (end == FieldEnd::Broken) leaveBrokenRecord();
    record.problem = m_problem;
    record.problemColumn = m_problemColumn;
    std::size_t start = 0;
    for (const std::size_t fieldEnd : m_ends) {
        record.fields.emplace_back(m_text.data() + start, fieldEnd - start);
        start = fieldEnd;
    }
    return true;
}

bool CsvReader::hasMore() { return m_at < m_end || refill(); }

bool CsvReader::refill() {
    m_bufferOffset += m_end;
    m_at = 0;
    m_end = m_source.read(m_buffer.data(), m_buffer.size());
    return m_end > 0;
}

void CsvReader::goTo(Place place) {
    m_line = place.line;
    if (place.offset >= m_bufferOffset && place.offset <= m_bufferOffset + m_end) {
        m_at = static_cast<std::size_t>(place.offset - m_bufferOffset);
        return;
    }
    m_source.seek(place.offset);
    m_bufferOffset = place.offset;
    m_at = m_end = 0;
}

bool CsvReader::skipEmptyLines() {
    while (hasMore()) {
        if (peek() != '\n' && peek() != '\r') return true;
        takeLineEnd();
    }
    return false;
}

void CsvReader::takeLineEnd() {
    const bool isReturn = peek() == '\r';
    ++m_at;
    if (isReturn && hasMore() && peek() == '\n') ++m_at;
    ++m_line;
}

CsvReader::FieldEnd CsvReader::readField() {
    if (!hasMore() || peek() != m_format.quote) return readUnquoted();
    ++m_at;
    return readQuoted();
}

CsvReader::FieldEnd CsvReader::readUnquoted() {
    while (hasMore()) {
        std::size_t at = m_at;
        const char delimiter = m_format.delimiter;
        const char* bytes = m_buffer.data();
        while (at < m_end && bytes[at] != delimiter && bytes[at] != '\n' && bytes[at] != '\r' &&
               bytes[at] != '\0')
            ++at;
        keepRun(at);
        if (at == m_end) continue;
        if (peek() == '\0') {
            fail(CsvProblem::NulCharacter);
            ++m_at;
        } else if (peek() == delimiter) {
            ++m_at;
            return FieldEnd::Delimiter;
        } else {
            takeLineEnd();
            return FieldEnd::Line;
        }
    }
    return FieldEnd::File;
}

CsvReader::FieldEnd CsvReader::readQuoted() {
    while (hasMore()) {
        std::size_t at = m_at;
        const char quote = m_format.quote;
        const char* bytes = m_buffer.data();
        while (at < m_end && bytes[at] != quote && bytes[at] != '\n' && bytes[at] != '\r' &&
               bytes[at] != '\0')
            ++at;
        keepRun(at);
        if (at == m_end) continue;
        const char c = peek();
        if (c == '\0') {
            fail(CsvProblem::NulCharacter);
            ++m_at;
        } else if (c == quote) {
            ++m_at;
            if (!hasMore()) return FieldEnd::File;
            if (peek() == quote) {
                keep(quote);
                ++m_at;
            } else if (peek() == m_format.delimiter) {
                ++m_at;
                return FieldEnd::Delimiter;
            } else if (peek() == '\n' || peek() == '\r') {
                takeLineEnd();
                return FieldEnd::Line;
            } else {
                fail(CsvProblem::TextAfterQuote);
                return FieldEnd::Broken;
            }
        } else {
            if (!m_secondLine) m_firstLineText = m_text.size();
            takeLineEnd();
            keep('\n'); // however the file ends its lines
            if (!m_secondLine) m_secondLine = here();
        }
    }
    fail(CsvProblem::UnterminatedQuote);
    return FieldEnd::Broken;
}

void CsvReader::keepRun(std::size_t end) {
    const std::size_t size = end - m_at;
    const bool isKept = m_ends.size() < m_limits.columnsMax;
    if (isKept && m_text.size() - m_fieldStart + size <= m_limits.fieldBytesMax &&
        m_text.size() + size <= m_limits.recordBytesMax)
        m_text.append(m_buffer.data() + m_at, size);
    else if (isKept)
        fail(CsvProblem::FieldTooLong);
    m_at = end;
}

void CsvReader::keep(char c) {
    if (m_ends.size() >= m_limits.columnsMax) return;
    if (m_text.size() - m_fieldStart < m_limits.fieldBytesMax && m_text.size() < m_limits.recordBytesMax)
        m_text += c;
    else
        fail(CsvProblem::FieldTooLong);
}

void CsvReader::endField() {
    if (m_ends.size() < m_limits.columnsMax) m_ends.push_back(m_text.size());
    else fail(CsvProblem::TooManyColumns);
    m_fieldStart = m_text.size();
    ++m_column;
}

void CsvReader::fail(CsvProblem problem) {
    // A quote that breaks the record explains everything that looked odd before it.
    const bool isQuote = problem == CsvProblem::TextAfterQuote ||
                         problem == CsvProblem::UnterminatedQuote;
    if (m_problem && !isQuote) return;
    m_problem = problem;
    m_problemColumn = m_column;
}

void CsvReader::leaveBrokenRecord() {
    if (!m_secondLine) { // still on the first line: the rest of it belongs to the record
        while (hasMore() && peek() != '\n' && peek() != '\r') ++m_at;
        if (hasMore()) takeLineEnd();
        return;
    }
    m_text.resize(std::min(m_text.size(), m_firstLineText));
    for (std::size_t& end : m_ends) end = std::min(end, m_text.size());
    m_rereadBytes += here().offset - m_secondLine->offset;
    if (m_rereadBytes <= m_limits.rereadBytesMax) return goTo(*m_secondLine);
    m_problem = CsvProblem::TooManyOpenQuotes;
    while (hasMore()) m_at = m_end;
}

} // namespace alluse::exchange
