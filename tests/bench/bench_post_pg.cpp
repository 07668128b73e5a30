// A transfer between two accounts of a family on PostgreSQL, each one committed durably: the
// service against pgbench with the same function, and that function against the barest ledger.

#include "bench/bench_support.h"
#include "services/command_service.h"
#include "support/seeded_orders.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

using namespace alluse;

namespace {

constexpr std::string_view kHelp =
    "bench_post_pg: transfers per second on PostgreSQL, in two comparisons for each number of clients:\n"
    "  service  CommandService (a) against pgbench calling the same function (b), floor 0.90\n"
    "  bare     that function from pgbench, with every invariant, audit and idempotency (a), against\n"
    "           pg/b5_func_nolock.sql of --limits (b), floor 0.70, aim 0.85; without --limits left out\n"
    "The top-level ratio is the lowest; sixteenToEight is a's rate at 16 clients to that at 8 (0.9).\n"
    "Needs pgbench and psql on the path.\n";

class FixedClock final : public domain::Clock {
public:
    domain::Timestamp now() const override { return domain::Timestamp(1'763'467'200'000'000); }
    domain::Date today() const override { return domain::Date(20'410); }
};

// Runs pgbench and returns the transactions per second that it prints.
double pgbench(const std::string& conninfo, const std::filesystem::path& script, int clients, double seconds) {
    const std::string command = "pgbench -n -M prepared -f '" + script.string() + "' -c " + std::to_string(clients) +
                                " -j 2 -T " + std::to_string(std::max(1, static_cast<int>(seconds))) + " '" +
                                conninfo + "' 2>/dev/null";
    FILE* output = ::popen(command.c_str(), "r");
    double rate = 0;
    for (char line[256]; output && std::fgets(line, sizeof line, output);)
        (void)std::sscanf(line, "tps = %lf", &rate);
    if (!output || ::pclose(output) != 0 || rate <= 0) throw std::runtime_error("pgbench failed: " + command);
    return rate;
}

// The bare ledger in a database of its own; its schema names one in a statement.
void makeBare(const bench::PostgresScratch& scratch, const std::filesystem::path& limits) {
    FILE* psql = ::popen(("psql -q -v ON_ERROR_STOP=1 -d '" + scratch.conninfo() + "' >/dev/null 2>&1").c_str(), "w");
    for (const char* name : {"schema.sql", "extra.sql"}) {
        std::ifstream file(limits / "pg" / name);
        for (std::string line; std::getline(file, line);) {
            const std::string naming = "alter database perf ";
            if (const auto at = line.find(naming); at != std::string::npos)
                line.replace(at, naming.size(), "alter database " + scratch.name() + " ");
            std::fprintf(psql, "%s\n", line.c_str());
        }
    }
    if (::pclose(psql) != 0) throw std::runtime_error("the bare ledger cannot be made from " + limits.string());
}

// The call as the program makes it, with a payload as long; a random command id comes from the server.
std::filesystem::path makeScript(const std::filesystem::path& directory, std::int64_t first, std::int64_t families) {
    tests::Orders orders(1);
    const auto plan = orders.transfer(domain::AccountId(first), domain::AccountId(first + 1), tests::usd(1));
    const auto path = directory / "transfer.sql";
    std::ofstream(path) << "\\set f random(0, " << families - 1 << ")\n\\set a " << first << " + :f * 3\n"
                        << "\\set b :a + 1\n\\set amount random(1, 10)\n"
                        << "select ledger.post_transfer(gen_random_uuid(), '" << plan.payload
                        << "', 1763467200000000, 'tester', 'owner', 'test', '', 20410, 'test', :a, :b, :amount);\n";
    return path;
}

} // namespace

int main(int argc, char** argv) {
    bench::Options defaults;
    defaults.clients = {1, 4, 8};
    defaults.families = 33'334;
    const auto options = bench::parseOptions(argc, argv, kHelp, defaults);
    const std::string server = bench::postgresServer(options);
    const bench::PostgresScratch scratch(server, "post");
    metrics::MetricRegistry registry;
    const auto database = bench::create({storage::Dialect::Postgresql, scratch.conninfo()}, &registry);
    const std::int64_t first = bench::fillBook(*database, options.families);
    const tests::TempDirectory directory;
    const auto script = makeScript(directory.path(), first, options.families);
    std::optional<bench::PostgresScratch> bare;
    if (!options.limits.empty()) makeBare(bare.emplace(server, "bare"), options.limits);

    const FixedClock clock;
    const services::OwnerAuthorizer owner;
    services::CommandService service(database->ledger(), database->accounts(), database->entries(), owner, clock,
                                     registry);
    const auto throughService = [&](int clients) {
        static std::uint64_t run = 0;
        std::vector<tests::Orders> orders;
        std::vector<std::mt19937_64> random;
        for (int i = 0; i < clients; ++i) orders.emplace_back(++run * 1'000'003), random.emplace_back(run);
        return bench::ratePerSecond(clients, options.seconds, [&](int thread) {
            const auto at = static_cast<std::size_t>(thread);
            domain::TransferOrder order;
            order.header = orders[at].header();
            order.source = domain::AccountId(
                first + 3 * static_cast<std::int64_t>(random[at]() % static_cast<std::uint64_t>(options.families)));
            order.target = domain::AccountId(order.source.value() + 1);
            order.amount = domain::Money::fromCents(1 + static_cast<std::int64_t>(random[at]() % 10));
            bench::orDie(service.transfer(std::move(order)));
        });
    };
    const auto throughPgbench = [&](int clients) {
        return pgbench(scratch.conninfo(), script, clients, options.seconds);
    };

    nlohmann::json cases = nlohmann::json::array();
    const auto add = [&](const char* name, int clients, const bench::Pairs& pairs) {
        cases.push_back(pairs.json(name));
        cases.back()["clients"] = clients;
    };
    throughService(8), throughPgbench(8); // warm before the first pair
    for (const int clients : options.clients) {
        add("service", clients, bench::interleave(options.pairs, [&] { return throughService(clients); },
                                                  [&] { return throughPgbench(clients); }));
        if (bare)
            add("bare", clients, bench::interleave(options.pairs, [&] { return throughPgbench(clients); }, [&] {
                    return pgbench(bare->conninfo(), options.limits + "/pg/b5_func_nolock.sql", clients,
                                   options.seconds);
                }));
    }
    const auto sixteen = bench::interleave(options.pairs, [&] { return throughPgbench(16); },
                                           [&] { return throughPgbench(8); });
    nlohmann::json result = *std::min_element(cases.begin(), cases.end(), [](const auto& x, const auto& y) {
        return x.at("ratioMedian") < y.at("ratioMedian");
    });
    result["name"] = "post_pg";
    result["machine"] = bench::machine(scratch.conninfo());
    result["cases"] = cases;
    result["sixteenToEight"] = sixteen.json("sixteen");
    const auto report = bench::orDie(database->admin().verify({}));
    result["verified"] = report.ok;
    std::printf("%s\n", result.dump(2).c_str());
    return report.ok ? 0 : 1;
}
