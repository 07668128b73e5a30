#include "services/reports/statement_lines.h"

#include <algorithm>

namespace alluse::services {
namespace {

using domain::TransactionType;

// "SPY, 3 contracts SPY   260320P00450000": what the trade was about.
std::string tradeText(const domain::TradeDetails& trade) {
    std::string text = trade.underlying;
    const auto add = [&](const std::string& part) {
        if (!text.empty() && !part.empty()) text += ", ";
        text += part;
    };
    if (trade.contracts != 0)
        add(std::to_string(trade.contracts) + (trade.contracts == 1 ? " contract" : " contracts"));
    add(trade.optionSymbol);
    return text;
}

std::string sleeveText(const PostingRow& row) {
    switch (row.sleeve) {
    case domain::Sleeve::Cash: return {};
    case domain::Sleeve::Contracts: return row.amount.absolute().grouped() + " contracts";
    case domain::Sleeve::Leaps: return row.amount.absolute().grouped() + " LEAPS";
    case domain::Sleeve::TaxReserve: return row.amount.absolute().grouped() + " tax reserve";
    }
    return {};
}

std::string detailsOf(const PostingRow& row) {
    using enum TransactionType;
    std::string text;
    switch (row.type) {
    case TransferOut:
    case ForkOut:
    case MergeOut: text = "to " + row.counterparty; break;
    case TransferIn:
    case ForkIn:
    case MergeIn: text = "from " + row.counterparty; break;
    case Reinvestment:
    case Release: return sleeveText(row);
    case Opening:
    case Deposit:
    case Withdrawal:
    case TradePremium:
    case TradeAssignment:
    case Fee:
    case Interest:
    case Adjustment:
    case Reversal:
    case Payout: break;
    }
    if (row.trade) text = tradeText(*row.trade);
    if (!row.note.empty()) text += (text.empty() ? "" : "; ") + row.note;
    return text;
}

// A reversal says what it takes back; when that lies outside the period, its entry is asked.
Outcome<TransactionType> originalType(LedgerReads& reads, const PostingRow& row, const Call& call) {
    const auto entry = reads.entry(*row.reverses, call);
    if (!entry) return tl::unexpected(entry.error());
    if (*entry)
        for (const PostingRow& posting : (*entry)->postings)
            if (posting.accountId == row.accountId) return posting.type;
    return TransactionType::Adjustment;
}

void addRow(std::vector<StatementLine>& lines, const PostingRow& row, TransactionType type) {
    const std::string details = detailsOf(row);
    if (!lines.empty() && lines.back().entry == row.entryId) { // another sleeve of the same movement
        StatementLine& line = lines.back();
        line.amount = line.amount + row.amount;
        if (!details.empty() && line.details.find(details) == std::string::npos)
            line.details += (line.details.empty() ? "" : ", ") + details;
        return;
    }
    const bool isReversal = row.type == TransactionType::Reversal;
    lines.push_back({row.entryId, row.businessDate, row.sequence, type, isReversal, false, row.amount,
                     (isReversal ? "Reversal of " : "") + wordsOf(type), details});
}

} // namespace

Outcome<StatementLines> readLines(LedgerReads& reads, const LedgerQuery& query, const ReportPeriod& period,
                                  const Call& call) {
    StatementLines result;
    std::map<EntryId, EntryId> reversals; // what was taken back, by whom
    PageRequest request;
    request.limit = kPageRowsMax;
    do {
        const auto page = reads.page(query, request, call);
        if (!page) return tl::unexpected(page.error());
        for (const PostingRow& row : page->rows) {
            if (period.knownAt && row.recordedAt > *period.knownAt) continue;
            TransactionType type = row.type;
            if (row.reverses) {
                reversals[*row.reverses] = row.entryId;
                const auto original = originalType(reads, row, call);
                if (!original) return tl::unexpected(original.error());
                type = *original;
            }
            if (row.reversedBy && !period.knownAt) reversals[row.entryId] = *row.reversedBy;
            result.entries.insert(row.entryId);
            addRow(result.byAccount[row.accountId], row, type);
        }
        request.after = page->next;
    } while (request.after);
    for (auto& [account, lines] : result.byAccount) {
        for (StatementLine& line : lines) line.isReversed = reversals.contains(line.entry);
        std::ranges::stable_sort(lines, [](const StatementLine& a, const StatementLine& b) {
            return std::pair(a.date, a.sequence) < std::pair(b.date, b.sequence);
        });
    }
    return result;
}

std::string wordsOf(TransactionType type) {
    using enum TransactionType;
    switch (type) {
    case Opening: return "Opening";
    case Deposit: return "Deposit";
    case Withdrawal: return "Withdrawal";
    case TransferOut: return "Transfer out";
    case TransferIn: return "Transfer in";
    case TradePremium: return "Premium";
    case TradeAssignment: return "Assignment";
    case Reinvestment: return "Reinvestment";
    case Release: return "Release to cash";
    case ForkOut: return "Fork";
    case ForkIn: return "Fork received";
    case MergeOut: return "Merge";
    case MergeIn: return "Merge received";
    case Fee: return "Fee";
    case Interest: return "Interest";
    case Adjustment: return "Adjustment";
    case Reversal: return "Reversal";
    case Payout: return "Payout";
    }
    return {};
}

} // namespace alluse::services
