#include "storage/postgresql/group_posting.h"

#include <algorithm>
#include <chrono>

namespace alluse::storage {

services::Outcome<services::EntryReceipt> GroupPosting::post(const domain::EntryPlan& plan) {
    Waiting own{&plan, {}, false, false, {}};
    std::unique_lock lock(m_mutex);
    if (m_placesTaken < kPlaces) {
        ++m_placesTaken;
    } else {
        m_waiting.push_back(&own);
        own.changed.wait(lock, [&] { return own.mayGo || own.isDone; });
        if (own.isDone) return std::move(own.outcome);
    }
    const std::vector<Waiting*> group = takeWaiting(own);
    lock.unlock();
    sendGroup(group);
    lock.lock();
    leavePlace(); // first of all: who goes next has a way to go until the server works again
    for (Waiting* member : group) {
        if (member == &own) continue;
        member->isDone = true;
        member->changed.notify_one(); // under the lock: the member lives until it has seen isDone
    }
    return std::move(own.outcome);
}

std::vector<GroupPosting::Waiting*> GroupPosting::takeWaiting(Waiting& leader) {
    std::vector<Waiting*> group{&leader};
    while (!m_waiting.empty() && group.size() < m_size) {
        group.push_back(m_waiting.front());
        m_waiting.pop_front();
    }
    return group;
}

void GroupPosting::leavePlace() {
    if (m_waiting.empty()) {
        --m_placesTaken;
        return;
    }
    Waiting* next = m_waiting.front();
    m_waiting.pop_front();
    next->mayGo = true;
    next->changed.notify_one();
}

void GroupPosting::sendGroup(const std::vector<Waiting*>& group) {
    PlanPointers plans;
    for (const Waiting* member : group) plans.push_back(member->plan);
    const auto start = std::chrono::steady_clock::now();
    Outcomes outcomes;
    try {
        outcomes = m_send(plans);
    } catch (const std::exception& error) { // those who wait must hear of it
        outcomes.assign(plans.size(), services::failed(services::FailureKind::Internal, error.what()));
    }
    const auto took = std::chrono::steady_clock::now() - start;
    for (std::size_t i = 0; i < group.size(); ++i) group[i]->outcome = std::move(outcomes[i]);
    const std::lock_guard lock(m_mutex);
    if (took > kSlow && group.size() > kSizeMin) m_size = std::max(kSizeMin, group.size() / 2);
    else if (took < kSlow / 2 && group.size() >= m_size) m_size = std::min(kSizeMax, m_size * 2);
}

} // namespace alluse::storage
