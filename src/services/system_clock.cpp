#include "services/system_clock.h"

#include <chrono>

namespace alluse::services {

domain::Timestamp SystemClock::now() const {
    const auto sinceEpoch = std::chrono::system_clock::now().time_since_epoch();
    return domain::Timestamp(
        std::chrono::duration_cast<std::chrono::microseconds>(sinceEpoch).count());
}

domain::Date SystemClock::today() const { return m_zone.dateAt(now()); }

} // namespace alluse::services
