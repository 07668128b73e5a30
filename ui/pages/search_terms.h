#pragma once
// What was typed into the search of the accounts page: words, and conditions among them such as
// "type:gen", "status:closed", ">50,000", "<1,000" or "10,000..20,000".

#include "services/rows.h"

#include <QLocale>
#include <QString>

namespace alluse::ui {

struct SearchTerms {
    QString words; // what is not a condition
    std::vector<domain::AccountType> types;
    std::vector<domain::AccountStatus> statuses;
    std::optional<domain::Money> balanceMin, balanceMax;
    bool operator==(const SearchTerms&) const = default;
};

// A condition that is not complete yet, "type:x", stays a word.
[[nodiscard]] SearchTerms parseSearch(const QString& text, const QLocale& locale);

} // namespace alluse::ui
