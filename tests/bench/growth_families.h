#pragma once
// Families for the benchmarks of forks and merges, each with one that is due.

#include "services/ports/database_port.h"
#include "support/seeded_orders.h"

#include <array>
#include <random>
#include <string>

namespace alluse::bench {

using tests::usd;
using tests::Money;

// As bulk loading takes them: the Gen-Acc stands `surplus` above its baseline, and `children` forked
// accounts stand below it.
inline services::BulkFamily familyOf(std::int64_t number, std::int64_t surplusDollars, int children) {
    services::BulkFamily family;
    family.client.name = "Client " + std::to_string(number);
    family.name = "Family " + std::to_string(number);
    family.templateName = "moderate";
    family.openedOn = domain::Date(20'000);
    const auto* policies = domain::findTemplate("moderate");
    services::BulkEntry opening;
    opening.kind = domain::CommandKind::OpenFamily;
    opening.businessDate = family.openedOn;
    opening.recordedAt = domain::Timestamp(20'000LL * 86'400'000'000);
    static std::mt19937_64 random(7);
    const auto id = [] { const auto high = random(); return domain::CommandId::fromRandom(high, random()); };
    opening.commandId = id();
    const std::array<std::int64_t, 3> parts{100'000, 75'000, 75'000};
    for (std::size_t i = 0; i < 3; ++i) {
        services::BulkAccount account;
        account.account.type = domain::kAccountTypes[i];
        account.account.name = family.name + " " + std::string(domain::shortName(account.account.type));
        account.account.policy = policies->of(account.account.type);
        account.account.isDesignatedCom = i == 2;
        account.openedOn = family.openedOn;
        family.accounts.push_back(account);
        opening.postings.push_back({i, domain::TransactionType::Opening, domain::Sleeve::Cash, usd(parts[i]),
                                    usd(parts[i]), {}, {}});
    }
    opening.postings.push_back({domain::SystemAccount::Opening, domain::TransactionType::Opening,
                                domain::Sleeve::Cash, usd(-250'000), {}, {}, {}});
    family.entries.push_back(opening);
    const auto add = [&](std::size_t account, domain::TransactionType type, Money amount) -> services::BulkEntry& {
        services::BulkEntry entry;
        entry.commandId = id();
        entry.businessDate = family.openedOn;
        entry.recordedAt = opening.recordedAt;
        entry.postings.push_back({account, type, domain::Sleeve::Cash, amount, {}, {}, {}});
        family.entries.push_back(std::move(entry));
        return family.entries.back();
    };
    for (int i = 0; i < children; ++i) {
        services::BulkAccount child;
        child.account.type = domain::AccountType::Generation;
        child.account.name = family.accounts[0].account.name + "-F" + std::to_string(i + 1);
        child.account.policy = policies->of(domain::AccountType::Generation);
        child.parentIndex = 0;
        child.depth = 1;
        child.openedOn = family.openedOn;
        const std::size_t index = family.accounts.size();
        family.accounts.push_back(child);
        services::BulkEntry& fork = add(0, domain::TransactionType::ForkOut, usd(-20'000));
        fork.kind = domain::CommandKind::Fork;
        fork.postings.push_back({index, domain::TransactionType::ForkIn, domain::Sleeve::Cash, usd(10'000),
                                 usd(10'000), {}, {}});
        fork.postings.push_back({std::size_t{2}, domain::TransactionType::ForkIn, domain::Sleeve::Cash,
                                 usd(10'000), {}, {}, {}});
        fork.links = {{domain::LineageKind::Fork, domain::NewAccountIndex{0}, domain::NewAccountIndex{index}, usd(10'000)},
                      {domain::LineageKind::Fork, domain::NewAccountIndex{0}, domain::NewAccountIndex{2}, usd(10'000)}};
    }
    if (surplusDollars > 0) {
        auto& premium = add(0, domain::TransactionType::TradePremium, usd(surplusDollars));
        premium.postings.back().gainDelta = usd(surplusDollars);
        premium.postings.push_back({domain::SystemAccount::MarketResult, domain::TransactionType::TradePremium,
                                    domain::Sleeve::Cash, usd(-surplusDollars), {}, {}, {}});
    }
    return family;
}

} // namespace alluse::bench
