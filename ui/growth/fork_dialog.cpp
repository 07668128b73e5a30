#include "ui/growth/fork_dialog.h"

#include "domain/text.h"
#include "models/text_format.h"
#include "services/growth_service.h"
#include "ui/dialogs/account_form.h"
#include "ui/dialogs/change_table.h"
#include "ui/growth/growth_words.h"
#include "ui/growth/issue_list.h"

#include <QCheckBox>
#include <QLineEdit>

#include <algorithm>

namespace alluse::ui {

using namespace Qt::StringLiterals;

ForkDialog::ForkDialog(const DialogContext& context, services::GrowthService& growth,
                       domain::AccountId account, QWidget* parent)
    : CommandDialog(context, parent), m_growth(growth), m_account(account),
      m_reason(new QLineEdit),
      m_override(new QCheckBox(tr("Fork in spite of the cooling time or the daily limit"))),
      m_changes(new ChangeTable), m_issues(new IssueList), m_outlook(new QLabel) {
    setObjectName(u"forkDialog"_s);
    setHeading(tr("Fork account %1").arg(account.value()), tr("Loading…"));
    setPrimary(tr("&Fork account"));
    m_reason->setMaxLength(static_cast<int>(domain::kNoteLengthMax));
    m_outlook->setTextFormat(Qt::PlainText);
    m_outlook->setWordWrap(true);
    m_outlook->setProperty("tone", u"muted"_s);
    m_changes->setFirstHeader(tr("Account"));
    addWide(m_changes);
    addWide(m_issues);
    addWide(m_outlook);
    addField(u"reason"_s, tr("R&eason"), m_reason);
    addField(u"override"_s, QString(), m_override);
    setFieldVisible(u"override"_s, false);
    m_issues->hide();
    connect(m_reason, &QLineEdit::textChanged, this, [this] { setFieldError(u"reason"_s, {}); });
    connect(m_override, &QCheckBox::toggled, this, [this] { loadPreview(); });
    loadPreview();
}

domain::ForkOrder ForkDialog::order() const {
    domain::ForkOrder order;
    order.header = header(context().clock.today(), {}, m_reason->text());
    order.account = m_account;
    order.overridesDelays = m_override->isChecked();
    return order;
}

void ForkDialog::loadPreview() {
    load<domain::ForkPreview>(
        tr("Preview a fork"),
        [growth = &m_growth, order = order()](const services::Call& call) {
            return growth->previewFork(order, call);
        },
        [this](const domain::ForkPreview& preview) { showPreview(preview); });
}

void ForkDialog::showPreview(const domain::ForkPreview& preview) {
    const domain::ForkAmounts& amounts = preview.amounts;
    setHeading(tr("Fork %1").arg(stored(preview.parent.name)),
               tr("Surplus %1 over the baseline of %2")
                   .arg(models::moneyText(amounts.surplus, locale()),
                        models::moneyText(preview.parent.baselineBefore, locale())));
    const auto gen = domain::AccountType::Generation;
    m_changes->setRows(
        {{stored(preview.parent.name), preview.parent.balanceBefore,
          preview.parent.balanceAfter - preview.parent.balanceBefore, preview.parent.balanceAfter, {},
          gen},
         {stored(preview.child.name), std::nullopt, preview.child.balanceAfter,
          preview.child.balanceAfter, tr("new"), gen},
         {stored(preview.com.name), preview.com.balanceBefore,
          preview.com.balanceAfter - preview.com.balanceBefore, preview.com.balanceAfter, {},
          domain::AccountType::Compounding}});
    m_issues->setIssues(preview.issues, tr("Nothing stands in the way."));
    m_outlook->setText(
        preview.weeksToNextAtActual
            ? tr("The parent forks again in %1 at its mean of twelve weeks, in %2 at its target.")
                  .arg(weeksText(preview.weeksToNextAtActual), weeksText(preview.weeksToNextAtTarget))
            : tr("The parent forks again in %1 at its target.")
                  .arg(weeksText(preview.weeksToNextAtTarget)));
    if (m_reason->text().isEmpty() && preview.issues.empty())
        m_reason->setText(tr("The surplus has reached the threshold"));
    const bool canOverride = std::ranges::any_of(preview.issues, &domain::GrowthIssue::isOverridable);
    setFieldVisible(u"override"_s, canOverride || m_override->isChecked());
    setPrimaryEnabled(!domain::blocks(preview.issues));
    fitHeight();
}

CommandDialog::Send ForkDialog::prepare() {
    if (m_reason->text().trimmed().isEmpty())
        setFieldError(u"reason"_s, tr("Say why the account is forked."));
    if (hasErrors()) return {};
    return [growth = &m_growth, order = order()](const services::Call& call) {
        return growth->fork(order, call);
    };
}

QString ForkDialog::jobName() const { return tr("Fork account %1").arg(m_account.value()); }

} // namespace alluse::ui
