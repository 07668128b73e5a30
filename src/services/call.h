#pragma once
// What a caller says about one call: which lane's sessions it may use, and when it lost interest.

#include <functional>

namespace alluse::services {

// Sessions are reserved per lane so that slow work cannot starve forms.
enum class Lane { Interactive, Writes, Batch, Analytics, Validation };

struct Call {
    Lane lane = Lane::Interactive;
    std::function<bool()> isCancelled; // may be empty; asked between batches
};

} // namespace alluse::services
