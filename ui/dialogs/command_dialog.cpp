#include "ui/dialogs/command_dialog.h"

#include "services/command_service.h"

#include <QPushButton>

namespace alluse::ui {

using services::FailureKind;

services::Call callOf(services::Lane lane, const jobs::JobContext& job) {
    return {lane, [token = job.cancelToken()] { return token.isCancelled(); }};
}

services::Failure failureOf(const jobs::JobFailed& failure) {
    // A job that left with an exception may have written: the ledger must be asked.
    const bool neverStarted = failure.cause == jobs::JobFailed::Cause::LaneFull;
    return {neverStarted ? FailureKind::Busy : FailureKind::Internal, {},
            failure.text.toStdString()};
}

CommandDialog::CommandDialog(const DialogContext& context, QWidget* parent)
    : FormDialog(parent), m_context(context), m_commandId(context.newCommandId()) {}

domain::OrderHeader CommandDialog::header(domain::Date businessDate, const QString& note,
                                          const QString& reason) const {
    domain::OrderHeader header;
    header.commandId = m_commandId;
    header.actor = m_context.actor;
    header.actor.reason = reason.trimmed().toStdString();
    header.requestedAt = m_context.clock.now();
    header.businessDate = businessDate;
    header.note = note.trimmed().toStdString();
    return header;
}

void CommandDialog::submit() {
    if (m_ticket.isActive() || !primaryButton()->isEnabled()) return;
    if (m_unanswered) {
        resolve();
        return;
    }
    clearErrors();
    hideBanner();
    if (Send send = prepare())
        start(std::move(send));
    else
        focusFirstError();
}

void CommandDialog::start(Send send) {
    m_sent = send;
    setBusy(true, tr("Saving…"));
    m_ticket = m_context.runner.start<CommandOutcome>(
        jobs::Lane::Writes, {.name = jobName()},
        [send = std::move(send)](jobs::JobContext& job) {
            return send(callOf(services::Lane::Writes, job));
        },
        this, [this](jobs::JobOutcome<CommandOutcome> outcome) { settle(std::move(outcome)); });
}

void CommandDialog::settle(jobs::JobOutcome<CommandOutcome> outcome) {
    setBusy(false);
    if (outcome.isDone())
        settleCommand(outcome.value());
    else if (outcome.isFailed())
        settleCommand(tl::unexpected(failureOf(outcome.failure())));
    else
        settleCommand(services::failed(FailureKind::Cancelled, {}));
}

void CommandDialog::settleCommand(const CommandOutcome& outcome) {
    if (outcome) {
        m_unanswered = {};
        const services::EntryReceipt receipt = *outcome;
        accept();
        emit receiptArrived(receipt);
        emit completed(receipt.changes);
        return;
    }
    const services::Failure& failure = outcome.error();
    switch (failure.kind) {
    case FailureKind::Refused:
        m_unanswered = {};
        setPrimaryEnabled(true);
        // A refusal is final for its id; the corrected draft is a new command.
        m_commandId = m_context.newCommandId();
        if (failure.refusal) {
            showRefusal(*failure.refusal);
            return;
        }
        showBanner(failureText(failure, locale()));
        return;
    case FailureKind::Unknown:
    case FailureKind::Internal: becomeUnknown(failure); return;
    case FailureKind::Unavailable:
    case FailureKind::Busy:
    case FailureKind::Cancelled:
    case FailureKind::Full:
    case FailureKind::Corrupt: offerRetry(failure); return;
    }
}

void CommandDialog::showRefusal(const domain::Refusal& refusal) {
    setFieldError(QString::fromStdString(refusal.field), refusalText(refusal, locale()));
    focusFirstError();
}

void CommandDialog::becomeUnknown(const services::Failure& failure) {
    if (!m_unanswered) m_unanswered = m_sent;
    // The draft must not change while its command may be in the ledger.
    setFieldsLocked(true);
    setPrimaryEnabled(false);
    setCancelText(tr("Close"));
    showBanner(failureText(failure, locale()), tr("Check again"), [this] { resolve(); });
}

void CommandDialog::offerRetry(const services::Failure& failure) {
    if (m_unanswered) {
        becomeUnknown({FailureKind::Unknown, {}, {}});
        return;
    }
    showBanner(failureText(failure, locale()), {}, [this] { submit(); });
}

void CommandDialog::resolve() {
    if (m_ticket.isActive()) return;
    using Answer = services::Outcome<std::optional<CommandOutcome>>;
    setBusy(true, tr("Checking…"));
    m_ticket = m_context.runner.start<Answer>(
        jobs::Lane::Interactive, {.name = tr("Ask how a command ended")},
        [commands = &m_context.commands, id = m_commandId](jobs::JobContext& job) {
            return commands->resolve(id, callOf(services::Lane::Interactive, job));
        },
        this, [this](jobs::JobOutcome<Answer> outcome) {
            setBusy(false);
            setFieldsLocked(true);
            if (!outcome.isDone() || !outcome.value()) {
                becomeUnknown({FailureKind::Unknown, {}, {}});
                return;
            }
            const std::optional<CommandOutcome>& known = *outcome.value();
            if (known) {
                setFieldsLocked(false);
                settleCommand(*known);
                return;
            }
            // It never arrived: the same order goes out again under the same id.
            hideBanner();
            setPrimaryEnabled(true);
            start(m_unanswered);
        });
}

void CommandDialog::cancelPressed() {
    // A write past its first statement finishes; its answer then still arrives here.
    if (m_ticket.isActive() && isBusy()) {
        m_ticket.cancel();
        return;
    }
    FormDialog::cancelPressed();
}

} // namespace alluse::ui
