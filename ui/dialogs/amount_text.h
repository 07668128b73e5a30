#pragma once
// Amounts, percentages and dates as people of a locale read and type them. No double is involved.
// Pure functions; any thread.

#include "domain/basis_points.h"
#include "domain/calendar.h"
#include "domain/money.h"

#include <QLocale>
#include <QString>

#include <optional>

namespace alluse::ui {

// "−1,234.50": grouping and decimal sign of the locale, a real minus sign.
[[nodiscard]] QString moneyText(domain::Money amount, const QLocale& locale);
// "+26,000.00", "−52,000.00"; zero is "–".
[[nodiscard]] QString changeText(domain::Money change, const QLocale& locale);
// "1.5", "33.33": percent without trailing zeros and without the sign.
[[nodiscard]] QString percentText(domain::BasisPoints share, const QLocale& locale);
// A whole number of hundredths: 150 is "1.5".
[[nodiscard]] QString hundredthsText(std::int32_t hundredths, const QLocale& locale);

// Accepts the locale's group and decimal sign, "-" and "−". A group that is not whole is refused,
// so that "1.50" typed under a German locale never becomes 150.
[[nodiscard]] domain::Result<domain::Money, domain::MoneyError> parseMoney(const QString& text,
                                                                         const QLocale& locale);
[[nodiscard]] std::optional<domain::BasisPoints> parsePercent(const QString& text,
                                                              const QLocale& locale);
// At most two decimals; none when it is not a number.
[[nodiscard]] std::optional<std::int32_t> parseHundredths(const QString& text,
                                                          const QLocale& locale);

// One sentence for the field.
[[nodiscard]] QString amountErrorText(domain::MoneyError error, const QLocale& locale);

[[nodiscard]] QString dateText(domain::Date date); // YYYY-MM-DD

} // namespace alluse::ui
