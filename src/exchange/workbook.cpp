// The workbook of table_file.h, written by libxlsxwriter row by row, so that a million rows need no
// memory of their own.

#include "exchange/atomic_file.h"
#include "exchange/table_file.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <map>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace alluse::exchange {

using services::TableCell;

namespace {

constexpr lxw_row_t kSheetRowsMax = LXW_ROW_MAX; // the format ends there: 1,048,576
constexpr std::size_t kTextMax = 32'767;         // characters of one cell; bytes are never fewer
constexpr std::size_t kSheetNameMax = 31;
constexpr double kColumnWidthMin = 10, kColumnWidthMax = 48; // in digits, as a spreadsheet counts
constexpr std::size_t kPartBytes = 64 * 1024;

// The format stores every number as a binary fraction: amounts of up to 15 digits come back to the
// cent, and the ledger holds none that is larger.
double asCell(domain::Money amount) { return static_cast<double>(amount.cents()) / 100.0; }

// A sheet's name may hold none of these, and not be too long.
std::string sheetName(std::string title, std::size_t number) {
    std::erase_if(title, [](char c) { return std::string_view("[]:*?/\\'").find(c) != std::string_view::npos; });
    const std::string suffix = number > 1 ? " " + std::to_string(number) : "";
    std::size_t length = std::min(title.size(), kSheetNameMax - suffix.size());
    while (length > 0 && length < title.size() && (static_cast<unsigned char>(title[length]) & 0xC0U) == 0x80U)
        --length;
    return title.substr(0, length) + suffix;
}

// A file of our own beside the target, for a library that only writes to a name.
class ScratchFile {
public:
    explicit ScratchFile(const std::string& target) : m_path(target + ".XXXXXX") {
        const int descriptor = ::mkstemp(m_path.data());
        m_error = descriptor < 0 ? errno : 0;
        if (descriptor >= 0) ::close(descriptor);
    }
    ~ScratchFile() {
        if (m_error == 0) ::unlink(m_path.c_str());
    }
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;
    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] int error() const { return m_error; }

private:
    std::string m_path;
    int m_error = 0;
};

class Workbook final : public services::TableFile {
public:
    Workbook(AtomicFile target, std::unique_ptr<ScratchFile> scratch, std::string title)
        : m_target(std::move(target)), m_scratch(std::move(scratch)), m_title(std::move(title)) {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        m_book = workbook_new_opt(m_scratch->path().c_str(), &options);
        m_bold = workbook_add_format(m_book);
        format_set_bold(m_bold);
        m_money = format("#,##0.00");
        m_date = format("yyyy-mm-dd");
        m_time = format("yyyy-mm-dd hh:mm:ss");
        m_share = format("0.0%");
        m_number = format("0");
    }
    ~Workbook() override {
        if (m_book) lxw_workbook_free(m_book);
    }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    void header(std::span<const std::string> titles) override {
        m_titles.assign(titles.begin(), titles.end());
        nextSheet();
    }

    void sheet(const std::string& title, std::span<const std::string> titles) override {
        m_title = title;
        header(titles);
    }

    void row(std::span<const TableCell> cells) override {
        if (m_row == kSheetRowsMax) nextSheet();
        lxw_col_t column = 0;
        for (const TableCell& cell : cells) {
            std::visit([&](const auto& value) { write(column, value); }, cell);
            ++column;
        }
        ++m_row;
    }

    domain::Result<void, std::string> commit() override {
        finishSheet();
        // What the library could not put aside it would leave out without a word.
        bool isWhole = true;
        for (lxw_worksheet* sheet : m_sheets)
            isWhole = isWhole && std::fflush(sheet->optimize_tmpfile) == 0
                      && std::ferror(sheet->optimize_tmpfile) == 0;
        if (!isWhole) return tl::unexpected<std::string>("The workbook cannot be written: the disk is full.");
        const lxw_error error = workbook_close(std::exchange(m_book, nullptr)); // frees it, too
        if (error != LXW_NO_ERROR)
            return tl::unexpected("The workbook cannot be written: " + std::string(lxw_strerror(error)));
        std::ifstream made(m_scratch->path(), std::ios::binary);
        std::array<char, kPartBytes> part;
        while (made.read(part.data(), part.size()) || made.gcount() > 0)
            m_target.write({part.data(), static_cast<std::size_t>(made.gcount())});
        return m_target.commit();
    }

private:
    lxw_format* format(const char* number) {
        lxw_format* made = workbook_add_format(m_book);
        format_set_num_format(made, number);
        return made;
    }

    // Every column can be filtered over the rows that the sheet has in the end.
    void finishSheet() {
        if (m_sheet && !m_titles.empty())
            worksheet_autofilter(m_sheet, 0, 0, m_row - 1, static_cast<lxw_col_t>(m_titles.size() - 1));
    }

    void nextSheet() {
        finishSheet();
        // Numbered when the rows go on, or when another table is called the same.
        std::size_t number = 1;
        std::string name = sheetName(m_title, number);
        while (!name.empty() && workbook_get_worksheet_by_name(m_book, name.c_str()) != nullptr)
            name = sheetName(m_title, ++number);
        m_sheet = workbook_add_worksheet(m_book, name.empty() ? nullptr : name.c_str());
        m_sheets.push_back(m_sheet);
        m_row = 0;
        worksheet_freeze_panes(m_sheet, 1, 0);
        lxw_col_t column = 0;
        for (const std::string& title : m_titles) {
            const double width = std::clamp(static_cast<double>(title.size()) + 8, kColumnWidthMin, kColumnWidthMax);
            worksheet_set_column(m_sheet, column, column, width, nullptr);
            worksheet_write_string(m_sheet, 0, column++, title.c_str(), m_bold);
        }
        m_row = 1;
    }

    void write(lxw_col_t, std::monostate) {}
    // Text is written as text: no cell of ours is ever a formula.
    void write(lxw_col_t column, const std::string& text) {
        if (text.empty()) return;
        worksheet_write_string(m_sheet, m_row, column, text.substr(0, kTextMax).c_str(), nullptr);
    }
    void write(lxw_col_t column, std::int64_t number) {
        // Beyond 2^53 a binary fraction skips whole numbers.
        constexpr std::int64_t kExactMax = std::int64_t{1} << 53;
        if (number > kExactMax || number < -kExactMax) write(column, std::to_string(number));
        else worksheet_write_number(m_sheet, m_row, column, static_cast<double>(number), m_number);
    }
    void write(lxw_col_t column, domain::Money amount) {
        worksheet_write_number(m_sheet, m_row, column, asCell(amount), m_money);
    }
    void write(lxw_col_t column, double share) {
        worksheet_write_number(m_sheet, m_row, column, share, m_share);
    }
    void write(lxw_col_t column, domain::Date date) { writeMoment(column, date.text() + "T00:00:00", m_date); }
    void write(lxw_col_t column, domain::Timestamp time) { writeMoment(column, time.text(), m_time); }
    void writeMoment(lxw_col_t column, const std::string& text, lxw_format* look) {
        lxw_datetime moment{};
        if (std::sscanf(text.c_str(), "%d-%d-%dT%d:%d:%lf", &moment.year, &moment.month, &moment.day,
                        &moment.hour, &moment.min, &moment.sec) == 6)
            worksheet_write_datetime(m_sheet, m_row, column, &moment, look);
    }

    AtomicFile m_target;
    std::unique_ptr<ScratchFile> m_scratch;
    std::string m_title;
    std::vector<std::string> m_titles;
    lxw_workbook* m_book = nullptr;
    lxw_worksheet* m_sheet = nullptr;
    std::vector<lxw_worksheet*> m_sheets;
    lxw_row_t m_row = 0;
    lxw_format* m_bold = nullptr;
    lxw_format* m_money = nullptr;
    lxw_format* m_date = nullptr;
    lxw_format* m_time = nullptr;
    lxw_format* m_share = nullptr;
    lxw_format* m_number = nullptr;
};

} // namespace

domain::Result<std::unique_ptr<services::TableFile>, std::string>
createWorkbook(const std::string& path, const std::string& title) {
    auto target = AtomicFile::create(path);
    if (!target) return tl::unexpected(target.error());
    auto scratch = std::make_unique<ScratchFile>(path);
    if (scratch->error() != 0)
        return tl::unexpected("The workbook cannot be written: " +
                              std::generic_category().message(scratch->error()) + ".");
    return std::make_unique<Workbook>(*std::move(target), std::move(scratch), title);
}

} // namespace alluse::exchange
