// Opening, the weekly round and the small movements; growth.cpp holds forks, merges, endings.

#include "services/demo/family_simulation.h"

#include "domain/assert.h"
#include "domain/planning.h"
#include "domain/reinvestment_planning.h"
#include "services/demo/demo_names.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace alluse::services::demo {

using domain::AccountType;
using domain::CommandKind;
using domain::Date;
using domain::Money;
using domain::Policy;
using domain::TransactionType;
using domain::Weekday;

namespace {

constexpr std::int64_t kPartsPerMillion = 1'000'000;
// Capitals of a book of clients, in dollars: many middling ones, a few large ones.
constexpr std::array<std::int64_t, 10> kCapitals{50'000,  80'000,  120'000, 150'000,   200'000,
                                                 250'000, 400'000, 600'000, 1'000'000, 2'500'000};
constexpr std::array<const char*, 8> kUnderlyings{"AAPL", "AMZN", "GOOGL", "JPM",
                                                  "MSFT", "NVDA", "QQQ",   "SPY"};

Money partOf(Money amount, std::int64_t partsPerMillion) {
    return Money::fromCents(amount.cents() / kPartsPerMillion * partsPerMillion +
                            amount.cents() % kPartsPerMillion * partsPerMillion / kPartsPerMillion);
}

// A third of the families run a bolder plan whose branches come together within two years.
std::array<Policy, 3> boldPolicies(std::array<Policy, 3> policies) {
    policies[0].targetWeeklyReturn = domain::BasisPoints(300);
    for (Policy& policy : policies) policy.mergeThreshold = Money::fromCents(200'000'00);
    return policies;
}

// Domain section 9: results of trades, less what was reinvested or left with a fork.
bool movesGain(TransactionType type, domain::Sleeve sleeve) {
    if (type == TransactionType::Reinvestment) return sleeve == domain::Sleeve::Cash;
    return type == TransactionType::TradePremium || type == TransactionType::TradeAssignment ||
           type == TransactionType::ForkOut;
}

std::uint64_t familySeed(const FamilySettings& settings) {
    DemoRandom mixer(settings.seed);
    return mixer.next() ^ static_cast<std::uint64_t>(settings.number) * 0xD1B54A32D192ED03U;
}

} // namespace

FamilySimulation::FamilySimulation(const FamilySettings& settings)
    : m_settings(settings), m_random(familySeed(settings)) {}

BulkFamily FamilySimulation::run() {
    Date friday = m_settings.endDate;
    while (friday.weekday() != Weekday::Friday) friday = friday.plusDays(-1);
    // One family in four came later; a single week is the same for all.
    const int late = m_random.oneIn(4) ? static_cast<int>(m_random.below(m_settings.weeks)) : 0;
    const int weeks = m_settings.weeks - late;
    Date monday = friday.plusDays(-4 - 7 * (weeks - 1));
    open(monday);
    for (int week = 0; week < weeks; ++week, monday = monday.plusDays(7)) playWeek(monday);
    setFinalStatus(friday);
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        m_family.accounts[i].status = m_states[i].account.status;
        m_family.accounts[i].closeReason = m_states[i].account.closeReason;
    }
    return std::move(m_family);
}

void FamilySimulation::open(Date day) {
    const auto templates = domain::shippedTemplates();
    const auto& chosen = templates[static_cast<std::size_t>(
        m_random.below(static_cast<std::int64_t>(templates.size())))];
    const auto policies = m_random.oneIn(3) ? boldPolicies(chosen.policies) : chosen.policies;
    const DemoClient client = demoClient(m_settings.seed, m_settings.number);
    m_family.client = {client.name, "C" + std::to_string(m_settings.number + 1), client.contact, ""};
    m_family.name = client.name;
    m_family.templateName = chosen.name;
    m_family.openedOn = day;

    const std::int64_t dollars =
        kCapitals[static_cast<std::size_t>(m_random.below(static_cast<std::int64_t>(kCapitals.size())))] +
        m_random.below(20) * 1'000;
    const Money capital = Money::fromCents(dollars * 100);
    const auto split = domain::splitCapital(
        capital, {policies[0].initialAllocation, policies[1].initialAllocation, policies[2].initialAllocation});
    ALLUSE_ASSERT(split.has_value(), "a demo capital can be split");

    const std::size_t expected = static_cast<std::size_t>(m_settings.weeks) * 3 + 2;
    m_family.entries.reserve(expected + expected / 8);
    for (std::size_t i = 0; i < policies.size(); ++i) {
        const AccountType type = domain::kAccountTypes[i];
        addAccount(client.name + " " + std::string(domain::shortName(type)), type, policies[i], day);
    }
    m_family.accounts[2].account.isDesignatedCom = true;
    addEntry(CommandKind::OpenFamily, day);
    for (std::size_t i = 0; i < policies.size(); ++i)
        addPosting(i, TransactionType::Opening, split->parts[i], split->parts[i]);
    addCounterpart(TransactionType::Opening);
}

void FamilySimulation::playWeek(Date monday) {
    mergeDue(monday);
    const Date tuesday = monday.plusDays(1);
    harvest(tuesday, AccountType::Revenue);
    harvest(monday.plusDays(2), AccountType::Compounding);
    const Date thursday = monday.plusDays(3);
    moveClientMoney(thursday);
    transfer(thursday);
    harvest(thursday, AccountType::Generation);
    const Date friday = monday.plusDays(4);
    forkDue(friday);
    payFees(friday);
    reinvest(friday);
}

void FamilySimulation::harvest(Date day, AccountType type) {
    const std::size_t count = m_states.size();
    for (std::size_t i = 0; i < count; ++i)
        if (isOpen(i) && m_states[i].account.type == type) trade(i, day);
}

// A premium near the target, now and then an assignment that costs more than a week's premium.
void FamilySimulation::trade(std::size_t index, Date day) {
    const domain::Account& account = m_states[index].account;
    const std::int64_t target = account.policy.targetWeeklyReturn.value() * 100; // ppm
    const bool isAssigned = m_random.oneIn(16);
    const std::int64_t rate = isAssigned ? -m_random.around(2 * target, target / 2)
                                         : m_random.around(target * 11 / 10, target / 3);
    Money amount = partOf(account.balance(), rate);
    if (amount.isNegative()) amount = std::max(amount, account.balances.cash().negated());
    if (amount.isZero()) return;
    const auto type = amount.isNegative() ? TransactionType::TradeAssignment
                                          : TransactionType::TradePremium;
    postOne(index, type, amount, day);
    m_family.entries.back().postings.front().trade = someTrade(day);
}

void FamilySimulation::moveClientMoney(Date day) {
    if (m_random.oneIn(45))
        postOne(0, TransactionType::Deposit, Money::fromCents(m_random.between(2, 40) * 500'00), day,
                "Client deposit");
    if (m_random.oneIn(20)) {
        const Money most = m_states[1].account.available();
        const Money wanted = Money::fromCents(m_random.between(5, 60) * 100'00);
        if (wanted <= most) postOne(1, TransactionType::Withdrawal, wanted.negated(), day, "Income payment");
    }
}

// Revenue that is not needed goes where it grows.
void FamilySimulation::transfer(Date day) {
    if (!m_random.oneIn(60)) return;
    const Money amount = Money::fromCents(m_random.between(10, 100) * 100'00);
    if (amount > m_states[1].account.available()) return;
    addEntry(CommandKind::Transfer, day, "Rebalancing");
    addPosting(1, TransactionType::TransferOut, amount.negated());
    addPosting(2, TransactionType::TransferIn, amount);
}

// Once a quarter, 0.05 % of each root account; interest on the cash of the Rev-Acc.
void FamilySimulation::payFees(Date day) {
    if (day.month() % 3 != 0 || day.day() < 22 || day.day() > 28) return;
    for (std::size_t i = 0; i < 3; ++i) {
        const Money fee = partOf(m_states[i].account.balance(), 500);
        if (fee.isPositive() && fee <= m_states[i].account.balances.cash())
            postOne(i, TransactionType::Fee, fee.negated(), day, "Quarterly fee");
    }
    if (const Money interest = partOf(m_states[1].account.balances.cash(), 2'500); interest.isPositive())
        postOne(1, TransactionType::Interest, interest, day, "Interest on cash");
}

// Domain section 9, on the Friday of the week of the 15th of the last month of a quarter.
void FamilySimulation::reinvest(Date day) {
    if (day.month() % 3 != 0 || day.day() < 15 || day.day() > 21) return;
    const domain::GrowthLimits limits;
    for (std::size_t i = 1; i < 3; ++i) {
        const auto amounts = domain::reinvestmentAmounts(m_states[i].account, limits);
        if (amounts.invested() < limits.reinvestmentMin) continue;
        addEntry(CommandKind::Reinvest, day, "Quarterly reinvestment");
        addPosting(i, TransactionType::Reinvestment, amounts.amount.negated());
        addPosting(i, TransactionType::Reinvestment, amounts.taxReserve, {}, domain::Sleeve::TaxReserve);
        addPosting(i, TransactionType::Reinvestment, amounts.contracts, {}, domain::Sleeve::Contracts);
        addPosting(i, TransactionType::Reinvestment, amounts.leaps, {}, domain::Sleeve::Leaps);
    }
}

std::size_t FamilySimulation::addAccount(std::string name, AccountType type, const Policy& policy,
                                         Date day) {
    BulkAccount& row = m_family.accounts.emplace_back();
    row.account.name = std::move(name);
    row.account.type = type;
    row.account.policy = policy;
    row.openedOn = day;
    State& state = m_states.emplace_back();
    state.account.id = domain::AccountId(static_cast<std::int64_t>(m_states.size()));
    state.account.type = type;
    state.account.policy = policy;
    state.account.openedOn = day;
    return m_states.size() - 1;
}

BulkEntry& FamilySimulation::addEntry(CommandKind kind, Date day, std::string note) {
    if (m_family.entries.empty() || m_family.entries.back().businessDate != day) m_secondOfDay = 0;
    m_secondOfDay += m_random.between(20, 300);
    BulkEntry& entry = m_family.entries.emplace_back();
    entry.kind = kind;
    const std::uint64_t high = m_random.next();
    entry.commandId = domain::CommandId::fromRandom(high, m_random.next());
    entry.businessDate = day;
    // From 15:00 UTC on, which is the same day in New York.
    constexpr std::int64_t kDaySeconds = 86'400, kStart = 15 * 3'600;
    entry.recordedAt = domain::Timestamp(
        (day.daysSinceEpoch() * kDaySeconds + kStart + m_secondOfDay) * 1'000'000 + m_random.below(1'000'000));
    entry.note = std::move(note);
    return entry;
}

void FamilySimulation::addPosting(std::size_t account, TransactionType type, Money amount,
                                  Money baselineDelta, domain::Sleeve sleeve) {
    if (amount.isZero()) return; // a 0 % share
    domain::Account& state = m_states[account].account;
    Money& held = state.balances.sleeves[static_cast<std::size_t>(sleeve)];
    held = held + amount;
    ALLUSE_ASSERT(!held.isNegative(), "a simulated sleeve never falls below zero");
    state.baseline = state.baseline + baselineDelta;
    const Money gain = movesGain(type, sleeve) ? std::max(amount, state.reinvestable.negated()) : Money();
    state.reinvestable = state.reinvestable + gain;
    m_family.entries.back().postings.push_back({account, type, sleeve, amount, baselineDelta, {}, gain});
}

void FamilySimulation::addCounterpart(TransactionType type) {
    auto& postings = m_family.entries.back().postings;
    Money sum;
    for (const BulkPosting& posting : postings) sum = sum + posting.amount;
    postings.push_back({*ruleOf(type).counterpart, type, domain::Sleeve::Cash, sum.negated(), {}, {}, {}});
}

void FamilySimulation::postOne(std::size_t account, TransactionType type, Money amount, Date day,
                               std::string note) {
    addEntry(CommandKind::Post, day, std::move(note));
    addPosting(account, type, amount, ruleOf(type).movesBaseline ? amount : Money());
    addCounterpart(type);
}

// "SPY   261218P00450000": root, expiry, put or call, strike in thousandths of a dollar.
domain::TradeDetails FamilySimulation::someTrade(Date day) {
    domain::TradeDetails trade;
    trade.underlying = kUnderlyings[static_cast<std::size_t>(
        m_random.below(static_cast<std::int64_t>(kUnderlyings.size())))];
    Date expiry = day.plusDays(7);
    while (expiry.weekday() != Weekday::Friday) expiry = expiry.plusDays(1);
    std::array<char, 40> symbol{};
    std::snprintf(symbol.data(), symbol.size(), "%-6s%02d%02u%02u%c%08lld", trade.underlying.c_str(),
                  expiry.year() % 100, expiry.month(), expiry.day(), m_random.oneIn(3) ? 'C' : 'P',
                  static_cast<long long>(m_random.between(60, 600)) * 1'000);
    trade.optionSymbol = symbol.data();
    trade.contracts = static_cast<std::int32_t>(m_random.between(1, 20));
    trade.tradeDate = day;
    return trade;
}

bool FamilySimulation::isOpen(std::size_t index) const {
    return m_states[index].account.status == domain::AccountStatus::Active;
}

} // namespace alluse::services::demo
