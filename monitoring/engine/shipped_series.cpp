#include "engine/shipped_series.h"

#include "engine/sampler.h"
#include "metrics/catalogue.h"

namespace alluse::engine {

void addShippedSeries(Sampler& sampler) {
    using namespace metrics;
    sampler.addMergedTimer(std::string(ids::kOperationTime),
                           {std::string(ids::kAccountCreateTime), std::string(ids::kAccountUpdateTime),
                            std::string(ids::kAccountCloseTime), std::string(ids::kAccountQueryTime),
                            std::string(ids::kTxTime)});
}

} // namespace alluse::engine
