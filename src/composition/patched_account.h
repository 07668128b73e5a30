#pragma once
// What a posting makes of an account that is held in the cache, so that a write need not cost the
// next reader a load.

#include "services/ports/ledger_port.h"

namespace alluse::composition {

// None: it cannot be said without asking the database. The receipt's balance, cash and version come
// from the database; the rest follows from the plan only when the account was held in the version
// just before, nothing but cash moved, and the balance comes out as the receipt says.
[[nodiscard]] std::optional<domain::Account> accountAfter(const domain::Account& before,
                                                          const domain::EntryPlan& plan,
                                                          const services::EntryReceipt& receipt);

} // namespace alluse::composition
