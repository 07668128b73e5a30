// How long a family's future takes: ten years once, and a fan of a thousand random paths.
// usage: bench_simulation [rounds]

#include "bench/bench_figures.h"
#include "services/simulation_fan.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>
#include <vector>

namespace {

using namespace alluse;

constexpr int kTenYears = 520;
constexpr int kPaths = 1'000;

template <class Work>
double millisecondsOf(Work work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

nlohmann::ordered_json spreadOf(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return {{"median", values[values.size() / 2]}, {"min", values.front()}, {"max", values.back()}};
}

} // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 9;
    const auto input = domain::simulationOf(*domain::findTemplate("moderate"),
                                            domain::Money::fromCents(250'000'00), kTenYears);
    const domain::BasisPoints deviation(150);
    std::vector<double> plain, fan;
    std::int64_t forks = 0, merges = 0;
    for (int round = 0; round < rounds; ++round) {
        plain.push_back(millisecondsOf([&] {
            const auto result = domain::simulate(input);
            forks = result->forks, merges = result->merges;
        }));
        services::FanRequest request;
        request.input = input;
        request.spread = {{deviation, deviation, deviation}, static_cast<std::uint64_t>(round) + 1};
        request.paths = kPaths;
        request.threads = 2;
        fan.push_back(millisecondsOf([&] {
            if (!services::simulateFan(request)) std::abort();
        }));
    }
    const nlohmann::ordered_json result{
        {"name", "simulation"},
        {"machine", alluse::bench::describeMachine()},
        {"weeks", kTenYears},
        {"forks", forks},
        {"merges", merges},
        {"rounds", rounds},
        {"tenYearsMs", spreadOf(plain)},
        {"paths", kPaths},
        {"threads", 2},
        {"fanMs", spreadOf(fan)}};
    std::cout << result.dump(2) << '\n';
    return 0;
}
