#include "ui/dialogs/status_dialog.h"

#include "domain/text.h"
#include "services/command_service.h"
#include "ui/dialogs/account_form.h"
#include "ui/dialogs/amount_text.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

namespace alluse::ui {

using domain::AccountStatus;
using domain::CloseReason;
using namespace Qt::StringLiterals;

namespace {
constexpr std::array kStatuses{AccountStatus::Active, AccountStatus::Inactive,
                               AccountStatus::Suspended, AccountStatus::Closed};

QString effectOf(AccountStatus to) {
    switch (to) {
    case AccountStatus::Active: return StatusDialog::tr("Money moves again in both directions.");
    case AccountStatus::Inactive:
        return StatusDialog::tr("Money can still come in, but none goes out.");
    case AccountStatus::Suspended:
        return StatusDialog::tr("No money moves until a manager makes it active again.");
    case AccountStatus::Closed:
        return StatusDialog::tr("This is final: a closed account is never opened again.");
    }
    return {};
}
} // namespace

StatusDialog::StatusDialog(const DialogContext& context, domain::AccountId account, QWidget* parent)
    : CommandDialog(context, parent), m_account(account) {
    setObjectName(u"statusDialog"_s);
    setHeading(tr("Change status of account %1").arg(account.value()), tr("Loading…"));
    setPrimary(tr("C&hange status"));
    m_status = new QComboBox;
    m_status->setSizeAdjustPolicy(QComboBox::AdjustToContents); // filled after the account is read
    m_closeReason = new QComboBox;
    m_closeReason->addItem(wordFor(CloseReason::Client), static_cast<int>(CloseReason::Client));
    m_closeReason->addItem(wordFor(CloseReason::Admin), static_cast<int>(CloseReason::Admin));
    m_reason = new QLineEdit;
    m_reason->setMaxLength(static_cast<int>(domain::kNoteLengthMax));
    m_effect = new QLabel;
    m_effect->setObjectName(u"preview"_s);
    m_effect->setTextFormat(Qt::PlainText);
    addField(u"status"_s, tr("New &status"), m_status);
    addField(u"closeReason"_s, tr("&Closed because"), m_closeReason);
    addField(u"reason"_s, tr("R&eason"), m_reason);
    addWide(m_effect);
    connect(m_status, &QComboBox::currentIndexChanged, this, &StatusDialog::refresh);
    connect(m_reason, &QLineEdit::textChanged, this, &StatusDialog::refresh);
    refresh();
    loadAccount();
}

void StatusDialog::loadAccount() {
    load<std::optional<services::AccountDetails>>(
        tr("Read account %1").arg(m_account.value()),
        [accounts = &context().accounts, id = m_account](const services::Call& call) {
            return accounts->details(id, call);
        },
        [this](std::optional<services::AccountDetails> details) {
            if (details) {
                showAccount(std::move(*details));
                return;
            }
            setPrimaryEnabled(false);
            showBanner(tr("There is no account %1. Close this form and refresh the list.")
                           .arg(m_account.value()));
        });
}

void StatusDialog::showAccount(services::AccountDetails details) {
    m_details = std::move(details);
    const domain::Account& account = m_details->account;
    setHeading(tr("Change status of %1").arg(stored(account.name)), accountLine(*m_details));
    m_status->clear();
    for (const AccountStatus to : kStatuses)
        if (domain::isStatusChangeAllowed(account.status, to, true))
            m_status->addItem(wordFor(to), static_cast<int>(to));
    if (m_status->count() == 0) {
        setPrimaryEnabled(false);
        showBanner(tr("A closed account is never opened again."));
    }
    refresh();
    if (isVisible()) m_status->setFocus();
}

domain::ChangeStatusOrder StatusDialog::order() const {
    domain::ChangeStatusOrder order;
    order.header = header(context().clock.today(), {}, m_reason->text());
    order.account = m_account;
    order.to = chosen<AccountStatus>(m_status->currentData());
    if (order.to == AccountStatus::Closed)
        order.closeReason = chosen<CloseReason>(m_closeReason->currentData());
    return order;
}

void StatusDialog::refresh() {
    clearErrors();
    const bool isChosen = m_status->currentIndex() >= 0;
    const auto to = chosen<AccountStatus>(m_status->currentData());
    setFieldVisible(u"closeReason"_s, isChosen && to == AccountStatus::Closed);
    if (!isChosen || !m_details) return;
    m_effect->setText(wordFor(m_details->account.status) % u" → " % wordFor(to) % u". " %
                      effectOf(to));
    if (to == AccountStatus::Closed && !m_details->account.balance().isZero())
        setFieldError(u"status"_s,
                      tr("The balance is %1. Move it out before you close the account.")
                          .arg(moneyText(m_details->account.balance(), locale())));
    fitHeight();
}

CommandDialog::Send StatusDialog::prepare() {
    refresh();
    if (hasErrors() || !m_details || m_status->currentIndex() < 0) return {};
    const domain::ChangeStatusOrder draft = order();
    const domain::Account& account = m_details->account;
    const auto plan = domain::planChangeStatus(draft, account);
    if (!plan) {
        showRefusal(plan.error());
        return {};
    }
    if (const auto refusal = domain::checkAgainst(*plan, account, account.id)) {
        showRefusal(*refusal);
        return {};
    }
    return [commands = &context().commands, draft](const services::Call& call) {
        return commands->changeStatus(draft, call);
    };
}

QString StatusDialog::jobName() const {
    return tr("Change status of account %1").arg(m_account.value());
}

} // namespace alluse::ui
