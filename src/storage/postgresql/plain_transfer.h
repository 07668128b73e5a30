#pragma once
// The short way of the most frequent entry: cash from one account to another of its family.

#include "domain/ledger_entry.h"
#include "services/ports/ledger_port.h"
#include "storage/session.h"

#include <optional>
#include <string_view>

namespace alluse::storage {

// The sqlstate of a transfer that undid itself, because post_entry has to decide about it.
inline constexpr std::string_view kNotPlain = "LG090";

// Whether the plan is one that post_transfer can write.
[[nodiscard]] bool isPlainTransfer(const domain::EntryPlan& plan);
// None: nothing was written, post_entry has to decide. Not inside a transaction of the caller, which
// an undone transfer would end.
[[nodiscard]] std::optional<services::EntryReceipt> postTransfer(Session& session,
                                                                 const domain::EntryPlan& plan);

} // namespace alluse::storage
