#pragma once
// One open database as the window sees it: the use cases, what changed, how it is called.

#include "services/outcome.h"
#include "services/table_file.h"
#include "ui/common/change_hub.h"
#include "ui/dialogs/dialog_context.h"

#include <nlohmann/json_fwd.hpp>

#include <QString>

#include <functional>
#include <memory>
#include <string>

namespace alluse::services {
class AnalyticsService;
class GrowthService;
class ReportService;
struct FamilyTree;
}

namespace alluse::validation {
struct LabOrder;
}

namespace alluse::ui {

class Prompts;
struct ReportTools;

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
    // Runs a scenario to its end, see validation/run_lab.h; empty: there is nothing to run it with.
    std::function<services::Outcome<nlohmann::ordered_json>(const validation::LabOrder&)> runValidation{};
    services::AnalyticsService* analytics = nullptr; // none: no Today and no Analytics here
    services::ReportService* reports = nullptr;
    std::shared_ptr<const ReportTools> reportTools{};
};

} // namespace alluse::ui
