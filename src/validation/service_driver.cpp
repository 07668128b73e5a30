#include "validation/service_driver.h"

#include "domain/policy.h"
#include "services/service_meters.h"

namespace alluse::validation {
namespace {

constexpr int kResolveTries = 5;
constexpr int kListRows = 50;
const domain::Date kSeriesFrom(0);

} // namespace

ServiceDriver::ServiceDriver(const Scenario& scenario, Services services, LoadState& state)
    : m_services(services), m_state(state),
      m_keys(scenario.data.keys, static_cast<std::int64_t>(state.data.families.size())) {
    m_create.name = "Load account";
    m_create.type = domain::AccountType::Revenue;
    m_create.policy = domain::findTemplate("moderate")->of(m_create.type);
    m_create.openingAmount = domain::Money::fromCents(1'000'00);
}

domain::OrderHeader ServiceDriver::header() {
    domain::OrderHeader header;
    m_command = m_ids.next();
    header.commandId = m_command;
    header.actor = {"validation", "owner", "validation", "load"};
    return header;
}

bool ServiceDriver::takeNext(const std::vector<domain::AccountId>& supply, std::atomic<std::size_t>& next) {
    const auto index = next++ * static_cast<std::size_t>(m_state.part.count) + static_cast<std::size_t>(m_state.part.index);
    if (index >= supply.size()) return false;
    m_account = supply[index];
    return true;
}

bool ServiceDriver::prepare(Operation operation, domain::SeededRandom& random) {
    const LoadFamily& family = m_state.data.families[static_cast<std::size_t>(m_keys.next(random))];
    m_family = family.family;
    switch (operation) {
    case Operation::Create:
        m_create.header = header();
        m_create.family = family.family;
        return true;
    case Operation::Query:
    case Operation::Analytics:
        m_account = random.oneIn(2) ? family.generation : family.revenue;
        return true;
    case Operation::List:
    case Operation::Statement: return true;
    case Operation::Post:
        m_post.header = header();
        m_post.account = random.oneIn(2) ? family.generation : family.revenue;
        m_post.amount = domain::Money::fromCents(random.between(1, 100'00));
        return true;
    case Operation::Transfer:
        m_transfer.header = header();
        m_transfer.source = family.generation;
        m_transfer.target = family.revenue;
        if (random.oneIn(2)) std::swap(m_transfer.source, m_transfer.target);
        m_transfer.amount = domain::Money::fromCents(random.between(1, 10));
        return true;
    case Operation::Fork: return takeNext(m_state.data.forkable, m_state.nextFork);
    case Operation::Merge: return takeNext(m_state.data.mergeable, m_state.nextMerge);
    case Operation::Reinvest: return takeNext(m_state.data.reinvestable, m_state.nextReinvest);
    }
    return false;
}

ServiceDriver::Receipt ServiceDriver::send(Operation operation) {
    switch (operation) {
    case Operation::Create: return m_services.commands.openAccount(m_create, m_call);
    case Operation::Post: return m_services.commands.post(m_post, m_call);
    case Operation::Transfer: return m_services.commands.transfer(m_transfer, m_call);
    case Operation::Fork: {
        domain::ForkOrder order;
        order.header = header();
        order.account = m_account;
        return m_services.growth.fork(std::move(order), m_call);
    }
    case Operation::Merge: {
        domain::MergeOrder order;
        order.header = header();
        order.sources = {m_account};
        order.confirmsWarnings = true;
        return m_services.growth.merge(std::move(order), m_call);
    }
    case Operation::Reinvest: {
        domain::ReinvestmentOrder order;
        order.header = header();
        order.account = m_account;
        return m_services.growth.reinvest(std::move(order), m_call);
    }
    case Operation::Query:
    case Operation::List:
    case Operation::Analytics:
    case Operation::Statement: break;
    }
    return services::failed(services::FailureKind::Internal, "This operation writes nothing.");
}

std::string_view ServiceDriver::perform(Operation operation) {
    switch (operation) {
    case Operation::Create: return settle(send(operation), m_create.openingAmount);
    case Operation::Post: return settle(send(operation), m_post.amount);
    case Operation::Transfer:
    case Operation::Fork:
    case Operation::Merge:
    case Operation::Reinvest: return settle(send(operation), {});
    case Operation::Query:
    case Operation::List:
    case Operation::Analytics:
    case Operation::Statement: break;
    }
    return read(operation);
}

std::string_view ServiceDriver::read(Operation operation) {
    if (operation == Operation::Query) {
        const auto found = m_services.accounts.find(m_account, m_call);
        if (!found) return kindOf(found.error());
        return *found ? std::string_view() : "NOT_FOUND";
    }
    if (operation == Operation::List) {
        services::AccountQuery query;
        query.family = m_family;
        services::PageRequest request;
        request.limit = kListRows;
        const auto page = m_services.accounts.page(query, request, m_call);
        return page ? std::string_view() : kindOf(page.error());
    }
    if (operation == Operation::Analytics) {
        const auto series = m_services.accounts.equitySeries(m_account, kSeriesFrom, m_call);
        return series ? std::string_view() : kindOf(series.error());
    }
    return "NOT_SUPPORTED";
}

std::string_view ServiceDriver::settle(Receipt receipt, domain::Money entered) {
    const auto acknowledge = [&] {
        ++m_state.acknowledged;
        m_state.enteredCents += entered.cents();
    };
    if (receipt) {
        acknowledge();
        return {};
    }
    if (receipt.error().kind != services::FailureKind::Unknown) return kindOf(receipt.error());
    const auto kind = kindOf(receipt.error());
    for (int i = 0; i < kResolveTries; ++i) {
        const auto resolved = m_services.commands.resolve(m_command, m_call);
        if (!resolved) continue;
        if (!*resolved) return kind; // it never arrived
        if (!**resolved) return kindOf((*resolved)->error());
        acknowledge();
        return {};
    }
    ++m_state.unresolved;
    return kind;
}

std::string_view ServiceDriver::kindOf(const services::Failure& failure) {
    m_kind = services::errorKind(failure);
    return m_kind;
}

services::Outcome<BookState> readBook(services::FamilyReads& families, services::DatabasePort& database,
                                      const services::Call& call) {
    const auto totals = families.totals(call);
    if (!totals) return tl::unexpected(totals.error());
    const auto report = database.verify({}, call);
    if (!report) return tl::unexpected(report.error());
    BookState book;
    book.totalCents = totals->generation.cents() + totals->revenue.cents() + totals->compounding.cents();
    book.entries = report->entries;
    book.isVerified = report->ok && report->totalCents == 0;
    book.checks = static_cast<int>(report->checks.size());
    for (const auto& check : report->checks)
        if (check.firstBreak && book.firstBreak.empty()) book.firstBreak = check.id + " at " + *check.firstBreak;
    return book;
}

MoneyCheck checkMoney(const BookState& before, const BookState& after, std::int64_t enteredCents,
                      std::int64_t acknowledged, std::int64_t unresolved) {
    MoneyCheck money;
    money.totalBeforeCents = before.totalCents;
    money.totalAfterCents = after.totalCents;
    money.enteredCents = enteredCents;
    money.entriesBefore = before.entries;
    money.entriesAfter = after.entries;
    money.acknowledged = acknowledged;
    money.unresolved = unresolved;
    money.isVerified = after.isVerified;
    money.firstBreak = after.firstBreak;
    return money;
}

} // namespace alluse::validation
