#pragma once
// A source of plans whose ids and times follow from a seed: the same run, the same commands.

#include "domain/planning.h"

#include <random>
#include <stdexcept>
#include <string>

namespace alluse::tests {

using domain::AccountId;
using domain::Money;

inline Money usd(std::int64_t dollars, std::int64_t cents = 0) {
    return Money::fromCents(dollars * 100 + cents);
}

class Orders {
public:
    explicit Orders(std::uint64_t seed = 1) : m_random(seed) {}

    domain::CommandId commandId() {
        const std::uint64_t high = m_random();
        return domain::CommandId::fromRandom(high, m_random());
    }
    // Each header is a microsecond later than the one before, so recorded times are distinct.
    domain::OrderHeader header(const std::string& role = "owner", const std::string& reason = "") {
        domain::OrderHeader header;
        header.commandId = commandId();
        header.actor = {"tester", role, "test", reason};
        header.requestedAt = domain::Timestamp(m_micros++);
        header.businessDate = date;
        header.note = "test";
        return header;
    }
    domain::EntryPlan openFamily(Money capital, const std::string& client = "Ada Lovelace",
                                 const std::string& family = "Lovelace") {
        domain::OpenFamilyOrder order;
        order.header = header();
        order.client = domain::NewClient{client, "", "", ""};
        order.familyName = family;
        order.capital = capital;
        order.templateName = "moderate";
        return value(domain::planOpenFamily(order));
    }
    domain::PostOrder postOrder(AccountId account, domain::TransactionType type, Money amount) {
        domain::PostOrder order;
        order.header = header("owner", "because");
        order.account = account;
        order.type = type;
        order.amount = amount;
        return order;
    }
    domain::EntryPlan post(AccountId account, domain::TransactionType type, Money amount) {
        return value(domain::planPost(postOrder(account, type, amount)));
    }
    domain::EntryPlan transfer(AccountId source, AccountId target, Money amount) {
        domain::TransferOrder order;
        order.header = header();
        order.source = source;
        order.target = target;
        order.amount = amount;
        return value(domain::planTransfer(order));
    }
    domain::EntryPlan status(const domain::Account& account, domain::AccountStatus to) {
        domain::ChangeStatusOrder order;
        order.header = header("owner", "because");
        order.account = account.id;
        order.to = to;
        if (to == domain::AccountStatus::Closed) order.closeReason = domain::CloseReason::Client;
        return value(domain::planChangeStatus(order, account));
    }
    domain::EntryPlan policy(const domain::Account& account, const domain::Policy& policy) {
        domain::ChangePolicyOrder order;
        order.header = header();
        order.account = account.id;
        order.policy = policy;
        order.fromVersion = account.policyVersion;
        return value(domain::planChangePolicy(order, account.type));
    }
    domain::EntryPlan reverse(const domain::StoredEntry& entry) {
        domain::ReverseOrder order;
        order.header = header("owner", "a mistake");
        order.entry = entry.id;
        return value(domain::planReverse(order, entry));
    }

    void addMicros(std::int64_t micros) { m_micros += micros; }

    domain::Date date{20'410}; // 2025-11-18

private:
    // A test that cannot even plan is wrong; the message names the refusal.
    static domain::EntryPlan value(const domain::Planned<domain::EntryPlan>& plan) {
        if (!plan) throw std::logic_error("not plannable: " + std::string(code(plan.error().code)));
        return *plan;
    }
    std::mt19937_64 m_random;
    std::int64_t m_micros = 1'763'467'200'000'000; // 2025-11-18 12:00 UTC
};

} // namespace alluse::tests
