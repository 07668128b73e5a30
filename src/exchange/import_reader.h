#pragma once
// Reads a bank file by its mapping, row by row, in the shape that the import service posts.

#include "domain/import_row.h"
#include "exchange/csv_reader.h"
#include "exchange/import_mapping.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace alluse::exchange {

struct ImportReadLimits {
    CsvLimits csv;
    std::int64_t rowsMax = 20'000'000;
};

// One thread.
class ImportReader {
public:
    // Or one sentence that says what is wrong with file or mapping.
    static domain::Result<std::unique_ptr<ImportReader>, std::string>
    open(const std::string& path, const ImportMapping& mapping, const ImportReadLimits& limits = {});
    static domain::Result<std::unique_ptr<ImportReader>, std::string>
    open(const std::string& path, const std::string& mappingPath);
    static domain::Result<std::unique_ptr<ImportReader>, std::string>
    open(std::unique_ptr<ByteSource> source, const ImportMapping& mapping,
         const ImportReadLimits& limits = {});

    std::optional<domain::ImportRow> next();

    // The file's name of the column of each mapped field; its number when there is no header.
    [[nodiscard]] const std::map<std::string, std::string>& columns() const { return m_columnNames; }
    [[nodiscard]] const std::string& sha256() const { return m_sha256; } // hexadecimal
    [[nodiscard]] const std::vector<std::string>& header() const { return m_header; } // raw bytes
    [[nodiscard]] const ImportMapping& mapping() const { return m_mapping; }

    // The raw fields of the rows read since the last `forgetRows`, for a file of rejects.
    void keepRows() { m_keepsRows = true; }
    void forgetRows() { m_rows.clear(); }
    [[nodiscard]] const std::vector<std::string>* fieldsOf(std::int64_t row) const;

private:
    using Problem = std::optional<domain::RowError>;

    ImportReader(std::unique_ptr<ByteSource> source, const ImportMapping& mapping,
                 const ImportReadLimits& limits);
    Problem readHeader();
    std::optional<std::string> findColumns();
    domain::ImportRow lastRow(domain::RowError error);
    void remember(const CsvRecord& record);
    Problem checkRecord(const CsvRecord& record) const;
    Problem fill(domain::ImportedRow& row) const;
    Problem readText(ImportField field, bool isName, std::string& text) const;
    Problem readAmount(domain::Money& amount) const;
    Problem readDate(domain::Date& date) const;
    Problem readDirection(domain::TransactionType& type) const;
    [[nodiscard]] std::string_view bytesOf(ImportField field) const;
    [[nodiscard]] domain::RowError error(ImportField field, std::string_view code, std::string text) const;
    [[nodiscard]] std::string columnName(std::size_t index) const;

    std::unique_ptr<ByteSource> m_source;
    ImportMapping m_mapping;
    ImportReadLimits m_limits;
    std::unique_ptr<CsvReader> m_csv;
    std::vector<std::string> m_header;
    std::map<std::string, std::string> m_columnNames;
    std::array<int, kImportFields.size()> m_index{}; // of each field's column; −1: none
    std::size_t m_width = 0; // columns of a row: exactly those of a header, else at least these
    std::string m_sha256;
    CsvRecord m_record;
    std::int64_t m_rowsRead = 0;
    bool m_isAtEnd = false;
    bool m_keepsRows = false;
    std::unordered_map<std::int64_t, std::vector<std::string>> m_rows;
};

} // namespace alluse::exchange
