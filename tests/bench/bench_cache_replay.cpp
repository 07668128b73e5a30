// Plays a recorded stream of keys through the cache: `bench_cache_replay --trace FILE --entries N`.
// Prints one JSON object: requests, hits, misses, hit ratio and time per request, beside plain LRU
// and Belady's optimum, which knows the future.

#include "bench/cache_replay.h"
#include "bench/trace_file.h"

#include <charconv>
#include <iostream>
#include <optional>

namespace {

using namespace alluse;
using nlohmann::ordered_json;

constexpr const char* kHelp =
    "bench_cache_replay --trace FILE --entries N [--policy NAME]\n\n"
    "Reads one key per line (any text; every line is a request) and plays it through a cache of N "
    "entries.\n"
    "--policy  adaptive (what the program uses, the default), lru, arc, lirs, s3-fifo, w-tinylfu,\n"
    "          w-tinylfu-climbing\n"
    "bench_cache_traces makes traces.\n";

struct Arguments {
    std::string trace;
    std::size_t entries = 0;
    std::string policy = "adaptive";
};

int complain(const std::string& text) {
    std::cerr << text << "\n\n" << kHelp;
    return 2;
}

std::optional<std::size_t> positiveNumber(const std::string& text) {
    std::size_t number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || stop != text.data() + text.size() || number == 0)
        return std::nullopt;
    return number;
}

} // namespace

int main(int argc, char** argv) {
    Arguments arguments;
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        if (name == "--help") {
            std::cout << kHelp;
            return 0;
        }
        if (name != "--trace" && name != "--entries" && name != "--policy")
            return complain("There is no option " + name + ".");
        if (i + 1 == argc) return complain(name + " needs a value.");
        const std::string value = argv[++i];
        if (name == "--trace") arguments.trace = value;
        if (name == "--policy") arguments.policy = value;
        if (name != "--entries") continue;
        const auto entries = positiveNumber(value);
        if (!entries)
            return complain("--entries needs a whole number from 1 on, not \"" + value + "\".");
        arguments.entries = *entries;
    }
    if (arguments.trace.empty()) return complain("Name the trace with --trace FILE.");
    if (arguments.entries == 0)
        return complain("Say how many entries the cache may hold with --entries N.");
    const bool isAdaptive = arguments.policy == "adaptive";
    if (!isAdaptive && !tests::makeRival(arguments.policy, 1))
        return complain("There is no policy \"" + arguments.policy + "\".");

    const auto trace = bench::readTrace(arguments.trace);
    if (!trace) {
        std::cerr << trace.error() << '\n';
        return 1;
    }
    const auto result =
        isAdaptive
            ? bench::replayAdaptive(trace->requests, trace->keys, arguments.entries)
            : bench::replayRival(arguments.policy, trace->requests, trace->keys, arguments.entries);
    // Room for more than all keys changes nothing.
    const std::size_t room = std::min(arguments.entries, trace->keys);
    const auto lru = tests::hitsOf(*tests::makeLru(room), trace->requests);
    const auto best = tests::beladyHits(trace->requests, room);
    const auto count = static_cast<double>(trace->requests.size());
    const auto ratio = [count](std::uint64_t hits) { return static_cast<double>(hits) / count; };
    ordered_json answer{{"trace", arguments.trace},
                        {"policy", arguments.policy},
                        {"entries", arguments.entries},
                        {"keys", trace->keys},
                        {"requests", trace->requests.size()},
                        {"hits", result.hits},
                        {"misses", trace->requests.size() - result.hits},
                        {"hitRatio", ratio(result.hits)},
                        {"lruHitRatio", ratio(lru)},
                        {"optHitRatio", ratio(best)},
                        {"nsPerOp", result.nsPerRequest}};
    if (isAdaptive) {
        answer["policyAtEnd"] = result.policyAtEnd;
        answer["policyChanges"] = result.policyChanges;
    }
    std::cout << answer.dump(2) << '\n';
    return 0;
}
