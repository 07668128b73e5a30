#pragma once
// How a job ended, as its receiver sees it: done with a value, failed with a reason, cancelled.

#include "jobs/queue/retry_policy.h"

#include <QString>

#include <exception>
#include <utility>
#include <variant>

namespace alluse::jobs {

struct JobFailed {
    enum class Cause {
        Exception, // something unexpected left the work; expected failures are values in the result
        LaneFull,  // never started: too many jobs wait
    };
    Cause cause = Cause::Exception;
    QString text; // one sentence for people, free of stored data
    FailureClass failureClass = FailureClass::Permanent;
};

// Thrown by work that must give up, with a text cleared for people. Any other exception's what()
// is withheld, because database libraries put bound values into it.
class JobError : public std::exception {
public:
    // Transient: the same work may succeed later.
    explicit JobError(QString text, FailureClass failureClass = FailureClass::Permanent)
        : m_text(std::move(text)), m_failureClass(failureClass) {}
    [[nodiscard]] const QString& text() const noexcept { return m_text; }
    [[nodiscard]] FailureClass failureClass() const noexcept { return m_failureClass; }
    [[nodiscard]] const char* what() const noexcept override { return "job error"; }

private:
    QString m_text;
    FailureClass m_failureClass;
};

// Thrown by JobContext::stopIfCancelled(): the work stopped early because it was asked to.
class JobStopped : public std::exception {
public:
    [[nodiscard]] const char* what() const noexcept override { return "job stopped"; }
};

template <class Result>
class JobOutcome {
public:
    [[nodiscard]] static JobOutcome done(Result value) {
        return JobOutcome(State(std::in_place_index<1>, std::move(value)));
    }
    [[nodiscard]] static JobOutcome failed(JobFailed failure) {
        return JobOutcome(State(std::in_place_index<2>, std::move(failure)));
    }
    [[nodiscard]] static JobOutcome cancelled() { return JobOutcome(); }

    [[nodiscard]] bool isDone() const { return m_state.index() == 1; }
    [[nodiscard]] bool isFailed() const { return m_state.index() == 2; }
    [[nodiscard]] bool isCancelled() const { return m_state.index() == 0; }

    // Only when isDone(); move it out with `std::move(outcome).value()`.
    [[nodiscard]] const Result& value() const& { return std::get<1>(m_state); }
    [[nodiscard]] Result&& value() && { return std::get<1>(std::move(m_state)); }
    // Only when isFailed().
    [[nodiscard]] const JobFailed& failure() const { return std::get<2>(m_state); }

private:
    struct Cancelled {};
    using State = std::variant<Cancelled, Result, JobFailed>;
    JobOutcome() = default; // cancelled: the first alternative
    explicit JobOutcome(State state) : m_state(std::move(state)) {}

    State m_state;
};

} // namespace alluse::jobs
