// A bank file and its mapping become rows; a bad row names its line, its column and its reason.

#include "exchange/import_reader.h"

#include <gtest/gtest.h>

#include <random>

namespace alluse::exchange {
namespace {

using domain::ImportedRow;
using domain::ImportRow;
using domain::RowError;

ImportMapping aMapping() {
    ImportMapping mapping;
    mapping.settings.source = "bank-a";
    mapping.delimiter = ';';
    mapping.columns = {{ImportField::ExternalId, "ref"}, {ImportField::Account, "acct"},
                       {ImportField::Date, "booked"},    {ImportField::Amount, "value"},
                       {ImportField::Direction, "dc"},   {ImportField::Note, "text"}};
    mapping.directions = {{"IN", domain::TransactionType::Deposit},
                          {"OUT", domain::TransactionType::Withdrawal}};
    return mapping;
}

auto opened(const std::string& text, const ImportMapping& mapping) {
    return ImportReader::open(std::make_unique<TextSource>(text), mapping);
}

const std::string kHeader = "ref;acct;booked;value;dc;text\n";

std::vector<ImportRow> rowsOf(const std::string& text, const ImportMapping& mapping = aMapping()) {
    auto reader = opened(text, mapping);
    EXPECT_TRUE(reader.has_value()) << (reader ? "" : reader.error());
    std::vector<ImportRow> rows;
    if (reader)
        while (auto row = (*reader)->next()) rows.push_back(std::move(*row));
    return rows;
}

ImportedRow goodRow(const std::string& line, const ImportMapping& mapping = aMapping()) {
    const auto rows = rowsOf(kHeader + line + "\n", mapping);
    if (rows.size() != 1) throw std::runtime_error("not one row");
    if (const auto* error = std::get_if<RowError>(&rows[0].content))
        throw std::runtime_error(error->code);
    return std::get<ImportedRow>(rows[0].content);
}

TEST(ImportReader, aRowBecomesValues) {
    const auto row = goodRow("A1;4711;2026-03-02;1234.5;IN;\"two\nlines\"");
    EXPECT_EQ(row.externalId, "A1");
    EXPECT_EQ(row.accountReference, "4711");
    EXPECT_EQ(row.date.text(), "2026-03-02");
    EXPECT_EQ(row.amount.cents(), 123'450);
    EXPECT_EQ(row.type, domain::TransactionType::Deposit);
    EXPECT_EQ(row.note, "two\nlines");
}

TEST(ImportReader, datesAreReadAsTheMappingWritesThem) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"yyMMdd", "260302"}, {"yyyyMMdd", "20260302"}, {"dd.MM.yyyy", "02.03.2026"},
        {"MM/dd/yyyy", "03/02/2026"}, {"dd.MM.yy", "02.03.26"}};
    for (const auto& [format, text] : cases) {
        auto mapping = aMapping();
        mapping.dateFormat = format;
        EXPECT_EQ(goodRow("A1;1;" + text + ";1;IN;", mapping).date.text(), "2026-03-02") << format;
    }
}

TEST(ImportReader, amountsAreReadAsTheMappingWritesThem) {
    auto mapping = aMapping();
    mapping.decimalSeparator = ',';
    mapping.groupSeparator = ".";
    EXPECT_EQ(goodRow("A1;1;2026-03-02;1.234.567,89;IN;", mapping).amount.cents(), 123'456'789);
    EXPECT_EQ(goodRow("A1;1;2026-03-02;-0,05;IN;", mapping).amount.cents(), -5);
    mapping.groupSeparator = "\xC2\xA0"; // no-break space
    EXPECT_EQ(goodRow("A1;1;2026-03-02;1\xC2\xA0" "234,00;IN;", mapping).amount.cents(), 123'400);
    EXPECT_THROW(goodRow("A1;1;2026-03-02;12\xC2\xA0" "34,00;IN;", mapping), std::runtime_error);
}

TEST(ImportReader, encodingsBecomeUtf8) {
    auto mapping = aMapping();
    EXPECT_EQ(goodRow("A1;1;2026-03-02;1;IN;M\xC3\xBCller", mapping).note, "Müller");
    mapping.encoding = Encoding::Latin1;
    EXPECT_EQ(goodRow("A1;1;2026-03-02;1;IN;M\xFCller", mapping).note, "Müller");
    mapping.encoding = Encoding::Windows1252;
    EXPECT_EQ(goodRow("A1;1;2026-03-02;1;IN;\x80 M\xFCller", mapping).note, "€ Müller");
    EXPECT_THROW(goodRow("A1;1;2026-03-02;1;IN;\x81", mapping), std::runtime_error);
}

TEST(ImportReader, utf16IsReadInBothByteOrders) {
    auto mapping = aMapping();
    mapping.encoding = Encoding::Utf16;
    const std::string text = kHeader + "A1;1;2026-03-02;1;IN;Müller 😀\n";
    const std::string little = encoded(text, Encoding::Utf16);
    std::string big = little;
    for (std::size_t i = 0; i + 1 < big.size(); i += 2) std::swap(big[i], big[i + 1]);
    for (const std::string& file :
         {std::string(kUtf16LittleMark) + little, std::string(kUtf16BigMark) + big}) {
        const auto rows = rowsOf(file, mapping);
        ASSERT_EQ(rows.size(), 1u);
        EXPECT_EQ(std::get<ImportedRow>(rows[0].content).note, "Müller 😀");
        EXPECT_EQ(rows[0].row, 2);
    }
    EXPECT_TRUE(opened(little, mapping).error().starts_with("encoding: "));
    // Half a pair of surrogates is named, the rows behind it are read.
    const std::string half = std::string(kUtf16LittleMark) +
                             encoded(kHeader + "A1;1;2026-03-02;1;IN;", Encoding::Utf16) + "\x3D\xD8" +
                             encoded("\nA2;1;2026-03-02;1;IN;ok\n", Encoding::Utf16);
    const auto rows = rowsOf(half, mapping);
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(std::get<RowError>(rows[0].content).code, "BAD_ENCODING");
    EXPECT_TRUE(std::holds_alternative<ImportedRow>(rows[1].content));
}

TEST(ImportReader, aByteOrderMarkIsNoPartOfTheFirstColumn) {
    EXPECT_EQ(rowsOf(std::string(kUtf8Mark) + kHeader + "A1;1;2026-03-02;1;IN;\n").size(), 1u);
    EXPECT_TRUE(opened(std::string(kUtf16LittleMark) + "x", aMapping()).error().starts_with("encoding: "));
}

TEST(ImportReader, columnsAreFoundByNumberWithoutAHeader) {
    auto mapping = aMapping();
    mapping.hasHeader = false;
    mapping.columns = {{ImportField::ExternalId, 2}, {ImportField::Account, 1}, {ImportField::Date, 3},
                       {ImportField::Amount, 4},     {ImportField::Direction, 5}};
    const auto rows = rowsOf("1;A1;2026-03-02;1;IN;surplus\n1;A2;2026-03-02;1\n", mapping);
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].row, 1);
    EXPECT_EQ(std::get<ImportedRow>(rows[0].content).externalId, "A1");
    EXPECT_EQ(std::get<RowError>(rows[1].content).code, "MISSING_COLUMN");
    EXPECT_EQ(std::get<RowError>(rows[1].content).column, "5");
}

TEST(ImportReader, aHeaderThatDoesNotFitNamesThePathOfTheMapping) {
    EXPECT_TRUE(opened("ref;acct\n", aMapping()).error().starts_with("columns."));
    EXPECT_TRUE(opened("", aMapping()).error().find("header") != std::string::npos);
    EXPECT_EQ(opened("ref;acct;booked;value;value;dc;text\n", aMapping()).error(),
              "columns.amount: The header has two columns \"value\".");
    auto mapping = aMapping();
    mapping.columns[ImportField::Amount] = 9;
    EXPECT_EQ(opened(kHeader, mapping).error(), "columns.amount: The file has 6 columns, not 9.");
}

struct BadRow {
    const char* name;
    std::string line;
    const char* column;
    const char* code;
};
class BadImportRow : public ::testing::TestWithParam<BadRow> {};

TEST_P(BadImportRow, isNamedAndCostsNoOther) {
    const std::string good = "G1;1;2026-03-02;1;IN;\n";
    const auto rows = rowsOf(kHeader + good + GetParam().line + "\n" + good);
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_TRUE(std::holds_alternative<ImportedRow>(rows[0].content));
    EXPECT_TRUE(std::holds_alternative<ImportedRow>(rows[2].content));
    ASSERT_TRUE(std::holds_alternative<RowError>(rows[1].content));
    const auto& error = std::get<RowError>(rows[1].content);
    EXPECT_EQ(rows[1].row, 3);
    EXPECT_EQ(error.column, GetParam().column);
    EXPECT_EQ(error.code, GetParam().code);
    EXPECT_TRUE(error.text.ends_with('.')) << error.text;
}

using namespace std::string_literals;
INSTANTIATE_TEST_SUITE_P(
    Table, BadImportRow,
    ::testing::Values(
        BadRow{"badNumber", "A;1;2026-03-02;12x;IN;", "value", "BAD_AMOUNT"},
        BadRow{"exponent", "A;1;2026-03-02;1e3;IN;", "value", "BAD_AMOUNT"},
        BadRow{"notANumber", "A;1;2026-03-02;nan;IN;", "value", "BAD_AMOUNT"},
        BadRow{"wrongSeparator", "A;1;2026-03-02;1,50;IN;", "value", "BAD_AMOUNT"},
        BadRow{"formulaAmount", "A;1;2026-03-02;=1+1;IN;", "value", "BAD_AMOUNT"},
        BadRow{"threeDecimals", "A;1;2026-03-02;1.234;IN;", "value", "TOO_MANY_DECIMALS"},
        BadRow{"outOfRange", "A;1;2026-03-02;99999999999999999999;IN;", "value", "AMOUNT_OUT_OF_RANGE"},
        BadRow{"emptyAmount", "A;1;2026-03-02;;IN;", "value", "MISSING_VALUE"},
        BadRow{"badDate", "A;1;02.03.2026;1;IN;", "booked", "BAD_DATE"},
        BadRow{"impossibleDate", "A;1;2026-02-30;1;IN;", "booked", "IMPOSSIBLE_DATE"},
        BadRow{"unknownDirection", "A;1;2026-03-02;1;in;", "dc", "UNKNOWN_DIRECTION"},
        BadRow{"emptyDirection", "A;1;2026-03-02;1;;", "dc", "MISSING_VALUE"},
        BadRow{"missingColumn", "A;1;2026-03-02;1;IN", "text", "MISSING_COLUMN"},
        BadRow{"extraColumn", "A;1;2026-03-02;1;IN;;", "7", "EXTRA_COLUMN"},
        BadRow{"emptyId", " ;1;2026-03-02;1;IN;", "ref", "MISSING_VALUE"},
        BadRow{"emptyAccount", "A;;2026-03-02;1;IN;", "acct", "MISSING_VALUE"},
        BadRow{"controlInId", "A\x07;1;2026-03-02;1;IN;", "ref", "INVALID_TEXT"},
        BadRow{"hiddenDirection", "A;1\xE2\x80\xAE;2026-03-02;1;IN;", "acct", "INVALID_TEXT"},
        BadRow{"badEncoding", "A;1;2026-03-02;1;IN;M\xFCller", "text", "BAD_ENCODING"},
        BadRow{"overlongUtf8", "A;1;2026-03-02;1;IN;\xC0\xAF", "text", "BAD_ENCODING"},
        BadRow{"nul", "A;1;2026-03-02;1;IN;a\0b"s, "text", "NUL_CHARACTER"},
        BadRow{"formula", "A;1;2026-03-02;1;IN;=HYPERLINK(\"x\")", "text", "FORMULA_TEXT"},
        BadRow{"signedFormula", "A;1;2026-03-02;1;IN;-2+3+cmd|' /C calc'!A0", "text", "FORMULA_TEXT"},
        BadRow{"tenMegabytes", "A;1;2026-03-02;1;IN;" + std::string(10'000'000, 'x'), "text",
               "FIELD_TOO_LONG"},
        BadRow{"textAfterQuote", "A;1;2026-03-02;1;IN;\"a\"b", "text", "TEXT_AFTER_QUOTE"},
        BadRow{"openQuote", "A;1;2026-03-02;1;\"IN;", "dc", "UNTERMINATED_QUOTE"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(ImportReader, anHonestNoteMayBeginWithASign) {
    EXPECT_EQ(goodRow("A;1;2026-03-02;1;IN;-5 % discount").note, "-5 % discount");
    EXPECT_EQ(goodRow("A;1;2026-03-02;1;IN;+49 170 1234").note, "+49 170 1234");
}

TEST(ImportReader, rowsBeyondTheLimitAreNotReadAndSaidSo) {
    ImportReadLimits limits;
    limits.rowsMax = 2;
    auto reader = ImportReader::open(
        std::make_unique<TextSource>(kHeader + "A;1;2026-03-02;1;IN;\nB;1;2026-03-02;1;IN;\nC;;;;;\nD;;;;;\n"),
        aMapping(), limits);
    ASSERT_TRUE(reader.has_value());
    std::vector<ImportRow> rows;
    while (auto row = (*reader)->next()) rows.push_back(*row);
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows.back().row, 4);
    EXPECT_EQ(std::get<RowError>(rows.back().content).code, "TOO_MANY_ROWS");
}

TEST(ImportReader, theSameBytesHaveTheSameFingerprint) {
    EXPECT_EQ((*opened(kHeader, aMapping()))->sha256().size(), 64u);
    EXPECT_EQ((*opened(kHeader, aMapping()))->sha256(), (*opened(kHeader, aMapping()))->sha256());
    EXPECT_NE((*opened(kHeader, aMapping()))->sha256(), (*opened(kHeader + "x", aMapping()))->sha256());
}

// Damaged files: every line is answered for, whatever the bytes are.
TEST(ImportReader, anyMutationYieldsRowsOrNamedReasons) {
    const char* given = std::getenv("ALLUSE_SEED");
    const auto seed = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
    std::cout << "seed " << seed << " (ALLUSE_SEED repeats it)\n";
    std::mt19937_64 random(seed);
    std::string good;
    for (int i = 0; i < 20; ++i)
        good += "A" + std::to_string(i) + ";4711;2026-03-02;\"12.50\";IN;\"n\xC3\xB6te\"\n";
    for (int round = 0; round < 1'000; ++round) {
        std::string body = good;
        for (std::size_t n = 1 + random() % 5; n > 0; --n) {
            const auto at = random() % body.size();
            if (random() % 3 == 0) body.erase(at, random() % 20);
            else if (random() % 2 == 0) body.insert(at, 1, static_cast<char>(random() % 256));
            else body[at] = static_cast<char>(random() % 256);
        }
        for (const auto& row : rowsOf(kHeader + body))
            if (const auto* error = std::get_if<RowError>(&row.content)) {
                ASSERT_FALSE(error->code.empty()) << "seed " << seed << " round " << round;
                ASSERT_FALSE(error->text.empty());
                ASSERT_FALSE(error->column.empty());
            }
    }
}

} // namespace
} // namespace alluse::exchange
