// Cutting a file into records: RFC 4180, and damage that stays in its own row.

#include "exchange/csv_reader.h"
#include "exchange/csv_writer.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <random>

namespace alluse::exchange {
namespace {

struct Kept {
    std::int64_t line;
    std::vector<std::string> fields;
    std::optional<CsvProblem> problem;
    bool operator==(const Kept&) const = default;
};

std::vector<Kept> readAll(const std::string& text, CsvLimits limits = {}, CsvFormat format = {';', '"'}) {
    TextSource source(text);
    CsvReader reader(source, format, limits);
    std::vector<Kept> records;
    CsvRecord record;
    while (reader.next(record))
        records.push_back({record.line, {record.fields.begin(), record.fields.end()}, record.problem});
    return records;
}

using Fields = std::vector<std::string>;

TEST(CsvReader, quotesKeepDelimitersQuotesAndLineBreaks) {
    const auto records = readAll("a;\"b;\"\"c\"\"\r\nd\";e\r\nf;g;h\n");
    ASSERT_EQ(records.size(), 2u);
    EXPECT_EQ(records[0].fields, (Fields{"a", "b;\"c\"\nd", "e"}));
    EXPECT_EQ(records[1].line, 3);
    EXPECT_EQ(records[1].fields, (Fields{"f", "g", "h"}));
}

TEST(CsvReader, everyKindOfLineEndCountsOnce) {
    const auto records = readAll("a\nb\r\nc\rd\n\n\r\ne");
    std::vector<std::int64_t> lines;
    for (const auto& record : records) lines.push_back(record.line);
    EXPECT_EQ(lines, (std::vector<std::int64_t>{1, 2, 3, 4, 7}));
}

TEST(CsvReader, aLastLineWithoutLineEndIsARecord) {
    EXPECT_EQ(readAll("a;b").front().fields, (Fields{"a", "b"}));
    EXPECT_EQ(readAll("a;").front().fields, (Fields{"a", ""}));
    EXPECT_EQ(readAll("a;\"\"").front().fields, (Fields{"a", ""}));
    EXPECT_TRUE(readAll("").empty());
    EXPECT_TRUE(readAll("\n\n").empty());
}

TEST(CsvReader, aQuoteInsideAnUnquotedFieldIsText) {
    const auto records = readAll("a;5\" pipe;c\n");
    EXPECT_EQ(records.front().fields, (Fields{"a", "5\" pipe", "c"}));
    EXPECT_FALSE(records.front().problem);
}

TEST(CsvReader, anOpenQuoteCostsItsOwnRowOnly) {
    const auto records = readAll("1;\"open\n2;b\n3;c\n");
    ASSERT_EQ(records.size(), 3u);
    EXPECT_EQ(records[0].problem, CsvProblem::UnterminatedQuote);
    EXPECT_EQ(records[0].fields, (Fields{"1", "open"}));
    EXPECT_EQ(records[1], (Kept{2, {"2", "b"}, std::nullopt}));
    EXPECT_EQ(records[2], (Kept{3, {"3", "c"}, std::nullopt}));
}

TEST(CsvReader, anOpenQuoteThatMeetsALaterOneCostsItsOwnRowOnly) {
    const auto records = readAll("1;\"open\n2;b\n3;\"c\"\n4;d\n");
    ASSERT_EQ(records.size(), 4u);
    EXPECT_EQ(records[0].problem, CsvProblem::TextAfterQuote);
    EXPECT_EQ(records[2], (Kept{3, {"3", "c"}, std::nullopt}));
}

TEST(CsvReader, textAfterAQuoteEndsWithItsLine) {
    const auto records = readAll("1;\"a\"b;\"c\nd\"\n2;b\n");
    ASSERT_EQ(records.size(), 3u);
    EXPECT_EQ(records[0].problem, CsvProblem::TextAfterQuote);
    EXPECT_EQ(records[1].line, 2);
    EXPECT_EQ(records[2], (Kept{3, {"2", "b"}, std::nullopt}));
}

TEST(CsvReader, aFieldOfTenMegabytesIsOneBadRow) {
    const std::string huge(10'000'000, 'x');
    for (const std::string& field : {huge, '"' + huge + '"', "\"a\n" + huge + "\""}) {
        const auto records = readAll("1;a\n2;" + field + "\n3;c\n");
        ASSERT_EQ(records.size(), 3u);
        EXPECT_EQ(records[1].problem, CsvProblem::FieldTooLong);
        EXPECT_LE(records[1].fields[1].size(), CsvLimits{}.fieldBytesMax);
        EXPECT_EQ(records[2].fields, (Fields{"3", "c"}));
    }
}

TEST(CsvReader, aNulByteIsNamedWhereverItStands) {
    using namespace std::string_literals;
    const auto records = readAll("1;a\0b\n2;\"a\0b\"\n3;c\n"s);
    ASSERT_EQ(records.size(), 3u);
    EXPECT_EQ(records[0].problem, CsvProblem::NulCharacter);
    EXPECT_EQ(records[1].problem, CsvProblem::NulCharacter);
    EXPECT_FALSE(records[2].problem);
}

TEST(CsvReader, tooManyColumnsAreOneBadRow) {
    const auto records = readAll(std::string(5'000, ';') + "\n1;2\n");
    ASSERT_EQ(records.size(), 2u);
    EXPECT_EQ(records[0].problem, CsvProblem::TooManyColumns);
    EXPECT_EQ(records[0].fields.size(), CsvLimits{}.columnsMax);
    EXPECT_EQ(records[1].fields, (Fields{"1", "2"}));
}

TEST(CsvReader, goingBackForOpenQuotesHasALimit) {
    std::string text;
    for (int i = 0; i < 200; ++i) text += "x\";\"y" + std::string(100, 'x') + "\n";
    CsvLimits limits;
    limits.rereadBytesMax = 100'000;
    const auto records = readAll(text, limits);
    ASSERT_LT(records.size(), 200u);
    EXPECT_EQ(records.back().problem, CsvProblem::TooManyOpenQuotes);
}

TEST(CsvReader, readsWhatTheWriterWrote) {
    const Fields hostile{"plain", "", "a;b", "\"", "line\nbreak", " blank ", ";;\"\"\n", "ü€"};
    CsvWriter writer(';');
    for (const auto& field : hostile) writer.verbatim(field);
    writer.endRow();
    const auto records = readAll(writer.take());
    ASSERT_EQ(records.size(), 1u);
    EXPECT_EQ(records[0].fields, hostile);
}

// Any bytes: every record starts on a line of its own, below what was read before, and it ends.
TEST(CsvReader, endsOnAnyBytesWithRisingLines) {
    const char* given = std::getenv("ALLUSE_SEED");
    const auto seed = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
    std::cout << "seed " << seed << " (ALLUSE_SEED repeats it)\n";
    std::mt19937_64 random(seed);
    const std::string alphabet = std::string(";\"\"\n\r\r\nab,") + '\0' + "\xFF\xC3\xA4";
    for (int round = 0; round < 3'000; ++round) {
        std::string text;
        const auto length = random() % 200;
        for (std::size_t i = 0; i < length; ++i) text += alphabet[random() % alphabet.size()];
        CsvLimits limits;
        limits.fieldBytesMax = 1 + random() % 50;
        limits.recordBytesMax = 1 + random() % 100;
        limits.columnsMax = 1 + random() % 8;
        std::int64_t line = 0;
        for (const auto& record : readAll(text, limits)) {
            ASSERT_GT(record.line, line) << "seed " << seed << " round " << round;
            line = record.line;
            ASSERT_LE(record.fields.size(), limits.columnsMax);
            for (const auto& field : record.fields) ASSERT_LE(field.size(), limits.fieldBytesMax);
        }
        const auto lines = std::count(text.begin(), text.end(), '\n') +
                           std::count(text.begin(), text.end(), '\r') + 1;
        ASSERT_LE(line, lines);
    }
}

// One damaged byte somewhere never costs more than the rows it touches.
TEST(CsvReader, oneFlippedByteLosesAtMostItsNeighbours) {
    const char* given = std::getenv("ALLUSE_SEED");
    const auto seed = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
    std::cout << "seed " << seed << " (ALLUSE_SEED repeats it)\n";
    std::mt19937_64 random(seed);
    std::string good;
    for (int i = 0; i < 40; ++i) good += std::to_string(100 + i) + ";\"note " + std::to_string(i) + "\";x\n";
    for (int round = 0; round < 1'000; ++round) {
        std::string text = good;
        text[random() % text.size()] = static_cast<char>(random() % 256);
        int whole = 0;
        for (const auto& record : readAll(text))
            whole += !record.problem && record.fields.size() == 3 ? 1 : 0;
        ASSERT_GE(whole, 38) << "seed " << seed << " round " << round;
    }
}

} // namespace
} // namespace alluse::exchange
