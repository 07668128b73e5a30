#pragma once
// What a load works on: a test database with its data set, the services on top, the controls beside.

#include "composition/open_database.h"
#include "storage/scratch_database.h"
#include "validation/service_driver.h"

#include <functional>
#include <memory>
#include <string>

namespace alluse::composition {

struct BedRequest {
    std::string location;   // sqlite:PATH or postgresql:CONNINFO
    bool isScratch = true;  // a database of its own beside it; else this one, which must be a test database
    std::function<void(const std::string&)> tell; // what is being done, for people
};

class ValidationBed {
public:
    // Opens or makes the database and fills it. A live database is refused, with the way out.
    static services::Outcome<std::unique_ptr<ValidationBed>>
    make(const BedRequest& request, const validation::Scenario& scenario, metrics::MetricRegistry& registry,
         const services::Call& call);
    // As another process of the same run: the database is there and filled.
    static services::Outcome<std::unique_ptr<ValidationBed>>
    join(const std::string& location, const validation::Scenario& scenario, metrics::MetricRegistry& registry);
    ~ValidationBed();

    [[nodiscard]] storage::Database& database() { return *m_database; }
    [[nodiscard]] const storage::DatabaseLocation& location() const { return m_location; }
    [[nodiscard]] const services::DatabaseStatus& status() const { return m_status; }
    [[nodiscard]] int serverProcess() const { return m_serverProcess; }
    // Again for each load: forks and merges use up what they work on.
    [[nodiscard]] services::Outcome<std::unique_ptr<validation::LoadState>>
    readState(const validation::Scenario& scenario, validation::LoadPart part);
    // Makes the control ledger when the scenario's switches ask for it, once.
    [[nodiscard]] services::Outcome<void> prepareControls(const validation::Switches& switches);
    [[nodiscard]] validation::DriverFactory drivers(const validation::Scenario& scenario, validation::LoadState& state);

private:
    ValidationBed() = default;
    services::Outcome<void> open(const validation::Scenario& scenario, metrics::MetricRegistry& registry,
                                 const services::Call& call, bool isCreating);

    std::unique_ptr<storage::ScratchDatabase> m_scratch;
    storage::DatabaseLocation m_location;
    std::unique_ptr<storage::Database> m_database;
    services::SystemClock m_clock;
    services::OwnerAuthorizer m_authorizer;
    std::unique_ptr<services::CommandService> m_commands;
    std::unique_ptr<services::GrowthService> m_growth;
    services::DatabaseStatus m_status;
    int m_serverProcess = 0;
    bool m_hasControls = false;
};

} // namespace alluse::composition
