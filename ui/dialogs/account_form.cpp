#include "ui/dialogs/account_form.h"

#include "models/text_format.h"
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
QString word(const char* text) { return QCoreApplication::translate("Words", text); }
} // namespace

QString wordFor(TransactionType type) { return models::transactionText(type); }

QString wordFor(AccountStatus status) { return models::statusText(status); }

QString wordFor(CloseReason reason) {
    switch (reason) {
    case CloseReason::Client: return word(QT_TRANSLATE_NOOP("Words", "The client asked for it"));
    case CloseReason::Merged: return word(QT_TRANSLATE_NOOP("Words", "Merged into another account"));
    case CloseReason::Undone: return word(QT_TRANSLATE_NOOP("Words", "Its opening was undone"));
    case CloseReason::Admin: return word(QT_TRANSLATE_NOOP("Words", "Administration"));
    }
    return {};
}

QString wordFor(ReinvestmentFrequency frequency) {
    switch (frequency) {
    case ReinvestmentFrequency::Off: return word(QT_TRANSLATE_NOOP("Words", "Off"));
    case ReinvestmentFrequency::Weekly: return word(QT_TRANSLATE_NOOP("Words", "Weekly"));
    case ReinvestmentFrequency::Monthly: return word(QT_TRANSLATE_NOOP("Words", "Monthly"));
    case ReinvestmentFrequency::Quarterly: return word(QT_TRANSLATE_NOOP("Words", "Quarterly"));
    case ReinvestmentFrequency::Yearly: return word(QT_TRANSLATE_NOOP("Words", "Yearly"));
    }
    return {};
}

QString wordFor(Sleeve sleeve) { return models::sleeveText(sleeve); }

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
        if (plain.compare(QLatin1String(known), Qt::CaseInsensitive) == 0) return word(known);
    return plain;
}

QString shortWordFor(domain::AccountType type) { return models::typeText(type); }

QString stored(const std::string& text) { return models::fromUtf8(text); }

QString accountLine(const services::AccountDetails& details) {
    const domain::Account& account = details.account;
    return QString::number(account.id.value()) % u" · " % stored(details.familyName) % u" · " %
           shortWordFor(account.type) % u" · " % wordFor(account.status);
}

QString limitsLine(const domain::Account& account, const QLocale& locale) {
    return word(QT_TRANSLATE_NOOP("Words", "Balance %1 · available %2 · buffer %3"))
        .arg(moneyText(account.balance(), locale), moneyText(account.available(), locale),
             moneyText(account.buffer(), locale));
}

} // namespace alluse::ui
