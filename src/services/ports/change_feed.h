#pragma once
// What others changed in the database: committed commands after a position, each exactly once, and
// a way to wait for the next. One feed has a connection of its own; one thread uses it.

#include "domain/ids.h"
#include "services/outcome.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace alluse::services {

struct CommittedChange {
    domain::CommandId command;
    std::vector<domain::AccountId> accounts;
    std::vector<domain::FamilyId> families;

    // What was opened is often named among what was changed, too.
    void nameOnce() {
        const auto once = [](auto& ids) {
            std::ranges::sort(ids);
            ids.erase(std::ranges::unique(ids).begin(), ids.end());
        };
        once(accounts);
        once(families);
    }
};

struct Changes {
    std::string position; // what to ask with next
    std::vector<CommittedChange> commands;
    bool isComplete = true; // false: there were too many to name, anything may have changed
    std::chrono::microseconds oldest{0}; // how long ago the first of them arrived at the database
};

class ChangeFeed {
public:
    virtual ~ChangeFeed() = default;
    // (Re)connects and listens. The position is that of this moment.
    virtual Outcome<std::string> start() = 0;
    // Names the database: positions of another one mean nothing.
    virtual Outcome<std::string> identity() = 0;
    // What was committed after the position, without waiting.
    virtual Outcome<Changes> since(const std::string& position) = 0;
    // Waits until something may have changed, at most so long, and asks.
    virtual Outcome<Changes> next(const std::string& position,
                                  std::chrono::milliseconds waitMax) = 0;
    // Ends a wait at once. Any thread.
    virtual void wake() noexcept = 0;
};

} // namespace alluse::services
