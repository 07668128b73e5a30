#pragma once
// One open database as the window sees it: the use cases, what changed, how it is called.

#include "services/table_file.h"
#include "ui/common/change_hub.h"
#include "ui/dialogs/dialog_context.h"

#include <QString>

#include <functional>
#include <string>

namespace alluse::services {
class GrowthService;
struct FamilyTree;
}

namespace alluse::ui {

class Prompts;

// Built by composition, which keeps everything it refers to alive until the pages are gone.
struct Workspace {
    DialogContext context;
    ChangeHub& changes;
    services::GrowthService& growth;
    std::function<std::string(const services::FamilyTree&)> treeTable; // as CSV
    QString dialect;  // "SQLite", "PostgreSQL"
    QString location; // path or host/database, without secrets
    QString environment; // "live", "test", "demo"
    services::TableFileMaker makeTable{}; // empty: tables cannot be exported here
    Prompts* prompts = nullptr;
};

} // namespace alluse::ui
