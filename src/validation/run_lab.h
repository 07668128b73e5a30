#pragma once
// How a window asks for a run: composition gives the function, because only it may open databases.

#include "services/outcome.h"
#include "validation/run_document.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

namespace alluse::validation {

struct LiveSecond { // the one that just ended
    double second = 0, seconds = 0;
    std::string stage;
    double rate = 0, p50Ms = 0, p95Ms = 0, p99Ms = 0, load = 0, clientCpu = 0, serverCpu = 0, memoryMb = 0;
    std::uint64_t errors = 0;
};

// A test database of its own in a file, one beside the open database, or the open one itself.
enum class LabPlace { OwnFile, Beside, Here };

struct LabOrder {
    Scenario scenario;
    std::string scenarioText;
    LabPlace place = LabPlace::OwnFile;
    std::stop_token stop;
    std::function<void(const std::string&)> tell;        // what is being done; on the run's thread
    std::function<void(const LiveSecond&)> onSecond;     // on the run's thread
};
// Blocks until the run is over.
using RunLab = std::function<services::Outcome<Document>(const LabOrder&)>;

} // namespace alluse::validation
