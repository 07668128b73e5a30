#include "exchange/paper/pdf_file.h"

#include "exchange/atomic_file.h"
#include "exchange/paper/report_pages.h"

#include <QBuffer>
#include <QByteArray>
#include <QPainter>
#include <QPdfWriter>

namespace alluse::exchange {

QByteArray pdfOf(const services::Report& report) {
    const ReportPages pages(report);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(ReportPages::kDotsPerInch);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(QString::fromStdString(report.title));
    writer.setCreator(QStringLiteral("ALL-USE Account Manager"));
    QPainter painter(&writer);
    for (int page = 0; page < pages.count(); ++page) {
        if (page > 0) writer.newPage();
        pages.paint(painter, page);
    }
    painter.end();
    return bytes;
}

domain::Result<void, std::string> writePdf(const services::Report& report, const std::string& path) {
    auto file = AtomicFile::create(path);
    if (!file) return tl::unexpected(file.error());
    const QByteArray bytes = pdfOf(report);
    file->write({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    return file->commit();
}

} // namespace alluse::exchange
