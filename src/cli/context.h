#pragma once
// What a running command may use: its database, the way to cancel, progress for people.

#include "cli/answer.h"
#include "cli/options.h"
#include "composition/open_database.h"
#include "exchange/report_file.h"
#include "metrics/metric_registry.h"
#include "services/call.h"
#include "services/id_source.h"

#include <memory>
#include <string>
#include <string_view>

namespace alluse::cli {

struct GlobalOptions {
    std::string database; // "sqlite:PATH", "postgresql:CONNINFO" or the name of a saved one
    bool isJson = false;
    exchange::PaperWriter paper; // none: built without Qt
};

// One command, one thread.
class Context {
public:
    explicit Context(const GlobalOptions& options) : m_options(options) {}

    // The location that --db is, or that was saved under the name it is.
    [[nodiscard]] domain::Result<std::string, Problem> named() const;
    // What --db names, for commands that work on the database as a whole.
    [[nodiscard]] domain::Result<storage::DatabaseLocation, Problem> location() const;
    // Opens what --db names. `request.location` is filled in here.
    [[nodiscard]] domain::Result<void, Problem> open(composition::OpenRequest request);
    // Of a command that asked for an open database, or after open().
    [[nodiscard]] composition::OpenDatabase& database() const;
    [[nodiscard]] const GlobalOptions& options() const { return m_options; }

    // Stops between batches when the person presses Ctrl+C.
    [[nodiscard]] static services::Call call(services::Lane lane);
    // A line on standard error.
    static void tell(std::string_view line);

    // The header of an order with the fresh or the given command id.
    [[nodiscard]] domain::OrderHeader header(const WriteOptions& options);
    [[nodiscard]] domain::Actor actor(const WriteOptions& options) const;
    // "1001" is an id or a reference, "id:1001" and "ref:1001" are only one of them.
    [[nodiscard]] domain::Result<domain::AccountId, Problem> account(const std::string& text) const;

private:
    GlobalOptions m_options;
    metrics::MetricRegistry m_registry;
    services::SystemIdSource m_ids;
    std::shared_ptr<composition::OpenDatabase> m_database;
};

// "The database … cannot be opened: why."
[[nodiscard]] Problem databaseProblem(const services::Failure& failure, const std::string& what,
                                      const storage::DatabaseLocation& location);
[[nodiscard]] Problem unknownAccount(const std::string& text);

// Ctrl+C and the end of a session cancel politely; a second one ends the program.
void installSignals();

} // namespace alluse::cli
