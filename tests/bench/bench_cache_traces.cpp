// Makes traces and holds the cache against its rivals on them.
//
// bench_cache_traces --generate KIND [--keys K] [--requests R] [--seed S] [--out FILE]
// bench_cache_traces [--keys K] [--requests R] [--seed S] [--shares 1,5,10] [--kind KIND]

#include "bench/bench_figures.h"
#include "bench/cache_replay.h"
#include "support/cache_traces.h"

#include <charconv>
#include <fstream>
#include <iostream>
#include <sstream>

namespace {

using namespace alluse;
using nlohmann::ordered_json;

constexpr const char* kHelp =
    "bench_cache_traces --generate KIND [--keys K] [--requests R] [--seed S] [--out FILE]\n"
    "    writes a trace, one key per line, for bench_cache_replay\n"
    "bench_cache_traces [--kind KIND] [--shares 1,5,10] [--keys K] [--requests R] [--seed S]\n"
    "                   [--policy lru|s3-fifo|arc|lirs|w-tinylfu-1|w-tinylfu-20|w-tinylfu-60]\n"
    "    compares the cache with every rival at caches of so many percent of the keys;\n"
    "    with --policy the cache keeps to that one\n"
    "KIND: zipf-0.80 zipf-0.99 zipf-1.10 scan loop drift change session\n";

struct Arguments {
    std::string generate, kind, out;
    std::optional<cache::PolicyKind>
        fixed; // --policy: what the cache would reach with this one alone
    std::vector<double> shares{1, 5, 10, 25};
    std::size_t keys = 100'000, requests = 1'000'000;
    std::uint64_t seed = 1;
};

[[noreturn]] void complain(const std::string& text) {
    std::cerr << text << "\n\n" << kHelp;
    std::exit(2);
}

std::uint64_t number(const std::string& name, const std::string& text) {
    std::uint64_t value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || stop != text.data() + text.size())
        complain(name + " needs a whole number, not \"" + text + "\".");
    return value;
}

Arguments parse(int argc, char** argv) {
    Arguments arguments;
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        if (name == "--help") {
            std::cout << kHelp;
            std::exit(0);
        }
        if (i + 1 == argc) complain(name + " needs a value, or is no option.");
        const std::string value = argv[++i];
        if (name == "--generate")
            arguments.generate = value;
        else if (name == "--kind")
            arguments.kind = value;
        else if (name == "--out")
            arguments.out = value;
        else if (name == "--policy") {
            for (std::size_t policy = 0; policy < cache::kPolicyKinds; ++policy)
                if (nameOf(static_cast<cache::PolicyKind>(policy)) == value)
                    arguments.fixed = static_cast<cache::PolicyKind>(policy);
            if (!arguments.fixed) complain("There is no policy \"" + value + "\".");
        } else if (name == "--keys")
            arguments.keys = number(name, value);
        else if (name == "--requests")
            arguments.requests = number(name, value);
        else if (name == "--seed")
            arguments.seed = number(name, value);
        else if (name == "--shares") {
            arguments.shares.clear();
            std::stringstream list(value);
            for (std::string share; std::getline(list, share, ',');)
                arguments.shares.push_back(std::strtod(share.c_str(), nullptr));
        } else
            complain("There is no option " + name + ".");
    }
    for (const std::string& kind : {arguments.generate, arguments.kind})
        if (!kind.empty() &&
            std::ranges::find(tests::traceKinds(), kind) == tests::traceKinds().end())
            complain("There is no kind of trace \"" + kind + "\".");
    if (arguments.keys == 0 || arguments.requests == 0)
        complain("--keys and --requests start at 1.");
    return arguments;
}

int generate(const Arguments& arguments) {
    const auto trace =
        tests::makeTrace({arguments.generate, arguments.keys, arguments.requests, arguments.seed});
    std::ofstream file;
    if (!arguments.out.empty()) file.open(arguments.out);
    std::ostream& out = arguments.out.empty() ? std::cout : file;
    std::string text;
    for (const tests::TraceKey key : trace) {
        text += 'k';
        text += std::to_string(key);
        text += '\n';
        if (text.size() < 1U << 16U) continue;
        out << text;
        text.clear();
    }
    out << text << std::flush;
    if (out) return 0;
    std::cerr << "The trace cannot be written.\n";
    return 1;
}

ordered_json compare(std::string_view kind, double share, const Arguments& arguments) {
    const auto trace = tests::makeTrace({kind, arguments.keys, arguments.requests, arguments.seed});
    const auto entries = std::max<std::size_t>(
        1, static_cast<std::size_t>(share / 100 * static_cast<double>(arguments.keys)));
    const auto ratio = [&](std::uint64_t hits) {
        return static_cast<double>(hits) / static_cast<double>(trace.size());
    };
    ordered_json row{{"trace", kind}, {"percentOfKeys", share}, {"entries", entries}};
    std::uint64_t best = 0, lru = 0;
    for (const auto name : tests::rivalNames()) {
        const auto hits = bench::replayRival(name, trace, arguments.keys, entries).hits;
        row["hitRatios"][std::string(name)] = ratio(hits);
        if (hits > best) {
            best = hits;
            row["bestRival"] = name;
        }
        if (name == "lru") lru = hits;
    }
    const auto ours = bench::replayAdaptive(trace, arguments.keys, entries, arguments.fixed);
    row["hitRatio"] = ratio(ours.hits);
    row["optHitRatio"] = ratio(tests::beladyHits(trace, entries));
    row["ofBest"] = best == 0 ? 1.0 : static_cast<double>(ours.hits) / static_cast<double>(best);
    row["ofLru"] = lru == 0
                       ? ordered_json()
                       : ordered_json(static_cast<double>(ours.hits) / static_cast<double>(lru));
    row["nsPerOp"] = ours.nsPerRequest;
    row["policyAtEnd"] = ours.policyAtEnd;
    row["policyChanges"] = ours.policyChanges;
    return row;
}

} // namespace

int main(int argc, char** argv) {
    const Arguments arguments = parse(argc, argv);
    if (!arguments.generate.empty()) return generate(arguments);
    ordered_json rows = ordered_json::array();
    double lowest = 1e9;
    for (const auto kind : tests::traceKinds()) {
        if (!arguments.kind.empty() && arguments.kind != kind) continue;
        for (const double share : arguments.shares) {
            rows.push_back(compare(kind, share, arguments));
            lowest = std::min(lowest, rows.back()["ofBest"].get<double>());
        }
    }
    std::cout << ordered_json{{"name", "hit ratio against the best rival"},
                              {"machine", bench::describeMachine()},
                              {"keys", arguments.keys},
                              {"requests", arguments.requests},
                              {"seed", arguments.seed},
                              {"lowestOfBest", lowest},
                              {"rows", rows}}
                     .dump(2)
              << '\n';
    return 0;
}
