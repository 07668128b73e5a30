#pragma once
// The canonical request of each order: what a stored command is compared by and replayed from.

#include "domain/planning.h"

#include <string>

namespace alluse::domain {

// Business content only: the id, the clock and an import's number may differ between two copies
// of the same request. Texts must have been checked.
[[nodiscard]] std::string payloadOf(const OpenFamilyOrder& order);
[[nodiscard]] std::string payloadOf(const OpenAccountOrder& order);
[[nodiscard]] std::string payloadOf(const PostOrder& order);
[[nodiscard]] std::string payloadOf(const TransferOrder& order);
[[nodiscard]] std::string payloadOf(const ReverseOrder& order);
[[nodiscard]] std::string payloadOf(const ChangeStatusOrder& order);
[[nodiscard]] std::string payloadOf(const ChangePolicyOrder& order);
[[nodiscard]] std::string payloadOf(const CloseFamilyOrder& order);

} // namespace alluse::domain
