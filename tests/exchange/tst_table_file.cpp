// Tables as files: typed cells, text that is never run, whole or not there, also on a full disk.

#include "exchange/table_file.h"
#include "support/temp_directory.h"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <sstream>

namespace alluse::exchange {
namespace {

using domain::Date;
using domain::Money;
using services::TableCell;

std::string contentOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

// A part of the workbook, which is a zip archive.
std::string partOf(const std::filesystem::path& book, const std::string& part) {
    const std::string command = "python3 -c \"import sys,zipfile;"
                                "sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())\" '" +
                                book.string() + "' " + part;
    std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), &::pclose);
    std::string text;
    std::array<char, 4096> buffer;
    while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
        text.append(buffer.data(), size);
    return text;
}

const std::vector<std::string> kTitles{"Name", "Id", "Balance", "Opened on", "To next fork", "Nothing"};

std::vector<TableCell> aRow(std::int64_t id) {
    return {std::string("=Miller, \"A\""), id, Money::fromCents(-123456), Date::parse("2026-11-20").value(), 0.925,
            std::monostate()};
}

TEST(TableFile, commaSeparatedTextIsSafeAndTyped) {
    const tests::TempDirectory folder;
    const auto path = folder.path() / "a.csv";
    auto file = createTableFile(path.string(), "Accounts");
    ASSERT_TRUE(file.has_value()) << file.error();
    (*file)->header(kTitles);
    (*file)->row(aRow(7));
    EXPECT_FALSE(std::filesystem::exists(path));
    ASSERT_TRUE((*file)->commit().has_value());
    EXPECT_EQ(contentOf(path), "Name,Id,Balance,Opened on,To next fork,Nothing\r\n"
                               "\"'=Miller, \"\"A\"\"\",7,-1234.56,2026-11-20,92.5,\r\n");
}

TEST(TableFile, aWorkbookHoldsNumbersAsNumbersAndTextAsText) {
    const tests::TempDirectory folder;
    const auto path = folder.path() / "A.XLSX";
    auto file = createTableFile(path.string(), "A/B: a title that is longer than a sheet's name");
    ASSERT_TRUE(file.has_value()) << file.error();
    (*file)->header(kTitles);
    (*file)->row(aRow(7));
    (*file)->row({{TableCell(std::string("x")), TableCell(INT64_MAX), TableCell(Money::fromCents(Money::kCentsMax - 1))}});
    const auto done = (*file)->commit();
    ASSERT_TRUE(done.has_value()) << done.error();
    const std::string sheet = partOf(path, "xl/worksheets/sheet1.xml");
    EXPECT_NE(sheet.find("<v>-1234.56</v>"), std::string::npos) << sheet;
    EXPECT_NE(sheet.find("<v>9999999999999.99"), std::string::npos) << sheet;
    EXPECT_NE(sheet.find("<v>46346</v>"), std::string::npos) << sheet; // 2026-11-20 as a spreadsheet counts
    EXPECT_NE(sheet.find("=Miller, "), std::string::npos) << sheet;
    EXPECT_NE(sheet.find("9223372036854775807</t>"), std::string::npos) << sheet;
    EXPECT_EQ(sheet.find("<f>"), std::string::npos) << sheet; // no formula anywhere
    EXPECT_NE(sheet.find("<autoFilter ref=\"A1:F3\""), std::string::npos) << sheet;
    EXPECT_NE(partOf(path, "xl/workbook.xml").find("name=\"AB a title that is longer than "), std::string::npos);
}

TEST(TableFile, rowsBeyondOneSheetGoToTheNext) {
    const tests::TempDirectory folder;
    const auto path = folder.path() / "long.xlsx";
    auto file = createTableFile(path.string(), "Ids");
    ASSERT_TRUE(file.has_value());
    (*file)->header(std::vector<std::string>{"Id"});
    constexpr int kRows = 1'048'575 + 2; // below the header of a full sheet, and two more
    for (std::int64_t i = 0; i < kRows; ++i) (*file)->row(std::vector<TableCell>{i});
    ASSERT_TRUE((*file)->commit().has_value());
    const std::string second = partOf(path, "xl/worksheets/sheet2.xml");
    EXPECT_NE(second.find("<dimension ref=\"A1:A3\""), std::string::npos) << second.substr(0, 600);
    EXPECT_NE(second.find("<v>1048576</v>"), std::string::npos);
}

TEST(TableFile, withoutCommitNothingIsLeftBehind) {
    const tests::TempDirectory folder;
    for (const char* name : {"a.csv", "a.xlsx"}) {
        auto file = createTableFile((folder.path() / name).string(), "A");
        ASSERT_TRUE(file.has_value());
        (*file)->header(kTitles);
        (*file)->row(aRow(1));
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

// A limit on the size of files fails writes in the way a full disk does.
TEST(TableFile, aFullDiskIsOneSentenceAndNoHalfFile) {
    const tests::TempDirectory folder;
    for (const char* name : {"a.csv", "a.xlsx"}) {
        const pid_t child = ::fork();
        if (child == 0) {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit small{200'000, 200'000};
            ::setrlimit(RLIMIT_FSIZE, &small);
            bool isRefused = false;
            {
                auto file = createTableFile((folder.path() / name).string(), "A");
                if (!file) ::_exit(2);
                (*file)->header(kTitles);
                for (int i = 0; i < 50'000; ++i) (*file)->row(aRow(i));
                const auto done = (*file)->commit();
                isRefused = !done && done.error().find("cannot be written: ") != std::string::npos;
            }
            ::_exit(isRefused ? 0 : 1);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        EXPECT_EQ(WEXITSTATUS(status), 0) << name;
        EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << name;
    }
}

} // namespace
} // namespace alluse::exchange
