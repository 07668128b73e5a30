// The lists of a book of a million accounts, without a window: pages near and far, searches, a
// balance as of any date, totals.

#include "bench/bench_support.h"
#include "services/demo_service.h"
#include "support/seeded_orders.h"

#include <cstdio>
#include <map>
#include <random>

using namespace alluse;

namespace {

constexpr std::string_view kHelp =
    "bench_lists: times of list queries in milliseconds. Pairs are a page at the far end of the\n"
    "accounts (a) against the first page (b); the ratio should stay at 1.3 or less. Beside it:\n"
    "searches (p95 at most 60), the balance of an account with 10,000 postings as of any date (at\n"
    "most 2), pages of families and of the ledger, totals.\n"
    "--db names a database to use as it is, or an empty one (a new file) that is filled first and\n"
    "left there. --families 350000 makes the million accounts. --seconds is not used.\n";

constexpr int kPageLimit = 100;
constexpr int kSearches = 300;
constexpr int kPostings = 10'000;

template <class Body>
double millis(Body&& body) {
    return bench::microsOf([&] { bench::orDie(body()); }) / 1'000;
}

nlohmann::json summary(const std::vector<double>& times) {
    return {{"count", times.size()}, {"p50", bench::percentile(times, 0.5)},
            {"p95", bench::percentile(times, 0.95)}, {"max", bench::percentile(times, 1)}};
}

class Lists {
public:
    Lists(storage::Database& database, const bench::Options& options)
        : m_database(database), m_options(options), m_random(options.seed) {}

    // A page at the far end against the first one, for one sort order.
    nlohmann::json pages(services::AccountSort sort, std::string_view name) {
        services::AccountQuery query;
        query.sort = sort;
        services::PageRequest first, far;
        first.limit = far.limit = kPageLimit;
        services::ListIndex index;
        const double indexMs = millis([&] {
            auto outcome = m_database.accounts().index(query, 10'000);
            if (outcome) index = *outcome;
            return outcome;
        });
        if (!index.anchors.empty()) far.after = index.anchors.back();
        const auto page = [&](const services::PageRequest& request) {
            std::vector<double> times;
            double total = 0; // some orders have no index and take long
            while (times.size() < 15 && (times.empty() || total < 500)) {
                times.push_back(millis([&] { return m_database.accounts().page(query, request); }));
                total += times.back();
            }
            return bench::median(std::move(times));
        };
        page(far), page(first);
        auto result = bench::interleave(m_options.pairs, [&] { return page(far); }, [&] { return page(first); })
                          .json(name);
        result["rows"] = index.total;
        result["indexMs"] = indexMs;
        return result;
    }

    // What people type: the beginning of a name while it grows, a whole name, a reference, an id, a
    // common word, two words, a word that is nowhere.
    nlohmann::json searches(services::AccountSort sort) {
        std::map<std::string, std::vector<double>> byKind;
        std::vector<double> all;
        std::pair<double, std::string> slowest;
        const auto search = [&](const char* kind, const std::string& text) {
            services::AccountQuery query;
            query.text = text;
            query.sort = sort;
            services::PageRequest request;
            request.limit = kPageLimit;
            const double time = millis([&] { return m_database.accounts().page(query, request); });
            byKind[kind].push_back(time);
            all.push_back(time);
            slowest = std::max(slowest, {time, text});
        };
        for (int i = 0; i < kSearches / 10; ++i) {
            const auto row = anyAccount();
            const std::string& name = row.clientName;
            const std::string word = name.substr(0, name.find(' '));
            search("prefix", name.substr(0, 2));
            search("prefix", name.substr(0, 3));
            search("prefix", name.substr(0, 5));
            search("word", word);
            search("whole name", name);
            search("reference", row.reference);
            search("id", std::to_string(row.id.value()));
            search("two words", word + " " + name.substr(name.rfind(' ') + 1));
            search("common", std::array{"trust", "gen", "llc", "a", "com"}.at(static_cast<std::size_t>(i % 5)));
            search("no match", "zq" + word + "x");
            search("two letters", std::array{"zq", "xj", "wu", "yu", "ib", "ez"}.at(static_cast<std::size_t>(i % 6)));
        }
        auto result = summary(all);
        for (const auto& [kind, times] : byKind) result["kinds"][kind] = summary(times);
        result["slowest"] = {{"text", slowest.second}, {"ms", slowest.first}};
        return result;
    }

    nlohmann::json balances() {
        const auto account = busyAccount();
        std::vector<double> times;
        for (int i = 0; i < 200; ++i) {
            const domain::Date day(20'000 + static_cast<std::int32_t>(m_random() % 420));
            times.push_back(millis([&] { return m_database.accounts().balanceAsOf(account, day, std::nullopt); }));
        }
        return summary(times);
    }

    nlohmann::json others() {
        nlohmann::json result;
        const auto repeat = [&](const char* name, const auto& body) {
            std::vector<double> times;
            for (int i = 0; i < 15; ++i) times.push_back(millis(body));
            result[name] = summary(times);
        };
        services::PageRequest page;
        page.limit = kPageLimit;
        repeat("familiesPage", [&] { return m_database.families().page({}, page); });
        services::FamilyQuery byName;
        byName.sort = services::FamilySort::Name;
        repeat("familiesByName", [&] { return m_database.families().page(byName, page); });
        services::FamilyQuery family;
        family.text = anyAccount().clientName;
        repeat("familySearch", [&] { return m_database.families().page(family, page); });
        family.sort = services::FamilySort::Name;
        for (const char* word : {"harbor", "rossi", "trust", "zq", "wu", "emerson", "maple llc"}) {
            family.text = word;
            repeat((std::string("familySearchByName ") + word).c_str(),
                   [&] { return m_database.families().page(family, page); });
        }
        repeat("ledgerPage", [&] { return m_database.entries().page({}, page); });
        services::LedgerQuery oldest;
        oldest.descending = false;
        repeat("ledgerFarPage", [&] { return m_database.entries().page(oldest, page); });
        repeat("clientSearch", [&] { return m_database.families().findClients(family.text, 20); });
        repeat("totals", [&] { return m_database.families().totals(); });
        return result;
    }

    [[nodiscard]] std::int64_t accounts() const { return bench::orDie(m_database.families().totals()).accounts; }

private:
    services::AccountRow anyAccount() {
        if (m_count == 0) m_count = accounts();
        services::PageRequest request;
        request.limit = 1;
        request.after = services::SortKey{};
        request.after->id = domain::kFirstCustomerAccountId +
                            static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(m_count - 10));
        return bench::orDie(m_database.accounts().page({}, request)).rows.at(0);
    }

    // The first account gets the postings of many years, unless an earlier run gave it them.
    domain::AccountId busyAccount() {
        services::AccountQuery query;
        query.types = {domain::AccountType::Revenue};
        query.statuses = {domain::AccountStatus::Active};
        services::PageRequest request;
        request.limit = 1;
        const auto id = bench::orDie(m_database.accounts().page(query, request)).rows.at(0).id;
        const auto account = bench::orDie(m_database.accounts().find(id));
        tests::Orders orders(m_options.seed + static_cast<std::uint64_t>(account->postingCount));
        std::vector<domain::EntryPlan> plans;
        for (std::int64_t i = account->postingCount; i < kPostings; ++i) {
            orders.date = domain::Date(static_cast<std::int32_t>(20'000 + i / 24));
            plans.push_back(orders.post(id, domain::TransactionType::Deposit, tests::usd(1)));
        }
        for (std::size_t at = 0; at < plans.size(); at += 500)
            for (auto& outcome : m_database.ledger().postEntries(
                     std::span(plans).subspan(at, std::min<std::size_t>(500, plans.size() - at))))
                bench::orDie(std::move(outcome));
        bench::orDie(m_database.admin().finishLoad()); // as the next vacuum would
        return id;
    }

    storage::Database& m_database;
    const bench::Options& m_options;
    std::mt19937_64 m_random;
    std::int64_t m_count = 0;
};

} // namespace

int main(int argc, char** argv) {
    bench::Options defaults;
    defaults.families = 350'000;
    const auto options = bench::parseOptions(argc, argv, kHelp, defaults);
    std::optional<bench::PostgresScratch> scratch;
    if (!options.database) scratch.emplace(bench::postgresServer(options), "lists");
    const auto location = options.database ? *options.database
                                           : storage::DatabaseLocation{storage::Dialect::Postgresql, scratch->conninfo()};
    const auto database = bench::create(location);
    Lists lists(*database, options);
    if (lists.accounts() == 0) {
        services::DemoRequest request;
        request.families = options.families;
        request.weeks = 1;
        request.seed = options.seed;
        request.endDate = domain::Date(20'410);
        bench::orDie(services::DemoService(database->admin()).generate(request));
    }
    nlohmann::json result = lists.pages(services::AccountSort::Id, "lists");
    result["byName"] = lists.pages(services::AccountSort::Name, "byName");
    result["byClient"] = lists.pages(services::AccountSort::Client, "byClient");
    result["byType"] = lists.pages(services::AccountSort::Type, "byType");
    result["byStatus"] = lists.pages(services::AccountSort::Status, "byStatus");
    result["byBalance"] = lists.pages(services::AccountSort::Balance, "byBalance");
    result["bySurplus"] = lists.pages(services::AccountSort::Surplus, "bySurplus");
    result["byAvailable"] = lists.pages(services::AccountSort::Available, "byAvailable");
    result["byLastActivity"] = lists.pages(services::AccountSort::LastActivity, "byLastActivity");
    result["searchMs"] = lists.searches(services::AccountSort::Id);
    result["searchByNameMs"] = lists.searches(services::AccountSort::Name); // as the window asks
    result["balanceAsOfMs"] = lists.balances();
    result["otherMs"] = lists.others();
    result["accounts"] = lists.accounts();
    result["machine"] = location.dialect == storage::Dialect::Postgresql ? bench::machine(location.target)
                                                                         : bench::machine();
    result["machine"]["database"] = location.dialect == storage::Dialect::Postgresql ? "postgresql" : "sqlite";
    std::printf("%s\n", result.dump(2).c_str());
}
