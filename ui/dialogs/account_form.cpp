#include "ui/dialogs/account_form.h"

#include "ui/dialogs/amount_text.h"

#include <QCoreApplication>

namespace alluse::ui {

using domain::AccountStatus;
using domain::CloseReason;
using domain::ReinvestmentFrequency;
using domain::Sleeve;
using domain::TransactionType;
using domain::Weekday;

namespace {
QString tr(const char* text) { return QCoreApplication::translate("Words", text); }
} // namespace

QString wordFor(TransactionType type) {
    switch (type) {
    case TransactionType::Opening: return tr(QT_TRANSLATE_NOOP("Words", "Opening"));
    case TransactionType::Deposit: return tr(QT_TRANSLATE_NOOP("Words", "Deposit"));
    case TransactionType::Withdrawal: return tr(QT_TRANSLATE_NOOP("Words", "Withdrawal"));
    case TransactionType::TransferOut: return tr(QT_TRANSLATE_NOOP("Words", "Transfer out"));
    case TransactionType::TransferIn: return tr(QT_TRANSLATE_NOOP("Words", "Transfer in"));
    case TransactionType::TradePremium: return tr(QT_TRANSLATE_NOOP("Words", "Premium"));
    case TransactionType::TradeAssignment: return tr(QT_TRANSLATE_NOOP("Words", "Assignment"));
    case TransactionType::Reinvestment: return tr(QT_TRANSLATE_NOOP("Words", "Reinvestment"));
    case TransactionType::Release: return tr(QT_TRANSLATE_NOOP("Words", "Release"));
    case TransactionType::ForkOut: return tr(QT_TRANSLATE_NOOP("Words", "Fork out"));
    case TransactionType::ForkIn: return tr(QT_TRANSLATE_NOOP("Words", "Fork in"));
    case TransactionType::MergeOut: return tr(QT_TRANSLATE_NOOP("Words", "Merge out"));
    case TransactionType::MergeIn: return tr(QT_TRANSLATE_NOOP("Words", "Merge in"));
    case TransactionType::Fee: return tr(QT_TRANSLATE_NOOP("Words", "Fee"));
    case TransactionType::Interest: return tr(QT_TRANSLATE_NOOP("Words", "Interest"));
    case TransactionType::Adjustment: return tr(QT_TRANSLATE_NOOP("Words", "Adjustment"));
    case TransactionType::Reversal: return tr(QT_TRANSLATE_NOOP("Words", "Reversal"));
    case TransactionType::Payout: return tr(QT_TRANSLATE_NOOP("Words", "Payout"));
    }
    return {};
}

QString wordFor(AccountStatus status) {
    switch (status) {
    case AccountStatus::Active: return tr(QT_TRANSLATE_NOOP("Words", "Active"));
    case AccountStatus::Inactive: return tr(QT_TRANSLATE_NOOP("Words", "Inactive"));
    case AccountStatus::Suspended: return tr(QT_TRANSLATE_NOOP("Words", "Suspended"));
    case AccountStatus::Closed: return tr(QT_TRANSLATE_NOOP("Words", "Closed"));
    }
    return {};
}

QString wordFor(CloseReason reason) {
    switch (reason) {
    case CloseReason::Client: return tr(QT_TRANSLATE_NOOP("Words", "The client asked for it"));
    case CloseReason::Merged: return tr(QT_TRANSLATE_NOOP("Words", "Merged into another account"));
    case CloseReason::Undone: return tr(QT_TRANSLATE_NOOP("Words", "Its opening was undone"));
    case CloseReason::Admin: return tr(QT_TRANSLATE_NOOP("Words", "Administration"));
    }
    return {};
}

QString wordFor(ReinvestmentFrequency frequency) {
    switch (frequency) {
    case ReinvestmentFrequency::Off: return tr(QT_TRANSLATE_NOOP("Words", "Off"));
    case ReinvestmentFrequency::Weekly: return tr(QT_TRANSLATE_NOOP("Words", "Weekly"));
    case ReinvestmentFrequency::Monthly: return tr(QT_TRANSLATE_NOOP("Words", "Monthly"));
    case ReinvestmentFrequency::Quarterly: return tr(QT_TRANSLATE_NOOP("Words", "Quarterly"));
    case ReinvestmentFrequency::Yearly: return tr(QT_TRANSLATE_NOOP("Words", "Yearly"));
    }
    return {};
}

QString wordFor(Sleeve sleeve) {
    switch (sleeve) {
    case Sleeve::Cash: return tr(QT_TRANSLATE_NOOP("Words", "Cash"));
    case Sleeve::Contracts: return tr(QT_TRANSLATE_NOOP("Words", "Contracts"));
    case Sleeve::Leaps: return tr(QT_TRANSLATE_NOOP("Words", "LEAPS"));
    case Sleeve::TaxReserve: return tr(QT_TRANSLATE_NOOP("Words", "Tax reserve"));
    }
    return {};
}

QString wordFor(Weekday day) {
    return QLocale().standaloneDayName(static_cast<int>(day) + 1, QLocale::ShortFormat);
}

QString wordForTemplate(const std::string& name) {
    static constexpr std::array kNames{
        QT_TRANSLATE_NOOP("Words", "Conservative"), QT_TRANSLATE_NOOP("Words", "Moderate"),
        QT_TRANSLATE_NOOP("Words", "Aggressive"),   QT_TRANSLATE_NOOP("Words", "Standard"),
        QT_TRANSLATE_NOOP("Words", "Growth"),       QT_TRANSLATE_NOOP("Words", "Income"),
        QT_TRANSLATE_NOOP("Words", "Compound")};
    const QString plain = stored(name);
    for (const char* known : kNames)
        if (plain.compare(QLatin1String(known), Qt::CaseInsensitive) == 0) return tr(known);
    return plain;
}

QString shortWordFor(domain::AccountType type) {
    const std::string_view name = domain::shortName(type);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QString stored(const std::string& text) { return QString::fromStdString(text); }

QString accountLine(const services::AccountDetails& details) {
    const domain::Account& account = details.account;
    return QString::number(account.id.value()) % u" · " % stored(details.familyName) % u" · " %
           shortWordFor(account.type) % u" · " % wordFor(account.status);
}

QString limitsLine(const domain::Account& account, const QLocale& locale) {
    return tr(QT_TRANSLATE_NOOP("Words", "Balance %1 · available %2 · buffer %3"))
        .arg(moneyText(account.balance(), locale), moneyText(account.available(), locale),
             moneyText(account.buffer(), locale));
}

} // namespace alluse::ui
