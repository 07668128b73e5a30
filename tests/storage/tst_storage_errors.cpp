// Every code of a database has its class, its answer to people, and a text without bound values.

#include "storage/contract_fixture.h"
#include "storage/sqlite/sqlite_error.h"
#include "storage/storage_error.h"
#include "storage/unit_of_work.h"

#include <sqlite3.h>

namespace alluse::tests {
namespace {

using services::FailureKind;
using storage::classOfSqlstate;
using storage::ErrorClass;
using storage::StorageError;
using storage::Work;

TEST(StorageErrors, eachSqlstateHasItsClassAndWhatItMeansForAWrite) {
    struct Row {
        const char* sqlstate;
        ErrorClass errorClass;
        FailureKind writing;
    };
    const std::vector<Row> rows{
        {"40001", ErrorClass::Conflict, FailureKind::Busy},        // serialization_failure
        {"40P01", ErrorClass::Conflict, FailureKind::Busy},        // deadlock_detected
        {"55P03", ErrorClass::Busy, FailureKind::Busy},            // lock_not_available
        {"57014", ErrorClass::Cancelled, FailureKind::Cancelled},  // query_canceled
        {"08000", ErrorClass::ConnectionLost, FailureKind::Unknown},
        {"08006", ErrorClass::ConnectionLost, FailureKind::Unknown},
        {"57P01", ErrorClass::ConnectionLost, FailureKind::Unknown}, // admin_shutdown
        {"57P02", ErrorClass::ConnectionLost, FailureKind::Unknown}, // crash_shutdown
        {"25P03", ErrorClass::ConnectionLost, FailureKind::Unknown}, // idle_in_transaction_session_timeout
        {"57P03", ErrorClass::Unavailable, FailureKind::Unavailable}, // cannot_connect_now
        {"53300", ErrorClass::Unavailable, FailureKind::Unavailable}, // too_many_connections
        {"42501", ErrorClass::Denied, FailureKind::Unavailable},      // insufficient_privilege
        {"25006", ErrorClass::Denied, FailureKind::Unavailable},      // read_only_sql_transaction
        {"28P01", ErrorClass::Denied, FailureKind::Unavailable},      // invalid_password
        {"53100", ErrorClass::Full, FailureKind::Full},               // disk_full
        {"53200", ErrorClass::Full, FailureKind::Full},               // out_of_memory
        {"XX001", ErrorClass::Corrupt, FailureKind::Corrupt},         // data_corrupted
        {"XX002", ErrorClass::Corrupt, FailureKind::Corrupt},         // index_corrupted
        {"23505", ErrorClass::Constraint, FailureKind::Internal},     // unique_violation
        {"23514", ErrorClass::Constraint, FailureKind::Internal},     // check_violation
        {"LG001", ErrorClass::Constraint, FailureKind::Internal},     // our own guards
        {"22003", ErrorClass::Invalid, FailureKind::Internal},        // numeric_value_out_of_range
        {"22021", ErrorClass::Invalid, FailureKind::Internal},        // character_not_in_repertoire
        {"42601", ErrorClass::Bug, FailureKind::Internal},            // syntax_error
        {"25P02", ErrorClass::Bug, FailureKind::Internal},            // in_failed_sql_transaction
        {"", ErrorClass::Bug, FailureKind::Internal},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(classOfSqlstate(row.sqlstate), row.errorClass) << row.sqlstate;
        const StorageError error(classOfSqlstate(row.sqlstate), row.sqlstate, "text");
        EXPECT_EQ(toFailure(error, Work::Writing).kind, row.writing) << row.sqlstate;
        const bool isRetried = row.errorClass == ErrorClass::Conflict || row.errorClass == ErrorClass::Busy;
        EXPECT_EQ(error.isRetryable(), isRetried) << row.sqlstate;
        if (row.writing == FailureKind::Unknown) {
            EXPECT_EQ(toFailure(error, Work::Reading).kind, FailureKind::Unavailable) << row.sqlstate;
        }
        EXPECT_FALSE(toFailure(error, Work::Writing).refusal) << "a fault is never a business refusal";
    }
}

TEST(StorageErrors, eachSqliteCodeHasItsClass) {
    struct Row {
        int extendedCode;
        ErrorClass errorClass;
        FailureKind kind;
    };
    const std::vector<Row> rows{
        {SQLITE_BUSY, ErrorClass::Busy, FailureKind::Busy},
        {SQLITE_BUSY_SNAPSHOT, ErrorClass::Busy, FailureKind::Busy},
        {SQLITE_LOCKED_SHAREDCACHE, ErrorClass::Busy, FailureKind::Busy},
        {SQLITE_FULL, ErrorClass::Full, FailureKind::Full},
        {SQLITE_READONLY_DIRECTORY, ErrorClass::Denied, FailureKind::Unavailable},
        {SQLITE_PERM, ErrorClass::Denied, FailureKind::Unavailable},
        {SQLITE_CANTOPEN_ISDIR, ErrorClass::Unavailable, FailureKind::Unavailable},
        {SQLITE_IOERR_FSYNC, ErrorClass::Unavailable, FailureKind::Unavailable},
        {SQLITE_INTERRUPT, ErrorClass::Cancelled, FailureKind::Cancelled},
        {SQLITE_CORRUPT_INDEX, ErrorClass::Corrupt, FailureKind::Corrupt},
        {SQLITE_NOTADB, ErrorClass::Corrupt, FailureKind::Corrupt},
        {SQLITE_CONSTRAINT_UNIQUE, ErrorClass::Constraint, FailureKind::Internal},
        {SQLITE_CONSTRAINT_TRIGGER, ErrorClass::Constraint, FailureKind::Internal},
        {SQLITE_MISUSE, ErrorClass::Bug, FailureKind::Internal},
    };
    for (const Row& row : rows) {
        const storage::sqlite::SqliteError error(row.extendedCode, "where: text");
        EXPECT_EQ(toStorageError(error).errorClass(), row.errorClass) << row.extendedCode;
        EXPECT_EQ(storage::sqlite::toFailure(error).kind, row.kind) << row.extendedCode;
    }
}

class ErrorsOf : public ContractFixture {};

// Finding: an exception of the library repeats what was bound; ours must not.
TEST_P(ErrorsOf, anErrorNamesTheRuleAndNeverTheValue) {
    const auto session = database->rawSession();
    const auto textOf = [&](const char* sql, std::string_view value) -> std::string {
        try {
            session->run({"test.fails", sql}, {value}).next();
        } catch (const StorageError& error) {
            return std::string(error.what()) + storage::toFailure(error, Work::Writing).text;
        }
        return {};
    };
    const std::string secret = "Ada-Lovelace-4711";
    const std::string unique = textOf("insert into client (id, name, external_reference, created_at) values (77, $1, $1, 1)", secret);
    EXPECT_EQ(unique, "") << "the first one fits";
    const std::string again = textOf("insert into client (id, name, external_reference, created_at) values (78, 'x', $1, 1)", secret);
    EXPECT_FALSE(again.empty());
    EXPECT_EQ(again.find(secret), std::string::npos) << again;
    const std::string tooLong(300, 'S');
    const std::string check = textOf("insert into client (id, name, created_at) values (80, $1, 1)", tooLong);
    EXPECT_FALSE(check.empty());
    EXPECT_EQ(check.find("SSS"), std::string::npos) << check;
}

TEST_P(ErrorsOf, aTransactionDoesNotCommitAfterASwallowedError) {
    const auto session = database->rawSession();
    {
        storage::UnitOfWork work(*session, Work::Writing);
        work.execute("insert into client (id, name, created_at) values (81, 'kept?', 1)");
        EXPECT_THROW(work.execute("insert into client (id, name, created_at) values (81, 'twice', 1)"), StorageError);
        EXPECT_THROW(work.commit(), StorageError);
        EXPECT_THROW(work.execute("select 1"), StorageError);
    }
    EXPECT_FALSE(session->isInTransaction());
    auto& row = session->run({"test.count", "select count(*) from client where id = 81"});
    ASSERT_TRUE(row.next());
    EXPECT_EQ(row.integer(0), 0) << "all or nothing";
}

ALLUSE_ON_BOTH_DIALECTS(ErrorsOf);

} // namespace
} // namespace alluse::tests
