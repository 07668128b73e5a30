#pragma once
// One run of an import: reads rows, opens accounts, posts batches, keeps the counts. One thread.

#include "services/import_service.h"

#include <map>
#include <unordered_map>

namespace alluse::services {

// A project name space for version 5 ids; a constant for ever, or files would post twice.
[[nodiscard]] const domain::CommandId& importNameSpace();

class ImportService::Run {
public:
    Run(ImportService& service, const ImportRequest& request, const Call& call)
        : m_service(service), m_request(request), m_call(call) {}

    Outcome<ImportSummary> execute(const ImportRows& rows);

private:
    // A row of a batch on its way: its plan refers to an account that exists.
    struct Pending {
        std::int64_t row = 0;
        domain::TransactionType type = domain::TransactionType::Deposit;
        domain::Money amount;
    };
    using Parsed = std::pair<std::int64_t, domain::ImportedRow>;

    Outcome<void> begin();
    Outcome<void> finish();
    std::vector<Parsed> readBatch(const ImportRows& rows, bool& isEnd);
    Outcome<void> postBatch(std::vector<Parsed> batch);
    Outcome<void> findAccounts(const std::vector<Parsed>& batch);
    Outcome<void> openAccounts(const std::vector<Parsed>& missing);
    [[nodiscard]] domain::OpenAccountOrder openingOf(const Parsed& row) const;
    [[nodiscard]] domain::PostOrder orderOf(const Parsed& row, domain::AccountId account) const;
    [[nodiscard]] domain::OrderHeader headerOf(const domain::CommandId& id, domain::Date date) const;
    std::vector<Outcome<EntryReceipt>> send(const std::vector<domain::EntryPlan>& plans);
    Outcome<void> settle(const Pending& row, const Outcome<EntryReceipt>& outcome);
    void refuse(std::int64_t row, const domain::Refusal& refusal);
    void reject(ImportReject reject);
    void tellRejects();
    void tellCommitted();
    [[nodiscard]] bool isCancelled() const;
    [[nodiscard]] ImportRecord record() const;

    ImportService& m_service;
    const ImportRequest& m_request;
    const Call& m_call;
    ImportSummary m_summary;
    std::unique_ptr<DryRun> m_dryRun;
    std::optional<domain::Date> m_closedThrough;
    domain::Timestamp m_startedAt;
    bool m_isFinished = false;
    bool m_isRetry = false; // the batch was sent before and its answer was lost
    std::unordered_map<std::string, domain::AccountId> m_accounts; // by reference
    domain::ChangeSet m_changes;         // of this batch
    std::map<domain::TransactionType, std::pair<std::uint64_t, std::uint64_t>> m_postedByType; // count, cents; likewise
    std::vector<ImportReject> m_rejects; // of this batch: read and posted rows reject in turns
};

} // namespace alluse::services
