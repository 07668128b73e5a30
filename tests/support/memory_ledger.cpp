#include "support/memory_ledger.h"

#include <algorithm>
#include <set>

namespace alluse::tests {

using domain::Account;
using domain::AccountId;
using domain::EntryPlan;
using domain::Refusal;
using domain::RefusalCode;
using services::EntryReceipt;
using services::Outcome;

namespace {

Refusal because(RefusalCode code, std::string field, std::string detail = {}) {
    return {code, std::nullopt, std::nullopt, std::move(detail), std::move(field)};
}

Refusal because(RefusalCode code, AccountId account) {
    return {code, account, std::nullopt, {}, "account"};
}

// The existing accounts a plan names, ascending.
std::set<AccountId> accountsOf(const EntryPlan& plan) {
    std::set<AccountId> ids;
    const auto addRef = [&](const domain::AccountRef& ref) {
        if (const auto* id = std::get_if<AccountId>(&ref)) ids.insert(*id);
    };
    for (const auto& posting : plan.postings) addRef(posting.account);
    for (const auto& link : plan.links) addRef(link.source), addRef(link.target);
    for (const auto& change : plan.statusChanges) ids.insert(change.account);
    for (const auto& change : plan.policyChanges) ids.insert(change.account);
    for (const auto& expected : plan.expectedVersions) ids.insert(expected.account);
    for (const auto& ended : plan.pendingForks) ids.insert(ended.account);
    for (const auto& hold : plan.forkHolds) ids.insert(hold.account);
    for (const auto& opened : plan.newAccounts)
        if (opened.parent) ids.insert(*opened.parent);
    return ids;
}

bool isDue(const Account& account) {
    return account.type == domain::AccountType::Generation && account.policy.forkingEnabled &&
           account.surplus() >= account.policy.forkThreshold;
}

bool closes(const EntryPlan& plan, AccountId account) {
    return std::any_of(plan.statusChanges.begin(), plan.statusChanges.end(), [&](const auto& change) {
        return change.account == account && change.to == domain::AccountStatus::Closed;
    });
}

// The checks of locked_row_rules.cpp in their order.
class Check {
public:
    Check(const MemoryBook& book, const EntryPlan& plan) : m_book(book), m_plan(plan) {}

    [[nodiscard]] std::optional<Refusal> first() const {
        if (auto refusal = period()) return refusal;
        for (const AccountId id : accountsOf(m_plan))
            if (!m_book.accounts.contains(id)) return because(RefusalCode::UnknownAccount, id);
        if (auto refusal = owners()) return refusal;
        if (auto refusal = references()) return refusal;
        if (auto refusal = families()) return refusal;
        if (hasGrown()) return because(RefusalCode::Stale, "family");
        for (const AccountId id : accountsOf(m_plan))
            if (auto refusal = domain::checkAgainst(m_plan, m_book.accounts.at(id), id)) return refusal;
        if (auto refusal = designatedCom()) return refusal;
        return reversed();
    }

private:
    [[nodiscard]] std::optional<Refusal> period() const {
        if (!m_plan.movesMoney() || m_plan.managerOverride || !m_book.closedThrough ||
            m_plan.businessDate > *m_book.closedThrough)
            return std::nullopt;
        return because(RefusalCode::PeriodClosed, "date", m_book.closedThrough->text());
    }

    [[nodiscard]] std::optional<Refusal> owners() const {
        if (m_plan.newFamily)
            if (const auto* client = std::get_if<domain::ClientId>(&m_plan.newFamily->client))
                if (!m_book.clients.contains(*client)) return because(RefusalCode::UnknownClient, "client");
        if (m_plan.family && !m_book.families.contains(*m_plan.family))
            return because(RefusalCode::UnknownFamily, "family");
        if (m_plan.reverses && !isEntry(*m_plan.reverses))
            return because(RefusalCode::UnknownEntry, "entry", std::to_string(m_plan.reverses->value()));
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Refusal> references() const {
        const auto* client = m_plan.newFamily
                                 ? std::get_if<domain::NewClient>(&m_plan.newFamily->client)
                                 : nullptr;
        if (client && !client->externalReference.empty())
            for (const auto& [id, known] : m_book.clients)
                if (known.externalReference == client->externalReference)
                    return because(RefusalCode::DuplicateReference, "client", client->externalReference);
        std::set<std::string> own;
        for (const auto& opened : m_plan.newAccounts) {
            if (opened.reference.empty()) continue;
            bool isTaken = !own.insert(opened.reference).second;
            for (const auto& [id, known] : m_book.accounts)
                isTaken = isTaken || known.reference == opened.reference;
            if (isTaken) return because(RefusalCode::DuplicateReference, "reference", opened.reference);
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Refusal> families() const {
        std::set<domain::FamilyId> transferred;
        for (const auto& posting : m_plan.postings)
            if (posting.type == domain::TransactionType::TransferIn ||
                posting.type == domain::TransactionType::TransferOut)
                if (const auto* id = std::get_if<AccountId>(&posting.account))
                    transferred.insert(m_book.accounts.at(*id).familyId);
        if (transferred.size() > 1) return because(RefusalCode::DifferentFamilies, "target");
        return std::nullopt;
    }

    [[nodiscard]] bool hasGrown() const {
        if (!m_plan.expectedGrowth) return false;
        const auto family = m_book.families.find(m_plan.expectedGrowth->family);
        return family == m_book.families.end() ||
               family->second.growthSequence != m_plan.expectedGrowth->sequence;
    }

    // The family's Com-Acc stays while a Gen-Acc lives that this plan does not close as well.
    [[nodiscard]] std::optional<Refusal> designatedCom() const {
        for (const auto& change : m_plan.statusChanges) {
            const Account& account = m_book.accounts.at(change.account);
            if (change.to != domain::AccountStatus::Closed ||
                m_book.families.at(account.familyId).designatedCom != account.id)
                continue;
            for (const auto& [id, other] : m_book.accounts)
                if (other.familyId == account.familyId && other.type == domain::AccountType::Generation &&
                    other.status != domain::AccountStatus::Closed && !closes(m_plan, id))
                    return because(RefusalCode::DesignatedComAccount, account.id);
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Refusal> reversed() const {
        if (!m_plan.reverses || !m_book.entries[index(*m_plan.reverses)].reversedBy) return std::nullopt;
        return because(RefusalCode::AlreadyReversed, "entry", std::to_string(m_plan.reverses->value()));
    }

    [[nodiscard]] bool isEntry(domain::EntryId id) const {
        return id.value() >= 1 && index(id) < m_book.entries.size();
    }
    [[nodiscard]] static std::size_t index(domain::EntryId id) {
        return static_cast<std::size_t>(id.value() - 1);
    }

    const MemoryBook& m_book;
    const EntryPlan& m_plan;
};

// Writes one plan that was checked.
class Writer {
public:
    Writer(MemoryBook& book, const EntryPlan& plan) : m_book(book), m_plan(plan) {}

    [[nodiscard]] EntryReceipt write() {
        m_receipt.recordedAt = m_plan.requestedAt;
        openFamily();
        for (const auto& opened : m_plan.newAccounts) openAccount(opened);
        if (m_plan.movesMoney()) addEntry();
        const std::set<AccountId> touched = touchedAccounts();
        for (const AccountId id : touched) apply(m_book.accounts.at(id));
        for (const auto& link : m_plan.links)
            m_book.links.push_back({link.kind, resolved(link.source), resolved(link.target), link.amount});
        for (const auto& ended : m_plan.pendingForks) m_book.pendingForks.erase(ended.account);
        if (m_plan.raisesGrowthSequence && m_plan.expectedGrowth)
            m_book.families.at(m_plan.expectedGrowth->family).growthSequence += 1;
        finish(touched);
        return std::move(m_receipt);
    }

private:
    void openFamily() {
        if (!m_plan.newFamily) {
            m_family = m_plan.family;
            return;
        }
        const domain::NewFamily& opened = *m_plan.newFamily;
        if (const auto* client = std::get_if<domain::ClientId>(&opened.client)) {
            m_receipt.client = *client;
        } else {
            m_receipt.client = domain::ClientId(static_cast<std::int64_t>(m_book.clients.size()) + 1);
            m_book.clients.emplace(*m_receipt.client, std::get<domain::NewClient>(opened.client));
        }
        m_family = domain::FamilyId(static_cast<std::int64_t>(m_book.families.size()) + 1);
        m_receipt.family = m_family;
        m_book.families.emplace(*m_family, MemoryBook::Family{*m_receipt.client, opened.name, {}});
    }

    void openAccount(const domain::NewAccount& opened) {
        MemoryBook::Family& family = m_book.families.at(*m_family);
        Account account;
        account.id = AccountId(domain::kFirstCustomerAccountId +
                               static_cast<std::int64_t>(m_book.accounts.size()));
        account.reference = opened.reference.empty() ? freeReference(account.id) : opened.reference;
        account.name = opened.name;
        account.clientId = family.client;
        account.familyId = *m_family;
        account.type = opened.type;
        account.policy = opened.policy;
        account.version = 1;
        account.openedOn = m_plan.businessDate;
        account.parent = opened.parent;
        if (opened.parent) {
            const Account& parent = m_book.accounts.at(*opened.parent);
            account.depth = parent.depth + 1;
            account.branch = parent.branch.value_or(account.id);
        }
        if (opened.successorOf) account.branch = m_book.accounts.at(*opened.successorOf).branch;
        const bool hasCom = family.designatedCom && m_book.accounts.at(*family.designatedCom).status !=
                                                        domain::AccountStatus::Closed;
        if (opened.isDesignatedCom && !hasCom) family.designatedCom = account.id;
        m_receipt.openedAccounts.push_back(account.id);
        m_book.accounts.emplace(account.id, std::move(account));
    }

    [[nodiscard]] std::string freeReference(AccountId id) const {
        const std::string plain = "A" + std::to_string(id.value());
        const auto isTaken = [&](const std::string& reference) {
            return std::any_of(m_book.accounts.begin(), m_book.accounts.end(),
                               [&](const auto& known) { return known.second.reference == reference; });
        };
        std::string reference = plain;
        for (int next = 2; isTaken(reference); ++next) reference = plain + "-" + std::to_string(next);
        return reference;
    }

    void addEntry() {
        domain::StoredEntry entry;
        entry.id = domain::EntryId(static_cast<std::int64_t>(m_book.entries.size()) + 1);
        entry.kind = m_plan.kind;
        entry.businessDate = m_plan.businessDate;
        for (const auto& posting : m_plan.postings) {
            domain::StoredPosting stored{domain::SystemAccount::ClientCash, posting.type, posting.sleeve,
                                         posting.amount, posting.baselineDelta};
            const domain::AccountRef account = resolved(posting.account);
            if (const auto* id = std::get_if<AccountId>(&account)) {
                stored.account = *id; // the gain stops at zero; what was really moved is kept
                stored.gainDelta = domain::movedGain(m_book.accounts.at(*id).reinvestable, posting.gainDelta);
            } else {
                stored.account = std::get<domain::SystemAccount>(account);
            }
            entry.postings.push_back(stored);
        }
        m_receipt.entry = entry.id;
        if (m_plan.reverses)
            m_book.entries[static_cast<std::size_t>(m_plan.reverses->value() - 1)].reversedBy = entry.id;
        m_book.entries.push_back(std::move(entry));
    }

    // The plan in terms of accounts that exist by now, so that domain::applied finds them.
    void apply(Account& account) {
        EntryPlan plan = m_plan;
        for (auto& posting : plan.postings) posting.account = resolved(posting.account);
        const Account before = account;
        account = domain::applied(plan, before);
        if (!isDue(before) && isDue(account)) m_book.pendingForks.try_emplace(account.id, m_receipt.entry);
    }

    void finish(const std::set<AccountId>& touched) {
        domain::ChangeSet& changes = m_receipt.changes;
        changes.accounts.assign(touched.begin(), touched.end());
        std::set<domain::FamilyId> families;
        std::set<domain::AccountType> types;
        for (const AccountId id : touched) {
            families.insert(m_book.accounts.at(id).familyId);
            types.insert(m_book.accounts.at(id).type);
        }
        if (m_family) families.insert(*m_family);
        changes.families.assign(families.begin(), families.end());
        changes.types.assign(types.begin(), types.end());
        changes.policies = !m_plan.policyChanges.empty() || !m_plan.newAccounts.empty();
        for (const AccountId id : postedAccounts()) {
            const Account& account = m_book.accounts.at(id);
            m_receipt.accounts.push_back({id, account.balance(), account.balances.cash(), account.version});
        }
    }

    [[nodiscard]] domain::AccountRef resolved(const domain::AccountRef& ref) const {
        if (const auto* index = std::get_if<domain::NewAccountIndex>(&ref))
            return m_receipt.openedAccounts.at(index->index);
        return ref;
    }
    [[nodiscard]] std::set<AccountId> postedAccounts() const {
        std::set<AccountId> ids;
        for (const auto& posting : m_plan.postings) {
            const domain::AccountRef account = resolved(posting.account);
            if (const auto* id = std::get_if<AccountId>(&account)) ids.insert(*id);
        }
        return ids;
    }
    [[nodiscard]] std::set<AccountId> touchedAccounts() const {
        std::set<AccountId> ids = postedAccounts();
        ids.insert(m_receipt.openedAccounts.begin(), m_receipt.openedAccounts.end());
        for (const auto& change : m_plan.statusChanges) ids.insert(change.account);
        for (const auto& change : m_plan.policyChanges) ids.insert(change.account);
        for (const auto& hold : m_plan.forkHolds) ids.insert(hold.account);
        return ids;
    }

    MemoryBook& m_book;
    const EntryPlan& m_plan;
    EntryReceipt m_receipt;
    std::optional<domain::FamilyId> m_family;
};

Outcome<EntryReceipt> post(MemoryBook& book, const EntryPlan& plan) {
    domain::assertWellFormed(plan);
    if (const auto known = book.commands.find(plan.commandId); known != book.commands.end()) {
        if (known->second.payload != plan.payload)
            return services::refused(because(RefusalCode::CommandIdReused, std::string()));
        Outcome<EntryReceipt> answer = known->second.outcome;
        if (answer) answer->wasAlreadyDone = true;
        return answer;
    }
    if (plan.refusal || plan.closesPeriodThrough) {
        auto refusal = plan.refusal;
        if (!refusal && book.closedThrough && *plan.closesPeriodThrough < *book.closedThrough)
            refusal = because(RefusalCode::PeriodClosed, "date", book.closedThrough->text());
        if (!refusal) book.closedThrough = plan.closesPeriodThrough;
        Outcome<EntryReceipt> answer = refusal ? Outcome<EntryReceipt>(services::refused(*refusal)) : EntryReceipt{};
        if (answer) answer->recordedAt = plan.requestedAt;
        book.commands.emplace(plan.commandId, MemoryBook::Command{plan.payload, answer});
        return answer;
    }
    if (auto refusal = Check(book, plan).first()) {
        // What may be sent again under the same id: a row of a file, and a plan that came too late.
        const bool isKept = plan.kind != domain::CommandKind::ImportRow && refusal->code != RefusalCode::Stale;
        Outcome<EntryReceipt> answer = services::refused(std::move(*refusal));
        if (isKept) book.commands.emplace(plan.commandId, MemoryBook::Command{plan.payload, answer});
        return answer;
    }
    Outcome<EntryReceipt> answer = Writer(book, plan).write();
    book.commands.emplace(plan.commandId, MemoryBook::Command{plan.payload, answer});
    return answer;
}

std::vector<Outcome<EntryReceipt>> postAll(MemoryBook& book, std::span<const EntryPlan> plans) {
    std::vector<Outcome<EntryReceipt>> outcomes;
    for (const EntryPlan& plan : plans) outcomes.push_back(post(book, plan));
    return outcomes;
}

class MemoryDryRun final : public services::DryRun {
public:
    explicit MemoryDryRun(MemoryBook book) : m_book(std::move(book)) {}
    std::vector<Outcome<EntryReceipt>> post(std::span<const EntryPlan> plans) override {
        return postAll(m_book, plans);
    }

private:
    MemoryBook m_book;
};

} // namespace

domain::Money MemoryBook::total() const {
    domain::Money sum;
    for (const auto& [id, account] : accounts) sum = sum + account.balance();
    return sum;
}

Outcome<EntryReceipt> MemoryLedger::postEntry(const EntryPlan& plan, const services::Call&) {
    const std::lock_guard lock(m_mutex);
    return post(m_book, plan);
}

std::vector<Outcome<EntryReceipt>> MemoryLedger::postEntries(std::span<const EntryPlan> plans,
                                                             const services::Call&) {
    const std::lock_guard lock(m_mutex);
    return postAll(m_book, plans);
}

Outcome<std::optional<Outcome<EntryReceipt>>> MemoryLedger::findCommand(domain::CommandId id,
                                                                        const services::Call&) {
    const std::lock_guard lock(m_mutex);
    const auto known = m_book.commands.find(id);
    if (known == m_book.commands.end()) return std::optional<Outcome<EntryReceipt>>{};
    std::optional<Outcome<EntryReceipt>> answer = known->second.outcome;
    if (*answer) (*answer)->wasAlreadyDone = true;
    return answer;
}

Outcome<std::unique_ptr<services::DryRun>> MemoryLedger::beginDryRun(const services::Call&) {
    const std::lock_guard lock(m_mutex);
    return std::make_unique<MemoryDryRun>(m_book);
}

std::optional<Account> MemoryLedger::account(AccountId id) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_book.accounts.find(id);
    if (found == m_book.accounts.end()) return std::nullopt;
    return found->second;
}

std::optional<domain::StoredEntry> MemoryLedger::entry(domain::EntryId id) const {
    const std::lock_guard lock(m_mutex);
    if (id.value() < 1 || id.value() > static_cast<std::int64_t>(m_book.entries.size()))
        return std::nullopt;
    return m_book.entries[static_cast<std::size_t>(id.value() - 1)];
}

} // namespace alluse::tests
