#include "ui/pages/search_terms.h"

#include "models/text_format.h"
#include "ui/dialogs/amount_text.h"

#include <QCoreApplication>

#include <array>

namespace alluse::ui {
namespace {

constexpr std::array kStatuses{domain::AccountStatus::Active, domain::AccountStatus::Inactive,
                               domain::AccountStatus::Suspended, domain::AccountStatus::Closed};

QString word(const char* text) {
    return QCoreApplication::translate("SearchTerms", text);
}

// The value behind "type:" in the language of the window or in English.
std::optional<QString> valueOf(const QString& token, const char* name) {
    for (const QString& key : {word(name), QString(QLatin1String(name))})
        if (token.startsWith(key + QLatin1Char(':'), Qt::CaseInsensitive))
            return token.mid(key.size() + 1);
    return std::nullopt;
}

bool addType(const QString& token, SearchTerms& terms) {
    const auto value = valueOf(token, QT_TRANSLATE_NOOP("SearchTerms", "type"));
    if (!value || value->size() < 3) return false;
    for (const auto type : domain::kAccountTypes)
        if (models::typeText(type).startsWith(*value, Qt::CaseInsensitive)) {
            terms.types.push_back(type);
            return true;
        }
    return false;
}

bool addStatus(const QString& token, SearchTerms& terms) {
    const auto value = valueOf(token, QT_TRANSLATE_NOOP("SearchTerms", "status"));
    if (!value || value->size() < 3) return false;
    for (const auto status : kStatuses)
        if (models::statusText(status).startsWith(*value, Qt::CaseInsensitive)) {
            terms.statuses.push_back(status);
            return true;
        }
    return false;
}

bool addBalance(const QString& token, SearchTerms& terms, const QLocale& locale) {
    const auto amount = [&](const QString& text) -> std::optional<domain::Money> {
        const auto parsed = parseMoney(text, locale);
        return parsed ? std::optional(*parsed) : std::nullopt;
    };
    const qsizetype dots = token.indexOf(QLatin1String(".."));
    if (dots > 0) {
        const auto low = amount(token.left(dots));
        const auto high = amount(token.mid(dots + 2));
        if (!low || !high) return false;
        terms.balanceMin = low;
        terms.balanceMax = high;
        return true;
    }
    if (token.size() < 2 || (token[0] != QLatin1Char('>') && token[0] != QLatin1Char('<')))
        return false;
    const auto bound = amount(token.mid(token[1] == QLatin1Char('=') ? 2 : 1));
    if (!bound) return false;
    (token[0] == QLatin1Char('>') ? terms.balanceMin : terms.balanceMax) = bound;
    return true;
}

} // namespace

SearchTerms parseSearch(const QString& text, const QLocale& locale) {
    SearchTerms terms;
    QStringList words;
    for (const QString& token : text.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        if (!addType(token, terms) && !addStatus(token, terms) && !addBalance(token, terms, locale))
            words << token;
    terms.words = words.join(QLatin1Char(' '));
    return terms;
}

} // namespace alluse::ui
