#pragma once
// Takes back a fork or a merge by compensating entries: what would come back, and why it may not.

#include "ui/dialogs/command_dialog.h"

#include "domain/undo_planning.h"

class QLineEdit;

namespace alluse::services {
class GrowthService;
}

namespace alluse::ui {

class ChangeTable;
class IssueList;

class UndoGrowthDialog final : public CommandDialog {
    Q_OBJECT

public:
    UndoGrowthDialog(const DialogContext& context, services::GrowthService& growth,
                     domain::GrowthEventId event, const QString& what, QWidget* parent = nullptr);

protected:
    Send prepare() override;
    [[nodiscard]] QString jobName() const override;

private:
    [[nodiscard]] domain::UndoOrder order() const;
    void loadPreview();
    void showPreview(const domain::UndoPreview& preview);

    services::GrowthService& m_growth;
    domain::GrowthEventId m_event;
    ChangeTable* m_changes;
    IssueList* m_issues;
    QLineEdit* m_reason;
};

} // namespace alluse::ui
