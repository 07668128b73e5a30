#pragma once
// The command service on a throwaway database, with a clock and an authorizer that a test moves.

#include "services/command_service.h"
#include "support/databases.h"
#include "support/orders.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace alluse::tests {

// The wall clock until it is moved; the business date stands still.
class MovableClock final : public domain::Clock {
public:
    [[nodiscard]] domain::Timestamp now() const override {
        return domain::Timestamp(wallClock().microsSinceEpoch() + m_offset.load());
    }
    [[nodiscard]] domain::Date today() const override { return day(2026, 3, 2); }
    void moveSeconds(std::int64_t seconds) { m_offset += seconds * 1'000'000; }

private:
    std::atomic<std::int64_t> m_offset{0};
};

// Says yes until it is told to refuse; remembers what it was asked.
class RecordingAuthorizer final : public services::Authorizer {
public:
    struct Question {
        domain::CommandKind action;
        std::int64_t subject;
        bool operator==(const Question&) const = default;
    };
    [[nodiscard]] std::optional<domain::Refusal>
    authorize(const domain::Actor&, domain::CommandKind action, std::int64_t subject) const override {
        const std::lock_guard lock(m_mutex);
        m_questions.push_back({action, subject});
        if (!refuses) return std::nullopt;
        domain::Refusal refusal;
        refusal.code = domain::RefusalCode::NotAuthorized;
        return refusal;
    }
    [[nodiscard]] std::vector<Question> questions() const {
        const std::lock_guard lock(m_mutex);
        return m_questions;
    }
    std::atomic<bool> refuses{false};

private:
    mutable std::mutex m_mutex; // guards m_questions
    mutable std::vector<Question> m_questions;
};

struct CommandBench {
    explicit CommandBench(storage::Database& database)
        : service(database.ledger(), database.accounts(), database.entries(), authorizer, clock, registry) {}

    MovableClock clock;
    RecordingAuthorizer authorizer;
    metrics::MetricRegistry registry;
    services::CommandService service;
};

inline domain::OpenFamilyOrder familyOrder(std::int64_t capitalCents = 25'000'000) {
    domain::OpenFamilyOrder order;
    order.header = header();
    order.client = domain::NewClient{"Ada Lovelace", "", "", ""};
    order.familyName = "Lovelace";
    order.capital = cents(capitalCents);
    order.templateName = "moderate";
    return order;
}

inline domain::PostOrder postOrder(domain::AccountId account, domain::TransactionType type, std::int64_t amountCents) {
    domain::PostOrder order;
    order.header = header();
    order.account = account;
    order.type = type;
    order.amount = cents(amountCents);
    return order;
}

} // namespace alluse::tests
