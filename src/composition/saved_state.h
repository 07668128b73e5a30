#pragma once
// Reads and writes what the window remembers; the only place that touches the settings file.

#include "ui/common/ui_state.h"

#include <QString>

class QSettings;

namespace alluse::composition {

[[nodiscard]] ui::UiState readUiState(QSettings& settings);
void writeUiState(QSettings& settings, const ui::UiState& state);
// The profile that was open last; empty: the sample database.
[[nodiscard]] QString lastProfile(QSettings& settings);
void setLastProfile(QSettings& settings, const QString& name);

} // namespace alluse::composition
