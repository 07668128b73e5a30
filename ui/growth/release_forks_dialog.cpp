#include "ui/growth/release_forks_dialog.h"

#include "domain/text.h"
#include "models/text_format.h"
#include "services/growth_service.h"
#include "ui/dialogs/command_dialog.h"

#include <QComboBox>
#include <QLineEdit>

namespace alluse::ui {

using namespace Qt::StringLiterals;

ReleaseForksDialog::ReleaseForksDialog(const DialogContext& context, services::GrowthService& growth,
                                       std::vector<HeldAccount> held, QWidget* parent)
    : FormDialog(parent), m_context(context), m_growth(growth), m_held(std::move(held)),
      m_which(new QComboBox), m_reason(new QLineEdit) {
    for (HeldAccount& one : m_held) one.command = context.newCommandId();
    setObjectName(u"releaseForksDialog"_s);
    setHeading(tr("Release automatic forks"),
               tr("A fork of the account was taken back, so it forks by hand only. Once released, it "
                  "forks by itself again when its surplus has reached the threshold."));
    setPrimary(tr("&Release"));
    m_which->addItem(m_held.empty() ? QString() : m_held.front().name);
    if (m_held.size() > 1)
        m_which->addItem(tr("All %1 held accounts").arg(models::countText(static_cast<qint64>(m_held.size()))));
    m_which->setMinimumWidth(300);
    m_reason->setMaxLength(static_cast<int>(domain::kNoteLengthMax));
    addField(u"accounts"_s, tr("&Account"), m_which);
    addField(u"reason"_s, tr("R&eason"), m_reason);
    connect(m_reason, &QLineEdit::textChanged, this, [this] { setFieldError(u"reason"_s, {}); });
}

void ReleaseForksDialog::submit() {
    if (m_ticket.isActive()) return;
    clearErrors();
    hideBanner();
    if (m_reason->text().trimmed().isEmpty()) {
        setFieldError(u"reason"_s, tr("Say why it may fork by itself again."));
        return focusFirstError();
    }
    std::vector<HeldAccount> wanted = m_held;
    if (m_which->currentIndex() == 0) wanted.resize(1);
    domain::Actor actor = m_context.actor;
    actor.reason = m_reason->text().trimmed().toStdString();
    setBusy(true, tr("Saving…"));
    m_ticket = m_context.runner.start<Result>(
        jobs::Lane::Writes, {.name = tr("Release automatic forks")},
        [growth = &m_growth, wanted, actor](jobs::JobContext& job) {
            Result result;
            for (std::size_t i = 0; i < wanted.size(); ++i) {
                const HeldAccount& one = wanted[i];
                job.stopIfCancelled();
                domain::ReleaseForksOrder order;
                order.header.commandId = one.command;
                order.header.actor = actor;
                order.account = one.account;
                const auto outcome = growth->releaseForks(order, callOf(services::Lane::Writes, job));
                if (!outcome)
                    result.stillHeld << u"%1: %2"_s.arg(one.name, failureText(outcome.error(), QLocale()));
                if (!outcome && outcome.error().kind == services::FailureKind::Refused)
                    result.refused.push_back(i);
                job.progress(static_cast<qint64>(i + 1), static_cast<qint64>(wanted.size()));
            }
            return result;
        },
        this, [this](jobs::JobOutcome<Result> outcome) {
            setBusy(false);
            emit released(); // what was done is done, also when the rest was not
            if (outcome.isFailed()) return showBanner(outcome.failure().text, tr("Retry"), [this] { submit(); });
            if (!outcome.isDone()) return;
            if (outcome.value().stillHeld.isEmpty()) return accept();
            for (const std::size_t i : outcome.value().refused) m_held[i].command = m_context.newCommandId();
            showBanner(outcome.value().stillHeld.join(u'\n'), tr("Retry"), [this] { submit(); });
        });
}

void ReleaseForksDialog::cancelPressed() {
    if (m_ticket.isActive()) {
        m_ticket.cancel();
        return;
    }
    FormDialog::cancelPressed();
}

} // namespace alluse::ui
