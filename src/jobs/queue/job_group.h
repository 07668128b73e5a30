#pragma once
// Jobs that belong together and show one progress.

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace alluse::jobs {

struct GroupCounts {
    std::int64_t total = 0, done = 0, failed = 0, cancelled = 0;
    [[nodiscard]] std::int64_t ended() const noexcept { return done + failed + cancelled; }
};

// Counted by JobQueue, readable from any thread. A retried job counts when it has ended.
class JobGroup {
public:
    explicit JobGroup(std::string name) : m_name(std::move(name)) {}

    [[nodiscard]] const std::string& name() const noexcept { return m_name; }
    [[nodiscard]] GroupCounts counts() const noexcept {
        return {m_total.load(), m_done.load(), m_failed.load(), m_cancelled.load()};
    }

private:
    friend class JobQueue;
    const std::string m_name; // UTF-8, for people
    std::atomic<std::int64_t> m_total{0}, m_done{0}, m_failed{0}, m_cancelled{0};
};

using GroupHandle = std::shared_ptr<JobGroup>;

} // namespace alluse::jobs
