#pragma once
// The charts of the Analytics page as values: what is analysed in, what is drawn out. Pure functions.

#include "services/analytics_service.h"
#include "ui/analytics/plot_data.h"

namespace alluse::ui {

// Of the whole book.
[[nodiscard]] PlotData equityByTypePlot(const services::BookOverview& overview);
[[nodiscard]] PlotData allocationPlot(const services::BookOverview& overview);
[[nodiscard]] PlotData accountsByStatusPlot(const services::BookOverview& overview);
[[nodiscard]] PlotData sourcesPlot(const services::BookOverview& overview);

// Of one account, or of a family taken as one.
[[nodiscard]] PlotData equityPlot(const analytics::AccountAnalysis& analysis, const domain::Policy& policy);
[[nodiscard]] PlotData weeklyReturnsPlot(const analytics::AccountAnalysis& analysis, const domain::Policy& policy);
[[nodiscard]] PlotData drawdownPlot(const analytics::AccountAnalysis& analysis, const domain::Policy& policy);
[[nodiscard]] PlotData histogramPlot(const analytics::AccountAnalysis& analysis);
[[nodiscard]] PlotData rollingPlot(const analytics::AccountAnalysis& analysis);
[[nodiscard]] PlotData fanPlot(const analytics::AccountAnalysis& analysis, const domain::Policy& policy);
[[nodiscard]] PlotData symbolsPlot(const analytics::AccountAnalysis& analysis);

[[nodiscard]] PlotData generationsPlot(const services::FamilyAnalytics& family);
[[nodiscard]] PlotData driftPlot(const services::FamilyAnalytics& family);
[[nodiscard]] PlotData comInflowPlot(const services::FamilyAnalytics& family);

[[nodiscard]] PlotData peersPlot(const services::BookFigures& book);
[[nodiscard]] PlotData riskByFamilyPlot(const services::BookFigures& book);
[[nodiscard]] PlotData moversPlot(const services::BookFigures& book);

// "12.34 %", or why there is none.
[[nodiscard]] QString figureText(const analytics::Figure& figure, bool isShare);

} // namespace alluse::ui
