#include "services/analytics_service.h"


#include <algorithm>
#include <cmath>
#include <map>

namespace alluse::services {
namespace {

using analytics::Figure;
using analytics::Window;
using domain::TransactionType;

constexpr int kBookChunk = 500; // accounts read at once
constexpr int kWeekDays = 7;

std::size_t indexOf(AccountType type) { return static_cast<std::size_t>(type) - 1; }
double shareOf(domain::BasisPoints part) { return static_cast<double>(part.value()) / domain::BasisPoints::kWhole; }

analytics::AnalysisFacts factsOf(const AccountMoves& moves) {
    analytics::AnalysisFacts facts;
    facts.policy = moves.policy;
    facts.openedOn = moves.openedOn;
    facts.branchValue = moves.branchValue;
    return facts;
}

AccountFigures figuresOf(const AccountMoves& moves, const Window& window) {
    const auto analysis = analytics::analyse(moves.series, factsOf(moves), window);
    AccountFigures figures;
    figures.account = moves.account;
    figures.family = moves.family;
    figures.name = moves.name;
    figures.familyName = moves.familyName;
    figures.type = moves.type;
    figures.status = moves.status;
    figures.equity = analysis.equity();
    const Date weekAgo = window.to.plusDays(-kWeekDays);
    figures.weekChange = analysis.equity() - analysis.series.equityAt(weekAgo);
    figures.week = analytics::growthSources(moves.series.moves, weekAgo, window.to);
    figures.totalReturn = analysis.totalReturn;
    figures.meanWeekly = analysis.meanWeekly12;
    figures.drawdown = analysis.drawdown.current;
    figures.weeksOfLife = analysis.weeksOfLife;
    figures.volatility = analysis.volatility;
    figures.sharpe = analysis.sharpe;
    figures.targetRatio = analysis.target.ratio;
    figures.risk = analysis.risk.total;
    figures.weeksToFork = analysis.toFork.atActual;
    figures.weeksToMerge = analysis.toMerge.atActual;
    figures.health = analysis.health.score;
    figures.isOnTarget = !analysis.weekly.returns.empty() &&
                         analysis.weekly.returns.back() >= shareOf(moves.policy.targetWeeklyReturn);
    return figures;
}

// All postings of a family in order of time, as if it were one account.
analytics::MoveSeries merged(const std::vector<AccountMoves>& accounts) {
    analytics::MoveSeries all;
    for (const AccountMoves& account : accounts)
        for (analytics::Move move : account.series.moves) {
            if (move.symbol >= 0) {
                const auto& symbol = account.series.symbols[static_cast<std::size_t>(move.symbol)];
                const auto known = std::ranges::find(all.symbols, symbol);
                move.symbol = static_cast<std::int32_t>(known - all.symbols.begin());
                if (known == all.symbols.end()) all.symbols.push_back(symbol);
            }
            all.moves.push_back(move);
        }
    // Within a day flows come last: what one account sends another must not meet a third one's premium.
    std::ranges::stable_sort(all.moves, [](const analytics::Move& a, const analytics::Move& b) {
        return std::pair(a.date, a.isFlow()) < std::pair(b.date, b.isFlow());
    });
    return all;
}

// A family's target is that of its accounts, weighted by what they hold.
domain::Policy policyOf(const std::vector<AccountMoves>& accounts,
                        const std::vector<std::shared_ptr<const AccountAnalytics>>& analyses) {
    domain::Policy policy = accounts.front().policy;
    double target = 0, limit = 0, buffer = 0, total = 0;
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        const auto weight = static_cast<double>(analyses[i]->analysis.equity().cents());
        target += weight * accounts[i].policy.targetWeeklyReturn.value();
        limit += weight * accounts[i].policy.maxDrawdown.value();
        buffer += weight * accounts[i].policy.cashBuffer.value();
        total += weight;
    }
    if (total > 0) {
        const auto points = [total](double sum) { return domain::BasisPoints(static_cast<std::int32_t>(std::lround(sum / total))); };
        policy.targetWeeklyReturn = points(target);
        policy.maxDrawdown = points(limit);
        policy.cashBuffer = points(buffer);
    }
    policy.forkingEnabled = false; // accounts fork, families do not
    return policy;
}

void addComInflow(FamilyAnalytics& family, const AccountMoves& account, const Window& window, Date from) {
    if (account.type != AccountType::Compounding) return;
    for (const auto& move : account.series.moves) {
        if (move.date <= from || move.date > window.to) continue;
        if (move.type == TransactionType::ForkIn) family.comFromForks = family.comFromForks + move.amount;
        if (move.type == TransactionType::MergeIn) family.comFromMerges = family.comFromMerges + move.amount;
    }
}

void add(analytics::GrowthSources& to, const RollupRow& row) { analytics::addTo(to, row.type, row.amount); }

} // namespace

Window windowOf(Date to, std::optional<int> weeks) {
    if (!weeks) return {std::nullopt, to};
    return {to.plusDays(-kWeekDays * *weeks), to};
}

AnalyticsService::Account AnalyticsService::analysed(AccountMoves moves, const Window& window) const {
    auto result = std::make_shared<AccountAnalytics>();
    result->analysis = analytics::analyse(moves.series, factsOf(moves), window);
    moves.series = {};
    result->facts = std::move(moves);
    return result;
}

Outcome<AnalyticsService::Account> AnalyticsService::account(AccountId account, const Window& window,
                                                             const Call& call) {
    if (auto kept = m_store.find(account, window)) return kept;
    const auto epoch = m_store.epoch(account);
    auto moves = m_reads.accountMoves(account, window.to, call);
    if (!moves) return tl::unexpected(moves.error());
    if (!*moves) return Account();
    auto result = analysed(**std::move(moves), window);
    m_store.put(window, result, epoch);
    return result;
}

Outcome<std::shared_ptr<const FamilyAnalytics>> AnalyticsService::family(FamilyId family, const Window& window,
                                                                         const Call& call) {
    auto accounts = m_reads.familyMoves(family, window.to, call);
    if (!accounts) return tl::unexpected(accounts.error());
    if (accounts->empty()) return std::shared_ptr<const FamilyAnalytics>();
    auto result = std::make_shared<FamilyAnalytics>();
    result->family = family;
    result->name = accounts->front().familyName;
    const auto all = merged(*accounts);
    for (const AccountMoves& account : *accounts) result->accounts.push_back(analysed(account, window));
    analytics::AnalysisFacts facts;
    facts.policy = policyOf(*accounts, result->accounts);
    facts.openedOn = accounts->front().openedOn;
    result->whole = analytics::analyse(all, facts, window);
    for (std::size_t i = 0; i < accounts->size(); ++i) {
        const AccountMoves& account = (*accounts)[i];
        auto& held = result->byType[indexOf(account.type)];
        held = held + result->accounts[i]->analysis.equity();
        if (account.isRoot) result->configured[indexOf(account.type)] += shareOf(account.policy.initialAllocation);
        addComInflow(*result, account, window, result->whole.from);
    }
    result->drift = analytics::allocationDrift(result->byType, result->configured);
    if (result->whole.weeksOfLife >= analytics::kPeerWeeksMin && result->whole.meanWeekly12 > 0)
        result->doublingWeeks = std::log(2.0) / std::log1p(result->whole.meanWeekly12);
    return result;
}

Outcome<std::shared_ptr<const BookFigures>>
AnalyticsService::book(const Window& window, const std::function<void(std::int64_t)>& onProgress, const Call& call) {
    std::shared_ptr<const BookFigures> known;
    std::set<AccountId> changed;
    {
        const std::lock_guard lock(m_mutex);
        changed = std::exchange(m_changed, {});
        if (m_book && m_book->window == window) known = m_book;
    }
    auto result = std::make_shared<BookFigures>();
    result->window = window;
    if (known) {
        if (changed.empty()) return known;
        std::map<AccountId, AccountFigures> rows;
        for (const AccountFigures& row : known->accounts)
            if (!changed.contains(row.account)) rows.emplace(row.account, row);
        for (const AccountId account : changed) {
            const auto moves = m_reads.accountMoves(account, window.to, call);
            if (!moves) {
                const std::lock_guard lock(m_mutex);
                m_changed.merge(changed); // still to be read
                return tl::unexpected(moves.error());
            }
            if (*moves && (*moves)->status != AccountStatus::Closed) rows.emplace(account, figuresOf(**moves, window));
        }
        for (auto& [id, row] : rows) result->accounts.push_back(std::move(row));
    } else {
        AccountId after;
        while (true) {
            if (call.isCancelled && call.isCancelled()) return failed(FailureKind::Cancelled, "Cancelled.");
            const auto chunk = m_reads.bookMoves(after, kBookChunk, window.to, call);
            if (!chunk) return tl::unexpected(chunk.error());
            for (const AccountMoves& moves : *chunk)
                if (moves.status != AccountStatus::Closed) result->accounts.push_back(figuresOf(moves, window));
            if (onProgress) onProgress(std::ssize(result->accounts));
            if (std::ssize(*chunk) < kBookChunk) break;
            after = chunk->back().account;
        }
    }
    const std::lock_guard lock(m_mutex);
    m_book = result;
    return result;
}

Outcome<BookOverview> AnalyticsService::overview(Date from, Date to, const Call& call) {
    const auto rows = m_reads.overview(from, to, call);
    if (!rows) return tl::unexpected(rows.error());
    BookOverview overview;
    overview.from = from;
    overview.to = to;
    overview.accounts = rows->accounts;
    overview.families = rows->families;
    std::array<Money, 3> opened{};
    const auto apply = [&](const RollupRow& row) {
        Money& held = overview.equity[indexOf(row.accountType)];
        held = held + row.amount;
        if (row.type != TransactionType::Opening) return;
        Money& allocated = opened[indexOf(row.accountType)];
        allocated = allocated + row.amount;
    };
    for (const RollupRow& row : rows->before) apply(row);
    overview.weeks.push_back({from.plusDays(-1), overview.equity, {}});
    for (const RollupRow& row : rows->weeks) { // ascending by week
        if (overview.weeks.back().date != row.date) overview.weeks.push_back({row.date, overview.equity, {}});
        apply(row);
        overview.weeks.back().equity = overview.equity;
        add(overview.weeks.back().sources, row);
        add(overview.sources, row);
    }
    const Money all = opened[0] + opened[1] + opened[2];
    for (std::size_t i = 0; i < opened.size() && all.isPositive(); ++i)
        overview.targetShare[i] = static_cast<double>(opened[i].cents()) / static_cast<double>(all.cents());
    return overview;
}

domain::Result<analytics::PeerRank, analytics::Missing> AnalyticsService::rank(const BookFigures& book,
                                                                               AccountId account) {
    const auto own = std::ranges::lower_bound(book.accounts, account, {}, &AccountFigures::account);
    if (own == book.accounts.end() || own->account != account || own->weeksOfLife < analytics::kPeerWeeksMin)
        return analytics::missing(analytics::Needs::Weeks, analytics::kPeerWeeksMin,
                                  own == book.accounts.end() ? 0 : own->weeksOfLife);
    std::vector<double> values;
    for (const AccountFigures& peer : book.accounts)
        if (peer.type == own->type && peer.status == AccountStatus::Active && peer.weeksOfLife >= analytics::kPeerWeeksMin)
            values.push_back(peer.meanWeekly);
    std::ranges::sort(values);
    return analytics::peerRank(own->meanWeekly, values);
}

void AnalyticsService::forget(const domain::ChangeSet& changes) {
    for (const AccountId account : changes.accounts) m_store.forget(account);
    const std::lock_guard lock(m_mutex);
    m_changed.insert(changes.accounts.begin(), changes.accounts.end());
}

} // namespace alluse::services
