#include "services/simulation_fan.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace alluse::services {

namespace {

// Takes path after path until none is left, one fails, or nobody wants them any more.
struct Work {
    const FanRequest& request;
    const Call& call;
    std::vector<domain::SimulationPath> paths;
    std::vector<std::optional<domain::Refusal>> refusals; // of each path
    std::atomic<int> next = 0;
    std::atomic<bool> isStopped = false;

    void run() {
        for (int number = next++; number < request.paths && !isStopped; number = next++) {
            const auto index = static_cast<std::size_t>(number);
            auto path = domain::simulatePath(request.input, request.spread, number);
            if (path) paths[index] = std::move(*path);
            else refusals[index] = std::move(path.error()), isStopped = true;
            if (call.isCancelled && call.isCancelled()) isStopped = true;
        }
    }
};

} // namespace

Outcome<domain::SimulationFan> simulateFan(const FanRequest& request, const Call& call) {
    const std::int64_t points = std::int64_t{request.paths} * std::max(1, request.input.weeks);
    if (request.paths < 1 || points > kFanPointsMax) {
        domain::Refusal refusal;
        refusal.code = domain::RefusalCode::PolicyViolated;
        refusal.field = "paths";
        refusal.detail = "Paths times weeks must be 1 to 10,000,000.";
        return refused(std::move(refusal));
    }
    const auto count = static_cast<std::size_t>(request.paths);
    Work work{request, call, std::vector<domain::SimulationPath>(count),
              std::vector<std::optional<domain::Refusal>>(count)};
    {
        const unsigned wanted = request.threads > 0 ? static_cast<unsigned>(request.threads)
                                                    : std::max(1U, std::thread::hardware_concurrency());
        std::vector<std::jthread> helpers;
        for (unsigned i = 1; i < wanted; ++i) helpers.emplace_back([&work] { work.run(); });
        work.run();
    } // joins
    for (auto& refusal : work.refusals)
        if (refusal) return refused(std::move(*refusal));
    if (work.isStopped) return failed(FailureKind::Cancelled, {});
    return domain::fanOf(work.paths);
}

} // namespace alluse::services
