#pragma once
// The families page: what each family holds; Enter shows its accounts.

#include "models/families_model.h"
#include "ui/pages/table_page.h"
#include "ui/pages/workspace.h"

namespace alluse::ui {

class Actions;

class FamiliesPage final : public TablePage {
    Q_OBJECT

public:
    FamiliesPage(const Workspace& workspace, Actions& actions, QWidget* parent = nullptr);
    [[nodiscard]] QString searchHint() const override;
    [[nodiscard]] const services::FamilyRow* currentRow() const;
    void showAccounts(); // of the current family

signals:
    void familyActivated(alluse::domain::FamilyId family, const QString& name);

protected:
    [[nodiscard]] TableSource::Rows allRows(const std::vector<int>& columns) override;
    [[nodiscard]] services::TableCell cell(int row, int column) const override;
    void searchChanged(const QString& text) override;
    void sortRequested(int sortKey, bool descending) override;
    void describeEmpty(EmptyState& empty) override;
    [[nodiscard]] int totalColumn() const override;
    [[nodiscard]] QList<int> columnsHiddenAtFirst() const override;
    [[nodiscard]] int columnWidth(int column) const override;
    [[nodiscard]] QList<int> columnsStretched() const override;

private:
    void applyQuery();

    services::FamilyReads& m_reads;
    models::FamiliesModel m_model;
    Actions& m_actions;
    services::FamilyQuery m_query;
};

} // namespace alluse::ui
