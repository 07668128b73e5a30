#pragma once
// Postings as a table, newest first: what happened to which account.

#include "models/paged_table_model.h"
#include "services/table_file.h"

namespace alluse::models {

class LedgerModel final : public PagedListModel<services::PostingRow> {
    Q_OBJECT

public:
    enum Column {
        BusinessDate, Account, Type, Amount, BalanceAfter, Counterparty, Note, Sequence, Entry,
        Sleeve, Actor, RecordedAt, ColumnCount
    };

    using PagedListModel::PagedListModel;

    void setQuery(services::LedgerQuery query);
    [[nodiscard]] const services::LedgerQuery& query() const { return m_query; }

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // What a file gets of a row; from any thread.
    [[nodiscard]] static services::TableCell cell(const services::PostingRow& row, int column);

private:
    services::LedgerQuery m_query;
};

} // namespace alluse::models
