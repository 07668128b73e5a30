#pragma once
// A clock that stands still until a test moves it.

#include "engine/engine_clock.h"

namespace alluse::engine {

class FakeEngineClock final : public EngineClock {
public:
    [[nodiscard]] qint64 wallMs() const override { return m_wallMs; }
    [[nodiscard]] qint64 steadyMs() const override { return m_steadyMs; }

    void advance(qint64 ms) {
        m_wallMs += ms;
        m_steadyMs += ms;
    }
    void suspend(qint64 ms) { m_wallMs += ms; } // the steady clock stands still
    void setWall(qint64 ms) { m_wallMs = ms; }

private:
    qint64 m_wallMs = 1'700'000'000'000;
    qint64 m_steadyMs = 5'000;
};

} // namespace alluse::engine
