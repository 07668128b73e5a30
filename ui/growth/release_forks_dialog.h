#pragma once
// Lets accounts fork by themselves again after a fork of theirs was taken back: one, or all that are
// held. GUI thread.

#include "domain/planning.h"
#include "jobs/runner/job_runner.h"
#include "ui/dialogs/dialog_context.h"
#include "ui/dialogs/form_dialog.h"

#include <vector>

class QComboBox;
class QLineEdit;

namespace alluse::services {
class GrowthService;
}

namespace alluse::ui {

struct HeldAccount {
    domain::AccountId account;
    QString name;
    domain::CommandId command{}; // of its release, whatever happens to the answer
};

class ReleaseForksDialog final : public FormDialog {
    Q_OBJECT

public:
    // `held` begins with the selected one.
    ReleaseForksDialog(const DialogContext& context, services::GrowthService& growth,
                       std::vector<HeldAccount> held, QWidget* parent = nullptr);

signals:
    void released();

protected:
    void submit() override;
    void cancelPressed() override;

private:
    struct Result {
        QStringList stillHeld;             // a line for each, with the reason
        std::vector<std::size_t> refused;  // of them: a refusal is final for its command id
    };

    DialogContext m_context;
    services::GrowthService& m_growth;
    std::vector<HeldAccount> m_held;
    QComboBox* m_which;
    QLineEdit* m_reason;
    jobs::JobTicket m_ticket;
};

} // namespace alluse::ui
