#include "ui/growth/undo_dialog.h"

#include "domain/text.h"
#include "services/growth_service.h"
#include "ui/dialogs/account_form.h"
#include "ui/dialogs/change_table.h"
#include "ui/growth/issue_list.h"

#include <QLineEdit>

namespace alluse::ui {

using namespace Qt::StringLiterals;

UndoGrowthDialog::UndoGrowthDialog(const DialogContext& context, services::GrowthService& growth,
                                   domain::GrowthEventId event, const QString& what, QWidget* parent)
    : CommandDialog(context, parent), m_growth(growth), m_event(event),
      m_changes(new ChangeTable), m_issues(new IssueList), m_reason(new QLineEdit) {
    setObjectName(u"undoGrowthDialog"_s);
    setHeading(tr("Take back: %1").arg(what),
               tr("Compensating entries bring the money back. Everything stays in the ledger."));
    setPrimary(tr("&Take back"));
    m_reason->setMaxLength(static_cast<int>(domain::kNoteLengthMax));
    addWide(m_changes);
    addWide(m_issues);
    addField(u"reason"_s, tr("R&eason"), m_reason);
    m_issues->hide();
    connect(m_reason, &QLineEdit::textChanged, this, [this] { setFieldError(u"reason"_s, {}); });
    loadPreview();
}

domain::UndoOrder UndoGrowthDialog::order() const {
    return {header(context().clock.today(), {}, m_reason->text()), m_event};
}

void UndoGrowthDialog::loadPreview() {
    domain::UndoOrder asked = order();
    asked.header.actor.reason.assign(1, '-'); // the preview asks before the reason is typed
    load<domain::UndoPreview>(
        tr("Preview taking back"),
        [growth = &m_growth, asked](const services::Call& call) {
            return growth->previewUndo(asked, call);
        },
        [this](const domain::UndoPreview& preview) { showPreview(preview); });
}

void UndoGrowthDialog::showPreview(const domain::UndoPreview& preview) {
    std::vector<ChangeRow> rows;
    for (const domain::AccountPreview& account : preview.accounts)
        rows.push_back({stored(account.name),
                        account.account ? std::optional(account.balanceBefore) : std::nullopt,
                        account.balanceAfter - account.balanceBefore, account.balanceAfter,
                        account.account ? QString() : tr("new"), {}});
    m_changes->setRows(rows);
    m_issues->setIssues(preview.issues, tr("Nothing stands in the way."));
    setPrimaryEnabled(!domain::blocks(preview.issues));
    fitHeight();
}

CommandDialog::Send UndoGrowthDialog::prepare() {
    if (m_reason->text().trimmed().isEmpty())
        setFieldError(u"reason"_s, tr("Say why it is taken back."));
    if (hasErrors()) return {};
    return [growth = &m_growth, order = order()](const services::Call& call) {
        return growth->undo(order, call);
    };
}

QString UndoGrowthDialog::jobName() const { return tr("Take back a fork or merge"); }

} // namespace alluse::ui
