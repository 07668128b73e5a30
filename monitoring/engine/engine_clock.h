#pragma once
// Where the engine gets its time from; tests pass their own.

#include <QtGlobal>

namespace alluse::engine {

class EngineClock {
public:
    virtual ~EngineClock() = default;
    [[nodiscard]] virtual qint64 wallMs() const = 0;   // since 1970 UTC; may be set by people
    [[nodiscard]] virtual qint64 steadyMs() const = 0; // only grows; stands still in suspend
};

class SystemEngineClock final : public EngineClock {
public:
    [[nodiscard]] qint64 wallMs() const override;
    [[nodiscard]] qint64 steadyMs() const override;
};

} // namespace alluse::engine
