#include "jobs/queue/dependency_graph.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <queue>

namespace alluse::jobs {
namespace {

// Every job left over has a predecessor that is left over too, so walking back must meet itself.
std::vector<std::size_t> cycleAmong(const std::vector<bool>& isLeft,
                                    const std::vector<Dependency>& dependencies) {
    std::vector<std::size_t> before(isLeft.size());
    for (const Dependency& each : dependencies)
        if (isLeft[each.earlier] && isLeft[each.later]) before[each.later] = each.earlier;
    auto at = static_cast<std::size_t>(std::ranges::find(isLeft, true) - isLeft.begin());
    std::vector<bool> isSeen(isLeft.size());
    while (!isSeen[at]) {
        isSeen[at] = true;
        at = before[at];
    }
    std::vector<std::size_t> cycle{at};
    for (std::size_t next = before[at]; next != at; next = before[next]) cycle.push_back(next);
    std::ranges::reverse(cycle);
    return cycle;
}

} // namespace

GraphOrder orderOf(std::size_t jobCount, const std::vector<Dependency>& dependencies) {
    std::vector<std::size_t> unmet(jobCount);
    std::vector<std::vector<std::size_t>> later(jobCount);
    for (const Dependency& each : dependencies) {
        assert(each.earlier < jobCount && each.later < jobCount);
        ++unmet[each.later];
        later[each.earlier].push_back(each.later);
    }
    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> free;
    for (std::size_t job = 0; job < jobCount; ++job)
        if (unmet[job] == 0) free.push(job);
    GraphOrder result;
    std::vector<bool> isLeft(jobCount, true);
    while (!free.empty()) {
        const std::size_t job = free.top();
        free.pop();
        isLeft[job] = false;
        result.order.push_back(job);
        for (const std::size_t next : later[job])
            if (--unmet[next] == 0) free.push(next);
    }
    if (result.order.size() == jobCount) return result;
    return {{}, cycleAmong(isLeft, dependencies)};
}

} // namespace alluse::jobs
