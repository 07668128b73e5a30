#pragma once
// The columns of the rankings and of the risk board.

#include "models/row_table_model.h"
#include "services/analytics_service.h"

namespace alluse::ui {

[[nodiscard]] std::vector<models::RowColumn<services::AccountFigures>> figureColumns();
[[nodiscard]] QString riskText(double score); // "45 medium"

} // namespace alluse::ui
