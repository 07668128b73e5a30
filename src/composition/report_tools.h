#pragma once
// What the window needs for reports, made of the writers of the exchange room.

#include "ui/analytics/report_tools.h"

#include <memory>

namespace alluse::composition {

// Both outlive what is returned.
[[nodiscard]] std::shared_ptr<const ui::ReportTools> reportTools(services::ReportService& reports,
                                                                 services::FamilyReads& families);

} // namespace alluse::composition
