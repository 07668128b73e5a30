#pragma once
// A row of a bank file as values: what the exchange room reads and the import service posts.

#include "domain/calendar.h"
#include "domain/money.h"
#include "domain/policy.h"
#include "domain/transaction_type.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace alluse::domain {

struct ImportedRow {
    std::string externalId; // the idempotency key within its source
    std::string accountReference;
    Date date;
    TransactionType type = TransactionType::Deposit;
    Money amount; // as the posting order wants it: positive for types with one sign
    std::string note;
    std::string symbol; // option symbol or underlying, on TRADE_* rows
};

// Why a row could not become values; column and code are the file's and the format's words.
struct RowError {
    std::string column;
    std::string code; // "BAD_AMOUNT", "BAD_DATE", "MISSING_COLUMN" …
    std::string text; // one sentence
};

struct ImportRow {
    std::int64_t row = 0; // the line in the file where the record starts, the header is line 1
    std::variant<ImportedRow, RowError> content;
};

// What to do with a reference that no account has.
struct CreateUnknownAccount {
    AccountType type = AccountType::Revenue;
    Policy policy; // defaults of the type with the mapping's values, forking off unless it says so
};

struct ImportSettings {
    std::string source; // name space of the external ids
    std::optional<CreateUnknownAccount> unknownAccount; // none: refuse
};

} // namespace alluse::domain
