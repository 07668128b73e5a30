#include "ui/pages/families_page.h"

#include "models/text_format.h"
#include "services/ports/read_port.h"
#include "ui/common/actions.h"
#include "ui/pages/page_loader.h"
#include "ui/widgets/empty_state.h"

#include <QTableView>
#include <QVBoxLayout>

namespace alluse::ui {
namespace {

using Loader = PageLoader<models::FamiliesModel, services::FamilyRow>;

} // namespace

FamiliesPage::FamiliesPage(const Workspace& workspace, Actions& actions, QWidget* parent)
    : TablePage(QStringLiteral("families"), m_model, parent), m_reads(workspace.context.families),
      m_actions(actions) {
    auto& reads = m_reads;
    new Loader(
        m_model, workspace.context.runner,
        {[&reads](const auto& query, const auto& request, const auto& call) {
             return reads.page(query, request, call);
         },
         [&reads](const auto& query, int stride, const auto& call) {
             return reads.index(query, stride, call);
         }},
        tr("Load families"), this);
    initialise();
    table()->setAccessibleName(tr("Families"));
    setRowActions({actions.get(QStringLiteral("family.accounts")),
                   actions.get(QStringLiteral("account.open"))});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(tableArea());
    connect(this, &TablePage::activated, this, &FamiliesPage::showAccounts);
    connect(&workspace.changes, &ChangeHub::changed, this, &TablePage::refresh);
    m_query.sort = services::FamilySort::Name;
    setSortShown(models::FamiliesModel::Name, false);
}

void FamiliesPage::showAccounts() {
    if (const auto* row = currentRow()) emit familyActivated(row->id, models::fromUtf8(row->name));
}

void FamiliesPage::applyQuery() {
    m_query.text = searchText().trimmed().toStdString();
    if (isLoaded()) m_model.setQuery(m_query);
}

const services::FamilyRow* FamiliesPage::currentRow() const {
    const QModelIndex index = table()->currentIndex();
    return index.isValid() ? m_model.row(index.row()) : nullptr;
}

TableSource::Rows FamiliesPage::allRows(const std::vector<int>& columns) {
    return pagedRows<services::FamilyRow>(m_reads, m_model.query(), columns, &models::FamiliesModel::cell);
}

services::TableCell FamiliesPage::cell(int row, int column) const {
    const auto* found = m_model.row(row);
    return found ? models::FamiliesModel::cell(*found, column) : services::TableCell();
}

QString FamiliesPage::searchHint() const {
    return tr("Search families, clients, ids");
}

void FamiliesPage::searchChanged(const QString&) {
    applyQuery();
}

void FamiliesPage::sortRequested(int sortKey, bool descending) {
    m_query.sort = static_cast<services::FamilySort>(sortKey);
    m_query.descending = descending;
    applyQuery();
}

void FamiliesPage::describeEmpty(EmptyState& empty) {
    if (searchText().trimmed().isEmpty())
        empty.setMessage(tr("There are no families yet"),
                         tr("A family holds the accounts of one client and grows by forks."),
                         m_actions.get(QStringLiteral("family.open")));
    else
        empty.setMessage(tr("No family matches"), tr("Try fewer or shorter words."),
                         m_actions.get(QStringLiteral("edit.clearFilters")));
}

int FamiliesPage::totalColumn() const {
    return models::FamiliesModel::Balance;
}

QList<int> FamiliesPage::columnsHiddenAtFirst() const {
    return {};
}

int FamiliesPage::columnWidth(int column) const {
    switch (column) {
    case models::FamiliesModel::Name: return 216;
    case models::FamiliesModel::Client: return 160;
    case models::FamiliesModel::Id: return 72;
    case models::FamiliesModel::Accounts: return 124;
    case models::FamiliesModel::Template:
    case models::FamiliesModel::OpenedOn: return 104;
    default: return 112;
    }
}

QList<int> FamiliesPage::columnsStretched() const {
    return {models::FamiliesModel::Name, models::FamiliesModel::Client};
}

} // namespace alluse::ui
