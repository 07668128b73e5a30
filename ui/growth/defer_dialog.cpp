#include "ui/growth/defer_dialog.h"

#include "domain/clock.h"
#include "domain/text.h"
#include "models/text_format.h"
#include "ui/dialogs/command_dialog.h"
#include "ui/dialogs/field_edits.h"

#include <QCheckBox>
#include <QLineEdit>

namespace alluse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kDaysAtFirst = 7;
}

DeferDialog::DeferDialog(const DialogContext& context, services::GrowthService& growth,
                         domain::ReinvestmentId row, const QString& accountName,
                         domain::Date dueOn, QWidget* parent)
    : FormDialog(parent), m_context(context), m_growth(growth), m_row(row), m_dueOn(dueOn),
      m_date(new DateEdit), m_reason(new QLineEdit),
      m_cancels(new QCheckBox(tr("Call it off instead"))) {
    setObjectName(u"deferDialog"_s);
    setHeading(tr("Put off the reinvestment of %1").arg(accountName),
               tr("It was due on %1. What is not used carries over.").arg(models::dateText(dueOn)));
    setPrimary(tr("&Put off"));
    m_reason->setMaxLength(static_cast<int>(domain::kNoteLengthMax));
    m_date->setDate(std::max(context.clock.today(), dueOn).plusDays(kDaysAtFirst));
    addField(u"deferredTo"_s, tr("&New day"), m_date);
    addField(u"reason"_s, tr("R&eason"), m_reason);
    addField(u"cancels"_s, QString(), m_cancels);
    connect(m_cancels, &QCheckBox::toggled, this, [this](bool isOn) {
        setFieldVisible(u"deferredTo"_s, !isOn);
        setPrimary(isOn ? tr("&Call off") : tr("&Put off"));
    });
    connect(m_date, &QLineEdit::textChanged, this, [this] { setFieldError(u"deferredTo"_s, {}); });
    connect(m_reason, &QLineEdit::textChanged, this, [this] { setFieldError(u"reason"_s, {}); });
}

void DeferDialog::submit() {
    if (m_ticket.isActive()) return;
    clearErrors();
    const bool cancels = m_cancels->isChecked();
    const auto date = m_date->date();
    if (!cancels) {
        setFieldError(u"deferredTo"_s, m_date->errorText());
        if (date && *date <= m_dueOn)
            setFieldError(u"deferredTo"_s, tr("Choose a day after %1.").arg(models::dateText(m_dueOn)));
    }
    if (m_reason->text().trimmed().isEmpty())
        setFieldError(u"reason"_s, tr("Say why it does not happen on its day."));
    if (hasErrors()) return focusFirstError();
    domain::Actor actor = m_context.actor;
    actor.reason = m_reason->text().trimmed().toStdString();
    using Outcome = services::Outcome<void>;
    setBusy(true, tr("Saving…"));
    m_ticket = m_context.runner.start<Outcome>(
        jobs::Lane::Writes, {.name = cancels ? tr("Call off a reinvestment") : tr("Put off a reinvestment")},
        [growth = &m_growth, row = m_row, date, actor, cancels](jobs::JobContext& job) {
            const services::Call call = callOf(services::Lane::Writes, job);
            return cancels ? growth->cancel(row, actor, call) : growth->defer(row, *date, actor, call);
        },
        this, [this](jobs::JobOutcome<Outcome> outcome) {
            setBusy(false);
            if (outcome.isDone() && outcome.value()) {
                emit deferred();
                accept();
                return;
            }
            const services::Failure failure =
                outcome.isDone()     ? outcome.value().error()
                : outcome.isFailed() ? failureOf(outcome.failure())
                                     : services::Failure{services::FailureKind::Cancelled, {}, {}};
            showBanner(failureText(failure, locale()), {}, [this] { submit(); });
        });
}

} // namespace alluse::ui
