#include "models/text_format.h"

#include <QCoreApplication>
#include <QDate>

namespace alluse::models {
namespace {

constexpr QChar kMinus(u'\u2212');
constexpr int kDecimals = 2;

QString word(const char* text) {
    return QCoreApplication::translate("Words", text);
}

} // namespace

QString moneyText(domain::Money amount, const QLocale& locale) {
    // Whole dollars and cents apart: no double touches the amount.
    const qint64 cents = amount.absolute().cents();
    const QString text = locale.toString(cents / 100) + locale.decimalPoint()
                         + QStringLiteral("%1").arg(cents % 100, kDecimals, 10, QLatin1Char('0'));
    return amount.isNegative() ? QString(kMinus + text) : text;
}

QString changeText(domain::Money amount, const QLocale& locale) {
    return amount.isZero() ? QStringLiteral("\u2013") : moneyText(amount, locale);
}

double axisValue(domain::Money amount) {
    return static_cast<double>(amount.cents()) / 100.0;
}

QString countText(qint64 count, const QLocale& locale) {
    return locale.toString(count);
}

QString countedText(qint64 count, const QString& one, const QString& many, const QLocale& locale) {
    return count == 1 ? one : many.arg(countText(count, locale));
}

QString dateText(domain::Date date) {
    return fromUtf8(date.text());
}

QString shortDateText(domain::Date date, const QLocale& locale) {
    const QDate day(date.year(), static_cast<int>(date.month()), static_cast<int>(date.day()));
    return locale.toString(day, QStringLiteral("dd MMM"));
}

QString percentText(double share, const QLocale& locale) {
    return locale.toString(qRound(share * 100)) + QStringLiteral("\u00a0%");
}

QString plainToolTip(const QString& text) {
    if (text.isEmpty()) return {};
    return QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped());
}

QString fromUtf8(const std::string& text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString nameWithoutFamily(const QString& name, const QString& family) {
    if (family.isEmpty() || !name.startsWith(family)) return name;
    const QString rest = name.mid(family.size()).trimmed();
    return rest.isEmpty() ? name : rest;
}

QString statusText(domain::AccountStatus status) {
    switch (status) {
    case domain::AccountStatus::Active: return word("Active");
    case domain::AccountStatus::Inactive: return word("Inactive");
    case domain::AccountStatus::Suspended: return word("Suspended");
    case domain::AccountStatus::Closed: return word("Closed");
    }
    return {};
}

QString typeText(domain::AccountType type) {
    switch (type) {
    case domain::AccountType::Generation: return word("Gen-Acc");
    case domain::AccountType::Revenue: return word("Rev-Acc");
    case domain::AccountType::Compounding: return word("Com-Acc");
    }
    return {};
}

QString transactionText(domain::TransactionType type) {
    using T = domain::TransactionType;
    switch (type) {
    case T::Opening: return word("Opening");
    case T::Deposit: return word("Deposit");
    case T::Withdrawal: return word("Withdrawal");
    case T::TransferOut: return word("Transfer out");
    case T::TransferIn: return word("Transfer in");
    case T::TradePremium: return word("Premium");
    case T::TradeAssignment: return word("Assignment");
    case T::Reinvestment: return word("Reinvestment");
    case T::Release: return word("Release");
    case T::ForkOut: return word("Fork out");
    case T::ForkIn: return word("Fork in");
    case T::MergeOut: return word("Merge out");
    case T::MergeIn: return word("Merge in");
    case T::Fee: return word("Fee");
    case T::Interest: return word("Interest");
    case T::Adjustment: return word("Adjustment");
    case T::Reversal: return word("Reversal");
    case T::Payout: return word("Payout");
    }
    return {};
}

QString sleeveText(domain::Sleeve sleeve) {
    switch (sleeve) {
    case domain::Sleeve::Cash: return word("Cash");
    case domain::Sleeve::Contracts: return word("Contracts");
    case domain::Sleeve::Leaps: return word("LEAPS");
    case domain::Sleeve::TaxReserve: return word("Tax reserve");
    }
    return {};
}

} // namespace alluse::models
