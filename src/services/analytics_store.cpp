#include "services/analytics_store.h"

#include <algorithm>

namespace alluse::services {

AnalyticsStore::Value MemoryAnalyticsStore::find(AccountId account, const analytics::Window& window) const {
    const Shard& shard = shardOf(account);
    const std::lock_guard lock(shard.mutex);
    const auto kept = shard.accounts.find(account);
    if (kept == shard.accounts.end()) return nullptr;
    for (const Kept& one : kept->second)
        if (one.window == window) return one.value;
    return nullptr;
}

std::uint64_t MemoryAnalyticsStore::epoch(AccountId account) const {
    const Shard& shard = shardOf(account);
    const std::lock_guard lock(shard.mutex);
    return shard.epoch;
}

void MemoryAnalyticsStore::put(const analytics::Window& window, Value value, std::uint64_t epoch) {
    Shard& shard = shardOf(value->facts.account);
    const std::lock_guard lock(shard.mutex);
    if (shard.epoch != epoch) return;
    if (shard.accounts.size() >= kAccountsMax / kShards && !shard.accounts.contains(value->facts.account))
        shard.accounts.erase(shard.accounts.begin()); // any: what is used comes back
    auto& kept = shard.accounts[value->facts.account];
    std::erase_if(kept, [&](const Kept& one) { return one.window == window; });
    if (kept.size() >= kWindowsMax) kept.erase(kept.begin());
    kept.push_back({window, std::move(value)});
}

void MemoryAnalyticsStore::forget(AccountId account) {
    Shard& shard = shardOf(account);
    const std::lock_guard lock(shard.mutex);
    shard.accounts.erase(account);
    ++shard.epoch;
}

} // namespace alluse::services
