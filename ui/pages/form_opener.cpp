#include "ui/pages/form_opener.h"

#include "ui/dialogs/open_account_dialog.h"
#include "ui/dialogs/open_family_dialog.h"
#include "ui/dialogs/policy_dialog.h"
#include "ui/dialogs/post_dialog.h"
#include "ui/dialogs/reverse_dialog.h"
#include "ui/dialogs/status_dialog.h"
#include "ui/dialogs/transfer_dialog.h"

#include <QWidget>

namespace alluse::ui {

FormOpener::FormOpener(const DialogContext& context, QWidget* window)
    : QObject(window), m_context(context), m_window(window) {}

template <class Dialog, class... Args>
void FormOpener::show(Args&&... args) {
    if (m_current) {
        m_current->raise();
        m_current->activateWindow();
        return;
    }
    auto* dialog = new Dialog(m_context, std::forward<Args>(args)..., m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_current = dialog;
    connect(dialog, &CommandDialog::completed, this, &FormOpener::completed);
    dialog->open();
}

void FormOpener::openFamily() {
    show<OpenFamilyDialog>();
}

void FormOpener::openAccount(domain::FamilyId family) {
    show<OpenAccountDialog>(family);
}

void FormOpener::post(domain::AccountId account) {
    show<PostDialog>(account, domain::TransactionType::Deposit);
}

void FormOpener::transfer(domain::AccountId source) {
    show<TransferDialog>(source);
}

void FormOpener::reverse(domain::EntryId entry) {
    show<ReverseDialog>(entry);
}

void FormOpener::changeStatus(domain::AccountId account) {
    show<StatusDialog>(account);
}

void FormOpener::changePolicy(domain::AccountId account) {
    show<PolicyDialog>(account);
}

} // namespace alluse::ui
