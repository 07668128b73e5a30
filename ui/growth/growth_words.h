#pragma once
// The words of growth: kinds of events, states, spans of weeks. GUI thread.

#include "services/growth_rows.h"

#include <QString>

#include <optional>

namespace alluse::ui {

[[nodiscard]] QString wordFor(domain::GrowthMode mode);           // "At once" …
[[nodiscard]] QString wordFor(domain::ReinvestmentState state);   // "Scheduled" …
[[nodiscard]] QString growthKindWord(domain::CommandKind kind);   // "Fork", "Merge" …
[[nodiscard]] QString eventStateWord(domain::GrowthEventState state); // "Completed", "Taken back"
// "about 27 weeks", "about 3 years"; "not at this rate" when there is no answer.
[[nodiscard]] QString weeksText(std::optional<double> weeks);

} // namespace alluse::ui
