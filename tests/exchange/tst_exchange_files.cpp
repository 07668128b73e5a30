// What is written: CSV that no spreadsheet runs, files that are whole or not there, rejects.

#include "domain/sha256.h"
#include "exchange/atomic_file.h"
#include "exchange/rejects_writer.h"
#include "exchange/row_json.h"
#include "exchange/table_export.h"
#include "support/temp_directory.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <fstream>
#include <sstream>

namespace alluse::exchange {
namespace {

namespace fs = std::filesystem;

std::string contentOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::size_t filesIn(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

TEST(Sha256, knownDigestsComeOutInAnyPieces) {
    // FIPS 180-4 examples.
    EXPECT_EQ(domain::hexText(domain::sha256("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(domain::hexText(domain::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    for (std::size_t length = 0; length < 200; ++length) {
        const std::string text(length, 'a');
        domain::Sha256Stream stream;
        for (std::size_t at = 0; at < length; at += 7) stream.add(std::string_view(text).substr(at, 7));
        EXPECT_EQ(stream.finish(), domain::sha256(text)) << length;
    }
}

TEST(CsvWriter, textThatWouldRunIsMadeHarmlessAndNumbersStay) {
    using namespace std::string_literals;
    CsvWriter csv;
    csv.text("=1+1").text("+1").text("-1").text("@x").text("\tx").text("\rx").text("\0x"s).text("a=1");
    csv.money(domain::Money::fromCents(-1250)).number(-7).verbatim("-2");
    csv.endRow();
    EXPECT_EQ(csv.take(), "'=1+1,'+1,'-1,'@x,'\tx,\"'\rx\",'\0x,a=1,-12.50,-7,-2\r\n"s);
}

TEST(CsvWriter, quotesWhatNeedsIt) {
    CsvWriter csv;
    csv.text("a,b").text("say \"hi\"").text("two\nlines").text("plain").empty().date(std::nullopt);
    csv.endRow();
    EXPECT_EQ(csv.take(), "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",plain,,\r\n");
}

TEST(AtomicFile, isThereWholeOrNotAtAll) {
    const tests::TempDirectory folder;
    const auto path = folder.path() / "out.csv";
    {
        auto file = AtomicFile::create(path.string());
        ASSERT_TRUE(file.has_value()) << file.error();
        file->write("half");
        EXPECT_FALSE(fs::exists(path));
    }
    EXPECT_EQ(filesIn(folder.path()), 0u);
    std::ofstream(path) << "old";
    auto file = AtomicFile::create(path.string());
    ASSERT_TRUE(file.has_value());
    file->write("new");
    EXPECT_EQ(contentOf(path), "old");
    EXPECT_TRUE(file->commit().has_value());
    EXPECT_EQ(contentOf(path), "new");
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(filesIn(folder.path()), 1u);
}

TEST(AtomicFile, aLinkOrAFolderIsNoTarget) {
    const tests::TempDirectory folder;
    std::ofstream(folder.path() / "victim") << "precious";
    fs::create_symlink(folder.path() / "victim", folder.path() / "link");
    fs::create_directory(folder.path() / "folder");
    EXPECT_FALSE(AtomicFile::create((folder.path() / "link").string()).has_value());
    EXPECT_FALSE(AtomicFile::create((folder.path() / "folder").string()).has_value());
    EXPECT_FALSE(AtomicFile::create((folder.path() / "none" / "file").string()).has_value());
    EXPECT_EQ(contentOf(folder.path() / "victim"), "precious");
}

TEST(AtomicFile, aDeviceIsNoTarget) { EXPECT_FALSE(AtomicFile::create("/dev/null").has_value()); }

ImportMapping aMapping() {
    ImportMapping mapping;
    mapping.settings.source = "bank-a";
    mapping.delimiter = ';';
    mapping.columns = {{ImportField::ExternalId, "ref"}, {ImportField::Account, "acct"},
                       {ImportField::Date, "booked"},    {ImportField::Amount, "value"},
                       {ImportField::Direction, "dc"},   {ImportField::Note, "text"}};
    mapping.directions = {{"IN", domain::TransactionType::Deposit}};
    return mapping;
}

// Reads everything, rejects every row that is bad, and returns the file of rejects.
std::string rejectsOf(const std::string& text, const ImportMapping& mapping) {
    auto reader = ImportReader::open(std::make_unique<TextSource>(text), mapping);
    if (!reader) throw std::runtime_error(reader.error());
    std::string file;
    RejectsWriter rejects(**reader, [&](std::string_view part) { file += part; });
    while (auto row = (*reader)->next())
        if (const auto* error = std::get_if<domain::RowError>(&row->content))
            rejects.add({row->row, error->column, error->code, error->text});
    return file;
}

TEST(RejectsWriter, keepsTheOriginalColumnsAndNamesTheReason) {
    EXPECT_EQ(rejectsOf("ref;acct;booked;value;dc;text\nA;1;2026-03-02;-1.234;IN;=x()\nB;1;2026-03-02;1;IN;ok\nC;1\n",
                        aMapping()),
              "ref;acct;booked;value;dc;text;row;column;code;reject_text\r\n"
              "A;1;2026-03-02;-1.234;IN;'=x();2;value;TOO_MANY_DECIMALS;The amount has more than two decimals.\r\n"
              "C;1;;;;;4;booked;MISSING_COLUMN;The row has 2 columns instead of 6.\r\n");
}

TEST(RejectsWriter, isAFileOfTheSameMapping) {
    for (const Encoding encoding : {Encoding::Utf8, Encoding::Latin1, Encoding::Windows1252, Encoding::Utf16}) {
        auto mapping = aMapping();
        mapping.encoding = encoding;
        const std::string mark = encoding == Encoding::Utf16 ? std::string(kUtf16LittleMark) : "";
        const auto file = mark + encoded("ref;acct;booked;value;dc;text\nA;1;2026-03-02;1x;IN;\"Mü;ller\"\n", encoding);
        std::string again = rejectsOf(file, mapping);
        // A person corrects the amount and sends it again.
        const std::string wrong = encoded("1x", encoding), right = encoded("12", encoding);
        again.replace(again.find(wrong), wrong.size(), right);
        auto reader = ImportReader::open(std::make_unique<TextSource>(again), mapping);
        ASSERT_TRUE(reader.has_value()) << reader.error();
        const auto row = (*reader)->next();
        ASSERT_TRUE(row.has_value());
        ASSERT_TRUE(std::holds_alternative<domain::ImportedRow>(row->content))
            << std::get<domain::RowError>(row->content).text;
        EXPECT_EQ(std::get<domain::ImportedRow>(row->content).note, "Mü;ller");
        EXPECT_EQ(std::get<domain::ImportedRow>(row->content).amount.cents(), 1'200);
    }
}

// Pages of two rows, as a database hands them out.
class FakeFamilies final : public services::FamilyReads {
public:
    std::vector<services::FamilyRow> rows;
    services::Outcome<services::Page<services::FamilyRow>>
    page(const services::FamilyQuery&, const services::PageRequest& request, const services::Call&) override {
        services::Page<services::FamilyRow> page;
        std::size_t at = request.after ? static_cast<std::size_t>(request.after->id) : 0;
        for (; at < rows.size() && page.rows.size() < 2; ++at) page.rows.push_back(rows[at]);
        if (at < rows.size()) page.next = services::SortKey{std::int64_t(at), std::int64_t(at)};
        return page;
    }
    services::Outcome<std::optional<services::FamilyRow>> find(services::FamilyId, const services::Call&) override { return std::nullopt; }
    services::Outcome<services::ListIndex> index(const services::FamilyQuery&, int, const services::Call&) override { return services::ListIndex{}; }
    services::Outcome<std::vector<services::ClientRow>> findClients(const std::string&, int, const services::Call&) override { return std::vector<services::ClientRow>{}; }
    services::Outcome<services::BookTotals> totals(const services::Call&) override { return services::BookTotals{}; }
};

TEST(TableExport, everyPageIsWrittenAndMoneyIsExact) {
    FakeFamilies reads;
    for (int i = 0; i < 5; ++i) {
        services::FamilyRow row;
        row.id = services::FamilyId(i + 1);
        row.name = i == 0 ? "=Miller" : "Miller, " + std::to_string(i);
        row.balance = domain::Money::fromCents(domain::Money::kCentsMax - i);
        reads.rows.push_back(row);
    }
    std::string csv, json;
    const auto written = exportFamilies(reads, {}, {TableFormat::Csv, [&](auto part) { csv += part; }}, {});
    ASSERT_TRUE(written.has_value());
    EXPECT_EQ(*written, 5);
    EXPECT_NE(csv.find("1,'=Miller,"), std::string::npos) << csv;
    EXPECT_NE(csv.find(",9999999999999.99,"), std::string::npos) << csv;
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 6);
    ASSERT_TRUE(exportFamilies(reads, {}, {TableFormat::Json, [&](auto part) { json += part; }}, {}));
    const auto document = nlohmann::json::parse(json);
    ASSERT_EQ(document["families"].size(), 5u);
    EXPECT_EQ(document["families"][4]["balanceCents"].get<std::int64_t>(), domain::Money::kCentsMax - 4);
}

TEST(TableExport, anEmptyTableIsStillADocument) {
    FakeFamilies reads;
    std::string json;
    ASSERT_TRUE(exportFamilies(reads, {}, {TableFormat::Json, [&](auto part) { json += part; }}, {}));
    EXPECT_TRUE(nlohmann::json::parse(json)["families"].empty());
}

TEST(TableExport, stopsWhenNobodyWantsItAnyMore) {
    FakeFamilies reads;
    const auto written =
        exportFamilies(reads, {}, {TableFormat::Csv, [](auto) {}}, {services::Lane::Batch, [] { return true; }});
    ASSERT_FALSE(written.has_value());
    EXPECT_EQ(written.error().kind, services::FailureKind::Cancelled);
}

} // namespace
} // namespace alluse::exchange
