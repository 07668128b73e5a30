#pragma once
// Opens the forms over the window; what they changed reaches the pages through the ChangeHub.

#include "domain/ids.h"
#include "domain/ledger_entry.h"
#include "ui/dialogs/dialog_context.h"

#include <QDialog>
#include <QPointer>

class QWidget;

namespace alluse::ui {

// One form at a time: a second call raises the one that is open. GUI thread.
class FormOpener final : public QObject {
    Q_OBJECT

public:
    FormOpener(const DialogContext& context, QWidget* window);

    void openFamily();
    void openAccount(domain::FamilyId family);
    void post(domain::AccountId account);
    void transfer(domain::AccountId source);
    void reverse(domain::EntryId entry);
    void changeStatus(domain::AccountId account);
    void changePolicy(domain::AccountId account);
    [[nodiscard]] QDialog* current() const { return m_current; }

signals:
    // Done, also when the answer had to be asked for: then no commit has announced it here.
    void completed(const alluse::domain::ChangeSet& changes);

private:
    template <class Dialog, class... Args>
    void show(Args&&... args);

    DialogContext m_context;
    QWidget* m_window;
    QPointer<QDialog> m_current;
};

} // namespace alluse::ui
