#pragma once
// A real SQLite book in a temporary folder with the services the forms use, a fixed clock, and a
// ledger port that can lose its connection at a chosen moment.

#include "domain/clock.h"
#include "jobs/runner/job_runner.h"
#include "metrics/metric_registry.h"
#include "services/command_service.h"
#include "services/growth_service.h"
#include "storage/database.h"
#include "ui/dialogs/dialog_context.h"

#include <QTemporaryDir>
#include <QtGlobal>

#include <atomic>
#include <memory>

namespace alluse::test {

class FixedClock final : public domain::Clock {
public:
    [[nodiscard]] domain::Timestamp now() const override {
        // 2026-11-24 15:00:00 UTC
        return domain::Timestamp(1'795'532'400'000'000);
    }
    [[nodiscard]] domain::Date today() const override {
        return *domain::Date::fromParts(2026, 11, 24);
    }
};

// In front of the real port: passes everything on, except while a fault is armed.
class FaultyLedger final : public services::LedgerPort {
public:
    enum class Fault { None, LostAfterCommit, LostBeforeCommit, Unreachable };

    explicit FaultyLedger(services::LedgerPort& real) : m_real(real) {}
    void arm(Fault fault) { m_fault = fault; }
    [[nodiscard]] int postsCount() const { return m_posts; }

    services::Outcome<services::EntryReceipt> postEntry(const domain::EntryPlan& plan,
                                                        const services::Call& call) override {
        ++m_posts;
        switch (m_fault.exchange(Fault::None)) {
        case Fault::None: break;
        case Fault::LostAfterCommit:
            (void)m_real.postEntry(plan, call);
            return services::failed(services::FailureKind::Unknown, "lost after commit");
        case Fault::LostBeforeCommit:
            return services::failed(services::FailureKind::Unknown, "lost before commit");
        case Fault::Unreachable:
            return services::failed(services::FailureKind::Unavailable, "unreachable");
        }
        return m_real.postEntry(plan, call);
    }
    std::vector<services::Outcome<services::EntryReceipt>>
    postEntries(std::span<const domain::EntryPlan> plans, const services::Call& call) override {
        return m_real.postEntries(plans, call);
    }
    services::Outcome<std::optional<services::Outcome<services::EntryReceipt>>>
    findCommand(domain::CommandId id, const services::Call& call) override {
        return m_real.findCommand(id, call);
    }
    services::Outcome<std::unique_ptr<services::DryRun>>
    beginDryRun(const services::Call& call) override {
        return m_real.beginDryRun(call);
    }

private:
    services::LedgerPort& m_real;
    std::atomic<Fault> m_fault{Fault::None};
    std::atomic<int> m_posts{0};
};

class FormBench {
public:
    FormBench() {
        const storage::DatabaseLocation location{storage::Dialect::Sqlite,
                                                 m_folder.filePath(QStringLiteral("book.db"))
                                                     .toStdString()};
        storage::OpenOptions options;
        options.create = true;
        options.environment = "test"; // the clock stands still
        options.registry = &m_registry;
        auto opened = storage::Database::open(location, options);
        if (!opened) qFatal("no database: %s", services::describe(opened.error()).c_str());
        m_database = std::move(*opened);
        m_ledger = std::make_unique<FaultyLedger>(m_database->ledger());
        m_commands = std::make_unique<services::CommandService>(
            *m_ledger, m_database->accounts(), m_database->entries(), m_authorizer, m_clock,
            m_registry);
        m_growth = std::make_unique<services::GrowthService>(*m_ledger, m_database->growth(),
                                                             m_authorizer, m_clock, m_registry);
        m_runner = std::make_unique<jobs::JobRunner>(jobs::LaneWorkers{}, m_registry);
    }
    ~FormBench() { m_runner->shutdown(); }

    [[nodiscard]] ui::DialogContext context() {
        return {*m_commands,
                m_database->accounts(),
                m_database->families(),
                m_database->entries(),
                m_database->admin(),
                *m_runner,
                m_clock,
                [this] { return domain::CommandId::fromRandom(kSeed, ++m_lastId); },
                {"jo", "owner", "form", ""}};
    }

    struct Opened {
        domain::FamilyId family;
        std::vector<domain::AccountId> accounts; // Gen, Rev, Com
    };
    Opened openFamily(const std::string& name, std::int64_t capitalCents) {
        domain::OpenFamilyOrder order;
        order.header = header();
        order.client = domain::NewClient{name, {}, {}, {}};
        order.familyName = name;
        order.capital = domain::Money::fromCents(capitalCents);
        order.templateName = "moderate";
        const auto receipt = m_commands->openFamily(order);
        if (!receipt) qFatal("no family: %s", services::describe(receipt.error()).c_str());
        return {*receipt->family, receipt->openedAccounts};
    }
    services::EntryReceipt post(domain::AccountId account, domain::TransactionType type,
                                std::int64_t cents, const std::string& note = {}) {
        domain::PostOrder order;
        order.header = header();
        order.header.note = note;
        order.account = account;
        order.type = type;
        order.amount = domain::Money::fromCents(cents);
        const auto receipt = m_commands->post(order);
        if (!receipt) qFatal("not posted: %s", services::describe(receipt.error()).c_str());
        return *receipt;
    }
    [[nodiscard]] domain::Account account(domain::AccountId id) {
        const auto found = m_database->accounts().find(id);
        if (!found || !*found) qFatal("no account");
        return **found;
    }
    [[nodiscard]] std::int64_t cents(domain::AccountId id) { return account(id).balance().cents(); }

    [[nodiscard]] storage::Database& database() { return *m_database; }
    [[nodiscard]] FaultyLedger& ledger() { return *m_ledger; }
    [[nodiscard]] services::GrowthService& growth() { return *m_growth; }
    [[nodiscard]] services::CommandService& commands() { return *m_commands; }
    [[nodiscard]] domain::OrderHeader header() {
        domain::OrderHeader header;
        header.commandId = domain::CommandId::fromRandom(kSeed + 1, ++m_lastId);
        header.actor = {"jo", "owner", "test", "arranged by the test"};
        header.requestedAt = m_clock.now();
        header.businessDate = m_clock.today();
        return header;
    }

private:
    static constexpr std::uint64_t kSeed = 20'261'124;

    QTemporaryDir m_folder;
    FixedClock m_clock;
    services::OwnerAuthorizer m_authorizer;
    metrics::MetricRegistry m_registry;
    std::unique_ptr<storage::Database> m_database;
    std::unique_ptr<FaultyLedger> m_ledger;
    std::unique_ptr<services::CommandService> m_commands;
    std::unique_ptr<services::GrowthService> m_growth;
    std::unique_ptr<jobs::JobRunner> m_runner;
    std::atomic<std::uint64_t> m_lastId{0};
};

} // namespace alluse::test
