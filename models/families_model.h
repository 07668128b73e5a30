#pragma once
// Account families as a table: what each holds, by kind of account.

#include "models/paged_table_model.h"
#include "services/table_file.h"

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

    // What a file gets of a row; from any thread.
    [[nodiscard]] static services::TableCell cell(const services::FamilyRow& row, int column);

private:
    services::FamilyQuery m_query;
};

} // namespace alluse::models
