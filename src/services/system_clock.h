#pragma once
// The computer's clock in the database's time zone.

#include "domain/clock.h"
#include "services/time_zone.h"

namespace alluse::services {

// Thread-safe.
class SystemClock final : public domain::Clock {
public:
    explicit SystemClock(TimeZone zone = TimeZone::newYork()) : m_zone(std::move(zone)) {}
    [[nodiscard]] domain::Timestamp now() const override;
    [[nodiscard]] domain::Date today() const override;

private:
    TimeZone m_zone;
};

} // namespace alluse::services
