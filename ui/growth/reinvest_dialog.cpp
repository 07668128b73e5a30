#include "ui/growth/reinvest_dialog.h"

#include "domain/text.h"
#include "models/text_format.h"
#include "services/growth_service.h"
#include "ui/dialogs/account_form.h"
#include "ui/dialogs/change_table.h"
#include "ui/growth/issue_list.h"

#include <QLabel>
#include <QLineEdit>

namespace alluse::ui {

using namespace Qt::StringLiterals;

ReinvestDialog::ReinvestDialog(const DialogContext& context, services::GrowthService& growth,
                               domain::AccountId account, const QString& accountName,
                               std::optional<domain::ReinvestmentId> row, QWidget* parent)
    : CommandDialog(context, parent), m_growth(growth), m_account(account), m_row(row),
      m_changes(new ChangeTable), m_issues(new IssueList), m_limits(new QLabel),
      m_note(new QLineEdit) {
    setObjectName(u"reinvestDialog"_s);
    setHeading(tr("Reinvest in %1").arg(accountName), tr("Loading…"));
    setPrimary(tr("&Reinvest"));
    m_changes->setFirstHeader(tr("Sleeve"));
    m_limits->setTextFormat(Qt::PlainText);
    m_limits->setWordWrap(true);
    m_limits->setProperty("tone", u"muted"_s);
    m_note->setMaxLength(static_cast<int>(domain::kNoteLengthMax));
    addWide(m_changes);
    addWide(m_limits);
    addWide(m_issues);
    addField(u"note"_s, tr("&Note"), m_note);
    m_issues->hide();
    load<domain::ReinvestmentPreview>(
        tr("Preview a reinvestment"),
        [growth = &m_growth, order = order()](const services::Call& call) {
            return growth->previewReinvestment(order, call);
        },
        [this](const domain::ReinvestmentPreview& preview) { showPreview(preview); });
}

domain::ReinvestmentOrder ReinvestDialog::order() const {
    return {header(context().clock.today(), m_note->text()), m_account, m_row};
}

void ReinvestDialog::showPreview(const domain::ReinvestmentPreview& preview) {
    setHeading(windowTitle(), tr("The balance stays the same; the money moves between sleeves."));
    std::vector<ChangeRow> rows;
    for (const auto sleeve : {domain::Sleeve::Cash, domain::Sleeve::Contracts, domain::Sleeve::Leaps,
                              domain::Sleeve::TaxReserve}) {
        const domain::Money before = preview.before.of(sleeve);
        const domain::Money after = preview.after.of(sleeve);
        if (before.isZero() && after.isZero()) continue;
        rows.push_back({models::sleeveText(sleeve), before, after - before, after, {}, {}});
    }
    m_changes->setRows(rows);
    m_limits->setText(tr("Gain not yet reinvested %1 · available %2")
                          .arg(models::moneyText(preview.amounts.earned, locale()),
                               models::moneyText(preview.amounts.available, locale())));
    m_issues->setIssues(preview.issues, {});
    setPrimaryEnabled(!domain::blocks(preview.issues));
    fitHeight();
}

CommandDialog::Send ReinvestDialog::prepare() {
    return [growth = &m_growth, order = order()](const services::Call& call) {
        return growth->reinvest(order, call);
    };
}

QString ReinvestDialog::jobName() const { return tr("Reinvest in account %1").arg(m_account.value()); }

} // namespace alluse::ui
