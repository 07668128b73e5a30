#pragma once
// Something that sets gauges right before each sample, e.g. from /proc or from the session pool.

#include <QtGlobal>

namespace alluse::engine {

class MetricSource {
public:
    virtual ~MetricSource() = default;
    // Called on the sampler's thread once a tick; must neither block nor touch a disk.
    virtual void collect(qint64 steadyMs) = 0;
};

} // namespace alluse::engine
