#pragma once
// Accounts as a table: one row per account, loaded in pages.

#include "models/paged_table_model.h"
#include "services/table_file.h"

namespace alluse::models {

class AccountsModel final : public PagedListModel<services::AccountRow> {
    Q_OBJECT

public:
    enum Column {
        Name, Id, Client, Family, Type, Status, Balance, Surplus, Available, NextFork, Baseline,
        Cash, LastActivity, OpenedOn, Reference, ColumnCount
    };

    using PagedListModel::PagedListModel;

    void setQuery(services::AccountQuery query);
    [[nodiscard]] const services::AccountQuery& query() const { return m_query; }

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // Surplus over the fork threshold, 0 to 1; none when the account does not fork.
    [[nodiscard]] static std::optional<double> forkProgress(const services::AccountRow& row);

    // What a file gets of a row; from any thread.
    [[nodiscard]] static services::TableCell cell(const services::AccountRow& row, int column);

private:
    services::AccountQuery m_query;
};

} // namespace alluse::models
