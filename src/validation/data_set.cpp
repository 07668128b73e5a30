#include "validation/data_set.h"

#include "domain/policy.h"
#include "domain/seeded_random.h"

#include <algorithm>
#include <map>

namespace alluse::validation {
namespace {

using domain::AccountType;
using domain::Money;
using domain::Sleeve;
using domain::SystemAccount;
using domain::TransactionType;

constexpr std::int64_t kFamiliesPerLoad = 5'000;
const domain::Date kOpenedOn(20'000); // 2024-10-04
constexpr std::int64_t kMicrosPerDay = 86'400'000'000;

Money usd(std::int64_t dollars) { return Money::fromCents(dollars * 100); }

class FamilyMaker {
public:
    FamilyMaker(std::int64_t number, std::uint64_t seed)
        : m_random(seed * 1'000'003 + static_cast<std::uint64_t>(number)) {
        const auto& moderate = *domain::findTemplate("moderate");
        m_family.name = "Load family " + std::to_string(number);
        m_family.client = {"Load client " + std::to_string(number), "", "", ""};
        m_family.templateName = moderate.name;
        m_family.openedOn = kOpenedOn;
        auto& opening = addEntry(domain::CommandKind::OpenFamily);
        for (std::size_t i = 0; i < domain::kAccountTypes.size(); ++i) {
            auto& account = m_family.accounts.emplace_back();
            account.account.type = domain::kAccountTypes[i];
            account.account.name = m_family.name + ' ' + std::string(domain::shortName(account.account.type));
            account.account.policy = moderate.policies[i];
            account.account.isDesignatedCom = account.account.type == AccountType::Compounding;
            account.openedOn = kOpenedOn;
            const Money part = usd(i == 0 ? 100'000 : 75'000);
            opening.postings.push_back({i, TransactionType::Opening, Sleeve::Cash, part, part, {}, {}});
        }
        opening.postings.push_back({SystemAccount::Opening, TransactionType::Opening, Sleeve::Cash, usd(-250'000), {}, {}, {}});
    }

    void deposit(std::size_t account) {
        const Money amount = Money::fromCents(m_random.between(1'00, 500'00));
        post(account, TransactionType::Deposit, amount, amount, SystemAccount::ClientCash, {});
    }
    void premium(std::size_t account, Money amount) {
        post(account, TransactionType::TradePremium, amount, {}, SystemAccount::MarketResult, amount);
    }
    void forkChild() {
        auto& child = m_family.accounts.emplace_back(m_family.accounts[0]);
        child.account.name += "-F1";
        child.parentIndex = 0;
        child.depth = 1;
        auto& fork = addEntry(domain::CommandKind::Fork);
        const Money part = usd(10'000);
        fork.postings = {{std::size_t{0}, TransactionType::ForkOut, Sleeve::Cash, usd(-20'000), {}, {}, {}},
                         {std::size_t{3}, TransactionType::ForkIn, Sleeve::Cash, part, part, {}, {}},
                         {std::size_t{2}, TransactionType::ForkIn, Sleeve::Cash, part, {}, {}, {}}};
        fork.links = {{domain::LineageKind::Fork, domain::NewAccountIndex{0}, domain::NewAccountIndex{3}, part},
                      {domain::LineageKind::Fork, domain::NewAccountIndex{0}, domain::NewAccountIndex{2}, part}};
    }
    services::BulkFamily take() { return std::move(m_family); }

private:
    services::BulkEntry& addEntry(domain::CommandKind kind) {
        services::BulkEntry entry;
        entry.kind = kind;
        const auto high = m_random.next();
        entry.commandId = domain::CommandId::fromRandom(high, m_random.next());
        entry.businessDate = kOpenedOn;
        entry.recordedAt = domain::Timestamp(std::int64_t{kOpenedOn.daysSinceEpoch()} * kMicrosPerDay + ++m_micros);
        m_family.entries.push_back(std::move(entry));
        return m_family.entries.back();
    }
    void post(std::size_t account, TransactionType type, Money amount, Money baseline, SystemAccount other, Money gain) {
        auto& entry = addEntry(domain::CommandKind::Post);
        entry.postings = {{account, type, Sleeve::Cash, amount, baseline, {}, gain},
                          {other, type, Sleeve::Cash, Money::fromCents(-amount.cents()), {}, {}, {}}};
    }

    domain::SeededRandom m_random;
    services::BulkFamily m_family;
    std::int64_t m_micros = 0;
};

// The first families may fork, the next ones merge; reinvestments concern the Rev-Accs of the first.
services::BulkFamily makeFamily(const DataSetRule& rule, std::uint64_t seed, std::int64_t number) {
    FamilyMaker maker(number, seed);
    for (int i = 0; i < rule.entriesPerAccount; ++i)
        for (std::size_t account = 0; account < 3; ++account) maker.deposit(account);
    if (number < rule.forkable) maker.premium(0, usd(52'000));
    else if (number < rule.forkable + rule.mergeable) maker.forkChild();
    if (number < rule.reinvestable) maker.premium(1, usd(30'000));
    return maker.take();
}

} // namespace

services::Outcome<void> makeDataSet(const DataSetRule& rule, std::uint64_t seed, services::DatabasePort& database,
                                    const std::function<void(std::int64_t, std::int64_t)>& onProgress,
                                    const services::Call& call) {
    for (std::int64_t from = 0; from < rule.families; from += kFamiliesPerLoad) {
        if (call.isCancelled && call.isCancelled())
            return services::failed(services::FailureKind::Cancelled, "The data set was not finished.");
        std::vector<services::BulkFamily> families;
        const auto end = std::min(rule.families, from + kFamiliesPerLoad);
        for (std::int64_t number = from; number < end; ++number) families.push_back(makeFamily(rule, seed, number));
        if (auto loaded = database.loadFamilies(families, call); !loaded) return loaded;
        if (onProgress) onProgress(end, rule.families);
    }
    return database.finishLoad(call);
}

services::Outcome<DataSet> readDataSet(const DataSetRule& rule, services::AccountReads& accounts,
                                       const services::Call& call) {
    DataSet data;
    std::map<domain::FamilyId, LoadFamily> families;
    services::PageRequest request;
    request.limit = services::kPageRowsMax;
    do {
        // Without a filter: by id alone a page is a range of the primary key.
        auto page = accounts.page({}, request, call);
        if (!page) return tl::unexpected(page.error());
        for (const auto& row : page->rows) {
            if (row.openedOn != kOpenedOn || row.status != domain::AccountStatus::Active) continue; // of an earlier run
            LoadFamily& family = families[row.familyId];
            family.family = row.familyId;
            if (row.depth == 1) data.mergeable.push_back(row.id);
            else if (row.type == AccountType::Generation) family.generation = row.id;
            else if (row.type == AccountType::Revenue) family.revenue = row.id;
            else family.compounding = row.id;
            if (row.depth == 0 && row.type == AccountType::Generation && row.surplus() >= row.forkThreshold)
                data.forkable.push_back(row.id);
            if (row.type == AccountType::Revenue && row.surplus() >= usd(30'000)) data.reinvestable.push_back(row.id);
        }
        request.after = page->next;
    } while (request.after);
    for (const auto& [id, family] : families)
        if (!family.generation.isNone() && !family.revenue.isNone()) data.families.push_back(family);
    if (data.families.empty() || static_cast<std::int64_t>(data.forkable.size()) < std::min<std::int64_t>(1, rule.forkable) ||
        static_cast<std::int64_t>(data.mergeable.size()) < std::min<std::int64_t>(1, rule.mergeable))
        return services::failed(services::FailureKind::Unavailable,
                                "This database does not hold what the scenario works on; let it make a database of its own.");
    return data;
}

} // namespace alluse::validation
