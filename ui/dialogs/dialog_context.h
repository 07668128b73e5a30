#pragma once
// What a form may reach: the use cases, the reads, the runner and who is asking. Built once by
// composition for each open database; everything in it outlives the dialogs. GUI thread.

#include "domain/clock.h"
#include "domain/ledger_entry.h"

#include <functional>

namespace alluse::services {
class AccountReads;
class CommandService;
class DatabasePort;
class FamilyReads;
class LedgerReads;
} // namespace alluse::services

namespace alluse::jobs {
class JobRunner;
} // namespace alluse::jobs

namespace alluse::ui {

struct DialogContext {
    services::CommandService& commands;
    services::AccountReads& accounts;
    services::FamilyReads& families;
    services::LedgerReads& entries;
    services::DatabasePort& database;
    jobs::JobRunner& runner;
    const domain::Clock& clock;
    std::function<domain::CommandId()> newCommandId; // one fresh random id per call
    domain::Actor actor;                             // origin "form"; the reason is the form's
};

} // namespace alluse::ui
