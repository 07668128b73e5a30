#pragma once
// What a cell answers beside its text: the raw value, how it is meant to be drawn, its verdict.

#include <Qt>

namespace alluse::models {

enum ModelRole : int {
    IdRole = Qt::UserRole + 1, // qint64, the row's id
    SortRole,                  // raw value: cents, id, text
    LoadingRole,               // bool: the row is not here yet
    CellKindRole,              // CellKind
    AccountTypeRole,           // int of domain::AccountType; drawn as a coloured dot
    ToneRole,                  // Tone
    ShareRole,                 // double from 0 to 1; invalid when a share makes no sense
    SortKeyRole                // on a header: int of the query's sort enum; invalid: not sortable
};

enum class CellKind : int { Text, Muted, Number, Money, Account, Chip, Meter };
enum class Tone : int { Neutral, Positive, Negative, Warning, Critical, Muted };

} // namespace alluse::models
