#include "storage/sqlite/sqlite_ledger.h"

#include "storage/sqlite/sqlite_error.h"
#include "storage/sqlite/statement.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>

namespace alluse::storage::sqlite {

using domain::EntryPlan;
using services::DryRun;
using services::EntryReceipt;
using services::Failure;
using services::FailureKind;
using services::Outcome;

namespace {

constexpr std::chrono::milliseconds kWriterWait{kWriterWaitMs};

tl::unexpected<Failure> busy() {
    return services::failed(FailureKind::Busy, "The database is busy with another writer. Try again.");
}

tl::unexpected<Failure> cancelled() { return services::failed(FailureKind::Cancelled, "Cancelled."); }

bool isCancelled(const services::Call& call) { return call.isCancelled && call.isCancelled(); }

// After a failed sync nobody can say whether the commit is on the disk.
Failure commitFailure(const SqliteError& error) {
    if (error.primaryCode() == SQLITE_IOERR)
        return {FailureKind::Unknown, std::nullopt,
                "The disk reported an error during the commit; it is unknown whether it is stored."};
    return toFailure(error);
}

} // namespace

struct SqliteLedger::Request {
    std::span<const EntryPlan> plans;
    Arrival arrival;
    Outcomes outcomes;
    bool isTaken = false;
    bool isDone = false;

    explicit Request(std::span<const EntryPlan> all) : plans(all), arrival(Arrival::now()) {
        outcomes.reserve(all.size());
    }
    void failAll(const Failure& failure) { outcomes.assign(plans.size(), tl::unexpected(failure)); }
};

SqliteLedger::SqliteLedger(std::filesystem::path path)
    : m_path(std::move(path)), m_reader(m_path, OpenMode::Read) {
    reopen();
}

SqliteLedger::~SqliteLedger() = default;

void SqliteLedger::reopen() {
    m_entries.reset();
    m_writer.reset();
    m_writer = std::make_unique<Connection>(m_path, OpenMode::Write);
    m_entries = std::make_unique<EntryWriter>(*m_writer);
}

Outcome<EntryReceipt> SqliteLedger::postEntry(const EntryPlan& plan, const services::Call& call) {
    if (isCancelled(call)) return cancelled();
    Request request(std::span(&plan, 1));
    submit(request);
    return std::move(request.outcomes.front());
}

std::vector<Outcome<EntryReceipt>> SqliteLedger::postEntries(std::span<const EntryPlan> plans,
                                                             const services::Call& call) {
    if (plans.empty()) return {};
    Request request(plans);
    if (isCancelled(call)) request.failAll(cancelled().value());
    else submit(request);
    return std::move(request.outcomes);
}

// The first caller to find the writer free writes for everyone who waits by then; nobody waits
// for a batch to fill. The others sleep until their outcome is there or the writer is free again.
void SqliteLedger::submit(Request& request) {
    std::unique_lock lock(m_mutex);
    m_waiting.push_back(&request);
    const auto mayGoOn = [&] { return request.isDone || (!m_isWriting && !request.isTaken); };
    while (!request.isDone) {
        if (request.isTaken) m_changed.wait(lock, [&] { return request.isDone; });
        else if (!m_changed.wait_for(lock, kWriterWait, mayGoOn) && !request.isTaken) {
            std::erase(m_waiting, &request);
            request.failAll(busy().value());
            return;
        }
        if (request.isDone || request.isTaken) continue;

        m_isWriting = true;
        const std::vector<Request*> batch = takeWaiting();
        lock.unlock();
        writeBatch(batch);
        lock.lock();
        for (Request* written : batch) written->isDone = true;
        m_isWriting = false;
        m_changed.notify_all();
    }
}

std::vector<SqliteLedger::Request*> SqliteLedger::takeWaiting() {
    std::vector<Request*> batch;
    std::size_t plans = 0;
    while (!m_waiting.empty() &&
           (batch.empty() || plans + m_waiting.front()->plans.size() <= kBatchPlansMax)) {
        batch.push_back(m_waiting.front());
        batch.back()->isTaken = true;
        plans += batch.back()->plans.size();
        m_waiting.pop_front();
    }
    return batch;
}

void SqliteLedger::writeBatch(const std::vector<Request*>& batch) noexcept {
    const auto failAll = [&](const Failure& failure) {
        for (Request* request : batch) request->failAll(failure);
    };
    bool isCommitting = false;
    try {
        if (!m_writer) reopen();
        Transaction transaction(*m_writer);
        const bool isAlone = batch.size() == 1 && batch.front()->plans.size() == 1;
        for (Request* request : batch) writeRequest(*request, isAlone);
        isCommitting = true;
        transaction.commit();
    } catch (const SqliteError& error) {
        failAll(isCommitting ? commitFailure(error) : toFailure(error));
        // A connection that met an I/O error holds pages nobody vouches for.
        if (error.primaryCode() == SQLITE_IOERR || error.primaryCode() == SQLITE_CORRUPT) {
            m_entries.reset();
            m_writer.reset();
        }
    } catch (const std::exception& error) {
        failAll({FailureKind::Internal, std::nullopt, error.what()});
    }
}

void SqliteLedger::writeRequest(Request& request, bool isAlone) {
    for (const EntryPlan& plan : request.plans)
        request.outcomes.push_back(isAlone ? m_entries->write(plan, request.arrival)
                                           : writeIsolated(plan, request.arrival));
}

// One plan of several: what a constraint refuses is undone without touching the neighbours.
Outcome<EntryReceipt> SqliteLedger::writeIsolated(const EntryPlan& plan, const Arrival& arrival) {
    m_writer->prepared("savepoint one_plan").run();
    try {
        auto outcome = m_entries->write(plan, arrival);
        m_writer->prepared("release one_plan").run();
        return outcome;
    } catch (const SqliteError& error) {
        // Any other error may have ended the whole transaction.
        if (error.primaryCode() != SQLITE_CONSTRAINT || !m_writer->isInTransaction()) throw;
        m_writer->prepared("rollback to one_plan").run();
        m_writer->prepared("release one_plan").run();
        return tl::unexpected(toFailure(error));
    }
}

Outcome<std::optional<Outcome<EntryReceipt>>> SqliteLedger::findCommand(domain::CommandId id,
                                                                        const services::Call&) {
    try {
        const std::lock_guard lock(m_readerMutex);
        auto stored = sqlite::findCommand(m_reader, id);
        if (!stored) return std::optional<Outcome<EntryReceipt>>{};
        return std::optional(std::move(stored->outcome));
    } catch (const SqliteError& error) {
        return tl::unexpected(toFailure(error));
    }
}

bool SqliteLedger::acquireWriter() {
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait_for(lock, kWriterWait, [&] { return !m_isWriting; })) return false;
    m_isWriting = true;
    return true;
}

void SqliteLedger::releaseWriter() {
    const std::lock_guard lock(m_mutex);
    m_isWriting = false;
    m_changed.notify_all();
}

// Owns the writer and its open transaction, which ends in a rollback whatever happens.
class SqliteLedger::OpenDryRun final : public DryRun {
public:
    explicit OpenDryRun(SqliteLedger& ledger) : m_ledger(ledger), m_transaction(*ledger.m_writer) {}
    ~OpenDryRun() override {
        m_transaction.rollback();
        m_ledger.releaseWriter();
    }

    std::vector<Outcome<EntryReceipt>> post(std::span<const EntryPlan> plans) override {
        Request request(plans);
        try {
            m_ledger.writeRequest(request, false);
        } catch (const SqliteError& error) {
            request.failAll(toFailure(error));
        }
        return std::move(request.outcomes);
    }

private:
    SqliteLedger& m_ledger;
    Transaction m_transaction;
};

Outcome<std::unique_ptr<DryRun>> SqliteLedger::beginDryRun(const services::Call& call) {
    if (isCancelled(call)) return cancelled();
    if (!acquireWriter()) return busy();
    try {
        if (!m_writer) reopen();
        return std::make_unique<OpenDryRun>(*this);
    } catch (const SqliteError& error) {
        releaseWriter();
        return tl::unexpected(toFailure(error));
    }
}

} // namespace alluse::storage::sqlite
