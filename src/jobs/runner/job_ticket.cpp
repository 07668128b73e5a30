#include "jobs/runner/job_ticket.h"

#include <utility>

namespace alluse::jobs {
namespace {

bool isCancelledUnattended(const Request& request) {
    switch (request.whenUnattended) {
    case Unattended::LaneDecides:
        return request.job->lane() != Lane::Writes;
    case Unattended::Cancel:
        return true;
    case Unattended::Finish:
        return false;
    }
    return true;
}

} // namespace

void leaveUnattended(Request& request) {
    if (!std::exchange(request.isAwaited, false)) return;
    if (request.job && isCancelledUnattended(request)) request.core->queue().cancel(request.job);
}

JobTicket::JobTicket(std::shared_ptr<Request> request) : m_request(std::move(request)) {}

JobTicket& JobTicket::operator=(JobTicket&& newer) noexcept {
    if (this == &newer) return *this;
    drop();
    m_request = std::move(newer.m_request);
    return *this;
}

JobId JobTicket::id() const {
    return m_request && m_request->job ? m_request->job->id() : JobId{};
}

void JobTicket::cancel() {
    if (isActive() && m_request->job) m_request->core->queue().cancel(m_request->job);
}

void JobTicket::drop() {
    const auto request = std::exchange(m_request, nullptr);
    if (!request) return;
    leaveUnattended(*request);
    // Later, because the drop may come from within the watcher's own signal.
    if (request->watcher) request->watcher->deleteLater();
}

} // namespace alluse::jobs
