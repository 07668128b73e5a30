#pragma once
// From the postings of an account or a family to equity, the time-weighted index and weekly returns.

#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/money.h"
#include "domain/transaction_type.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace alluse::analytics {

using domain::Date;
using domain::Money;
using domain::TransactionType;

// One posting as analyses see it, in the order of the ledger.
struct Move {
    Date date;
    TransactionType type = TransactionType::Deposit; // of what it takes back, when it is a reversal
    domain::Sleeve sleeve = domain::Sleeve::Cash;
    bool isReversal = false;
    std::int32_t symbol = -1; // index into MoveSeries::symbols; −1: none
    Money amount;
    Money baselineDelta;

    [[nodiscard]] bool isFlow() const { return domain::ruleOf(type).isExternalFlow; }
};
struct MoveSeries {
    std::vector<Move> moves; // ascending by date, then as posted
    std::vector<std::string> symbols; // underlyings, each once
};

struct IndexPoint {
    Date date;
    Money equity; // at the end of that day
    double index = 1; // of time-weighted returns, 1 at the first posting
};

// One point per day with a posting. Returns are chained at each flow: what stands after a flow is the
// start of the next sub-period, and a sub-period that starts at or below zero is skipped.
struct EquitySeries {
    std::vector<IndexPoint> days;

    // As of the end of a day; 1 and zero before the first posting.
    [[nodiscard]] double indexAt(Date date) const;
    [[nodiscard]] Money equityAt(Date date) const;
};
[[nodiscard]] EquitySeries equitySeries(std::span<const Move> moves, Date asOf);

// Returns from Friday to Friday. The first ends a week after the first Friday on which the account
// already lived, on or after `from`; the last Friday is on or before `to`.
struct WeeklySeries {
    std::vector<Date> fridays;    // the ends of the weeks
    std::vector<double> returns;  // one for each
    std::vector<double> index;    // one more: it begins with the start of the first week
    std::vector<Money> equity;    // as the index
};
[[nodiscard]] WeeklySeries weeklySeries(const EquitySeries& series, Date from, Date to);

} // namespace alluse::analytics
