#include "composition/report_tools.h"

#include "exchange/paper/pdf_file.h"
#include "exchange/paper/report_pages.h"
#include "exchange/report_file.h"

#include <QPainter>

namespace alluse::composition {
namespace {

QList<QImage> pagesOf(const services::Report& report, int dotsPerInch) {
    const exchange::ReportPages pages(report);
    const double scale = static_cast<double>(dotsPerInch) / exchange::ReportPages::kDotsPerInch;
    QList<QImage> images;
    for (int page = 0; page < pages.count(); ++page) {
        QImage image((exchange::ReportPages::size() * scale).toSize(), QImage::Format_RGB32);
        image.fill(Qt::white); // paper is white in every theme
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(scale, scale);
        pages.paint(painter, page);
        painter.end();
        images << image;
    }
    return images;
}

exchange::ReportFormat formatOf(const std::string& path) {
    const auto dot = path.rfind('.');
    return exchange::parseReportFormat(dot == std::string::npos ? path : path.substr(dot + 1))
        .value_or(exchange::ReportFormat::Paper);
}

} // namespace

std::shared_ptr<const ui::ReportTools> reportTools(services::ReportService& reports,
                                                   services::FamilyReads& families) {
    auto tools = std::make_shared<ui::ReportTools>();
    tools->pages = pagesOf;
    tools->save = [](const services::Report& report, const std::string& path) {
        return exchange::saveReport(report, formatOf(path), path, exchange::writePdf);
    };
    tools->saveAll = [&reports, &families](const services::ReportPeriod& period, const std::string& folder, const std::string& ending,
                                 const std::function<void(std::int64_t, std::int64_t)>& onProgress,
                                 const services::Call& call) {
        exchange::StatementBatch batch;
        batch.period = period;
        batch.folder = folder;
        batch.format = formatOf(ending);
        batch.onProgress = onProgress;
        return exchange::saveStatements(reports, families, batch, exchange::writePdf, call);
    };
    return tools;
}

} // namespace alluse::composition
