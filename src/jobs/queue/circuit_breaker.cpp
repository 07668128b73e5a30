#include "jobs/queue/circuit_breaker.h"

#include <algorithm>

namespace alluse::jobs {

bool CircuitBreaker::admits(std::chrono::nanoseconds now) {
    switch (m_state) {
    case State::Closed:
        return true;
    case State::Open:
        if (now < m_openUntil) return false;
        m_state = State::Probing;
        return true;
    case State::Probing:
        return false;
    }
    return true;
}

void CircuitBreaker::succeeded() {
    // What was admitted before it opened may still end well; only a probe closes an open breaker.
    if (m_state == State::Open) return;
    m_state = State::Closed;
    m_failures = 0;
    m_pause = {};
}

void CircuitBreaker::failed(std::chrono::nanoseconds now) {
    if (m_state == State::Open) return;
    ++m_failures;
    if (m_state == State::Closed && m_failures < m_options.failuresMax) return;
    m_pause = std::clamp(m_pause * 2, m_options.pauseFirst, m_options.pauseMax);
    m_openUntil = now + m_pause;
    m_state = State::Open;
}

void CircuitBreaker::abandoned() {
    if (m_state == State::Probing) m_state = State::Open; // its pause is over: the next one probes
}

std::chrono::nanoseconds CircuitBreaker::nextAskAt(std::chrono::nanoseconds now) const {
    return m_state == State::Open ? std::max(m_openUntil, now) : now + kProbeLook;
}

} // namespace alluse::jobs
