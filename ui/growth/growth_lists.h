#pragma once
// The columns of the four lists of the Growth page.

#include "models/row_table_model.h"
#include "services/growth_rows.h"

namespace alluse::ui {

using ForkCandidatesModel = models::RowTableModel<services::ForkCandidateRow>;
using MergeCandidatesModel = models::RowTableModel<services::MergeCandidateRow>;
using ReinvestmentsModel = models::RowTableModel<services::ReinvestmentRow>;
using GrowthEventsModel = models::RowTableModel<services::GrowthEventRow>;

[[nodiscard]] std::vector<models::RowColumn<services::ForkCandidateRow>> forkColumns();
[[nodiscard]] std::vector<models::RowColumn<services::MergeCandidateRow>> mergeColumns();
[[nodiscard]] std::vector<models::RowColumn<services::ReinvestmentRow>> reinvestmentColumns();
[[nodiscard]] std::vector<models::RowColumn<services::GrowthEventRow>> eventColumns();

} // namespace alluse::ui
