#pragma once
// How figures are condensed, and what stands beside them: the machine, and how it was built. For
// every benchmark program, whatever it links.

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace alluse::bench {

inline nlohmann::json describeMachine() {
    std::string model = "unknown";
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.starts_with("model name")) {
            model = line.substr(line.find(':') + 2);
            break;
        }
#ifdef __OPTIMIZE__ // a release keeps its assertions, so NDEBUG says nothing
    const char* build = "release";
#else
    const char* build = "debug";
#endif
    return {{"cpu", model}, {"cores", std::thread::hardware_concurrency()}, {"build", build},
            {"compiler", __VERSION__}};
}

// Nearest rank; of two in the middle the upper one is the median.
inline double percentile(std::vector<double> values, double share) {
    std::ranges::sort(values);
    return values.at(static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5));
}
inline double median(std::vector<double> values) { return percentile(std::move(values), 0.5); }

} // namespace alluse::bench
