#pragma once
// What the benchmark programs share: options, interleaved pairs, the machine beside each result.

#include "bench/bench_figures.h"
#include "storage/database.h"
#include "support/temp_directory.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alluse::bench {

struct Options {
    std::optional<storage::DatabaseLocation> database; // --db; else ALLUSE_TEST_POSTGRES
    double seconds = 2;
    int pairs = 5;
    std::vector<int> clients;        // --clients 1,4,8
    std::string limits;              // --limits DIR: the bare ledger and its pgbench scripts
    std::int64_t families = 0;       // --families
    std::uint64_t seed = 1;          // --seed
};

// Prints `help` and the options for --help, and names what it does not know; both end the program.
[[nodiscard]] Options parseOptions(int argc, char** argv, std::string_view help, Options defaults);

// The conninfo of the server to measure on; ends the program when none is named.
[[nodiscard]] std::string postgresServer(const Options& options);

// A database of its own on that server, dropped with the object.
class PostgresScratch {
public:
    PostgresScratch(const std::string& serverConninfo, std::string_view purpose);
    ~PostgresScratch();
    PostgresScratch(const PostgresScratch&) = delete;
    PostgresScratch& operator=(const PostgresScratch&) = delete;
    [[nodiscard]] const std::string& conninfo() const { return m_conninfo; }
    [[nodiscard]] const std::string& name() const { return m_name; }

private:
    std::string m_server, m_name, m_conninfo;
};

[[nodiscard]] std::unique_ptr<storage::Database> create(const storage::DatabaseLocation& location,
                                                        metrics::MetricRegistry* registry = nullptr);
// Families of three accounts with a million dollars each; none of them forks. Returns the id of the
// first account; the others follow, family by family.
std::int64_t fillBook(storage::Database& database, std::int64_t families);

// One comparison: `a` and `b` run in turn, so that a disturbance meets both.
struct Pairs {
    std::vector<double> a, b;
    [[nodiscard]] nlohmann::json json(std::string_view name) const; // pairs and the three ratios
    [[nodiscard]] double ratioMedian() const;
};
[[nodiscard]] Pairs interleave(int pairs, const std::function<double()>& a, const std::function<double()>& b);


// Operations per second of `threads` threads that repeat `work(thread)` for `seconds`.
[[nodiscard]] double ratePerSecond(int threads, double seconds, const std::function<void(int)>& work);
[[nodiscard]] double microsOf(const std::function<void()>& work);

// CPU, cores, build, and what this disk and this server do at this moment.
[[nodiscard]] nlohmann::json machine();
[[nodiscard]] nlohmann::json machine(const std::string& postgresConninfo);

template <class T>
T orDie(services::Outcome<T> outcome) {
    if (!outcome) throw std::runtime_error(services::describe(outcome.error()));
    if constexpr (!std::is_void_v<T>) return std::move(*outcome);
}

} // namespace alluse::bench
