#pragma once
// What the rows of a bulk family say about its growth: branches, events, pending forks, counters.
// Both dialects load it.

#include "services/ports/database_port.h"

#include <optional>
#include <string>
#include <vector>

namespace alluse::storage {

struct BulkGrowth {
    explicit BulkGrowth(const services::BulkFamily& family);

    struct Account { // by the index of BulkFamily::accounts
        std::optional<std::size_t> branch;
        std::optional<domain::Timestamp> lastForkedAt;
        std::optional<domain::Date> closedOn;
        domain::Money reinvestable;
    };
    struct Event {
        std::size_t entry = 0; // index of BulkFamily::entries
        std::size_t account = 0;
        std::optional<std::size_t> other;
        domain::Money amount;
    };
    struct Pending {
        std::size_t account = 0;
        std::size_t entry = 0; // that crossed the threshold
        domain::Money surplus, threshold;
        domain::PendingForkState state = domain::PendingForkState::Pending;
        std::optional<std::size_t> endedBy; // the entry
        std::string reason;
    };

    std::vector<Account> accounts;
    std::vector<Event> events;
    std::vector<Pending> pending;
    std::int64_t sequence = 0;    // forks and merges
    std::int64_t childNumber = 0; // forks

private:
    struct Running;
    void addEvent(const services::BulkFamily& family, std::size_t entry);
    void followSurplus(const services::BulkFamily& family, std::size_t entry, std::vector<Running>& running);
    void endPending(std::size_t account, std::size_t entry, domain::PendingForkState state,
                    std::string reason);
};

// '1000/1004/' of each account, by its id; none below the depth cap. Parents stand before children.
template <class IdOf>
std::vector<std::optional<std::string>> bulkPaths(const services::BulkFamily& family, int depthMax,
                                                  IdOf idOf) {
    std::vector<std::optional<std::string>> paths;
    for (std::size_t i = 0; i < family.accounts.size(); ++i) {
        const auto& account = family.accounts[i];
        std::optional<std::string> path = account.parentIndex ? paths.at(*account.parentIndex) : std::string();
        if (account.depth > depthMax) path.reset();
        if (path) *path += std::to_string(idOf(i)) + '/';
        paths.push_back(std::move(path));
    }
    return paths;
}

} // namespace alluse::storage
