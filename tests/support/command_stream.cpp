#include "support/command_stream.h"

#include "domain/canonical_json.h"

#include <algorithm>
#include <array>

namespace alluse::tests {

using domain::Account;
using domain::AccountId;
using domain::AccountStatus;
using domain::AccountType;
using domain::EntryPlan;
using domain::Money;
using domain::Policy;
using domain::Sleeve;
using domain::TransactionType;

namespace {

constexpr std::ptrdiff_t kLiveAccountsMax = 40; // few, so that commands meet each other

std::optional<EntryPlan> planOf(domain::Planned<EntryPlan> planned) {
    if (!planned) return std::nullopt;
    return std::move(*planned);
}

bool isFull(const MemoryBook& book) {
    return std::count_if(book.accounts.begin(), book.accounts.end(), [](const auto& known) {
               return known.second.status != AccountStatus::Closed;
           }) >= kLiveAccountsMax;
}

std::optional<AccountId> comOf(const MemoryBook& book, const Account& account) {
    return book.families.at(account.familyId).designatedCom;
}

domain::PostingPlan posting(const domain::AccountRef& account, TransactionType type, Money amount,
                            Sleeve sleeve = Sleeve::Cash, Money baselineDelta = {}) {
    domain::PostingPlan plan;
    plan.account = account;
    plan.type = type;
    plan.sleeve = sleeve;
    plan.amount = amount;
    plan.baselineDelta = baselineDelta;
    return plan;
}

void addWhole(EntryPlan& plan, const Account& account, TransactionType type) {
    for (std::size_t i = 0; i < domain::kSleeveCount; ++i)
        if (const Money held = account.balances.sleeves[i]; !held.isZero())
            plan.postings.push_back(posting(account.id, type, held.negated(), static_cast<Sleeve>(i)));
}

} // namespace

EntryPlan CommandStream::next(const MemoryBook& book) {
    std::optional<EntryPlan> plan;
    while (!plan) plan = any(book);
    m_sent.push_back(*plan);
    return *plan;
}

int CommandStream::batchSize() { return oneIn(6) ? static_cast<int>(2 + below(24)) : 1; }

std::optional<domain::Date> CommandStream::periodToClose() {
    if (!oneIn(150)) return std::nullopt;
    return m_today.plusDays(static_cast<std::int32_t>(-6 - below(3)));
}

CommandStream::Planned CommandStream::any(const MemoryBook& book) {
    if (book.families.size() < 2 || (oneIn(60) && !isFull(book)))
        return openFamily(book);
    const std::int64_t dice = below(100);
    if (dice < 40) return post(book);
    if (dice < 58) return transfer(book);
    if (dice < 66) return reverse(book);
    if (dice < 73) return changeStatus(book);
    if (dice < 77) return changePolicy(book);
    if (dice < 85) return allocate(book);
    if (dice < 87) return openAccount(book);
    if (dice < 90) return fork(book);
    if (dice < 92) return merge(book);
    if (dice < 94) return payOut(book);
    return repeat();
}

CommandStream::Planned CommandStream::openFamily(const MemoryBook& book) {
    domain::OpenFamilyOrder order;
    order.header = header();
    if (!book.clients.empty() && oneIn(3)) order.client = domain::ClientId(1 + below(static_cast<std::int64_t>(book.clients.size()) + 2));
    else order.client = domain::NewClient{"Client " + text(), oneIn(3) ? "X-" + std::to_string(below(4)) : "", text(), text()};
    order.familyName = "Family " + text();
    order.capital = Money::fromCents(oneIn(4) ? 1 + below(20) : 1 + below(60'000'000));
    order.templateName = std::string(oneOf(std::vector<std::string>{"moderate", "conservative", "aggressive", "income", "compound"}));
    return planOf(domain::planOpenFamily(order));
}

CommandStream::Planned CommandStream::openAccount(const MemoryBook& book) {
    if (isFull(book)) return std::nullopt;
    domain::OpenAccountOrder order;
    order.header = header();
    if (oneIn(4))
        order.family = domain::NewFamily{"Of import", domain::NewClient{"Imported", "", "", ""}, ""};
    else order.family = domain::FamilyId(1 + below(static_cast<std::int64_t>(book.families.size()) + 1));
    order.name = "Account " + text();
    // Some take the reference that a later account would get by itself.
    if (oneIn(2)) order.reference = oneIn(2) ? "R-" + std::to_string(below(6))
                                             : "A" + std::to_string(1'000 + static_cast<std::int64_t>(book.accounts.size()) + below(6));
    order.type = domain::kAccountTypes[static_cast<std::size_t>(below(3))];
    order.policy = policy(order.type);
    if (oneIn(2)) order.openingAmount = Money::fromCents(1 + below(5'000'000));
    if (oneIn(4)) order.kind = domain::CommandKind::ImportRow;
    return planOf(domain::planOpenAccount(order));
}

CommandStream::Planned CommandStream::post(const MemoryBook& book) {
    constexpr std::array kTypes{TransactionType::Deposit,         TransactionType::Withdrawal,
                                TransactionType::Withdrawal,      TransactionType::TradePremium,
                                TransactionType::TradeAssignment, TransactionType::Fee,
                                TransactionType::Interest,        TransactionType::Adjustment};
    domain::PostOrder order;
    order.header = header();
    order.account = accountId(book);
    const auto known = book.accounts.find(order.account);
    order.type = kTypes[static_cast<std::size_t>(below(kTypes.size()))];
    order.amount = amountNear(known == book.accounts.end() ? nullptr : &known->second);
    const bool isSigned = order.type == TransactionType::TradeAssignment || order.type == TransactionType::Adjustment;
    if (isSigned && !oneIn(3)) order.amount = order.amount.negated();
    if (order.type == TransactionType::TradePremium && oneIn(2))
        order.trade = domain::TradeDetails{"SPY", oneIn(2) ? "SPY   251121P00500000" : "", static_cast<std::int32_t>(below(5)), m_today};
    if (oneIn(8)) order.importRow = 1 + below(100);
    return planOf(domain::planPost(order));
}

CommandStream::Planned CommandStream::transfer(const MemoryBook& book) {
    domain::TransferOrder order;
    order.header = header();
    order.source = accountId(book);
    order.target = accountId(book);
    const auto source = book.accounts.find(order.source);
    if (source != book.accounts.end() && !oneIn(5)) { // within the family, as a rule
        std::vector<AccountId> siblings;
        for (const auto& [id, account] : book.accounts)
            if (account.familyId == source->second.familyId) siblings.push_back(id);
        order.target = oneOf(siblings);
    }
    order.amount = amountNear(source == book.accounts.end() ? nullptr : &source->second);
    return planOf(domain::planTransfer(order));
}

CommandStream::Planned CommandStream::reverse(const MemoryBook& book) {
    if (book.entries.empty()) return std::nullopt;
    const auto size = static_cast<std::int64_t>(book.entries.size());
    const std::int64_t at = oneIn(2) ? below(size) : size - 1 - below(std::min<std::int64_t>(size, 20));
    domain::StoredEntry entry = book.entries[static_cast<std::size_t>(at)];
    entry.reversedBy.reset(); // the ledger must notice
    if (oneIn(30)) entry.id = domain::EntryId(900'000'000 + size);
    domain::ReverseOrder order;
    order.header = header();
    order.entry = entry.id;
    return planOf(domain::planReverse(order, entry));
}

CommandStream::Planned CommandStream::changeStatus(const MemoryBook& book) {
    const Account* chosen = account(book);
    // Closing is tried most often where it is possible.
    for (const auto& [id, other] : book.accounts)
        if (other.balance().isZero() && oneIn(6)) chosen = &other;
    domain::ChangeStatusOrder order;
    order.header = header();
    order.account = chosen->id;
    order.to = static_cast<AccountStatus>(1 + below(oneIn(3) ? 4 : 3));
    if (order.to == AccountStatus::Suspended && !oneIn(3)) order.to = AccountStatus::Active;
    if (chosen->balance().isZero() && oneIn(2)) order.to = AccountStatus::Closed;
    Account asSeen = *chosen;
    if (oneIn(10)) asSeen.status = AccountStatus::Inactive; // read before somebody changed it
    return planOf(domain::planChangeStatus(order, asSeen));
}

CommandStream::Planned CommandStream::changePolicy(const MemoryBook& book) {
    const Account* chosen = account(book);
    domain::ChangePolicyOrder order;
    order.header = header();
    order.account = chosen->id;
    order.policy = policy(chosen->type);
    order.fromVersion = chosen->policyVersion - (oneIn(4) ? 1 : 0);
    return planOf(domain::planChangePolicy(order, chosen->type));
}

// Reinvestment and release: equity stays, the sleeves move.
CommandStream::Planned CommandStream::allocate(const MemoryBook& book) {
    const Account* chosen = account(book);
    EntryPlan plan = rawPlan(domain::CommandKind::Reinvest);
    const Money amount = amountNear(chosen);
    if (oneIn(3)) {
        const auto from = static_cast<Sleeve>(1 + below(3));
        const Money held = chosen->balances.of(from);
        const Money released = held.isZero() || oneIn(4) ? amount : Money::fromCents(1 + below(held.cents()));
        plan.postings = {posting(chosen->id, TransactionType::Release, released.negated(), from),
                         posting(chosen->id, TransactionType::Release, released)};
    } else {
        const Money contracts = amount.share(domain::BasisPoints(7'500)), leaps = amount - contracts;
        plan.postings = {posting(chosen->id, TransactionType::Reinvestment, amount.negated())};
        if (!contracts.isZero()) plan.postings.push_back(posting(chosen->id, TransactionType::Reinvestment, contracts, Sleeve::Contracts));
        if (!leaps.isZero()) plan.postings.push_back(posting(chosen->id, TransactionType::Reinvestment, leaps, Sleeve::Leaps));
    }
    if (oneIn(2)) plan.expectedVersions = {{chosen->id, chosen->version - (oneIn(4) ? 1 : 0)}};
    plan.event = domain::GrowthEventPlan{chosen->id, std::nullopt, amount};
    return plan;
}

CommandStream::Planned CommandStream::fork(const MemoryBook& book) {
    const Account* parent = account(book);
    const auto com = comOf(book, *parent);
    if (isFull(book) || !com || parent->type != AccountType::Generation) return std::nullopt;
    const Money amount = std::min(amountNear(parent), Money::fromCents(10'000'000));
    const Money toCom = amount.share(domain::BasisPoints(5'000)), toChild = amount - toCom;
    if (toCom.isZero() || toChild.isZero()) return std::nullopt;
    EntryPlan plan = rawPlan(domain::CommandKind::Fork);
    plan.family = parent->familyId;
    domain::NewAccount child;
    child.name = parent->name.substr(0, 20) == parent->name ? parent->name + "-F" : "Child";
    child.type = AccountType::Generation;
    child.policy = parent->policy;
    child.parent = parent->id;
    plan.newAccounts = {child};
    plan.postings = {posting(parent->id, TransactionType::ForkOut, amount.negated()),
                     posting(domain::NewAccountIndex{0}, TransactionType::ForkIn, toChild, Sleeve::Cash, toChild),
                     posting(*com, TransactionType::ForkIn, toCom)};
    plan.links = {{domain::LineageKind::Fork, parent->id, domain::NewAccountIndex{0}, toChild},
                  {domain::LineageKind::Fork, parent->id, *com, toCom}};
    plan.expectedVersions = {{parent->id, parent->version}};
    const std::int64_t sequence = book.families.at(parent->familyId).growthSequence;
    plan.expectedGrowth = domain::ExpectedGrowth{parent->familyId, sequence - (oneIn(6) ? 1 : 0)};
    plan.raisesGrowthSequence = true;
    plan.event = domain::GrowthEventPlan{parent->id, domain::NewAccountIndex{0}, amount};
    plan.pendingForks = {{parent->id, domain::PendingForkState::Executed, {}}};
    return plan;
}

CommandStream::Planned CommandStream::merge(const MemoryBook& book) {
    const Account* source = account(book);
    const auto com = comOf(book, *source);
    if (!com || *com == source->id || source->balance().isZero()) return std::nullopt;
    EntryPlan plan = rawPlan(domain::CommandKind::Merge);
    addWhole(plan, *source, TransactionType::MergeOut);
    if (oneIn(6)) plan.postings.front().amount = plan.postings.front().amount + Money::fromCents(1);
    Money total;
    for (const auto& out : plan.postings) total = total - out.amount;
    if (plan.postings.front().amount.isZero() || total.isZero()) return std::nullopt;
    plan.postings.push_back(posting(*com, TransactionType::MergeIn, total, Sleeve::Cash, total));
    plan.statusChanges = {{source->id, AccountStatus::Closed, domain::CloseReason::Merged, *com}};
    plan.links = {{domain::LineageKind::Merge, source->id, *com, total}};
    plan.expectedVersions = {{source->id, source->version}};
    plan.event = domain::GrowthEventPlan{*com, std::nullopt, total};
    plan.expectedGrowth = domain::ExpectedGrowth{source->familyId, book.families.at(source->familyId).growthSequence};
    plan.raisesGrowthSequence = true;
    return plan;
}

// Close family: everything out, everything closed.
CommandStream::Planned CommandStream::payOut(const MemoryBook& book) {
    const Account* any = account(book);
    if (book.families.size() > 2 && !oneIn(3)) return std::nullopt;
    EntryPlan plan = rawPlan(domain::CommandKind::CloseFamily);
    for (const auto& [id, other] : book.accounts) {
        if (other.familyId != any->familyId || other.status == AccountStatus::Closed) continue;
        if (oneIn(12)) continue; // one is forgotten
        addWhole(plan, other, TransactionType::Payout);
        plan.statusChanges.push_back({id, AccountStatus::Closed, domain::CloseReason::Client, std::nullopt});
    }
    if (plan.postings.empty()) return std::nullopt;
    for (std::size_t i = 0, last = plan.postings.size(); i < last; ++i) // a family may hold more than one amount can
        plan.postings.push_back(posting(domain::SystemAccount::ClientCash, TransactionType::Payout, plan.postings[i].amount.negated()));
    return plan;
}

// The same again, or another plan under a used id.
CommandStream::Planned CommandStream::repeat() {
    if (m_sent.empty()) return std::nullopt;
    EntryPlan plan = m_sent[m_sent.size() - 1 - static_cast<std::size_t>(below(std::min<std::int64_t>(static_cast<std::int64_t>(m_sent.size()), 200)))];
    if (oneIn(3)) plan.commandId = m_sent[static_cast<std::size_t>(below(static_cast<std::int64_t>(m_sent.size())))].commandId;
    return plan;
}

domain::OrderHeader CommandStream::header() {
    domain::OrderHeader header;
    header.commandId = freshId();
    header.actor = {"tester", oneIn(3) ? "teller" : "manager", "test", "because"};
    header.requestedAt = domain::Timestamp(m_micros += 1 + below(1'000'000));
    if (oneIn(40)) m_today = m_today.plusDays(1);
    header.businessDate = m_today.plusDays(oneIn(5) ? static_cast<std::int32_t>(-below(12)) : 0);
    if (oneIn(3)) header.note = text();
    header.managerOverride = oneIn(15);
    return header;
}

domain::CommandId CommandStream::freshId() {
    const std::uint64_t high = m_random();
    return domain::CommandId::fromRandom(high, m_random());
}

AccountId CommandStream::accountId(const MemoryBook& book) {
    if (oneIn(60)) return AccountId(1'000 + below(static_cast<std::int64_t>(book.accounts.size()) + 3) + 1);
    return account(book)->id;
}

const Account* CommandStream::account(const MemoryBook& book) {
    // The younger ones, of which some are still open.
    auto chosen = book.accounts.rbegin();
    std::advance(chosen, below(std::min<std::int64_t>(static_cast<std::int64_t>(book.accounts.size()), 120)));
    if (chosen->second.status == AccountStatus::Closed && !oneIn(8)) return account(book);
    return &chosen->second;
}

// Mostly a figure at which a rule turns, one cent around it.
Money CommandStream::amountNear(const Account* account) {
    std::int64_t cents = 1 + below(oneIn(2) ? 1'000 : 3'000'000);
    if (account && oneIn(2)) {
        const std::array<std::int64_t, 7> edges{
            account->available().cents(), account->balances.cash().cents(), account->buffer().cents(),
            account->balance().cents(), account->policy.forkThreshold.cents(),
            account->policy.forkThreshold.cents() - account->surplus().cents(),
            account->balances.allocated().cents()};
        cents = edges[static_cast<std::size_t>(below(edges.size()))] - 1 + below(3);
    }
    if (oneIn(200)) cents = Money::kCentsMax - below(3) * below(30'000'000);
    return Money::fromCents(std::clamp<std::int64_t>(cents, 1, Money::kCentsMax));
}

std::string CommandStream::text() {
    static const std::vector<std::string> kTexts{
        "plain", "O'Brien \"&\" Söhne", "a\\b", "{1,2}", "%1 %2", ":name", "$1", "=cmd()", "<b>bold</b>",
        "null", "NULL", "\xF0\x9F\x92\xB0 money", "two  blanks", "-- comment", "'; drop table account; --"};
    return oneOf(kTexts);
}

Policy CommandStream::policy(AccountType type) {
    Policy policy = Policy::defaultsFor(type);
    policy.cashBuffer = domain::BasisPoints(static_cast<std::int32_t>(oneIn(3) ? 0 : below(2'001)));
    if (type != AccountType::Compounding) policy.withdrawalsAllowed = !oneIn(4);
    if (type == AccountType::Generation) {
        policy.forkingEnabled = !oneIn(3);
        policy.forkThreshold = Money::fromCents(1 + below(10'000'000));
    }
    return policy;
}

EntryPlan CommandStream::rawPlan(domain::CommandKind kind) {
    const domain::OrderHeader order = header();
    EntryPlan plan;
    plan.commandId = order.commandId;
    plan.kind = kind;
    plan.actor = order.actor;
    plan.payload = domain::JsonObject().set("kind", code(kind)).set("number", m_micros).text();
    plan.requestedAt = order.requestedAt;
    plan.businessDate = order.businessDate;
    plan.note = order.note;
    plan.managerOverride = order.managerOverride;
    return plan;
}

} // namespace alluse::tests
