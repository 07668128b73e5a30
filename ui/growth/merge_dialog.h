#pragma once
// Merges accounts into the family's Com-Acc: choose the sources, read what the check says, see what
// happens, merge. GUI thread.

#include "ui/dialogs/command_dialog.h"

#include "domain/merge_planning.h"

#include <set>

class QCheckBox;
class QLineEdit;
class QListWidget;

namespace alluse::services {
class GrowthService;
}

namespace alluse::ui {

class ChangeTable;
class IssueList;

class MergeDialog final : public CommandDialog {
    Q_OBJECT

public:
    // Begins with the sources that the branch of `branch` would merge.
    MergeDialog(const DialogContext& context, services::GrowthService& growth,
                domain::FamilyId family, domain::AccountId branch, QWidget* parent = nullptr);

protected:
    Send prepare() override;
    [[nodiscard]] QString jobName() const override;

private:
    struct Loaded {
        domain::MergePreview preview;
        std::vector<domain::Account> choices; // open accounts of the family that may be sources
    };

    [[nodiscard]] domain::MergeOrder order() const;
    [[nodiscard]] std::vector<domain::AccountId> chosenSources() const;
    void loadAll();
    void loadPreview();
    void showChoices(const std::vector<domain::Account>& choices,
                     const std::vector<domain::MergeSourcePreview>& sources);
    void showPreview(const domain::MergePreview& preview);

    services::GrowthService& m_growth;
    domain::FamilyId m_family;
    domain::AccountId m_branch;
    QListWidget* m_choices;
    ChangeTable* m_changes;
    IssueList* m_issues;
    QLineEdit* m_reason;
    QCheckBox* m_confirm;
    QCheckBox* m_root;
    bool m_hasChoices = false;
};

} // namespace alluse::ui
