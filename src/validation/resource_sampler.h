#pragma once
// Processor time and memory of the load and of a database server on the same machine, from /proc.

#include "validation/run_summary.h"

#include <chrono>

namespace alluse::validation {

class ResourceSampler {
public:
    // `server` is the server's main process; 0: embedded, or on another machine.
    explicit ResourceSampler(int server);
    // What was used since the last call, per second.
    [[nodiscard]] ResourceSample take(double second);
    // Seconds of processor time so far, of the load and of the server.
    [[nodiscard]] double clientSeconds() const;
    [[nodiscard]] double serverSeconds() const;

private:
    int m_server;
    double m_client = 0, m_serverTime = 0;
    std::chrono::steady_clock::time_point m_at;
};

// The process that started this one; 0 when it is not of this machine.
[[nodiscard]] int parentOf(int process);

} // namespace alluse::validation
