#pragma once
// The canonical request of each order: what a stored command is compared by and replayed from.

#include "domain/fork_planning.h"
#include "domain/merge_planning.h"
#include "domain/planning.h"
#include "domain/reinvestment_planning.h"
#include "domain/undo_planning.h"

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
[[nodiscard]] std::string payloadOf(const ClosePeriodOrder& order);
[[nodiscard]] std::string payloadOf(const ForkOrder& order);
[[nodiscard]] std::string payloadOf(const ReleaseForksOrder& order);
[[nodiscard]] std::string payloadOf(const GrowthSettingsOrder& order);
[[nodiscard]] std::string payloadOf(const MergeOrder& order);
[[nodiscard]] std::string payloadOf(const ReinvestmentOrder& order);
[[nodiscard]] std::string payloadOf(const ReleaseOrder& order);
[[nodiscard]] std::string payloadOf(const UndoOrder& order, CommandKind kind);

} // namespace alluse::domain
