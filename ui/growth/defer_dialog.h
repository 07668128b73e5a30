#pragma once
// Puts a due reinvestment off to a later day, or calls it off, with a reason. GUI thread.

#include "jobs/runner/job_runner.h"
#include "services/growth_service.h"
#include "ui/dialogs/dialog_context.h"
#include "ui/dialogs/form_dialog.h"

class QCheckBox;
class QLineEdit;

namespace alluse::ui {

class DateEdit;

class DeferDialog final : public FormDialog {
    Q_OBJECT

public:
    DeferDialog(const DialogContext& context, services::GrowthService& growth,
                domain::ReinvestmentId row, const QString& accountName, domain::Date dueOn,
                QWidget* parent = nullptr);

signals:
    void deferred();

protected:
    void submit() override;

private:
    DialogContext m_context;
    services::GrowthService& m_growth;
    domain::ReinvestmentId m_row;
    domain::Date m_dueOn;
    DateEdit* m_date;
    QLineEdit* m_reason;
    QCheckBox* m_cancels;
    jobs::JobTicket m_ticket;
};

} // namespace alluse::ui
