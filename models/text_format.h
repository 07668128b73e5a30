#pragma once
// How figures read: money by locale with a real minus sign, ISO dates, counts, words for codes.

#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/money.h"
#include "domain/transaction_type.h"

#include <QLocale>
#include <QString>

#include <string>

namespace alluse::models {

// Two decimals, grouping of the locale, U+2212 for negative amounts: "−1,123.82".
[[nodiscard]] QString moneyText(domain::Money amount, const QLocale& locale = QLocale());
// The same for a change: zero reads "–".
[[nodiscard]] QString changeText(domain::Money amount, const QLocale& locale = QLocale());
// Where an amount lies on an axis, in whole units: for drawing only, sums stay Money.
[[nodiscard]] double axisValue(domain::Money amount);
[[nodiscard]] QString countText(qint64 count, const QLocale& locale = QLocale());
// "1 fork" or, with the count for %1, "27 forks".
[[nodiscard]] QString countedText(qint64 count, const QString& one, const QString& many,
                                  const QLocale& locale = QLocale());
[[nodiscard]] QString dateText(domain::Date date); // 2026-11-20
// "20 Nov", for places where the year is plain from the neighbours.
[[nodiscard]] QString shortDateText(domain::Date date, const QLocale& locale = QLocale());
[[nodiscard]] QString percentText(double share, const QLocale& locale = QLocale()); // "92 %"
// Stored text for a tool tip: escaped and marked, so that it is never read as markup.
[[nodiscard]] QString plainToolTip(const QString& text);
[[nodiscard]] QString fromUtf8(const std::string& text);

// "Gen-Acc-F3": what tells an account from the others of its family.
[[nodiscard]] QString nameWithoutFamily(const QString& name, const QString& family);

[[nodiscard]] QString statusText(domain::AccountStatus status); // "Active"
[[nodiscard]] QString typeText(domain::AccountType type);       // "Gen-Acc"
[[nodiscard]] QString transactionText(domain::TransactionType type); // "Premium"
[[nodiscard]] QString sleeveText(domain::Sleeve sleeve);

} // namespace alluse::models
