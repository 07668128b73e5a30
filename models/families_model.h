#pragma once
// Account families as a table: what each holds, by kind of account.

#include "models/paged_table_model.h"

namespace alluse::models {

class FamiliesModel final : public PagedListModel<services::FamilyRow> {
    Q_OBJECT

public:
    enum Column {
        Name, Id, Client, Template, Accounts, Balance, Generation, Revenue, Compounding, OpenedOn,
        ColumnCount
    };

    using PagedListModel::PagedListModel;

    void setQuery(services::FamilyQuery query);
    [[nodiscard]] const services::FamilyQuery& query() const { return m_query; }

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    services::FamilyQuery m_query;
};

} // namespace alluse::models
