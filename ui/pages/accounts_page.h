#pragma once
// The accounts page: filter strip, a table of any length, the details of the selected account.

#include "models/accounts_model.h"
#include "ui/pages/account_details_pane.h"
#include "ui/pages/table_page.h"
#include "ui/pages/workspace.h"

class QStackedWidget;
class QTabBar;

namespace alluse::ui {

class AccountFilter;
class Actions;

class AccountsPage final : public TablePage {
    Q_OBJECT

public:
    AccountsPage(const Workspace& workspace, Actions& actions, QWidget* parent = nullptr);

    ~AccountsPage() override;

    void showFamily(domain::FamilyId family, const QString& name);
    void selectAccount(domain::AccountId account); // shows its details
    [[nodiscard]] AccountDetailsPane& details() const { return *m_details; }
    [[nodiscard]] const services::AccountRow* currentRow() const;
    [[nodiscard]] QString searchHint() const override;
    void fillFilterMenu(QMenu& menu) override;
    void clearFilters() override;

    [[nodiscard]] QWidget* sidePane() const override;
    // Below the width at which both fit, table and details share the place as two tabs.
    void setNarrow(bool isNarrow) override;
    [[nodiscard]] bool isNarrow() const { return m_isNarrow; }
    void showDetailsTab(bool isShown);

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
    void arrange();
    void applyQuery();

    services::AccountReads& m_reads;
    models::AccountsModel m_model;
    Actions& m_actions;
    services::AccountQuery m_query;
    AccountFilter* m_filter;
    // Ours, though the window holds it beside the page while there is room.
    QPointer<AccountDetailsPane> m_details;
    QStackedWidget* m_places;
    QTabBar* m_tabs;
    bool m_isNarrow = false;
};

} // namespace alluse::ui
