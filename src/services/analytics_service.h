#pragma once
// Analyses of accounts, families and the whole book, kept until an account changes. Thread-safe; the caller
// runs it on the analytics lane.

#include "analytics/peers.h"
#include "domain/clock.h"
#include "services/analytics_store.h"
#include "services/ports/analytics_port.h"

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

namespace alluse::services {

struct FamilyAnalytics {
    FamilyId family;
    std::string name;
    analytics::AccountAnalysis whole; // all postings of the family as one account
    std::vector<std::shared_ptr<const AccountAnalytics>> accounts; // ascending id
    std::array<Money, 3> byType;
    std::array<double, 3> configured{};        // initial allocation of the roots
    std::array<analytics::Figure, 3> drift;    // points of percent
    Money comFromForks, comFromMerges;         // what the Com-Accs received in the window
    analytics::Figure doublingWeeks = analytics::missing(analytics::Needs::Growth, 1, 0);
};

// One account of the book in a row: what rankings, peers and the risk board need, and no series.
struct AccountFigures {
    AccountId account;
    FamilyId family;
    std::string name, familyName;
    AccountType type = AccountType::Generation;
    AccountStatus status = AccountStatus::Active;
    Money equity, weekChange; // of the last seven days
    analytics::GrowthSources week;
    double totalReturn = 0, meanWeekly = 0, drawdown = 0;
    int weeksOfLife = 0;
    analytics::Figure volatility, sharpe, targetRatio, risk;
    analytics::Figure weeksToFork, weeksToMerge;
    int health = 100;
    bool isOnTarget = false; // last full week
};
struct BookFigures {
    analytics::Window window;
    std::vector<AccountFigures> accounts; // ascending id, without closed ones
};

struct OverviewPoint {
    Date date;
    std::array<Money, 3> equity; // by type, at the end of that day
    analytics::GrowthSources sources; // of that week
};
struct BookOverview {
    Date from, to;
    std::vector<OverviewPoint> weeks; // the first one holds what was there before
    std::array<Money, 3> equity;
    std::array<double, 3> targetShare{}; // of money as it was allocated at openings
    analytics::GrowthSources sources;    // of the window
    std::vector<StatusCount> accounts;
    std::int64_t families = 0;
    [[nodiscard]] Money total() const { return equity[0] + equity[1] + equity[2]; }
};

class AnalyticsService {
public:
    AnalyticsService(AnalyticsReads& reads, AnalyticsStore& store, const domain::Clock& clock)
        : m_reads(reads), m_store(store), m_clock(clock) {}

    using Account = std::shared_ptr<const AccountAnalytics>;
    // Null: there is no such account.
    Outcome<Account> account(AccountId account, const analytics::Window& window, const Call& call = {});
    Outcome<std::shared_ptr<const FamilyAnalytics>> family(FamilyId family, const analytics::Window& window,
                                                           const Call& call = {});
    // All open accounts. The first time it reads the book; later only what changed since.
    Outcome<std::shared_ptr<const BookFigures>>
    book(const analytics::Window& window, const std::function<void(std::int64_t accounts)>& onProgress,
         const Call& call = {});
    Outcome<BookOverview> overview(Date from, Date to, const Call& call = {});

    // Where an account stands among its peers by mean weekly return.
    [[nodiscard]] static domain::Result<analytics::PeerRank, analytics::Missing>
    rank(const BookFigures& book, AccountId account);

    // After each commit, on any thread.
    void forget(const domain::ChangeSet& changes);

private:
    [[nodiscard]] Account analysed(AccountMoves moves, const analytics::Window& window) const;
    AnalyticsReads& m_reads;
    AnalyticsStore& m_store;
    const domain::Clock& m_clock;
    std::mutex m_mutex; // guards what follows
    std::shared_ptr<const BookFigures> m_book;
    std::set<AccountId> m_changed; // since m_book was read
};

// The whole life, or so many weeks until the day.
[[nodiscard]] analytics::Window windowOf(Date to, std::optional<int> weeks);

} // namespace alluse::services
