#pragma once
// How a use case ends: done, refused (with an enumerated reason), unknown, or not possible now.

#include "domain/refusal.h"
#include "domain/result.h"

#include <optional>
#include <string>

namespace alluse::services {

enum class FailureKind {
    Refused,     // a rule says no; `refusal` says which; nothing was written but the refusal
    Unknown,     // the connection was lost during commit; resolve with the same command id
    Unavailable, // the database cannot be reached; nothing was written
    Busy,        // locks or conflicts outlasted the retry budget; nothing was written
    Cancelled,
    Full,        // the disk or a quota is full; nothing was written
    Corrupt,     // the file is damaged or not ours
    Internal     // a bug; the text carries a reference for the log
};

struct Failure {
    FailureKind kind = FailureKind::Internal;
    std::optional<domain::Refusal> refusal; // with kind Refused
    std::string text;                       // redacted: no bound values, no secrets
};

template <class T>
using Outcome = domain::Result<T, Failure>;

[[nodiscard]] tl::unexpected<Failure> refused(domain::Refusal refusal);
[[nodiscard]] tl::unexpected<Failure> failed(FailureKind kind, std::string text);
// One sentence for people: the refusal's, or what failed and what to do next.
[[nodiscard]] std::string describe(const Failure& failure);

} // namespace alluse::services
