#pragma once
// Many forks, merges or reinvestments at once: first what would happen, then progress, then what
// happened to each. Cancel stops between two; the same run can be continued. GUI thread.

#include "jobs/runner/job_runner.h"
#include "services/growth_service.h"
#include "ui/dialogs/dialog_context.h"
#include "ui/dialogs/form_dialog.h"
#include "models/row_table_model.h"

class QLabel;
class QProgressBar;
class QTableView;

namespace alluse::ui {

class BulkGrowthDialog final : public FormDialog {
    Q_OBJECT

public:
    enum What { Forks, Merges, Reinvestments };

    BulkGrowthDialog(const DialogContext& context, services::GrowthService& growth, What what,
                     QWidget* parent = nullptr);

    [[nodiscard]] QString summaryText() const;

protected:
    void submit() override;
    void cancelPressed() override;

private:
    using Rows = models::RowTableModel<services::BulkRow>;

    void start(bool isDryRun);
    void settle(const services::BulkReport& report, bool isDryRun);
    void showFailure(const services::Failure& failure);
    [[nodiscard]] QString verb(qint64 count) const;
    [[nodiscard]] QString sentence(const services::BulkReport& report, bool isDryRun) const;

    DialogContext m_context;
    services::GrowthService& m_growth;
    What m_what;
    domain::CommandId m_run; // kept, so that a second attempt does nothing twice
    Rows m_rows;
    QLabel* m_summary;
    QProgressBar* m_progress;
    QTableView* m_table;
    qint64 m_planned = 0;
    bool m_isDone = false;
    jobs::JobTicket m_ticket;
};

} // namespace alluse::ui
