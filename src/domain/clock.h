#pragma once
// Time arrives as a Clock&, so that a test decides what time it is.

#include "domain/calendar.h"

namespace alluse::domain {

class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
    // The business date that `now` falls on in the database's time-zone setting.
    [[nodiscard]] virtual Date today() const = 0;
};

} // namespace alluse::domain
