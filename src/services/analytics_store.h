#pragma once
// Where analyses are kept until their account changes: a small port, and the one in memory.

#include "services/ports/analytics_port.h"

#include <array>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace alluse::services {

// An account as it was analysed; `facts.series` is empty, the analysis holds what it became.
struct AccountAnalytics {
    AccountMoves facts;
    analytics::AccountAnalysis analysis;
};

class AnalyticsStore {
public:
    using Value = std::shared_ptr<const AccountAnalytics>;
    virtual ~AnalyticsStore() = default;
    [[nodiscard]] virtual Value find(AccountId account, const analytics::Window& window) const = 0;
    // Taken before the postings are read and given back with the result: what changed in between is not kept.
    [[nodiscard]] virtual std::uint64_t epoch(AccountId account) const = 0;
    virtual void put(const analytics::Window& window, Value value, std::uint64_t epoch) = 0;
    virtual void forget(AccountId account) = 0;
};

// Thread-safe; bounded by the number of accounts.
class MemoryAnalyticsStore final : public AnalyticsStore {
public:
    static constexpr std::size_t kAccountsMax = 16'384;
    static constexpr std::size_t kWindowsMax = 4; // of one account

    [[nodiscard]] Value find(AccountId account, const analytics::Window& window) const override;
    [[nodiscard]] std::uint64_t epoch(AccountId account) const override;
    void put(const analytics::Window& window, Value value, std::uint64_t epoch) override;
    void forget(AccountId account) override;

private:
    static constexpr std::size_t kShards = 64;
    struct Kept {
        analytics::Window window;
        Value value;
    };
    struct Shard {
        mutable std::mutex mutex; // guards what follows
        std::unordered_map<AccountId, std::vector<Kept>> accounts;
        std::uint64_t epoch = 0; // raised by each forgetting
    };
    [[nodiscard]] Shard& shardOf(AccountId account) {
        return m_shards[static_cast<std::size_t>(account.value()) % kShards];
    }
    [[nodiscard]] const Shard& shardOf(AccountId account) const {
        return m_shards[static_cast<std::size_t>(account.value()) % kShards];
    }
    std::array<Shard, kShards> m_shards;
};

} // namespace alluse::services
