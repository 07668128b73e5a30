#pragma once
// What composition lends the window for reports: pages to look at, files to save.

#include "services/reports/report_service.h"

#include <QImage>
#include <QList>

#include <functional>

namespace alluse::ui {

// Each is called on a worker.
struct ReportTools {
    std::function<QList<QImage>(const services::Report&, int dotsPerInch)> pages;
    // The ending of the path chooses the format: pdf, xlsx, csv, json.
    std::function<domain::Result<void, std::string>(const services::Report&, const std::string& path)> save;
    // A file for each family into a folder.
    std::function<services::Outcome<std::int64_t>(const services::ReportPeriod&, const std::string& folder,
                                                  const std::string& ending,
                                                  const std::function<void(std::int64_t, std::int64_t)>& onProgress,
                                                  const services::Call&)>
        saveAll;
};

} // namespace alluse::ui
