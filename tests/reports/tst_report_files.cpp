// Every total of a report, read back from the PDF's text and from the workbook's cells, equals the ledger.

#include "exchange/paper/report_pages.h"
#include "exchange/report_file.h"
#include "exchange/paper/pdf_file.h"
#include "support/databases.h"
#include "support/report_book.h"
#include "support/temp_directory.h"

#include <nlohmann/json.hpp>

#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QTest>

#include <array>
#include <cmath>
#include <cstdio>

namespace alluse::tests {

using services::Report;

class ReportFiles final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void pdfTotalsEqualTheLedger();
    void pdfPagesHaveNumbersAndHeaders();
    void pdfLinesAddUpToTheirTotal();
    void workbookTotalsEqualTheLedger();
    void aBatchWritesOneFileForEachFamily();
    void aNameInAnotherScriptIsDrawn();
    void aPageWithoutRowsSaysSo();

private:
    [[nodiscard]] QString run(const QString& program, const QStringList& arguments) const;
    [[nodiscard]] QString textOf(const Report& report) const;
    [[nodiscard]] std::vector<services::FamilyRow> families() const {
        return (*m_database)->families().page({}, {}).value().rows;
    }
    [[nodiscard]] Report statement(domain::FamilyId family) const {
        return ReportBench(**m_database).service.familyStatement(family, ReportBench(**m_database).period).value().value();
    }
    [[nodiscard]] domain::Money ledgerBalance(domain::FamilyId family, domain::Date date) const;

    std::unique_ptr<TestDatabase> m_database;
    TempDirectory m_folder;
};

namespace {

bool isMandatory() { return qEnvironmentVariable("ALLUSE_REQUIRE_TOOLS") == QLatin1String("1"); }

// "−1,234.50" and "–" as amounts.
std::vector<std::int64_t> amountsIn(const QString& line) {
    static const QRegularExpression amount(QStringLiteral("(?<![\\d,.])(\\x{2212}?)(\\d{1,3}(?:,\\d{3})*)\\.(\\d\\d)(?!\\d)"));
    std::vector<std::int64_t> found;
    for (auto it = amount.globalMatch(line); it.hasNext();) {
        const auto match = it.next();
        const QString digits = match.captured(2).remove(u',') + match.captured(3);
        const auto cents = digits.toLongLong();
        found.push_back(match.captured(1).isEmpty() ? cents : -cents);
    }
    return found;
}

QString lineWith(const QString& text, const QString& start) {
    for (const QString& line : text.split(u'\n'))
        if (line.trimmed().startsWith(start)) return line;
    return {};
}

} // namespace

void ReportFiles::initTestCase() {
    m_database = std::make_unique<TestDatabase>(storage::Dialect::Sqlite);
    fillBook(**m_database, 5);
}

QString ReportFiles::run(const QString& program, const QStringList& arguments) const {
    std::string command = program.toStdString();
    for (const QString& argument : arguments) command += " '" + argument.toStdString() + '\'';
    std::string text;
    FILE* pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
    if (pipe == nullptr) return {};
    std::array<char, 4'096> part;
    while (const std::size_t count = std::fread(part.data(), 1, part.size(), pipe)) text.append(part.data(), count);
    ::pclose(pipe);
    return QString::fromStdString(text);
}

QString ReportFiles::textOf(const Report& report) const {
    const std::string path = (m_folder.path() / "report.pdf").string();
    const auto saved = exchange::writePdf(report, path);
    if (!saved) return {};
    return run(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), QString::fromStdString(path), QStringLiteral("-")});
}

domain::Money ReportFiles::ledgerBalance(domain::FamilyId family, domain::Date date) const {
    const auto tree = (*m_database)->growth().familyTree(family, date).value().value();
    domain::Money sum;
    for (const auto& node : tree.nodes)
        sum = sum + (*m_database)->accounts().balanceAsOf(node.id, date, std::nullopt).value();
    return sum;
}

void ReportFiles::pdfTotalsEqualTheLedger() {
    const ReportBench bench(**m_database);
    for (const auto& family : families()) {
        const QString text = textOf(statement(family.id));
        if (text.isEmpty() && !isMandatory()) QSKIP("pdftotext is missing");
        const auto total = amountsIn(lineWith(text, QStringLiteral("Total")));
        QCOMPARE(total.size(), std::size_t{7});
        QCOMPARE(total.front(), ledgerBalance(family.id, bench.period.from.plusDays(-1)).cents());
        QCOMPARE(total.back(), ledgerBalance(family.id, bench.period.to).cents());
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < 6; ++i) sum += total[i];
        QCOMPARE(sum, total.back());
    }
}

void ReportFiles::pdfPagesHaveNumbersAndHeaders() {
    const Report report = statement(families().front().id);
    const QString text = textOf(report);
    if (text.isEmpty() && !isMandatory()) QSKIP("pdftotext is missing");
    const QStringList pages = text.split(u'\f', Qt::SkipEmptyParts);
    QCOMPARE(pages.size(), exchange::ReportPages(report).count());
    QVERIFY(pages.size() > 1);
    for (qsizetype i = 0; i < pages.size(); ++i) {
        QVERIFY(pages[i].contains(QStringLiteral("Page %1 of %2").arg(i + 1).arg(pages.size())));
        QVERIFY(pages[i].contains(QString::fromStdString(report.title)));
        QVERIFY2(pages[i].contains(QStringLiteral("2025-10-01 to 2026-03-06")), qPrintable(pages[i].left(300)));
    }
}

void ReportFiles::pdfLinesAddUpToTheirTotal() {
    const QString text = textOf(statement(families().front().id));
    if (text.isEmpty() && !isMandatory()) QSKIP("pdftotext is missing");
    std::int64_t running = 0;
    int lines = 0, tables = 0;
    for (const QString& line : text.split(u'\n')) {
        const auto amounts = amountsIn(line);
        if (line.contains(QStringLiteral("Balance brought forward"))) {
            running = amounts.empty() ? 0 : amounts[0]; // nothing is a dash
        } else if (line.contains(QStringLiteral("Closing balance")) && amounts.size() == 2) {
            QCOMPARE(amounts[1], running);
            ++tables;
        } else if (line.trimmed().startsWith(QStringLiteral("202")) && amounts.size() >= 2 && amounts.back() == running + amounts[amounts.size() - 2]) {
            running = amounts.back();
            ++lines;
        }
    }
    QVERIFY(tables >= 3);
    QVERIFY2(lines > 40, qPrintable(QString::number(lines)));
}

void ReportFiles::workbookTotalsEqualTheLedger() {
    const ReportBench bench(**m_database);
    for (const auto& family : families()) {
        const Report report = statement(family.id);
        const std::string path = (m_folder.path() / "report.xlsx").string();
        QVERIFY(exchange::saveReport(report, exchange::ReportFormat::Workbook, path, {}).has_value());
        const QStringList command = QStringLiteral(ALLUSE_READ_WORKBOOK).split(u' ');
        const QString read = run(command.front(), command.mid(1) << QString::fromStdString(path));
        if (read.isEmpty() && !isMandatory()) QSKIP("python3 is missing");
        const auto sheets = nlohmann::json::parse(read.toStdString());
        const auto& total = sheets.at("Summary").back();
        const auto cents = [](const nlohmann::json& cell) { return std::llround(cell.get<double>() * 100); };
        QCOMPARE(total.at(0).get<std::string>(), std::string("Total"));
        QCOMPARE(cents(total.at(2)), ledgerBalance(family.id, bench.period.from.plusDays(-1)).cents());
        QCOMPARE(cents(total.at(8)), ledgerBalance(family.id, bench.period.to).cents());
        // Typed cells: what stands above adds up to it.
        for (std::size_t column = 2; column <= 8; ++column) {
            std::int64_t sum = 0;
            for (std::size_t row = 1; row + 1 < sheets.at("Summary").size(); ++row)
                sum += cents(sheets.at("Summary").at(row).at(column));
            QCOMPARE(sum, cents(total.at(column)));
        }
        QCOMPARE(sheets.size(), report.tables.size() + 1);
    }
}

void ReportFiles::aBatchWritesOneFileForEachFamily() {
    ReportBench bench(**m_database);
    exchange::StatementBatch batch;
    batch.period = bench.period;
    batch.folder = m_folder.path().string();
    std::vector<std::int64_t> told;
    batch.onProgress = [&](std::int64_t done, std::int64_t total) {
        QCOMPARE(total, 5);
        told.push_back(done);
    };
    const auto count = exchange::saveStatements(bench.service, (*m_database)->families(), batch, exchange::writePdf, {});
    QCOMPARE(count.value(), 5);
    QCOMPARE(told, (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
    for (const auto& family : families())
        QVERIFY(std::filesystem::exists(m_folder.path() / ("family-statement-" + std::to_string(family.id.value()) + ".pdf")));
    // It stops between two families.
    int asked = 0;
    services::Call call;
    call.isCancelled = [&] { return ++asked > 2; };
    const auto cut = exchange::saveStatements(bench.service, (*m_database)->families(), batch, exchange::writePdf, call);
    QVERIFY(!cut && cut.error().kind == services::FailureKind::Cancelled);
}

void ReportFiles::aNameInAnotherScriptIsDrawn() {
    Report report = statement(families().front().id);
    report.title = "Κωνσταντίνος 陳大文 Жуков";
    const exchange::ReportPages pages(report);
    QImage image(exchange::ReportPages::size().toSize() / 8, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(0.125, 0.125);
    pages.paint(painter, 0);
    painter.end();
    int dark = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) dark += qGray(image.pixel(x, y)) < 128;
    QVERIFY(dark > 2'000);
}

void ReportFiles::aPageWithoutRowsSaysSo() {
    ReportBench bench(**m_database);
    bench.period = {day(2019, 1, 1), day(2019, 1, 2), {}};
    const QString text = textOf(bench.service.growthRegister(std::nullopt, bench.period).value());
    if (text.isEmpty() && !isMandatory()) QSKIP("pdftotext is missing");
    QVERIFY(text.contains(QStringLiteral("No fork and no merge in this period.")));
}

} // namespace alluse::tests

QTEST_MAIN(alluse::tests::ReportFiles)
#include "tst_report_files.moc"
