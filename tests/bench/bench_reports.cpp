// Family statements as PDF, from the ledger to the bytes, against a bare QPdfWriter that draws the same glyphs.
//   bench_reports [--families 1000] [--pairs 3]
// Prints one JSON object; statements per second of each side.

#include "bench/bench_support.h"
#include "exchange/paper/pdf_file.h"
#include "exchange/paper/report_pages.h"
#include "services/demo_service.h"
#include "services/reports/report_service.h"

#include <QBuffer>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>

#include <cstdio>

using namespace alluse;

namespace {

constexpr int kWeeks = 60;
constexpr int kPeriodDays = 91; // a quarter

} // namespace

int main(int argc, char** argv) {
    bench::Options defaults;
    defaults.families = 1'000;
    defaults.pairs = 3;
    const auto options = bench::parseOptions(argc, argv, "Statements as PDF against bare drawing.", defaults);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    tests::TempDirectory folder;
    auto database = bench::create({storage::Dialect::Sqlite, (folder.path() / "book.db").string()});
    services::DemoRequest request;
    request.families = options.families;
    request.weeks = kWeeks;
    request.seed = options.seed;
    request.endDate = *domain::Date::fromParts(2026, 3, 6);
    (void)bench::orDie(services::DemoService(database->admin()).generate(request));
    services::ReportService reports(database->accounts(), database->families(), database->entries(), database->growth(),
                                    database->analytics());
    const services::ReportPeriod period{request.endDate.plusDays(-kPeriodDays), request.endDate, {}};

    // The same texts at the same places in the same fonts, as the layout put them.
    std::vector<std::vector<std::vector<exchange::ReportPages::Placed>>> books;
    (void)bench::orDie(reports.eachFamily({}, period, [&](const auto&, services::Report report) {
        books.push_back(exchange::ReportPages(report).placed());
        return true;
    }));
    qsizetype bytes = 0;
    const auto ours = [&] {
        const double micros = bench::microsOf([&] {
            (void)bench::orDie(reports.eachFamily({}, period, [&](const auto&, services::Report report) {
                bytes = exchange::pdfOf(report).size();
                return true;
            }));
        });
        return static_cast<double>(books.size()) / micros * 1e6;
    };
    const auto bare = [&] {
        const double micros = bench::microsOf([&] {
            for (const auto& pages : books) {
                QByteArray buffered;
                QBuffer buffer(&buffered);
                buffer.open(QIODevice::WriteOnly);
                QPdfWriter writer(&buffer);
                writer.setResolution(exchange::ReportPages::kDotsPerInch);
                writer.setPageMargins(QMarginsF());
                QPainter painter(&writer);
                bool isFirst = true;
                for (const auto& page : pages) {
                    if (!std::exchange(isFirst, false)) writer.newPage();
                    for (const auto& one : page) {
                        if (painter.font() != one.font) painter.setFont(one.font);
                        painter.drawText(one.baseline, one.text);
                    }
                }
            }
        });
        return static_cast<double>(books.size()) / micros * 1e6;
    };
    const auto pairs = bench::interleave(options.pairs, ours, bare);
    auto json = pairs.json("family-statements-pdf");
    json["machine"] = bench::machine();
    json["statements"] = books.size();
    json["bytesOfTheLast"] = bytes;
    std::printf("%s\n", json.dump(2).c_str());
    return 0;
}
