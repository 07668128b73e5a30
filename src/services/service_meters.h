#pragma once
// Counting how commands and reads end, in the words of the metric catalogue.

#include "metrics/catalogue.h"
#include "services/outcome.h"

#include <string>
#include <string_view>

namespace alluse::services {

// The label of `account.error.count`: the refusal's code or the kind of failure.
[[nodiscard]] std::string_view errorKind(const Failure& failure);

} // namespace alluse::services
