#pragma once
// Orders and plans with sensible defaults, so that a test says only what it is about.

#include "domain/planning.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>

namespace alluse::tests {

inline domain::Timestamp wallClock() {
    using namespace std::chrono;
    return domain::Timestamp(duration_cast<microseconds>(system_clock::now().time_since_epoch()).count());
}

inline domain::CommandId freshCommandId() {
    thread_local std::mt19937_64 random(std::random_device{}());
    const std::uint64_t high = random();
    return domain::CommandId::fromRandom(high, random());
}

inline domain::Date day(int year, unsigned month, unsigned dayOfMonth) {
    return domain::Date::fromParts(year, month, dayOfMonth).value();
}

inline domain::OrderHeader header(domain::CommandId id = freshCommandId()) {
    domain::OrderHeader header;
    header.commandId = id;
    header.actor = {"tester", "owner", "test", "because the test says so"};
    header.requestedAt = wallClock();
    header.businessDate = day(2026, 3, 2);
    return header;
}

inline domain::Money cents(std::int64_t value) { return domain::Money::fromCents(value); }

template <class T>
T planned(domain::Planned<T> plan) {
    if (!plan) throw std::runtime_error("a test planned what is refused: " + domain::describe(plan.error()));
    return std::move(*plan);
}

inline domain::EntryPlan aFamily(std::int64_t capitalCents = 25'000'000,
                                 const std::string& name = "Miller", const std::string& policies = "moderate") {
    domain::OpenFamilyOrder order;
    order.header = header();
    order.client = domain::NewClient{name + " Trust", "", "", ""};
    order.familyName = name;
    order.capital = cents(capitalCents);
    order.templateName = policies;
    return planned(domain::planOpenFamily(order));
}

// The books closed through a day, by somebody who may.
inline domain::EntryPlan aClosedPeriod(domain::Date through, domain::CommandId id = freshCommandId()) {
    domain::ClosePeriodOrder order{header(id), through};
    return planned(domain::planClosePeriod(order, through));
}

inline domain::EntryPlan aPost(domain::AccountId account, domain::TransactionType type,
                               std::int64_t amountCents, domain::CommandId id = freshCommandId()) {
    domain::PostOrder order;
    order.header = header(id);
    order.account = account;
    order.type = type;
    order.amount = cents(amountCents);
    return planned(domain::planPost(order));
}

inline domain::EntryPlan aDeposit(domain::AccountId account, std::int64_t amountCents,
                                  domain::CommandId id = freshCommandId()) {
    return aPost(account, domain::TransactionType::Deposit, amountCents, id);
}
inline domain::EntryPlan aWithdrawal(domain::AccountId account, std::int64_t amountCents) {
    return aPost(account, domain::TransactionType::Withdrawal, amountCents);
}

inline domain::EntryPlan aTransfer(domain::AccountId source, domain::AccountId target,
                                   std::int64_t amountCents, domain::CommandId id = freshCommandId()) {
    domain::TransferOrder order;
    order.header = header(id);
    order.source = source;
    order.target = target;
    order.amount = cents(amountCents);
    return planned(domain::planTransfer(order));
}

} // namespace alluse::tests
