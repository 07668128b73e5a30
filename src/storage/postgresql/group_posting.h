#pragma once
// Commands that wait while others are sent go together: one call for all of them. Nobody waits for a
// group to fill, and whoever finds a free place goes alone. Thread-safe.

#include "storage/postgresql/batch_post.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

namespace alluse::storage {

class GroupPosting {
public:
    // Calls under way at the same time. More of them make smaller groups, and each call has a cost
    // of its own.
    static constexpr int kPlaces = 2;
    // A call that takes longer makes the next groups half as large; a full one that is quick, larger.
    static constexpr std::chrono::milliseconds kSlow{20};
    static constexpr std::size_t kSizeMin = 16;
    static constexpr std::size_t kSizeMax = 512;

    using Outcomes = std::vector<services::Outcome<services::EntryReceipt>>;
    using Send = std::function<Outcomes(const PlanPointers&)>;

    explicit GroupPosting(Send send) : m_send(std::move(send)) {}

    services::Outcome<services::EntryReceipt> post(const domain::EntryPlan& plan);

private:
    struct Waiting {
        const domain::EntryPlan* plan;
        services::Outcome<services::EntryReceipt> outcome;
        bool mayGo = false;  // has a place now, and sends for all that wait
        bool isDone = false;
        std::condition_variable changed;
    };

    void sendGroup(const std::vector<Waiting*>& group);
    [[nodiscard]] std::vector<Waiting*> takeWaiting(Waiting& leader); // m_mutex is held
    void leavePlace();                                               // likewise

    Send m_send;
    std::mutex m_mutex; // guards everything below
    std::deque<Waiting*> m_waiting;
    int m_placesTaken = 0;
    std::size_t m_size = kSizeMin * 4;
};

} // namespace alluse::storage
