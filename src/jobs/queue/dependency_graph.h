#pragma once
// Which of several new jobs must end before which others, and whether that is possible at all.

#include <cstddef>
#include <vector>

namespace alluse::jobs {

// `later` runs when `earlier` is done; both are positions in a list of jobs.
struct Dependency {
    std::size_t earlier = 0;
    std::size_t later = 0;
};

struct GraphOrder {
    std::vector<std::size_t> order; // every job after all it depends on; empty when there is a cycle
    std::vector<std::size_t> cycle; // one circle, each depending on the one before it; else empty
};

// Dependencies must name jobs below `jobCount`. Jobs that are free to start keep their order.
[[nodiscard]] GraphOrder orderOf(std::size_t jobCount, const std::vector<Dependency>& dependencies);

} // namespace alluse::jobs
