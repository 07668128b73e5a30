#pragma once
// Our own line icons (resources/icons), tinted with the text colour of the palette in force.

#include <QIcon>
#include <QString>

namespace alluse::ui {

// `name` is the file without ".svg": "families", "ledger" … The icon follows a theme switch.
[[nodiscard]] QIcon lineIcon(const QString& name);

} // namespace alluse::ui
