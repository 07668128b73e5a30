#include "ui/dialogs/amount_text.h"

#include "models/text_format.h"

#include <QCoreApplication>

namespace alluse::ui {

using domain::BasisPoints;
using domain::Money;
using domain::MoneyError;
using namespace Qt::StringLiterals;

namespace {

constexpr QChar kMinus(0x2212);

bool isBlankGroup(QChar c) {
    return c == u' ' || c == QChar(0x00a0) || c == QChar(0x202f) || c == QChar(0x2009);
}

bool isApostrophe(QChar c) { return c == u'\'' || c == QChar(0x2019); }

// The locale's signs become '.' and ',', so that one strict parser reads every locale. Anything
// that is not ASCII stands for itself as '?', which no parser accepts.
std::string neutralText(const QString& text, const QLocale& locale) {
    const QString group = locale.groupSeparator();
    const QString decimal = locale.decimalPoint();
    const bool blankGroups = group.size() == 1 && isBlankGroup(group.front());
    const bool apostropheGroups = group.size() == 1 && isApostrophe(group.front());
    std::string neutral;
    for (const QChar c : text.trimmed()) {
        if (QString(c) == decimal)
            neutral += '.';
        else if (QString(c) == group || (blankGroups && isBlankGroup(c)) ||
                 (apostropheGroups && isApostrophe(c)))
            neutral += ',';
        else if (c == kMinus)
            neutral += '-';
        else
            neutral += c.unicode() < 128 && c != u'.' && c != u',' ? c.toLatin1() : '?';
    }
    return neutral;
}

// "1234.5" as the domain prints it, with the locale's decimal sign.
QString localDecimal(std::string_view text, const QLocale& locale) {
    QString local = QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
    return local.replace(u'.', locale.decimalPoint()).replace(u'-', kMinus);
}

} // namespace

QString moneyText(Money amount, const QLocale& locale) {
    return models::moneyText(amount, locale);
}

QString changeText(Money change, const QLocale& locale) {
    const QString text = models::changeText(change, locale);
    return change.isPositive() ? u'+' + text : text;
}

QString percentText(BasisPoints share, const QLocale& locale) {
    return localDecimal(share.percentText(), locale);
}

QString hundredthsText(std::int32_t hundredths, const QLocale& locale) {
    return percentText(BasisPoints(hundredths), locale);
}

domain::Result<Money, MoneyError> parseMoney(const QString& text, const QLocale& locale) {
    const std::string neutral = neutralText(text, locale);
    const auto strict = Money::parse(neutral, '.', ',');
    if (strict || neutral.find(',') == std::string::npos) return strict;
    // Groups need not be of three digits (Indian English): they are whole when the locale itself
    // would write the amount with them.
    std::string plain = neutral;
    std::erase(plain, ',');
    const auto loose = Money::parse(plain, '.');
    if (!loose) return strict;
    const std::string own = neutralText(moneyText(loose->absolute(), locale), locale);
    const std::size_t start = neutral.find_first_not_of("+-");
    const auto whole = [](std::string_view number) { return number.substr(0, number.find('.')); };
    return whole(own) == whole(std::string_view(neutral).substr(start)) ? loose : strict;
}

std::optional<BasisPoints> parsePercent(const QString& text, const QLocale& locale) {
    QString number = text.trimmed();
    if (number.endsWith(u'%')) number.chop(1);
    return BasisPoints::parsePercent(neutralText(number, locale), '.');
}

std::optional<std::int32_t> parseHundredths(const QString& text, const QLocale& locale) {
    const auto parsed = BasisPoints::parsePercent(neutralText(text, locale), '.');
    if (!parsed) return std::nullopt;
    return parsed->value();
}

QString amountErrorText(MoneyError error, const QLocale& locale) {
    const QString example = moneyText(Money::fromCents(1'234'50), locale);
    switch (error) {
    case MoneyError::OutOfRange:
        return QCoreApplication::translate("Amount", "The amount is too large.");
    case MoneyError::TooManyDecimals:
        return QCoreApplication::translate("Amount", "An amount has at most two decimals.");
    case MoneyError::NotANumber: break;
    }
    return QCoreApplication::translate("Amount", "Enter an amount such as %1.").arg(example);
}

QString dateText(domain::Date date) { return models::dateText(date); }

} // namespace alluse::ui
