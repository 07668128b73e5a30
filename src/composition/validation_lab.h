#pragma once
// Runs a scenario from beginning to end and answers with its document. Window and command line both
// call this.

#include "composition/validation_bed.h"
#include "validation/run_lab.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace alluse::composition {

struct ValidationRequest {
    validation::Scenario scenario;
    std::string scenarioText;
    BedRequest bed;
    int processes = 1;
    std::string program; // starts further processes: "program validate part …"
    std::stop_token stop;
    std::function<void(const validation::LiveSecond&)> onSecond; // on the caller's thread
};

// Fails only when there was nothing to measure on; whatever went wrong later is in the document.
[[nodiscard]] services::Outcome<validation::Document> runValidation(const ValidationRequest& request,
                                                                    metrics::MetricRegistry& registry);

// The function a window runs scenarios with; `location` is that of the open database.
[[nodiscard]] validation::RunLab labOf(std::string location, metrics::MetricRegistry& registry);

// One part of a load that several processes share; the answer goes to the first process as JSON.
[[nodiscard]] services::Outcome<nlohmann::json> runValidationPart(const std::string& scenarioText,
                                                                  const std::string& location, validation::LoadPart part,
                                                                  std::int64_t startAtMicros, const std::stop_token& stop,
                                                                  metrics::MetricRegistry& registry);

} // namespace alluse::composition
