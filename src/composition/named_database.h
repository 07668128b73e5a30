#pragma once
// What --db may say: a location, or the name of a saved database.

#include "domain/result.h"

#include <string>

namespace alluse::composition {

// "sqlite:PATH" or "postgresql:CONNINFO", or one sentence that says why `text` names no database.
[[nodiscard]] domain::Result<std::string, std::string> locationNamed(const std::string& text);

} // namespace alluse::composition
