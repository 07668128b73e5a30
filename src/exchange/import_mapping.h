#pragma once
// What a bank file's columns mean: the JSON of a mapping as values.

#include "domain/import_row.h"
#include "domain/result.h"
#include "exchange/text_encoding.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace alluse::exchange {

// What a row can say; the first five it must say.
enum class ImportField { ExternalId, Account, Date, Amount, Direction, Note, Symbol };
inline constexpr std::array kImportFields{
    ImportField::ExternalId, ImportField::Account, ImportField::Date, ImportField::Amount,
    ImportField::Direction,  ImportField::Note,    ImportField::Symbol};
[[nodiscard]] std::string_view code(ImportField field); // "externalId" …, the key in "columns"
[[nodiscard]] bool isRequired(ImportField field);

// By the name in the header, or by number from 1.
using ImportColumn = std::variant<std::string, int>;

struct ImportMapping {
    domain::ImportSettings settings;
    char delimiter = ',';
    char quote = '"';
    Encoding encoding = Encoding::Utf8;
    bool hasHeader = true;
    std::string dateFormat = "yyyy-MM-dd";
    char decimalSeparator = '.';
    std::string groupSeparator; // one character, or none
    std::map<ImportField, ImportColumn> columns;
    std::map<std::string, domain::TransactionType, std::less<>> directions;
};

// Or one sentence that names the path.
[[nodiscard]] domain::Result<ImportMapping, std::string> parseImportMapping(std::string_view json);

} // namespace alluse::exchange
