#pragma once
// The receiver's hold on one running request.

#include "jobs/runner/runner_core.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace alluse::jobs {

// What happens to a job when nobody waits for its result any more.
enum class Unattended {
    LaneDecides, // a write finishes, everything else is cancelled
    Cancel,
    Finish, // e.g. an import that goes on while its page is closed
};

// What ticket and watcher know of the request; used on the receiver's thread only.
struct Request {
    std::shared_ptr<RunnerCore> core;
    JobHandle job; // empty when it was refused
    QPointer<QObject> watcher;
    Unattended whenUnattended = Unattended::LaneDecides;
    bool isAwaited = true;
};

// The receiver is gone or no longer interested: deliver nothing, cancel unless the rule says
// finish.
void leaveUnattended(Request& request);

// Movable; used on the receiver's thread. Dropping it (destruction, or assigning a newer ticket)
// means the result is not wanted: the callback is certain not to be called afterwards.
class JobTicket {
public:
    JobTicket() = default;
    explicit JobTicket(std::shared_ptr<Request> request);
    ~JobTicket() { drop(); }
    JobTicket(JobTicket&& other) noexcept = default;
    JobTicket& operator=(JobTicket&& newer) noexcept;
    JobTicket(const JobTicket&) = delete;
    JobTicket& operator=(const JobTicket&) = delete;

    // True until the callback is called or the ticket is dropped.
    [[nodiscard]] bool isActive() const { return m_request && m_request->isAwaited; }
    // 0 when there is no job.
    [[nodiscard]] JobId id() const;

    // Asks the job to stop and keeps waiting: the outcome says "cancelled", or "done" when it was
    // too late, so an operator who cancels a write still hears the truth.
    void cancel();
    void drop();

private:
    std::shared_ptr<Request> m_request;
};

// For searches, pages and previews. "The latest request wins" is an assignment:
//   m_search = m_runner.start<Rows>(Lane::Interactive, …);
using LatestTicket = JobTicket;

} // namespace alluse::jobs
