#include "exchange/table_file.h"

#include "exchange/atomic_file.h"
#include "exchange/csv_writer.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace alluse::exchange {

using services::TableCell;

namespace {

constexpr std::size_t kPartBytes = 64 * 1024;

struct WriteCell {
    CsvWriter& csv;
    void operator()(std::monostate) const { csv.empty(); }
    void operator()(const std::string& text) const { csv.text(text); }
    void operator()(std::int64_t number) const { csv.number(number); }
    void operator()(domain::Money amount) const { csv.money(amount); }
    void operator()(domain::Date date) const { csv.date(date); }
    void operator()(domain::Timestamp time) const { csv.time(time); }
    // In percent with one decimal, as it reads on the screen.
    void operator()(double share) const {
        const auto tenths = std::llround(share * 1'000);
        csv.verbatim(std::to_string(tenths / 10) + '.' + std::to_string(std::abs(tenths % 10)));
    }
};

class CsvTable final : public services::TableFile {
public:
    explicit CsvTable(AtomicFile file) : m_file(std::move(file)) {}

    void header(std::span<const std::string> titles) override {
        for (const std::string& title : titles) m_csv.text(title);
        m_csv.endRow();
    }
    void sheet(const std::string& title, std::span<const std::string> titles) override {
        m_csv.endRow();
        m_csv.text(title);
        m_csv.endRow();
        header(titles);
    }
    void row(std::span<const TableCell> cells) override {
        for (const TableCell& cell : cells) std::visit(WriteCell{m_csv}, cell);
        m_csv.endRow();
        if (m_csv.size() >= kPartBytes) m_file.write(m_csv.take());
    }
    domain::Result<void, std::string> commit() override {
        m_file.write(m_csv.take());
        return m_file.commit();
    }

private:
    AtomicFile m_file;
    CsvWriter m_csv;
};

bool isWorkbook(const std::string& path) {
    constexpr std::string_view kEnding = ".xlsx";
    return path.size() > kEnding.size()
           && std::equal(kEnding.rbegin(), kEnding.rend(), path.rbegin(), [](char a, char b) {
                  return a == static_cast<char>(std::tolower(static_cast<unsigned char>(b)));
              });
}

} // namespace

domain::Result<std::unique_ptr<services::TableFile>, std::string>
createTableFile(const std::string& path, const std::string& title) {
    if (isWorkbook(path)) return createWorkbook(path, title);
    auto file = AtomicFile::create(path);
    if (!file) return tl::unexpected(file.error());
    return std::make_unique<CsvTable>(*std::move(file));
}

} // namespace alluse::exchange
