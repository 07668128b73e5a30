#include "engine/engine_clock.h"

#include <chrono>

namespace alluse::engine {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

qint64 SystemEngineClock::wallMs() const {
    return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

qint64 SystemEngineClock::steadyMs() const {
    return duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace alluse::engine
