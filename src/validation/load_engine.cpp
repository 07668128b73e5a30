#include "validation/load_engine.h"

#include "validation/key_distribution.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>
#include <vector>

namespace alluse::validation {
namespace {

class IdleDriver final : public Driver {
public:
    bool prepare(Operation, domain::SeededRandom& random) override {
        m_key = random.below(1'000'000);
        return true;
    }
    std::string_view perform(Operation) override { return {}; }

private:
    std::int64_t m_key = 0;
};

} // namespace

Worker::Worker(const Scenario& scenario, int number, LoadClock& clock, Driver& driver, Recorder& recorder)
    : m_scenario(scenario), m_clock(clock), m_driver(driver), m_recorder(recorder),
      // The seeds of neighbours lie a golden ratio apart, so that their streams do not overlap.
      m_random(scenario.seed + 0x9E3779B97F4A7C15U * static_cast<std::uint64_t>(number + 1)) {
    for (const auto& part : scenario.mix) m_weight += part.weight;
}

std::size_t Worker::pick() {
    if (m_scenario.mix.size() == 1) return 0;
    double at = unit(m_random) * m_weight;
    for (std::size_t i = 0; i + 1 < m_scenario.mix.size(); ++i) {
        if (at < m_scenario.mix[i].weight) return i;
        at -= m_scenario.mix[i].weight;
    }
    return m_scenario.mix.size() - 1;
}

void Worker::perform(std::size_t part, Nanos intended, Nanos started) {
    const std::string_view error = m_driver.perform(m_scenario.mix[part].operation);
    const Nanos ended = m_clock.now();
    if (error.empty()) m_recorder.answered(part, intended, started, ended);
    else m_recorder.failed(part, error, ended);
    m_recorder.spent(started - m_freeSince, ended - started);
    m_freeSince = ended;
}

void Worker::runUser(double user, const std::stop_token& stop) {
    const auto& model = m_scenario.model;
    Nanos due = m_clock.now();
    while (!stop.stop_requested()) {
        const auto active = whenActive(m_scenario, user, std::max(due, m_clock.now()));
        if (!active) return;
        const std::size_t part = pick();
        if (!m_driver.prepare(m_scenario.mix[part].operation, m_random)) {
            m_isExhausted = true;
            return;
        }
        bool hasWaited = false;
        if (*active > m_clock.now()) {
            m_clock.waitUntil(*active, stop);
            if (stop.stop_requested()) return;
            m_recorder.woke(m_clock.now() - *active);
            m_freeSince = m_clock.now();
            hasWaited = true;
        }
        const Nanos started = m_clock.now();
        if (m_freeSince == 0) m_freeSince = started;
        // Without a pause the user acts when it can: making the order is no time of the service.
        perform(part, hasWaited ? std::min(*active, started) : started, started);
        due = m_freeSince;
        if (model.thinkTimeMs > 0)
            due += toNanos((model.isThinkTimeRandom ? exponential(m_random, model.thinkTimeMs) : model.thinkTimeMs) / 1e3);
    }
}

void Worker::runArrivals(ArrivalSchedule& schedule, const std::stop_token& stop) {
    const Nanos patience = toNanos(m_scenario.model.dropAfterMs / 1e3);
    while (!stop.stop_requested()) {
        const auto intended = schedule.next();
        if (!intended) return;
        const std::size_t part = pick();
        if (*intended > m_clock.now()) {
            if (!m_driver.prepare(m_scenario.mix[part].operation, m_random)) break;
            m_clock.waitUntil(*intended, stop);
            if (stop.stop_requested()) return;
            m_freeSince = m_clock.now();
            m_recorder.woke(m_freeSince - *intended);
        } else if (m_clock.now() - *intended > patience) {
            m_recorder.failed(part, kDropped, m_clock.now());
            continue;
        } else {
            if (!m_driver.prepare(m_scenario.mix[part].operation, m_random)) break;
            m_recorder.late(part, m_clock.now());
        }
        const Nanos started = m_clock.now();
        if (m_freeSince == 0) m_freeSince = started;
        perform(part, *intended, started);
    }
    m_isExhausted = !stop.stop_requested();
}

LoadOutcome runLoad(const Scenario& scenario, const DriverFactory& drivers, LoadClock& clock,
                    const LoadOptions& options) {
    const bool isOpen = scenario.model.kind == LoadModel::Open;
    const int whole = isOpen ? scenario.model.workersMax : static_cast<int>(std::ceil(scenario.loadMax()));
    std::vector<int> numbers;
    for (int number = options.part.index; number < whole; number += options.part.count) numbers.push_back(number);
    ArrivalSchedule schedule(scenario, scenario.seed + 7'919U * static_cast<std::uint64_t>(options.part.index + 1),
                             1.0 / options.part.count);
    std::vector<std::unique_ptr<Recorder>> recorders;
    std::vector<std::unique_ptr<Driver>> owned;
    for (const int number : numbers) {
        recorders.push_back(std::make_unique<Recorder>(scenario.mix.size(), scenario.answerWithinMs));
        owned.push_back(drivers(number));
    }
    LoadOutcome outcome;
    outcome.timeline = Timeline(scenario.mix.size());
    std::stop_source source;
    const std::stop_callback forward(options.stop, [&source] { source.request_stop(); });
    std::atomic<int> working{static_cast<int>(numbers.size())};
    std::atomic<bool> isExhausted{false};
    std::mutex mutex;
    std::condition_variable_any allDone;
    const auto gather = [&] {
        for (const auto& recorder : recorders) outcome.timeline.merge(recorder->take());
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < numbers.size(); ++i)
            threads.emplace_back([&, i] {
                Worker worker(scenario, numbers[i], clock, *owned[i], *recorders[i]);
                if (isOpen) worker.runArrivals(schedule, source.get_token());
                else worker.runUser(numbers[i], source.get_token());
                if (worker.isExhausted()) isExhausted = true;
                const std::lock_guard lock(mutex);
                if (--working == 0) allDone.notify_all();
            });
        const auto second = std::chrono::seconds(1);
        auto next = std::chrono::steady_clock::now() + second;
        for (;;) {
            std::unique_lock lock(mutex);
            if (allDone.wait_until(lock, next, [&] { return working == 0; })) break;
            lock.unlock();
            next += second;
            gather();
            if (options.onSecond &&
                !options.onSecond({toSeconds(clock.now()), scenario.seconds(), outcome.timeline}))
                source.request_stop();
        }
    }
    gather();
    outcome.seconds = toSeconds(clock.now());
    outcome.isStopped = source.stop_requested();
    outcome.isExhausted = isExhausted;
    return outcome;
}

double generatorLimit(const Scenario& scenario, double seconds) {
    Scenario idle = scenario;
    const double users = std::min(2.0 * std::max(1U, std::thread::hardware_concurrency()),
                                  std::max(1.0, scenario.model.kind == LoadModel::Open
                                                    ? static_cast<double>(scenario.model.workersMax)
                                                    : scenario.loadMax()));
    idle.model = {};
    idle.stages = {{"self-check", seconds, users, users, true}};
    SteadyLoadClock clock;
    const auto outcome = runLoad(idle, [](int) { return std::make_unique<IdleDriver>(); }, clock);
    return static_cast<double>(outcome.timeline.sum(0, outcome.timeline.seconds()).tried()) / outcome.seconds;
}

} // namespace alluse::validation
