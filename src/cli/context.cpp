#include "cli/context.h"

#include "composition/named_database.h"
#include "domain/assert.h"
#include "metrics/catalogue.h"

#include <pwd.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <iostream>

namespace alluse::cli {
namespace {

volatile std::sig_atomic_t isInterrupted = 0;

extern "C" void onSignal(int number) {
    if (isInterrupted != 0) ::_exit(128 + number);
    isInterrupted = 1;
}

std::string userName() {
    const passwd* user = ::getpwuid(::geteuid());
    return user != nullptr ? user->pw_name : "user " + std::to_string(::geteuid());
}

std::optional<std::int64_t> wholeNumber(std::string_view text) {
    std::int64_t number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || stop != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

} // namespace

Problem databaseProblem(const services::Failure& failure, const std::string& what,
                        const storage::DatabaseLocation& location) {
    Problem problem = problemOf(failure);
    problem.text = what + ": " + failure.text;
    if (!problem.text.ends_with('.') && !problem.text.ends_with(')')) problem.text += '.';
    problem.details["database"] = location.shown();
    return problem;
}

Problem unknownAccount(const std::string& text) {
    return {ExitCode::Refused, "UNKNOWN_ACCOUNT", "There is no account " + text + ".",
            Json{{"field", "account"}}};
}

void installSignals() {
    struct sigaction action {};
    action.sa_handler = onSignal;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    // A reader that went away is an error of the write, not the end of the program.
    action.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &action, nullptr);
}

domain::Result<std::string, Problem> Context::named() const {
    if (m_options.database.empty())
        return badInput("Name the database with --db sqlite:PATH, --db postgresql:CONNINFO or the name "
                        "of a saved one.");
    auto location = composition::locationNamed(m_options.database);
    if (!location) return badInput("--db: " + location.error());
    return *std::move(location);
}

domain::Result<storage::DatabaseLocation, Problem> Context::location() const {
    return named().map([](const std::string& text) {
        return storage::DatabaseLocation::parse(text).value_or(storage::DatabaseLocation{});
    });
}

domain::Result<void, Problem> Context::open(composition::OpenRequest request) {
    const auto text = named();
    if (!text) return tl::unexpected(text.error());
    const auto place = location();
    request.location = *text;
    metrics::describeCatalogue(m_registry);
    auto opened = composition::openDatabase(request, m_registry, call(services::Lane::Interactive));
    if (opened) {
        m_database = std::move(*opened);
        return {};
    }
    return tl::unexpected(
        databaseProblem(opened.error(), "The database " + place->shown() + " cannot be opened", *place));
}

composition::OpenDatabase& Context::database() const {
    ALLUSE_ASSERT(m_database != nullptr, "a command that uses the database has opened it");
    return *m_database;
}

services::Call Context::call(services::Lane lane) {
    return {lane, [] { return isInterrupted != 0; }};
}

void Context::tell(std::string_view line) { std::cerr << line << std::endl; }

domain::Actor Context::actor(const WriteOptions& options) const {
    return {userName(), options.role, "cli", options.reason};
}

domain::OrderHeader Context::header(const WriteOptions& options) {
    domain::OrderHeader header;
    header.commandId = options.commandId.isNone() ? m_ids.next() : options.commandId;
    header.actor = actor(options);
    header.businessDate = options.date.value_or(domain::Date());
    header.note = options.note;
    header.managerOverride = options.overridesLock;
    return header;
}

domain::Result<domain::AccountId, Problem> Context::account(const std::string& text) const {
    const bool isOnlyId = text.starts_with("id:"), isOnlyReference = text.starts_with("ref:");
    const std::string name = text.substr(isOnlyId ? 3 : isOnlyReference ? 4 : 0);
    const auto lane = call(services::Lane::Interactive);
    std::optional<domain::AccountId> byId, byReference;
    if (const auto number = wholeNumber(name); number && !isOnlyReference) {
        auto found = database().accounts.find(domain::AccountId(*number), lane);
        if (!found) return problem(found.error());
        if (*found) byId = (*found)->id;
    }
    if (!isOnlyId) {
        auto found = database().accounts.findByReference(name, lane);
        if (!found) return problem(found.error());
        byReference = *found;
    }
    if (byId && byReference && *byId != *byReference)
        return badInput(name + " is the id of one account and the reference of another; write id:" +
                        name + " or ref:" + name + ".");
    if (!byId && !byReference) return tl::unexpected(unknownAccount(name));
    return byId ? *byId : *byReference;
}

} // namespace alluse::cli
