#pragma once
// A form that sends one command: one id from opening until a final answer, one job at a time, three
// outcomes. GUI thread.

#include "jobs/runner/job_runner.h"
#include "services/ports/ledger_port.h"
#include "ui/dialogs/dialog_context.h"
#include "ui/dialogs/form_dialog.h"
#include "ui/dialogs/refusal_text.h"

#include "domain/planning.h"

#include <functional>
#include <utility>

namespace alluse::ui {

using CommandOutcome = services::Outcome<services::EntryReceipt>;

class CommandDialog : public FormDialog {
    Q_OBJECT

public:
    explicit CommandDialog(const DialogContext& context, QWidget* parent = nullptr);

    // Stays the same until the database gave a final answer, however often the operator retries.
    [[nodiscard]] domain::CommandId commandId() const { return m_commandId; }
    [[nodiscard]] bool isUnknown() const { return static_cast<bool>(m_unanswered); }

signals:
    // The command is done; the dialog has closed.
    void completed(const alluse::domain::ChangeSet& changes);
    void receiptArrived(const alluse::services::EntryReceipt& receipt);

protected:
    // A frozen order: what the worker calls, also when it is sent again.
    using Send = std::function<CommandOutcome(const services::Call&)>;

    // Shows every error at its field; empty when the draft may not be sent.
    virtual Send prepare() = 0;
    [[nodiscard]] virtual QString jobName() const = 0;

    // The id, who, when and why of this draft.
    [[nodiscard]] domain::OrderHeader header(domain::Date businessDate, const QString& note,
                                             const QString& reason = {}) const;
    [[nodiscard]] const DialogContext& context() const { return m_context; }
    void showRefusal(const domain::Refusal& refusal);

    // Reads on the interactive lane; the form cannot be sent before `done` was called. When the
    // read fails, the banner offers it again.
    template <class T>
    void load(const QString& name, std::function<services::Outcome<T>(const services::Call&)> read,
              std::function<void(T)> done);

    void submit() final;
    void cancelPressed() override;

private:
    void start(Send send);
    void settle(jobs::JobOutcome<CommandOutcome> outcome);
    void settleCommand(const CommandOutcome& outcome);
    void becomeUnknown(const services::Failure& failure);
    void offerRetry(const services::Failure& failure);
    void resolve();

    DialogContext m_context;
    domain::CommandId m_commandId;
    Send m_sent;       // the order that is on its way
    Send m_unanswered; // the order whose outcome is unknown
    jobs::JobTicket m_ticket;
    jobs::JobTicket m_reading;
};

// The services' call of a job: its lane and its cancel token.
[[nodiscard]] services::Call callOf(services::Lane lane, const jobs::JobContext& job);
[[nodiscard]] services::Failure failureOf(const jobs::JobFailed& failure);

template <class T>
void CommandDialog::load(const QString& name,
                         std::function<services::Outcome<T>(const services::Call&)> read,
                         std::function<void(T)> done) {
    setPrimaryEnabled(false);
    using Outcome = services::Outcome<T>;
    m_reading = m_context.runner.start<Outcome>(
        jobs::Lane::Interactive, {.name = name},
        [read](jobs::JobContext& job) {
            return read(callOf(services::Lane::Interactive, job));
        },
        this, [this, name, read, done](jobs::JobOutcome<Outcome> outcome) {
            if (outcome.isDone() && outcome.value()) {
                hideBanner();
                setPrimaryEnabled(true);
                done(*std::move(outcome).value());
                return;
            }
            const services::Failure failure =
                outcome.isDone()     ? outcome.value().error()
                : outcome.isFailed() ? failureOf(outcome.failure())
                                     : services::Failure{services::FailureKind::Cancelled, {}, {}};
            showBanner(failure.kind == services::FailureKind::Unavailable
                           ? tr("The database cannot be reached, so the form cannot be filled yet.")
                           : failureText(failure, locale()),
                       {}, [this, name, read, done] { load<T>(name, read, done); });
        });
}

} // namespace alluse::ui
