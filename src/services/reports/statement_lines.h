#pragma once
// The postings of a period as lines of a statement: one for each entry and account, in order of time.

#include "services/ports/read_port.h"
#include "services/reports/report_service.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace alluse::services {

struct StatementLine {
    EntryId entry;
    Date date;
    std::int64_t sequence = 0;
    domain::TransactionType type = domain::TransactionType::Deposit; // of what it takes back
    bool isReversal = false;
    bool isReversed = false; // by a later entry that was known
    Money amount; // over all sleeves; zero when money only moved between them
    std::string what, details;
};
using LinesByAccount = std::map<AccountId, std::vector<StatementLine>>;

struct StatementLines {
    LinesByAccount byAccount;
    std::set<EntryId> entries;
};
[[nodiscard]] Outcome<StatementLines> readLines(LedgerReads& reads, const LedgerQuery& query,
                                                const ReportPeriod& period, const Call& call);

// "Premium", "Fork": what a client reads.
[[nodiscard]] std::string wordsOf(domain::TransactionType type);

} // namespace alluse::services
