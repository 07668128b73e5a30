#include "composition/sample_data.h"

#include "services/demo_service.h"

namespace alluse::composition {

services::Outcome<void>
fillSample(services::DatabasePort& database, domain::Date today,
           const std::function<void(std::int64_t done, std::int64_t total)>& progress,
           const services::Call& call) {
    services::DemoRequest request;
    request.families = kSampleFamilies;
    request.weeks = kSampleWeeks;
    request.seed = kSampleSeed;
    request.endDate = today;
    request.onProgress = progress;
    const auto made = services::DemoService(database).generate(request, call);
    if (!made) return tl::unexpected(made.error());
    return {};
}

} // namespace alluse::composition
