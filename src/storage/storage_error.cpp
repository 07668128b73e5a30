#include "storage/storage_error.h"

#include <array>

namespace alluse::storage {
namespace {

struct SqlstateRow {
    std::string_view sqlstate; // five characters, or two for a whole class
    ErrorClass errorClass;
};

// PostgreSQL 15, appendix A. Exact codes come before their class.
constexpr std::array kSqlstates{
    SqlstateRow{"40001", ErrorClass::Conflict},     // serialization_failure
    SqlstateRow{"40P01", ErrorClass::Conflict},     // deadlock_detected
    SqlstateRow{"55P03", ErrorClass::Busy},         // lock_not_available
    SqlstateRow{"53300", ErrorClass::Unavailable},  // too_many_connections
    SqlstateRow{"53100", ErrorClass::Full},         // disk_full
    SqlstateRow{"57014", ErrorClass::Cancelled},    // query_canceled
    SqlstateRow{"57P01", ErrorClass::ConnectionLost},
    SqlstateRow{"57P02", ErrorClass::ConnectionLost},
    SqlstateRow{"57P03", ErrorClass::Unavailable},  // cannot_connect_now
    SqlstateRow{"25P03", ErrorClass::ConnectionLost},
    SqlstateRow{"25006", ErrorClass::Denied},       // read_only_sql_transaction
    SqlstateRow{"42501", ErrorClass::Denied},       // insufficient_privilege
    SqlstateRow{"08", ErrorClass::ConnectionLost},
    SqlstateRow{"22", ErrorClass::Invalid},
    SqlstateRow{"23", ErrorClass::Constraint},
    SqlstateRow{"28", ErrorClass::Denied},
    SqlstateRow{"40", ErrorClass::Conflict},
    SqlstateRow{"53", ErrorClass::Full},
    SqlstateRow{"58", ErrorClass::Unavailable},
    SqlstateRow{"XX", ErrorClass::Corrupt},
    SqlstateRow{"LG", ErrorClass::Constraint}, // our own triggers
};

services::FailureKind kindOf(ErrorClass errorClass, Work work) {
    using services::FailureKind;
    switch (errorClass) {
    case ErrorClass::Conflict:
    case ErrorClass::Busy: return FailureKind::Busy;
    case ErrorClass::Cancelled: return FailureKind::Cancelled;
    case ErrorClass::ConnectionLost:
        return work == Work::Writing ? FailureKind::Unknown : FailureKind::Unavailable;
    case ErrorClass::Denied:
    case ErrorClass::Unavailable: return FailureKind::Unavailable;
    case ErrorClass::Full: return FailureKind::Full;
    case ErrorClass::Corrupt: return FailureKind::Corrupt;
    case ErrorClass::Constraint:
    case ErrorClass::Invalid:
    case ErrorClass::Bug: return FailureKind::Internal;
    }
    return FailureKind::Internal;
}

} // namespace

ErrorClass classOfSqlstate(std::string_view sqlstate) {
    for (const auto& row : kSqlstates)
        if (sqlstate.starts_with(row.sqlstate)) return row.errorClass;
    return ErrorClass::Bug;
}

services::Failure toFailure(const StorageError& error, Work work) {
    std::string text = error.what();
    if (!error.code().empty()) text += " (" + error.code() + ")";
    return {kindOf(error.errorClass(), work), std::nullopt, std::move(text)};
}

} // namespace alluse::storage
