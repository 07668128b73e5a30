#include "ui/dialogs/policy_dialog.h"

#include "domain/text.h"
#include "services/command_service.h"
#include "ui/dialogs/account_form.h"
#include "ui/dialogs/amount_text.h"
#include "ui/dialogs/policy_fields.h"

#include <QLabel>
#include <QLineEdit>

namespace alluse::ui {

using namespace Qt::StringLiterals;

PolicyDialog::PolicyDialog(const DialogContext& context, domain::AccountId account, QWidget* parent)
    : CommandDialog(context, parent), m_account(account) {
    setObjectName(u"policyDialog"_s);
    setHeading(tr("Policy of account %1").arg(account.value()), tr("Loading…"));
    setPrimary(tr("C&hange policy"));
    loadAccount();
}

void PolicyDialog::loadAccount() {
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

void PolicyDialog::showAccount(services::AccountDetails details) {
    m_details = std::move(details);
    const domain::Account& account = m_details->account;
    setHeading(tr("Policy of %1").arg(stored(account.name)),
               accountLine(*m_details) % u" · " % tr("version %1").arg(account.policyVersion));
    m_fields = new PolicyFields(account.type, this);
    bool hasForkTitle = false;
    for (const PolicyLine& line : m_fields->lines()) {
        const bool isShown = !line.isForkRule || account.type == domain::AccountType::Generation;
        if (!isShown) {
            for (QWidget* editor : line.editors) editor->setParent(this), editor->hide();
            continue;
        }
        if (line.isForkRule && !hasForkTitle) {
            addSection(tr("Forking"));
            hasForkTitle = true;
        }
        if (line.editors.size() == 1)
            addField(line.name, line.label, line.editors.front(), line.hint);
        else
            addLine(line.name, line.label, line.editors, line.between, line.hint);
    }
    m_reason = new QLineEdit;
    m_reason->setMaxLength(static_cast<int>(domain::kNoteLengthMax));
    addField(u"reason"_s, tr("R&eason"), m_reason);
    m_changes = new QLabel;
    m_changes->setObjectName(u"preview"_s);
    m_changes->setTextFormat(Qt::PlainText);
    m_changes->setWordWrap(true);
    addWide(m_changes);
    m_fields->setPolicy(account.policy);
    connect(m_fields, &PolicyFields::edited, this, &PolicyDialog::refresh);
    refresh();
    if (isVisible()) focusFirst();
}

void PolicyDialog::refresh() {
    clearErrors();
    for (const PolicyFields::Error& error : m_fields->errors())
        setFieldError(error.field, error.text);
    const auto draft = m_fields->policy();
    const domain::Account& account = m_details->account;
    if (!draft || *draft == account.policy) {
        m_changes->setText(tr("Nothing is changed yet."));
    } else {
        // What a policy does at once is what can be taken out; the rest acts on later days.
        const domain::Money buffer =
            domain::cashBuffer(account.balance(), account.baseline, draft->cashBuffer);
        m_changes->setText(
            tr("Version %1 → %2.  Buffer %3 → %4.  Available %5 → %6.")
                .arg(account.policyVersion)
                .arg(account.policyVersion + 1)
                .arg(moneyText(account.buffer(), locale()), moneyText(buffer, locale()),
                     moneyText(account.available(), locale()),
                     moneyText(domain::availableBalance(account.balances.cash(), buffer),
                               locale())));
    }
    fitHeight();
}

CommandDialog::Send PolicyDialog::prepare() {
    if (!m_fields) return {};
    refresh();
    const auto draft = m_fields->policy();
    if (hasErrors() || !draft) return {};
    if (*draft == m_details->account.policy) {
        showBanner(tr("Nothing is changed yet. Change a value or press Cancel."));
        return {};
    }
    domain::ChangePolicyOrder order;
    order.header = header(context().clock.today(), {}, m_reason->text());
    order.account = m_account;
    order.policy = *draft;
    order.fromVersion = m_details->account.policyVersion;
    if (const auto plan = domain::planChangePolicy(order, m_details->account.type); !plan) {
        showRefusal(plan.error());
        return {};
    }
    return [commands = &context().commands, order](const services::Call& call) {
        return commands->changePolicy(order, call);
    };
}

QString PolicyDialog::jobName() const {
    return tr("Change policy of account %1").arg(m_account.value());
}

} // namespace alluse::ui
