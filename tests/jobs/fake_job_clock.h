#pragma once
// A clock that stands still until a test moves it.

#include "jobs/queue/job_clock.h"

namespace alluse::jobs {

class FakeJobClock final : public JobClock {
public:
    [[nodiscard]] std::chrono::nanoseconds now() const override { return m_now; }
    void moveTo(std::chrono::nanoseconds time) { m_now = time; }
    void advance(std::chrono::nanoseconds step) { m_now += step; }

private:
    std::chrono::nanoseconds m_now{0};
};

} // namespace alluse::jobs
