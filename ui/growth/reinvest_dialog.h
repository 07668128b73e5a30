#pragma once
// Reinvests realised gain of one account: cash, contracts, LEAPS and tax reserve before and after.

#include "ui/dialogs/command_dialog.h"

#include "domain/reinvestment_planning.h"

class QLabel;
class QLineEdit;

namespace alluse::services {
class GrowthService;
}

namespace alluse::ui {

class ChangeTable;
class IssueList;

class ReinvestDialog final : public CommandDialog {
    Q_OBJECT

public:
    ReinvestDialog(const DialogContext& context, services::GrowthService& growth,
                   domain::AccountId account, const QString& accountName,
                   std::optional<domain::ReinvestmentId> row, QWidget* parent = nullptr);

protected:
    Send prepare() override;
    [[nodiscard]] QString jobName() const override;

private:
    [[nodiscard]] domain::ReinvestmentOrder order() const;
    void showPreview(const domain::ReinvestmentPreview& preview);

    services::GrowthService& m_growth;
    domain::AccountId m_account;
    std::optional<domain::ReinvestmentId> m_row;
    ChangeTable* m_changes;
    IssueList* m_issues;
    QLabel* m_limits;
    QLineEdit* m_note;
};

} // namespace alluse::ui
