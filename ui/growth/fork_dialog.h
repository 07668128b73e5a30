#pragma once
// Forks one account: before, change and after of parent, child and Com-Acc, and what speaks against.

#include "ui/dialogs/command_dialog.h"

#include "domain/fork_planning.h"

class QCheckBox;
class QLabel;
class QLineEdit;

namespace alluse::services {
class GrowthService;
}

namespace alluse::ui {

class ChangeTable;
class IssueList;

class ForkDialog final : public CommandDialog {
    Q_OBJECT

public:
    ForkDialog(const DialogContext& context, services::GrowthService& growth,
               domain::AccountId account, QWidget* parent = nullptr);

protected:
    Send prepare() override;
    [[nodiscard]] QString jobName() const override;

private:
    [[nodiscard]] domain::ForkOrder order() const;
    void loadPreview();
    void showPreview(const domain::ForkPreview& preview);

    services::GrowthService& m_growth;
    domain::AccountId m_account;
    QLineEdit* m_reason;
    QCheckBox* m_override;
    ChangeTable* m_changes;
    IssueList* m_issues;
    QLabel* m_outlook;
};

} // namespace alluse::ui
