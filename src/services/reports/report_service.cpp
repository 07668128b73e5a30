#include "services/reports/report_service.h"

#include "services/reports/growth_story.h"
#include "services/reports/statement_lines.h"

#include <algorithm>

namespace alluse::services {
namespace {

using domain::TransactionType;

// How a client sees money move: what came, what went, what was earned, what changed its account.
struct Movement {
    Money opening, paidIn, paidOut, earned, costs, moved;
    [[nodiscard]] Money closing() const { return opening + paidIn + paidOut + earned + costs + moved; }
    void add(const Movement& other) {
        opening = opening + other.opening;
        paidIn = paidIn + other.paidIn;
        paidOut = paidOut + other.paidOut;
        earned = earned + other.earned;
        costs = costs + other.costs;
        moved = moved + other.moved;
    }
};

void add(Movement& movement, TransactionType type, Money amount) {
    using enum TransactionType;
    const auto to = [&](Money& part) { part = part + amount; };
    switch (type) {
    case Opening:
    case Deposit: return to(movement.paidIn);
    case Withdrawal:
    case Payout: return to(movement.paidOut);
    case TradePremium:
    case TradeAssignment:
    case Interest: return to(movement.earned);
    case Fee:
    case Adjustment:
    case Reversal: return to(movement.costs);
    case TransferOut:
    case TransferIn:
    case ForkOut:
    case ForkIn:
    case MergeOut:
    case MergeIn:
    case Reinvestment:
    case Release: return to(movement.moved);
    }
}

std::string periodText(const ReportPeriod& period) {
    return period.from.text() + " to " + period.to.text();
}

void addPeriod(Report& report, const ReportPeriod& period) {
    report.subtitle = periodText(period);
    report.fields.push_back({"from", "From", period.from});
    report.fields.push_back({"to", "To", period.to});
    if (period.knownAt) report.fields.push_back({"knownAt", "As known at", *period.knownAt});
}

std::vector<Cell> summaryRow(const std::string& name, const std::string& type, const Movement& movement) {
    return {name, type, movement.opening, movement.paidIn, movement.paidOut, movement.earned, movement.costs,
            movement.moved, movement.closing()};
}

ReportTable summaryTable() {
    ReportTable table;
    table.key = "accounts";
    table.title = "Summary";
    table.columns = {{"account", "Account", ColumnKind::Text, 26},
                     {"type", "Type", ColumnKind::Text, 10},
                     {"opening", "Opening", ColumnKind::Money, 14},
                     {"paidIn", "Paid in", ColumnKind::Money, 14},
                     {"paidOut", "Paid out", ColumnKind::Money, 14},
                     {"earned", "Earned", ColumnKind::Money, 13},
                     {"costs", "Fees, corrections", ColumnKind::Money, 13},
                     {"moved", "Between accounts", ColumnKind::Money, 14},
                     {"closing", "Closing", ColumnKind::Money, 14}};
    table.emptyText = "No account was open in this period.";
    return table;
}

ReportTable linesTable(const TreeNode& node, Money opening, const std::vector<StatementLine>& lines) {
    ReportTable table;
    table.key = "account-" + std::to_string(node.id.value());
    table.title = node.name + " (" + node.reference + ", " + std::string(shortName(node.type)) + ")";
    table.columns = {{"date", "Date", ColumnKind::Date, 10},
                     {"what", "What", ColumnKind::Text, 20},
                     {"details", "Details", ColumnKind::Text, 42},
                     {"amount", "Amount", ColumnKind::Money, 15},
                     {"balance", "Balance", ColumnKind::Money, 15}};
    Money balance = opening, moved;
    table.rows.push_back({std::monostate{}, std::string("Balance brought forward"), std::string(),
                          std::monostate{}, opening});
    for (const StatementLine& line : lines) {
        balance = balance + line.amount;
        moved = moved + line.amount;
        table.rows.push_back({line.date, line.what + (line.isReversed ? " (reversed)" : ""), line.details,
                              line.amount, balance});
    }
    table.total = {std::monostate{}, std::string("Closing balance"), std::string(), moved, balance};
    return table;
}

} // namespace

Outcome<Report> ReportService::statementOf(const FamilyRow& family, std::optional<AccountId> only,
                                           const ReportPeriod& period, const Call& call) {
    const auto tree = m_growth.familyTree(family.id, period.to, call);
    if (!tree) return tl::unexpected(tree.error());
    LedgerQuery query;
    if (only) query.account = *only;
    else query.family = family.id;
    query.from = period.from;
    query.to = period.to;
    query.descending = false;
    const auto read = readLines(m_entries, query, period, call);
    if (!read) return tl::unexpected(read.error());

    Report report;
    report.kind = only ? "account-statement" : "family-statement";
    report.fields = {{"client", "Client", family.clientName}, {"family", "Family", family.name}};
    addPeriod(report, period);
    ReportTable summary = summaryTable();
    std::vector<ReportTable> details;
    Movement total;
    static const std::vector<StatementLine> kNoLines;
    for (const TreeNode& node : (*tree ? **tree : FamilyTree{}).nodes) {
        if (only && node.id != *only) continue;
        const auto found = read->byAccount.find(node.id);
        const auto& lines = found == read->byAccount.end() ? kNoLines : found->second;
        if (!only && lines.empty() && node.closedOn && *node.closedOn < period.from) continue;
        const auto opening = m_accounts.balanceAsOf(node.id, period.from.plusDays(-1), period.knownAt, call);
        if (!opening) return tl::unexpected(opening.error());
        Movement movement;
        movement.opening = *opening;
        for (const StatementLine& line : lines) add(movement, line.type, line.amount);
        summary.rows.push_back(summaryRow(node.name, std::string(shortName(node.type)), movement));
        total.add(movement);
        details.push_back(linesTable(node, *opening, lines));
        if (only) {
            report.title = "Account statement";
            report.fields.push_back({"account", "Account", node.name});
            report.fields.push_back({"reference", "Reference", node.reference});
        }
    }
    if (!only) report.title = "Family statement: " + family.name;
    report.fields.push_back({"opening", "Opening balance", total.opening});
    report.fields.push_back({"closing", "Closing balance", total.closing()});
    summary.total = summaryRow("Total", "", total);
    report.tables.push_back(std::move(summary));
    if (*tree)
        report.tables.push_back(growthStory(**tree, period.from, only, [&](EntryId entry) {
            return !period.knownAt || read->entries.contains(entry);
        }));
    std::ranges::move(details, std::back_inserter(report.tables));
    report.notes = {"Forks and merges move money between accounts of the family; its total does not change by them.",
                    "A reversal takes back an earlier line; both stay on the statement."};
    return report;
}

Outcome<std::optional<Report>> ReportService::accountStatement(AccountId account, const ReportPeriod& period,
                                                               const Call& call) {
    const auto found = m_accounts.find(account, call);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::nullopt;
    const auto family = m_families.find((*found)->familyId, call);
    if (!family) return tl::unexpected(family.error());
    if (!*family) return std::nullopt;
    auto report = statementOf(**family, account, period, call);
    if (!report) return tl::unexpected(report.error());
    return std::optional(*std::move(report));
}

Outcome<std::optional<Report>> ReportService::familyStatement(FamilyId family, const ReportPeriod& period,
                                                              const Call& call) {
    const auto found = m_families.find(family, call);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::nullopt;
    auto report = statementOf(**found, std::nullopt, period, call);
    if (!report) return tl::unexpected(report.error());
    return std::optional(*std::move(report));
}

Outcome<std::int64_t> ReportService::eachFamily(const FamilyQuery& query, const ReportPeriod& period,
                                                const std::function<bool(const FamilyRow&, Report)>& use,
                                                const Call& call) {
    PageRequest request;
    request.limit = kPageRowsMax;
    std::int64_t count = 0;
    do {
        const auto page = m_families.page(query, request, call);
        if (!page) return tl::unexpected(page.error());
        for (const FamilyRow& family : page->rows) {
            if (call.isCancelled && call.isCancelled()) return failed(FailureKind::Cancelled, "Cancelled.");
            auto report = statementOf(family, std::nullopt, period, call);
            if (!report) return tl::unexpected(report.error());
            ++count;
            if (!use(family, *std::move(report))) return count;
        }
        request.after = page->next;
    } while (request.after);
    return count;
}

Outcome<Report> ReportService::growthRegister(std::optional<FamilyId> family, const ReportPeriod& period,
                                              const Call& call) {
    GrowthEventQuery query;
    query.family = family;
    query.kinds = {domain::CommandKind::Fork, domain::CommandKind::Merge};
    query.from = period.from;
    query.to = period.to;
    Report report;
    report.kind = "growth-register";
    report.title = "Fork and merge register";
    addPeriod(report, period);
    ReportTable table;
    table.key = "events";
    table.title = "Forks and merges";
    table.columns = {{"date", "Date", ColumnKind::Date, 10},    {"entry", "Entry", ColumnKind::Count, 9},
                     {"kind", "Event", ColumnKind::Text, 7},    {"family", "Family", ColumnKind::Text, 22},
                     {"account", "Account", ColumnKind::Text, 26}, {"other", "New account or sources", ColumnKind::Text, 26},
                     {"amount", "Amount", ColumnKind::Money, 15},  {"state", "State", ColumnKind::Text, 10},
                     {"actor", "By", ColumnKind::Text, 16}};
    table.emptyText = "No fork and no merge in this period.";
    PageRequest request;
    request.limit = kPageRowsMax;
    Money forked, merged;
    std::int64_t forks = 0, merges = 0;
    do {
        const auto page = m_growth.events(query, request, call);
        if (!page) return tl::unexpected(page.error());
        for (const GrowthEventRow& row : page->rows) {
            if (period.knownAt && row.event.recordedAt > *period.knownAt) continue;
            const bool isFork = row.event.kind == domain::CommandKind::Fork;
            const bool isDone = row.event.state == domain::GrowthEventState::Completed;
            table.rows.push_back({row.event.businessDate, row.event.entry.value(),
                                  std::string(isFork ? "Fork" : "Merge"), row.familyName, row.accountName,
                                  isFork ? row.otherName : std::to_string(row.accounts) + " accounts",
                                  row.event.amount, std::string(isDone ? "Completed" : "Undone"), row.actor});
            if (!isDone) continue;
            (isFork ? forks : merges) += 1;
            (isFork ? forked : merged) = (isFork ? forked : merged) + row.event.amount;
        }
        request.after = page->next;
    } while (request.after);
    // History is read by entry, newest first; a register goes from the first day on.
    std::ranges::sort(table.rows, {}, [](const std::vector<Cell>& row) {
        return std::pair(std::get<domain::Date>(row[0]), std::get<std::int64_t>(row[1]));
    });
    const Money total = forked + merged;
    table.total = {std::monostate{}, std::monostate{}, std::string("Total"), std::string("completed only"),
                   std::string(), std::string(), total, std::string(), std::string()};
    report.fields.push_back({"forks", "Forks completed", forks});
    report.fields.push_back({"forked", "Forked", forked});
    report.fields.push_back({"merges", "Merges completed", merges});
    report.fields.push_back({"merged", "Merged", merged});
    report.tables.push_back(std::move(table));
    return report;
}

Outcome<Report> ReportService::premiumReport(std::optional<FamilyId> family, const ReportPeriod& period,
                                             const Call& call) {
    const auto rows = m_analytics.premiums(family, period.from, period.to, period.knownAt, call);
    if (!rows) return tl::unexpected(rows.error());
    Report report;
    report.kind = "premium-report";
    report.title = "Weekly premium report";
    addPeriod(report, period);
    ReportTable table;
    table.key = "accounts";
    table.title = "Premiums and assignments by account";
    table.columns = {{"family", "Family", ColumnKind::Text, 22},   {"accountId", "Id", ColumnKind::Count, 9},
                     {"account", "Account", ColumnKind::Text, 28}, {"type", "Type", ColumnKind::Text, 8},
                     {"trades", "Trades", ColumnKind::Count, 7},   {"premium", "Premium", ColumnKind::Money, 15},
                     {"assignment", "Assignment", ColumnKind::Money, 15}, {"net", "Net", ColumnKind::Money, 15}};
    table.emptyText = "No premium and no assignment in this period.";
    Money premium, assignment;
    std::int64_t trades = 0;
    for (const PremiumRow& row : *rows) {
        table.rows.push_back({row.familyName, row.account.value(), row.accountName,
                              std::string(shortName(row.type)), row.trades, row.premium, row.assignment,
                              row.premium + row.assignment});
        premium = premium + row.premium;
        assignment = assignment + row.assignment;
        trades += row.trades;
    }
    table.total = {std::string("Total"), std::monostate{}, std::string(), std::string(), trades, premium,
                   assignment, premium + assignment};
    report.fields.push_back({"premium", "Premium", premium});
    report.fields.push_back({"assignment", "Assignment", assignment});
    report.fields.push_back({"net", "Net", premium + assignment});
    report.tables.push_back(std::move(table));
    report.notes = {"A reversed trade counts as zero: the reversal is subtracted on its own day."};
    return report;
}

} // namespace alluse::services
