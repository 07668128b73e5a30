#pragma once
// Cuts a file into records by RFC 4180, in bounded memory; a broken record never stops the others.

#include "exchange/byte_source.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alluse::exchange {

enum class CsvProblem {
    NulCharacter,
    FieldTooLong,
    TooManyColumns,
    TextAfterQuote,    // "abc"def
    UnterminatedQuote, // the file ends inside a quoted field
    TooManyOpenQuotes  // so many of them that the rest of the file is not read
};

struct CsvFormat {
    char delimiter = ',';
    char quote = '"';
};

struct CsvLimits {
    std::size_t fieldBytesMax = 1'000'000;
    std::size_t recordBytesMax = 4'000'000;
    std::size_t columnsMax = 1'000;
    // How far the reader goes back in all to read on behind quotes that nobody closed.
    std::uint64_t rereadBytesMax = 1'000'000'000;
};

// Views are valid until the next record is read.
struct CsvRecord {
    std::int64_t line = 0; // where the record starts, from 1
    std::vector<std::string_view> fields; // with a problem: what was kept of them
    std::optional<CsvProblem> problem;    // the first one
    std::size_t problemColumn = 0;        // from 0
};

// A record is a line, or several when quotes hold line breaks together. LF, CR LF and CR end a line;
// empty lines are no records. A quote inside an unquoted field is an ordinary character.
//
// When a quote is not closed, or is followed by text, nobody can say where the record ends. It ends
// with its first line then, and reading goes on with the next one: one damaged row, not a lost file.
class CsvReader {
public:
    // `start` is the first byte behind a byte order mark.
    CsvReader(ByteSource& source, CsvFormat format, CsvLimits limits = {}, std::uint64_t start = 0);

    // False at the end of the file.
    bool next(CsvRecord& record);
    [[nodiscard]] bool hasFailed() const { return m_source.hasFailed(); }

private:
    enum class FieldEnd { Delimiter, Line, File, Broken };
    struct Place {
        std::uint64_t offset = 0;
        std::int64_t line = 0;
    };

    [[nodiscard]] bool hasMore();
    bool refill();
    void goTo(Place place);
    [[nodiscard]] Place here() const { return {m_bufferOffset + m_at, m_line}; }
    [[nodiscard]] char peek() const { return m_buffer[m_at]; }
    bool skipEmptyLines();
    void takeLineEnd();
    FieldEnd readField();
    FieldEnd readUnquoted();
    FieldEnd readQuoted();
    void keepRun(std::size_t end);
    void keep(char c);
    void endField();
    void fail(CsvProblem problem);
    void leaveBrokenRecord();

    ByteSource& m_source;
    CsvFormat m_format;
    CsvLimits m_limits;
    std::vector<char> m_buffer;
    std::size_t m_at = 0, m_end = 0;
    std::uint64_t m_bufferOffset = 0; // of the buffer's first byte
    std::uint64_t m_rereadBytes = 0;
    std::int64_t m_line = 1;

    // The record that is being read.
    std::string m_text;              // its fields without quotes, one behind the other
    std::vector<std::size_t> m_ends; // of each field in m_text
    std::size_t m_fieldStart = 0;
    std::size_t m_column = 0;
    std::optional<Place> m_secondLine; // set when a quoted field goes beyond the first line
    std::size_t m_firstLineText = 0;   // of m_text, how much stands on the first line
    std::optional<CsvProblem> m_problem;
    std::size_t m_problemColumn = 0;
};

} // namespace alluse::exchange
