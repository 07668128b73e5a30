#include "services/import_run.h"

#include "metrics/catalogue.h"
#include "services/service_meters.h"

#include <algorithm>

namespace alluse::services {

using domain::AccountId;
using domain::CommandId;
using domain::EntryPlan;
using domain::ImportedRow;
using domain::Refusal;
using domain::RefusalCode;

namespace {

// A batch whose answer was lost is sent again: its command ids make that safe.
constexpr int kSendAttemptsMax = 3;
// References that are remembered; a larger file looks the others up again.
constexpr std::size_t kReferencesMax = 200'000;

bool mayBeSentAgain(const Failure& failure) {
    return failure.kind == FailureKind::Unknown || failure.kind == FailureKind::Busy;
}

void addUnique(auto& target, const auto& values) {
    target.insert(target.end(), values.begin(), values.end());
    std::sort(target.begin(), target.end());
    target.erase(std::unique(target.begin(), target.end()), target.end());
}

} // namespace

const CommandId& importNameSpace() {
    static const CommandId id = *CommandId::parse("8c0f3b5e-52a4-4d0e-9f6b-3b1d0a7c41e2");
    return id;
}

CommandId importCommandId(const std::string& source, const std::string& externalId) {
    // One name space per source, so that no pair of texts can run together.
    return CommandId::fromName(CommandId::fromName(importNameSpace(), source), externalId);
}

Outcome<ImportSummary> ImportService::Run::execute(const ImportRows& rows) {
    if (auto begun = begin(); !begun) return tl::unexpected(std::move(begun.error()));
    Outcome<void> result;
    for (bool isEnd = false; result && !isEnd;) {
        if (isCancelled()) {
            m_summary.wasCancelled = true;
            break;
        }
        result = postBatch(readBatch(rows, isEnd));
        tellRejects();
        tellCommitted();
        if (m_request.onProgress) m_request.onProgress(m_summary);
    }
    m_isFinished = result.has_value() && !m_summary.wasCancelled;
    // The counts are kept even when the import ended early: undo needs to find it.
    const auto finished = finish();
    if (!result) return tl::unexpected(std::move(result.error()));
    if (!finished) return tl::unexpected(finished.error());
    return std::move(m_summary);
}

Outcome<void> ImportService::Run::begin() {
    m_startedAt = m_service.m_clock.now();
    auto status = m_service.m_database.status(m_call);
    if (!status) return tl::unexpected(std::move(status.error()));
    m_closedThrough = status->closedThrough;
    if (m_request.isDryRun) {
        auto dryRun = m_service.m_ledger.beginDryRun(m_call);
        if (!dryRun) return tl::unexpected(std::move(dryRun.error()));
        m_dryRun = std::move(*dryRun);
        return {};
    }
    auto id = m_service.m_database.beginImport(record(), m_call);
    if (!id) return tl::unexpected(std::move(id.error()));
    m_summary.id = *id;
    return {};
}

Outcome<void> ImportService::Run::finish() {
    if (m_request.isDryRun) return {};
    return m_service.m_database.finishImport(record(), {m_call.lane, {}});
}

std::vector<ImportService::Run::Parsed> ImportService::Run::readBatch(const ImportRows& rows,
                                                                      bool& isEnd) {
    std::vector<Parsed> batch;
    for (std::size_t taken = 0; taken < m_request.batchRows; ++taken) {
        auto row = rows();
        if (!row) {
            isEnd = true;
            break;
        }
        ++m_summary.read;
        if (auto* error = std::get_if<domain::RowError>(&row->content)) {
            ++m_summary.bad;
            reject({row->row, std::move(error->column), std::move(error->code), std::move(error->text)});
        } else {
            batch.emplace_back(row->row, std::move(std::get<ImportedRow>(row->content)));
        }
    }
    return batch;
}

Outcome<void> ImportService::Run::postBatch(std::vector<Parsed> batch) {
    if (auto found = findAccounts(batch); !found) return found;
    std::vector<EntryPlan> plans;
    std::vector<Pending> pending;
    for (const Parsed& row : batch) {
        const auto account = m_accounts.find(row.second.accountReference);
        if (account == m_accounts.end()) {
            // An opening that was refused has been reported with its own reason.
            if (!m_request.settings.unknownAccount) {
                Refusal refusal;
                refusal.code = RefusalCode::UnknownAccount;
                refusal.detail = row.second.accountReference;
                refusal.field = "account";
                refuse(row.first, refusal);
            }
            continue;
        }
        auto plan = planPost(orderOf(row, account->second));
        if (!plan) {
            refuse(row.first, plan.error());
            continue;
        }
        plans.push_back(std::move(*plan));
        pending.push_back({row.first, row.second.type, row.second.amount.absolute()});
    }
    const auto outcomes = send(plans);
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (auto settled = settle(pending[i], outcomes[i]); !settled) return settled;
    return {};
}

Outcome<void> ImportService::Run::findAccounts(const std::vector<Parsed>& batch) {
    std::vector<std::string> wanted;
    if (m_accounts.size() > kReferencesMax) m_accounts.clear();
    for (const auto& [row, content] : batch)
        if (!m_accounts.contains(content.accountReference)) wanted.push_back(content.accountReference);
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    if (wanted.empty()) return {};
    auto found = m_service.m_accounts.findByReferences(wanted, m_call);
    if (!found) return tl::unexpected(std::move(found.error()));
    m_accounts.merge(*found);
    if (!m_request.settings.unknownAccount) return {};

    std::vector<Parsed> missing; // in file order: an account opens with its first row
    for (const Parsed& row : batch)
        if (!m_accounts.contains(row.second.accountReference)) missing.push_back(row);
    return openAccounts(missing);
}

Outcome<void> ImportService::Run::openAccounts(const std::vector<Parsed>& missing) {
    std::vector<EntryPlan> plans;
    std::vector<std::string> references;
    std::unordered_map<std::string, Refusal> refusals;
    for (const Parsed& row : missing) {
        const std::string& reference = row.second.accountReference;
        if (refusals.contains(reference) ||
            std::find(references.begin(), references.end(), reference) != references.end())
            continue;
        auto plan = planOpenAccount(openingOf(row));
        if (!plan) {
            refusals.emplace(reference, plan.error());
            continue;
        }
        if (!m_request.isDryRun) plan->importId = m_summary.id;
        plan->importRow = row.first;
        plans.push_back(std::move(*plan));
        references.push_back(reference);
    }
    const auto outcomes = send(plans);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const auto& outcome = outcomes[i];
        if (outcome && !outcome->openedAccounts.empty()) {
            m_accounts.emplace(references[i], outcome->openedAccounts.front());
            if (!outcome->wasAlreadyDone || m_isRetry) ++m_summary.accountsCreated;
            addUnique(m_changes.families, outcome->changes.families);
            addUnique(m_changes.accounts, outcome->openedAccounts);
        } else if (!outcome && outcome.error().kind == FailureKind::Refused && outcome.error().refusal) {
            refusals.emplace(references[i], *outcome.error().refusal);
        } else if (!outcome) {
            return tl::unexpected(outcome.error());
        }
    }
    for (const Parsed& row : missing)
        if (const auto refused = refusals.find(row.second.accountReference); refused != refusals.end())
            refuse(row.first, refused->second);
    return {};
}

domain::OpenAccountOrder ImportService::Run::openingOf(const Parsed& row) const {
    const std::string& reference = row.second.accountReference;
    const auto& unknown = *m_request.settings.unknownAccount;
    const CommandId perSource = CommandId::fromName(importNameSpace(), m_request.settings.source);
    domain::NewClient client;
    client.name = "Client of " + reference;
    domain::OpenAccountOrder order;
    order.header = headerOf(CommandId::fromName(CommandId::fromName(perSource, "account"), reference),
                            row.second.date);
    order.header.originalDate.reset(); // no money moves, so a closed period does not matter
    order.header.businessDate = row.second.date;
    order.family = domain::NewFamily{"Family of " + reference, client, ""};
    order.name = "Account " + reference;
    order.reference = reference;
    order.type = unknown.type;
    order.policy = unknown.policy;
    order.kind = domain::CommandKind::ImportRow;
    return order;
}

domain::PostOrder ImportService::Run::orderOf(const Parsed& row, AccountId account) const {
    constexpr std::size_t kOsiLength = 21;
    const ImportedRow& content = row.second;
    domain::PostOrder order;
    order.header = headerOf(importCommandId(m_request.settings.source, content.externalId), content.date);
    order.header.note = content.note;
    order.account = account;
    order.type = content.type;
    order.amount = content.amount;
    const bool isTrade = content.type == domain::TransactionType::TradePremium ||
                         content.type == domain::TransactionType::TradeAssignment;
    if (isTrade && !content.symbol.empty()) {
        order.trade.emplace();
        auto& field = content.symbol.size() == kOsiLength ? order.trade->optionSymbol
                                                          : order.trade->underlying;
        field = content.symbol;
        order.trade->tradeDate = content.date;
    }
    if (!m_request.isDryRun) order.importId = m_summary.id;
    order.importRow = row.first;
    return order;
}

domain::OrderHeader ImportService::Run::headerOf(const CommandId& id, domain::Date date) const {
    domain::OrderHeader header;
    header.commandId = id;
    header.actor = m_request.actor;
    header.requestedAt = m_service.m_clock.now();
    header.businessDate = date;
    // A late item goes to the first open date and names its original one.
    if (m_closedThrough && date <= *m_closedThrough) {
        header.originalDate = date;
        header.businessDate = m_closedThrough->plusDays(1);
    }
    return header;
}

std::vector<Outcome<EntryReceipt>> ImportService::Run::send(const std::vector<EntryPlan>& plans) {
    m_isRetry = false;
    if (plans.empty()) return {};
    if (m_dryRun) return m_dryRun->post(plans);
    // A write past its first statement finishes: cancelling is asked between batches.
    const Call call{m_call.lane, {}};
    auto outcomes = m_service.m_ledger.postEntries(plans, call);
    for (int attempt = 1; attempt < kSendAttemptsMax; ++attempt) {
        const bool isLost = std::any_of(outcomes.begin(), outcomes.end(), [](const auto& outcome) {
            return !outcome && mayBeSentAgain(outcome.error());
        });
        if (!isLost) break;
        m_isRetry = true;
        outcomes = m_service.m_ledger.postEntries(plans, call);
    }
    return outcomes;
}

Outcome<void> ImportService::Run::settle(const Pending& row, const Outcome<EntryReceipt>& outcome) {
    if (!outcome) {
        if (outcome.error().kind != FailureKind::Refused || !outcome.error().refusal)
            return tl::unexpected(outcome.error());
        refuse(row.row, *outcome.error().refusal);
        return {};
    }
    if (outcome->wasAlreadyDone && !m_isRetry) {
        ++m_summary.duplicates;
        return {};
    }
    ++m_summary.posted;
    if (m_request.isDryRun) return {};
    auto& [count, cents] = m_postedByType[row.type];
    ++count;
    cents += static_cast<std::uint64_t>(row.amount.cents());
    m_changes.accounts.insert(m_changes.accounts.end(), outcome->changes.accounts.begin(),
                              outcome->changes.accounts.end());
    m_changes.families.insert(m_changes.families.end(), outcome->changes.families.begin(),
                              outcome->changes.families.end());
    m_changes.types.insert(m_changes.types.end(), outcome->changes.types.begin(),
                           outcome->changes.types.end());
    return {};
}

void ImportService::Run::refuse(std::int64_t row, const Refusal& refusal) {
    ++m_summary.refused;
    std::string field = refusal.field;
    // The command id of a row is made of its external id.
    if (refusal.code == RefusalCode::CommandIdReused) field = "externalId";
    if (field == "type" || refusal.code == RefusalCode::WrongTypeForAccount) field = "direction";
    if (field == "reference" || field == "name" || field == "familyName" || field == "client")
        field = "account";
    const auto column = m_request.columns.find(field);
    std::string text = refusal.code == RefusalCode::CommandIdReused
                           ? "This external id was posted before with other content."
                           : domain::describe(refusal);
    reject({row, column == m_request.columns.end() ? field : column->second,
            std::string(code(refusal.code)), std::move(text)});
    if (!m_request.isDryRun)
        m_service.m_registry
            .counter(metrics::ids::kAccountErrors, {{"kind", std::string(code(refusal.code))}}).add();
}

void ImportService::Run::reject(ImportReject reject) { m_rejects.push_back(std::move(reject)); }

// In the order of the file, which is how a person goes through them.
void ImportService::Run::tellRejects() {
    std::stable_sort(m_rejects.begin(), m_rejects.end(),
                     [](const ImportReject& a, const ImportReject& b) { return a.row < b.row; });
    for (ImportReject& reject : m_rejects) {
        if (m_request.onReject) m_request.onReject(reject);
        if (m_summary.rejects.size() < kImportRejectsMax) m_summary.rejects.push_back(std::move(reject));
    }
    m_rejects.clear();
}

void ImportService::Run::tellCommitted() {
    for (const auto& [type, posted] : std::exchange(m_postedByType, {})) {
        const metrics::Labels labels{{"type", std::string(code(type))}};
        m_service.m_registry.counter(metrics::ids::kTxCount, labels).add(posted.first);
        m_service.m_registry.counter(metrics::ids::kTxVolumeCents, labels).add(posted.second);
    }
    domain::ChangeSet changes = std::exchange(m_changes, {});
    if (m_request.isDryRun || (changes.accounts.empty() && changes.families.empty())) return;
    addUnique(changes.accounts, std::vector<AccountId>{});
    addUnique(changes.families, std::vector<domain::FamilyId>{});
    addUnique(changes.types, std::vector<domain::AccountType>{});
    for (const auto& listener : m_service.m_listeners) listener(changes);
}

bool ImportService::Run::isCancelled() const { return m_call.isCancelled && m_call.isCancelled(); }

ImportRecord ImportService::Run::record() const {
    ImportRecord record;
    record.id = m_summary.id;
    record.source = m_request.settings.source;
    record.fileName = m_request.fileName;
    record.fileSha256 = m_request.fileSha256;
    record.startedAt = m_startedAt;
    record.actor = m_request.actor.name;
    record.read = m_summary.read;
    record.posted = m_summary.posted;
    record.duplicates = m_summary.duplicates;
    record.refused = m_summary.refused;
    record.bad = m_summary.bad;
    record.accountsCreated = m_summary.accountsCreated;
    record.isFinished = m_isFinished;
    return record;
}

} // namespace alluse::services
