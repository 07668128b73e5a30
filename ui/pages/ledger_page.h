#pragma once
// The ledger page: every posting, newest first; of one account when asked so.

#include "models/ledger_model.h"
#include "ui/pages/table_page.h"
#include "ui/pages/workspace.h"

namespace alluse::ui {

class Actions;

class LedgerPage final : public TablePage {
    Q_OBJECT

public:
    LedgerPage(const Workspace& workspace, Actions& actions, QWidget* parent = nullptr);
    void showAccount(domain::AccountId account, const QString& name, std::optional<domain::Date> from = {},
                     std::optional<domain::Date> to = {});
    void fillFilterMenu(QMenu& menu) override;
    void clearFilters() override;
    [[nodiscard]] QString searchHint() const override;
    [[nodiscard]] const services::PostingRow* currentRow() const;

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
    void toggleType(domain::TransactionType type, bool isOn);

    services::LedgerReads& m_reads;
    models::LedgerModel m_model;
    Actions& m_actions;
    services::LedgerQuery m_query;
    QString m_accountName;
};

} // namespace alluse::ui
