#pragma once
// A report as a PDF: whole or not there.

#include "domain/result.h"
#include "services/reports/report.h"

#include <string>

class QByteArray;

namespace alluse::exchange {

[[nodiscard]] QByteArray pdfOf(const services::Report& report);
[[nodiscard]] domain::Result<void, std::string> writePdf(const services::Report& report, const std::string& path);

} // namespace alluse::exchange
