#include "composition/validation_bed.h"

#include "services/service_meters.h"
#include "storage/control_ledger.h"
#include "storage/storage_error.h"
#include "validation/resource_sampler.h"

#include <algorithm>

namespace alluse::composition {
namespace {

using services::FailureKind;
using validation::Operation;
using validation::WorkPath;

constexpr std::int64_t kControlAccounts = 100'000;
constexpr int kPoolSessionsMin = 16; // the pool's own default for the lane of a load
constexpr int kPoolSessionsMax = 64; // PostgreSQL gives 100 by default, the server's own among them

// Each user sits at a desktop with a session of its own; an embedded file has one writer anyway.
int sessionsFor(const validation::Scenario& scenario, storage::Dialect dialect) {
    if (scenario.switches.poolSessions) return *scenario.switches.poolSessions;
    if (dialect == storage::Dialect::Sqlite) return kPoolSessionsMin;
    const double users = scenario.model.kind == validation::LoadModel::Closed ? scenario.loadMax() : 0;
    return std::clamp(static_cast<int>(users), kPoolSessionsMin, kPoolSessionsMax);
}

storage::ControlGrade gradeOf(WorkPath path) {
    switch (path) {
    case WorkPath::Origin: return storage::ControlGrade::Origin;
    case WorkPath::Competent: return storage::ControlGrade::Competent;
    case WorkPath::Product:
    case WorkPath::Limit: break;
    }
    return storage::ControlGrade::Limit;
}

// SQL by hand instead of the services, or a statement of the scenario.
class ControlDriver final : public validation::Driver {
public:
    ControlDriver(const validation::Scenario& scenario, const storage::DatabaseLocation& location,
                  const validation::LoadState& state)
        : m_client(location), m_grade(gradeOf(scenario.switches.path)), m_statement(scenario.statement), m_state(state),
          m_accounts(scenario.data.keys, kControlAccounts / 2),
          m_families(scenario.data.keys, static_cast<std::int64_t>(state.data.families.size())) {}

    bool prepare(Operation, domain::SeededRandom& random) override {
        m_source = 1 + m_accounts.next(random);
        m_target = 1 + kControlAccounts / 2 + m_accounts.next(random);
        const auto& family = m_state.data.families[static_cast<std::size_t>(m_families.next(random))];
        m_family = family.family.value();
        m_account = random.oneIn(2) ? family.generation.value() : family.revenue.value();
        m_cents = random.between(1, 10);
        return true;
    }

    std::string_view perform(Operation operation) override {
        try {
            return run(operation);
        } catch (const storage::StorageError& error) {
            m_kind = services::errorKind(storage::toFailure(error, storage::Work::Writing));
            return m_kind;
        }
    }

private:
    std::string_view run(Operation operation) {
        switch (operation) {
        case Operation::Create: m_client.createAccount(m_grade, m_family, 1'000'00); return {};
        case Operation::Post:
        case Operation::Transfer: m_client.transfer(m_grade, m_source, m_target, m_cents); return {};
        case Operation::Query: m_client.read(m_grade, m_account); return {};
        case Operation::List:
        case Operation::Analytics: m_client.list(m_grade, m_family); return {};
        case Operation::Statement: m_client.statement(m_statement, m_account); return {};
        case Operation::Fork: m_client.fork(m_target); return {};
        case Operation::Merge: m_client.merge(m_source, m_target); return {};
        case Operation::Reinvest: break;
        }
        return "NOT_SUPPORTED";
    }

    storage::ControlClient m_client;
    storage::ControlGrade m_grade;
    const std::string& m_statement;
    const validation::LoadState& m_state;
    validation::Keys m_accounts, m_families;
    std::int64_t m_source = 0, m_target = 0, m_family = 0, m_account = 0, m_cents = 0;
    std::string m_kind;
};

bool usesStatement(const validation::Scenario& scenario) {
    return std::ranges::any_of(scenario.mix, [](const auto& part) { return part.operation == Operation::Statement; });
}

} // namespace

services::Outcome<std::unique_ptr<ValidationBed>>
ValidationBed::make(const BedRequest& request, const validation::Scenario& scenario, metrics::MetricRegistry& registry,
                    const services::Call& call) {
    const auto location = storage::DatabaseLocation::parse(request.location);
    if (!location)
        return services::failed(FailureKind::Unavailable, "A database is named by sqlite:PATH or postgresql:CONNINFO.");
    const bool isSqlite = location->dialect == storage::Dialect::Sqlite;
    if (isSqlite ? !scenario.onSqlite : !scenario.onPostgresql)
        return services::failed(FailureKind::Unavailable, std::string("This scenario does not run on ") +
                                                              (isSqlite ? "SQLite." : "PostgreSQL."));
    std::unique_ptr<ValidationBed> bed(new ValidationBed);
    const auto tell = [&](const std::string& text) {
        if (request.tell) request.tell(text);
    };
    bed->m_location = *location;
    if (request.isScratch) {
        tell("Making a test database");
        auto scratch = storage::ScratchDatabase::make(*location);
        if (!scratch) return tl::unexpected(scratch.error());
        bed->m_scratch = std::move(*scratch);
        bed->m_location = bed->m_scratch->location();
    }
    if (auto opened = bed->open(scenario, registry, call, request.isScratch); !opened) return tl::unexpected(opened.error());
    const auto totals = bed->m_database->families().totals(call);
    if (!totals) return tl::unexpected(totals.error());
    if (totals->families == 0) {
        const auto progress = [&](std::int64_t done, std::int64_t total) {
            tell("Filling it: " + std::to_string(done) + " of " + std::to_string(total) + " families");
        };
        if (auto made = validation::makeDataSet(scenario.data, scenario.seed, bed->m_database->admin(), progress, call); !made)
            return tl::unexpected(made.error());
    }
    return bed;
}

services::Outcome<std::unique_ptr<ValidationBed>>
ValidationBed::join(const std::string& location, const validation::Scenario& scenario, metrics::MetricRegistry& registry) {
    const auto parsed = storage::DatabaseLocation::parse(location);
    if (!parsed) return services::failed(FailureKind::Unavailable, "There is no such database.");
    std::unique_ptr<ValidationBed> bed(new ValidationBed);
    bed->m_location = *parsed;
    if (auto opened = bed->open(scenario, registry, {}, false); !opened) return tl::unexpected(opened.error());
    return bed;
}

ValidationBed::~ValidationBed() {
    m_growth.reset();
    m_commands.reset();
    m_database.reset(); // before the scratch database it lives in
}

services::Outcome<void> ValidationBed::open(const validation::Scenario& scenario, metrics::MetricRegistry& registry,
                                            const services::Call& call, bool isCreating) {
    storage::OpenOptions options;
    options.create = isCreating;
    options.environment = "test";
    options.registry = &registry;
    options.pool.perLane[static_cast<std::size_t>(services::Lane::Validation)] =
        sessionsFor(scenario, m_location.dialect);
    auto opened = storage::Database::open(m_location, options);
    if (!opened) return tl::unexpected(opened.error());
    m_database = std::move(*opened);
    auto status = m_database->admin().status(call);
    if (!status) return tl::unexpected(status.error());
    m_status = *std::move(status);
    if (m_status.environment != "test")
        return services::failed(FailureKind::Unavailable,
                                "This is a " + m_status.environment +
                                    " database; a load runs on a test database only. Let the run make one of its own, or "
                                    "make one with \"db init --environment test\".");
    m_commands = std::make_unique<services::CommandService>(m_database->ledger(), m_database->accounts(),
                                                            m_database->entries(), m_authorizer, m_clock, registry);
    m_growth = std::make_unique<services::GrowthService>(m_database->ledger(), m_database->growth(), m_authorizer, m_clock,
                                                         registry);
    m_serverProcess = validation::parentOf(storage::serverProcess(m_location));
    return {};
}

services::Outcome<std::unique_ptr<validation::LoadState>> ValidationBed::readState(const validation::Scenario& scenario,
                                                                                   validation::LoadPart part) {
    auto data = validation::readDataSet(scenario.data, m_database->accounts(), {});
    if (!data) return tl::unexpected(data.error());
    return std::make_unique<validation::LoadState>(std::move(*data), part);
}

services::Outcome<void> ValidationBed::prepareControls(const validation::Switches& switches) {
    if (switches.path == WorkPath::Product || m_hasControls) return {};
    if (m_location.dialect == storage::Dialect::Sqlite)
        return services::failed(FailureKind::Unavailable, "The controls speak to PostgreSQL only.");
    auto made = storage::makeControlLedger(m_location, kControlAccounts);
    m_hasControls = made.has_value();
    return made;
}

validation::DriverFactory ValidationBed::drivers(const validation::Scenario& scenario, validation::LoadState& state) {
    const bool isByHand = scenario.switches.path != WorkPath::Product || usesStatement(scenario);
    return [this, &scenario, &state, isByHand](int) -> std::unique_ptr<validation::Driver> {
        if (isByHand) return std::make_unique<ControlDriver>(scenario, m_location, state);
        return std::make_unique<validation::ServiceDriver>(
            scenario, validation::Services{*m_commands, *m_growth, m_database->accounts(), m_database->families(),
                                           m_database->entries(), m_clock},
            state);
    };
}

} // namespace alluse::composition
