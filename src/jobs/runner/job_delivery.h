#pragma once
// The way of one result: filled by the worker, handed out on the runner's thread, received by the
// watcher that belongs to the receiver.

#include "jobs/runner/job_context.h"
#include "jobs/runner/job_events.h"
#include "jobs/runner/job_outcome.h"
#include "jobs/runner/runner_core.h"

#include <QFuture>
#include <QPromise>

#include <functional>
#include <memory>
#include <utility>

namespace alluse::jobs {

// Result-free face, so that the runner can refuse a job it cannot type.
class Delivery : public Arrival {
public:
    virtual void refuse(JobFailed failure) = 0;
};

template <class Result>
class ResultDelivery final : public Delivery {
public:
    [[nodiscard]] QFuture<JobOutcome<Result>> future() { return m_promise.future(); }
    // Never called: the outcome stays "cancelled", e.g. of a job that did not start.
    void settle(JobOutcome<Result> outcome) { m_outcome = std::move(outcome); }

    void refuse(JobFailed failure) override {
        settle(JobOutcome<Result>::failed(std::move(failure)));
    }
    void handOut() override {
        m_promise.start();
        m_promise.addResult(std::move(m_outcome));
        m_promise.finish();
    }

private:
    QPromise<JobOutcome<Result>> m_promise;
    JobOutcome<Result> m_outcome = JobOutcome<Result>::cancelled();
};

// The last owner does not delete the delivery but puts it into the letter box: whatever happens to
// a job (ended, failed, cancelled, refused), its receiver hears exactly one outcome.
template <class Result>
[[nodiscard]] std::shared_ptr<ResultDelivery<Result>>
makeDelivery(const std::shared_ptr<RunnerCore>& core) {
    return {new ResultDelivery<Result>, [core](ResultDelivery<Result>* delivery) {
                core->events().put(std::unique_ptr<Arrival>(delivery));
            }};
}

// Wraps typed work so that nothing is thrown across the worker.
template <class Result>
[[nodiscard]] JobWork deliveringWork(std::function<Result(JobContext&)> work,
                                     std::shared_ptr<RunnerCore> core,
                                     std::shared_ptr<ResultDelivery<Result>> delivery) {
    return [work = std::move(work), core = std::move(core),
            delivery = std::move(delivery)](const JobHandle& job) {
        try {
            JobContext context(core->events(), job);
            delivery->settle(JobOutcome<Result>::done(work(context)));
            return JobState::Done;
        } catch (const JobStopped&) {
            return JobState::Cancelled;
        } catch (...) {
            JobFailed failure = describeCurrentException(job->name());
            job->setFailureText(failure.text.toStdString(), failure.failureClass);
            delivery->settle(JobOutcome<Result>::failed(std::move(failure)));
            return JobState::Failed;
        }
    };
}

} // namespace alluse::jobs
