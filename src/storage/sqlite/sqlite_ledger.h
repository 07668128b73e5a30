#pragma once
// The ledger port on a SQLite file: one writer at a time inside the process, one durable commit
// for everything that waited while the previous commit ran. Thread-safe.

#include "services/ports/ledger_port.h"
#include "storage/sqlite/entry_writer.h"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>

namespace alluse::storage::sqlite {

// A batch takes no more than this many plans, unless one request alone brings more.
inline constexpr std::size_t kBatchPlansMax = 1'000;
// How long a caller waits for the writer of this process, as for that of another one.
inline constexpr int kWriterWaitMs = kBusyTimeoutMs;

class SqliteLedger final : public services::LedgerPort {
public:
    // Throws SqliteError when the file cannot be opened.
    explicit SqliteLedger(std::filesystem::path path);
    ~SqliteLedger() override;

    services::Outcome<services::EntryReceipt> postEntry(const domain::EntryPlan& plan,
                                                        const services::Call& call = {}) override;
    std::vector<services::Outcome<services::EntryReceipt>>
    postEntries(std::span<const domain::EntryPlan> plans, const services::Call& call = {}) override;
    services::Outcome<std::optional<services::Outcome<services::EntryReceipt>>>
    findCommand(domain::CommandId id, const services::Call& call = {}) override;
    // Holds the writer until the dry run is destroyed; others wait at most kWriterWaitMs.
    services::Outcome<std::unique_ptr<services::DryRun>>
    beginDryRun(const services::Call& call = {}) override;

private:
    class OpenDryRun;
    struct Request;
    using Outcomes = std::vector<services::Outcome<services::EntryReceipt>>;

    void submit(Request& request);
    [[nodiscard]] std::vector<Request*> takeWaiting(); // m_mutex is held
    void writeBatch(const std::vector<Request*>& batch) noexcept;
    void writeRequest(Request& request, bool isAlone);
    [[nodiscard]] services::Outcome<services::EntryReceipt>
    writeIsolated(const domain::EntryPlan& plan, const Arrival& arrival);
    [[nodiscard]] bool acquireWriter();
    void releaseWriter();
    void reopen();

    const std::filesystem::path m_path;
    std::mutex m_mutex; // guards m_waiting, m_isWriting and the flags of waiting requests
    std::condition_variable m_changed;
    std::deque<Request*> m_waiting;
    bool m_isWriting = false;

    // Used only by the thread that set m_isWriting.
    std::unique_ptr<Connection> m_writer;
    std::unique_ptr<EntryWriter> m_entries;

    std::mutex m_readerMutex; // guards m_reader
    Connection m_reader;
};

} // namespace alluse::storage::sqlite
