#pragma once
// Made-up streams of keys, the same for the same seed on every machine.

#include "support/cache_rivals.h"

#include <string>
#include <string_view>
#include <vector>

namespace alluse::tests {

struct TraceRequest {
    std::string_view kind = "zipf-0.99";
    std::size_t keys = 100'000;
    std::size_t requests = 1'000'000;
    std::uint64_t seed = 1;
};

// zipf-0.80, zipf-0.99, zipf-1.10, scan (with 20 % of requests in table scans), loop (over more
// keys than small caches hold), drift (what is popular moves on), change (a zipf that turns into
// loops), session (lists that are paged through, and details that are opened).
[[nodiscard]] const std::vector<std::string_view>& traceKinds();
// Empty: there is no such kind.
[[nodiscard]] std::vector<TraceKey> makeTrace(const TraceRequest& request);

} // namespace alluse::tests
