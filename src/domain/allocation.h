#pragma once
// Largest-remainder allocation: the parts always sum to the whole, to the cent.

#include "domain/basis_points.h"
#include "domain/money.h"

#include <span>
#include <vector>

namespace alluse::domain {

// Splits `total` (≥ 0) by `shares`, which must sum to 10,000. Each part gets its floor; leftover
// cents go one by one to the largest remainders. A tie goes to the lower rank in `tiePriority`
// (same length as shares; domain rule: Com, then Rev, then Gen; in a fork Com, child, retained).
[[nodiscard]] std::vector<Money> allocate(Money total, std::span<const BasisPoints> shares,
                                          std::span<const int> tiePriority);

} // namespace alluse::domain
