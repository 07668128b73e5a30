#pragma once
// Rows and receipts as JSON and as lines: lowerCamel keys, money in cents, dates and times in ISO.

#include "cli/answer.h"
#include "domain/account.h"
#include "domain/planning.h"
#include "services/ports/database_port.h"
#include "services/ports/ledger_port.h"
#include "services/rows.h"

#include <optional>
#include <string>

namespace alluse::cli {

[[nodiscard]] Json accountJson(const services::AccountRow& row);
[[nodiscard]] Json verifyJson(const services::VerifyReport& report);
[[nodiscard]] Json statusJson(const services::DatabaseStatus& status);
[[nodiscard]] Json receiptJson(const services::EntryReceipt& receipt, const domain::CommandId& id);

// What a write command answers; `done` begins its line: "Deposit of 50.00 on account 1001".
[[nodiscard]] Answered receiptAnswer(const services::Outcome<services::EntryReceipt>& outcome,
                                     const domain::OrderHeader& header, const std::string& done);

// A place in a sorted list as text that goes into --after; it names the order it belongs to.
[[nodiscard]] std::string cursorText(const services::SortKey& key, const std::string& order);
[[nodiscard]] domain::Result<services::SortKey, Problem> parseCursor(const std::string& text,
                                                                     const std::string& order);
template <class T>
[[nodiscard]] Json orNull(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

} // namespace alluse::cli
