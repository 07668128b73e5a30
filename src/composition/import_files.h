#pragma once
// Opens a bank file for the import form: the form knows services, this knows the exchange room.

#include "ui/dialogs/import_dialog.h"

#include <string>

namespace alluse::composition {

// Blocks: called on a worker.
[[nodiscard]] domain::Result<ui::ImportFile, std::string> openImportFile(const std::string& file,
                                                                         const std::string& mapping);

} // namespace alluse::composition
