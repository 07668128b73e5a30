#include "services/outcome.h"

#include "services/service_meters.h"

namespace alluse::services {

tl::unexpected<Failure> refused(domain::Refusal refusal) {
    return tl::unexpected(Failure{FailureKind::Refused, std::move(refusal), {}});
}

tl::unexpected<Failure> failed(FailureKind kind, std::string text) {
    return tl::unexpected(Failure{kind, std::nullopt, std::move(text)});
}

namespace {

std::string withDetail(std::string sentence, const std::string& detail) {
    return detail.empty() ? sentence : sentence + " (" + detail + ")";
}

} // namespace

std::string_view errorKind(const Failure& failure) {
    switch (failure.kind) {
    case FailureKind::Refused:
        return failure.refusal ? domain::code(failure.refusal->code) : "REFUSED";
    case FailureKind::Unknown: return "OUTCOME_UNKNOWN";
    case FailureKind::Unavailable: return "UNAVAILABLE";
    case FailureKind::Busy: return "BUSY";
    case FailureKind::Cancelled: return "CANCELLED";
    case FailureKind::Full: return "FULL";
    case FailureKind::Corrupt: return "CORRUPT";
    case FailureKind::Internal: return "INTERNAL";
    }
    return "INTERNAL";
}

std::string describe(const Failure& failure) {
    switch (failure.kind) {
    case FailureKind::Refused:
        return failure.refusal ? domain::describe(*failure.refusal) : failure.text;
    case FailureKind::Unknown:
        return withDetail("The connection was lost while saving, so it is not known whether this "
                          "was saved. Ask again with the same command id.", failure.text);
    case FailureKind::Unavailable:
        return withDetail("The database cannot be reached. Nothing was saved. Try again when it "
                          "is back.", failure.text);
    case FailureKind::Busy:
        return withDetail("The database is busy with other work. Nothing was saved. Try again.",
                          failure.text);
    case FailureKind::Cancelled: return withDetail("Cancelled. Nothing was saved.", failure.text);
    case FailureKind::Full:
        return withDetail("The disk of the database is full. Nothing was saved. Make room, then "
                          "try again.", failure.text);
    case FailureKind::Corrupt:
        return withDetail("The database is damaged or does not belong to this program. Nothing "
                          "was saved. Restore a backup.", failure.text);
    case FailureKind::Internal:
        return withDetail("Something unexpected happened. Look at the log.", failure.text);
    }
    return failure.text;
}

} // namespace alluse::services
