#pragma once
// What the forms on one account share: reading it and the words for it. GUI thread.

#include "services/rows.h"

#include <QLocale>
#include <QString>

class QComboBox;

namespace alluse::ui {

// "Deposit", "Premium" …: the word on forms and in lists.
[[nodiscard]] QString wordFor(domain::TransactionType type);
[[nodiscard]] QString wordFor(domain::AccountStatus status);
[[nodiscard]] QString wordFor(domain::CloseReason reason);
[[nodiscard]] QString wordFor(domain::ReinvestmentFrequency frequency);
[[nodiscard]] QString wordFor(domain::Sleeve sleeve);
[[nodiscard]] QString wordFor(domain::Weekday day); // "Mon" …
[[nodiscard]] QString wordForTemplate(const std::string& name); // "Moderate" …
[[nodiscard]] QString shortWordFor(domain::AccountType type);   // "Gen-Acc" …

[[nodiscard]] QString stored(const std::string& text); // UTF-8 from the database
// "10471 · Dogwood LLC · Gen-Acc · Active"
[[nodiscard]] QString accountLine(const services::AccountDetails& details);
// "Balance 71,904.22 · available 68,309.01 · buffer 3,595.21"
[[nodiscard]] QString limitsLine(const domain::Account& account, const QLocale& locale);

// The value of the chosen item of a list whose items carry enum values as data.
template <class Enum>
[[nodiscard]] Enum chosen(const QVariant& data) {
    return static_cast<Enum>(data.toInt());
}

} // namespace alluse::ui
