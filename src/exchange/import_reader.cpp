#include "exchange/import_reader.h"

#include "domain/sha256.h"
#include "domain/text.h"

#include <algorithm>

namespace alluse::exchange {

using domain::ImportedRow;
using domain::ImportRow;
using domain::RowError;

namespace {

// A mapping is a page of text.
constexpr std::size_t kMappingBytesMax = 1'000'000;
constexpr std::size_t kHashChunkBytes = 256 * 1024;
// Of a rejected row: what a person can still correct in a table.
constexpr std::size_t kKeptFieldBytes = 32'000;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const auto first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

RowError problemOf(CsvProblem problem, std::string column, const CsvLimits& limits) {
    switch (problem) {
    case CsvProblem::NulCharacter:
        return {std::move(column), "NUL_CHARACTER", "The field holds a NUL byte."};
    case CsvProblem::FieldTooLong:
        return {std::move(column), "FIELD_TOO_LONG",
                "The field is longer than " + std::to_string(limits.fieldBytesMax) + " bytes."};
    case CsvProblem::TooManyColumns:
        return {std::move(column), "TOO_MANY_COLUMNS",
                "The row has more than " + std::to_string(limits.columnsMax) + " columns."};
    case CsvProblem::TextAfterQuote:
        return {std::move(column), "TEXT_AFTER_QUOTE",
                "Text follows the closing quote; a quote inside a field is written twice."};
    case CsvProblem::UnterminatedQuote:
        return {std::move(column), "UNTERMINATED_QUOTE", "The opening quote is never closed."};
    case CsvProblem::TooManyOpenQuotes:
        return {std::move(column), "TOO_MANY_OPEN_QUOTES",
                "Too many quotes are never closed; the file is not read beyond this row."};
    }
    return {};
}

// Text that a spreadsheet would run. A sign alone begins many an honest note ("-5 % discount").
bool isFormula(std::string_view text) {
    if (text.empty()) return false;
    if (text.front() == '=' || text.front() == '@') return true;
    return (text.front() == '+' || text.front() == '-') &&
           text.find_first_of("=(|!") != std::string_view::npos;
}

// Right digits at the right places, so that only the calendar can object.
bool hasShape(std::string_view text, std::string_view format) {
    return text.size() == format.size() &&
           std::equal(text.begin(), text.end(), format.begin(), [](char c, char wanted) {
               const bool isPart = wanted == 'y' || wanted == 'M' || wanted == 'd';
               return isPart ? c >= '0' && c <= '9' : c == wanted;
           });
}

std::string fingerprint(ByteSource& source) {
    domain::Sha256Stream stream;
    std::vector<char> chunk(kHashChunkBytes);
    source.seek(0);
    while (const std::size_t size = source.read(chunk.data(), chunk.size()))
        stream.add({chunk.data(), size});
    return domain::hexText(stream.finish());
}

} // namespace

domain::Result<std::unique_ptr<ImportReader>, std::string>
ImportReader::open(const std::string& path, const ImportMapping& mapping,
                   const ImportReadLimits& limits) {
    auto file = FileSource::open(path);
    if (!file) return tl::unexpected(file.error());
    return open(std::move(*file), mapping, limits);
}

domain::Result<std::unique_ptr<ImportReader>, std::string>
ImportReader::open(const std::string& path, const std::string& mappingPath) {
    auto file = FileSource::open(mappingPath);
    if (!file) return tl::unexpected("Mapping: " + file.error());
    std::string json(kMappingBytesMax + 1, ' '); // one more, so that a larger file is noticed
    json.resize((*file)->read(json.data(), json.size()));
    const auto mapping = parseImportMapping(json);
    if (!mapping) return tl::unexpected("Mapping: " + mapping.error());
    return open(path, *mapping);
}

domain::Result<std::unique_ptr<ImportReader>, std::string>
ImportReader::open(std::unique_ptr<ByteSource> source, const ImportMapping& mapping,
                   const ImportReadLimits& limits) {
    std::string sha256 = fingerprint(*source);
    std::uint64_t start = 0;
    if (mapping.encoding == Encoding::Utf16) {
        auto rewritten = utf8FromUtf16(*source);
        if (!rewritten) return tl::unexpected(rewritten.error());
        source = std::move(*rewritten);
    } else {
        std::string mark(kUtf8Mark.size(), ' ');
        source->seek(0);
        mark.resize(source->read(mark.data(), mark.size()));
        if (std::string_view(mark).starts_with(kUtf16BigMark) ||
            std::string_view(mark).starts_with(kUtf16LittleMark))
            return tl::unexpected<std::string>("encoding: The file is utf-16; the mapping says " +
                                               std::string(code(mapping.encoding)) + ".");
        if (mapping.encoding == Encoding::Utf8 && mark == kUtf8Mark) start = mark.size();
    }
    if (source->hasFailed()) return tl::unexpected<std::string>("The file cannot be read.");
    std::unique_ptr<ImportReader> reader(new ImportReader(std::move(source), mapping, limits));
    reader->m_sha256 = std::move(sha256);
    reader->m_csv = std::make_unique<CsvReader>(
        *reader->m_source, CsvFormat{mapping.delimiter, mapping.quote}, limits.csv, start);
    if (mapping.hasHeader)
        if (auto problem = reader->readHeader()) return tl::unexpected(problem->text);
    if (auto problem = reader->findColumns()) return tl::unexpected(std::move(*problem));
    return reader;
}

ImportReader::ImportReader(std::unique_ptr<ByteSource> source, const ImportMapping& mapping,
                           const ImportReadLimits& limits)
    : m_source(std::move(source)), m_mapping(mapping), m_limits(limits) {
    m_index.fill(-1);
}

ImportReader::Problem ImportReader::readHeader() {
    if (!m_csv->next(m_record)) return RowError{"", "", "The file is empty; its header is missing."};
    if (m_record.problem) {
        auto problem = problemOf(*m_record.problem, "", m_limits.csv);
        problem.text = "The header cannot be read. " + problem.text;
        return problem;
    }
    for (const auto field : m_record.fields) m_header.emplace_back(field);
    m_width = m_header.size();
    return std::nullopt;
}

std::optional<std::string> ImportReader::findColumns() {
    std::vector<std::string> names;
    for (const std::string& name : m_header) {
        const auto text = decoded(trimmed(name), m_mapping.encoding);
        if (!text)
            return "encoding: The header is not valid " + std::string(code(m_mapping.encoding)) + ".";
        names.push_back(*text);
    }
    for (const auto& [field, column] : m_mapping.columns) {
        int& index = m_index[static_cast<std::size_t>(field)];
        const std::string path = "columns." + std::string(code(field));
        if (const int* number = std::get_if<int>(&column)) {
            index = *number - 1;
            if (m_mapping.hasHeader && static_cast<std::size_t>(*number) > names.size())
                return path + ": The file has " + std::to_string(names.size()) + " columns, not " +
                       std::to_string(*number) + ".";
        } else {
            const auto& name = std::get<std::string>(column);
            const auto found = std::find(names.begin(), names.end(), name);
            if (found == names.end())
                return path + ": The header has no column \"" + name + "\".";
            if (std::find(found + 1, names.end(), name) != names.end())
                return path + ": The header has two columns \"" + name + "\".";
            index = static_cast<int>(found - names.begin());
        }
        if (!m_mapping.hasHeader) m_width = std::max(m_width, static_cast<std::size_t>(index) + 1);
        m_columnNames[std::string(code(field))] = columnName(static_cast<std::size_t>(index));
    }
    return std::nullopt;
}

std::optional<ImportRow> ImportReader::next() {
    if (m_isAtEnd) return std::nullopt;
    if (!m_csv->next(m_record)) {
        m_isAtEnd = true;
        if (!m_csv->hasFailed()) return std::nullopt;
        m_record.line += 1;
        return lastRow({"", "READ_ERROR", "The file cannot be read beyond this row."});
    }
    if (m_rowsRead == m_limits.rowsMax)
        return lastRow({"", "TOO_MANY_ROWS",
                        "The file has more than " + std::to_string(m_limits.rowsMax) +
                            " rows; this one and those behind it are not read."});
    ++m_rowsRead;
    if (m_keepsRows) remember(m_record);
    ImportRow row;
    row.row = m_record.line;
    if (auto problem = checkRecord(m_record)) {
        row.content = std::move(*problem);
        return row;
    }
    ImportedRow content;
    if (auto problem = fill(content)) row.content = std::move(*problem);
    else row.content = std::move(content);
    return row;
}

ImportRow ImportReader::lastRow(RowError error) {
    m_isAtEnd = true;
    return {m_record.line, std::move(error)};
}

void ImportReader::remember(const CsvRecord& record) {
    auto& fields = m_rows[record.line];
    fields.clear();
    for (const auto field : record.fields) fields.emplace_back(field.substr(0, kKeptFieldBytes));
}

const std::vector<std::string>* ImportReader::fieldsOf(std::int64_t row) const {
    const auto found = m_rows.find(row);
    return found == m_rows.end() ? nullptr : &found->second;
}

ImportReader::Problem ImportReader::checkRecord(const CsvRecord& record) const {
    if (record.problem)
        return problemOf(*record.problem, columnName(record.problemColumn), m_limits.csv);
    const std::size_t count = record.fields.size();
    if (count < m_width)
        return RowError{columnName(count), "MISSING_COLUMN",
                        "The row has " + std::to_string(count) + " columns instead of " +
                            std::to_string(m_width) + "."};
    if (count > m_width && m_mapping.hasHeader)
        return RowError{columnName(m_width), "EXTRA_COLUMN",
                        "The row has " + std::to_string(count) + " columns instead of " +
                            std::to_string(m_width) + "."};
    return std::nullopt;
}

ImportReader::Problem ImportReader::fill(ImportedRow& row) const {
    if (auto problem = readText(ImportField::ExternalId, true, row.externalId)) return problem;
    if (auto problem = readText(ImportField::Account, true, row.accountReference)) return problem;
    if (auto problem = readDate(row.date)) return problem;
    if (auto problem = readAmount(row.amount)) return problem;
    if (auto problem = readDirection(row.type)) return problem;
    if (auto problem = readText(ImportField::Note, false, row.note)) return problem;
    return readText(ImportField::Symbol, false, row.symbol);
}

ImportReader::Problem ImportReader::readText(ImportField field, bool isName, std::string& text) const {
    auto value = decoded(trimmed(bytesOf(field)), m_mapping.encoding);
    if (!value)
        return error(field, "BAD_ENCODING",
                     "The field is not valid " + std::string(code(m_mapping.encoding)) + ".");
    text = std::move(*value);
    if (text.empty() && isRequired(field)) return error(field, "MISSING_VALUE", "The field is empty.");
    if (isFormula(text))
        return error(field, "FORMULA_TEXT", "The text begins like a formula of a spreadsheet.");
    if (!isName) return std::nullopt; // the ledger has its say about notes and symbols
    if (const auto checked = domain::checkedName(text, ""); !checked)
        return error(field, domain::code(checked.error().code), domain::describe(checked.error()));
    return std::nullopt;
}

ImportReader::Problem ImportReader::readAmount(domain::Money& amount) const {
    const auto bytes = trimmed(bytesOf(ImportField::Amount));
    if (bytes.empty()) return error(ImportField::Amount, "MISSING_VALUE", "The field is empty.");
    std::string_view text = bytes;
    char group = m_mapping.groupSeparator.empty() ? '\0' : m_mapping.groupSeparator.front();
    std::string plain;
    if (m_mapping.groupSeparator.size() > 1) { // a no-break space becomes a blank
        plain = decoded(bytes, m_mapping.encoding).value_or("");
        for (auto at = plain.find(m_mapping.groupSeparator); at != std::string::npos;
             at = plain.find(m_mapping.groupSeparator, at))
            plain.replace(at, m_mapping.groupSeparator.size(), 1, ' ');
        text = plain;
        group = ' ';
    }
    const auto money = domain::Money::parse(text, m_mapping.decimalSeparator, group);
    if (money) {
        amount = *money;
        return std::nullopt;
    }
    switch (money.error()) {
    case domain::MoneyError::TooManyDecimals:
        return error(ImportField::Amount, "TOO_MANY_DECIMALS",
                     "The amount has more than two decimals.");
    case domain::MoneyError::OutOfRange:
        return error(ImportField::Amount, "AMOUNT_OUT_OF_RANGE", "The amount is too large.");
    case domain::MoneyError::NotANumber: break;
    }
    return error(ImportField::Amount, "BAD_AMOUNT",
                 "The amount is no number such as 1234" + std::string(1, m_mapping.decimalSeparator) +
                     "50.");
}

ImportReader::Problem ImportReader::readDate(domain::Date& date) const {
    const auto text = trimmed(bytesOf(ImportField::Date));
    if (text.empty()) return error(ImportField::Date, "MISSING_VALUE", "The field is empty.");
    if (const auto parsed = domain::Date::parse(text, m_mapping.dateFormat)) {
        date = *parsed;
        return std::nullopt;
    }
    if (hasShape(text, m_mapping.dateFormat))
        return error(ImportField::Date, "IMPOSSIBLE_DATE", "The calendar has no such day.");
    return error(ImportField::Date, "BAD_DATE",
                 "The date is not written as " + m_mapping.dateFormat + ".");
}

ImportReader::Problem ImportReader::readDirection(domain::TransactionType& type) const {
    const auto text = decoded(trimmed(bytesOf(ImportField::Direction)), m_mapping.encoding);
    if (!text)
        return error(ImportField::Direction, "BAD_ENCODING",
                     "The field is not valid " + std::string(code(m_mapping.encoding)) + ".");
    if (text->empty()) return error(ImportField::Direction, "MISSING_VALUE", "The field is empty.");
    const auto found = m_mapping.directions.find(*text);
    if (found == m_mapping.directions.end())
        return error(ImportField::Direction, "UNKNOWN_DIRECTION",
                     "The mapping gives this value no transaction type.");
    type = found->second;
    return std::nullopt;
}

std::string_view ImportReader::bytesOf(ImportField field) const {
    const int index = m_index[static_cast<std::size_t>(field)];
    return index < 0 ? std::string_view() : m_record.fields[static_cast<std::size_t>(index)];
}

RowError ImportReader::error(ImportField field, std::string_view code, std::string text) const {
    const int index = m_index[static_cast<std::size_t>(field)];
    return {columnName(static_cast<std::size_t>(std::max(index, 0))), std::string(code),
            std::move(text)};
}

std::string ImportReader::columnName(std::size_t index) const {
    if (index < m_header.size())
        if (auto name = decoded(trimmed(m_header[index]), m_mapping.encoding)) return *name;
    return std::to_string(index + 1);
}

} // namespace alluse::exchange
