#include "ui/pages/ledger_page.h"

#include "models/text_format.h"
#include "services/ports/read_port.h"
#include "ui/common/actions.h"
#include "ui/pages/page_loader.h"
#include "ui/widgets/empty_state.h"

#include <QMenu>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace alluse::ui {
namespace {

using Loader = PageLoader<models::LedgerModel, services::PostingRow>;

} // namespace

LedgerPage::LedgerPage(const Workspace& workspace, Actions& actions, QWidget* parent)
    : TablePage(QStringLiteral("ledger"), m_model, parent), m_reads(workspace.context.entries),
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
        tr("Load postings"), this);
    initialise();
    table()->setAccessibleName(tr("Ledger"));
    setRowActions({actions.get(QStringLiteral("account.show")),
                   actions.get(QStringLiteral("ledger.reverse"))});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(tableArea());
    connect(&workspace.changes, &ChangeHub::changed, this, &TablePage::refresh);
    setSortShown(models::LedgerModel::BusinessDate, true);
}

void LedgerPage::fillFilterMenu(QMenu& menu) {
    for (const auto& rule : domain::transactionRules()) {
        QAction* action = menu.addAction(models::transactionText(rule.type));
        action->setCheckable(true);
        action->setChecked(std::ranges::find(m_query.types, rule.type) != m_query.types.end());
        connect(action, &QAction::triggered, this,
                [this, type = rule.type](bool on) { toggleType(type, on); });
    }
}

void LedgerPage::applyQuery() {
    m_query.text = searchText().trimmed().toStdString();
    QList<ChipBar::Chip> chips;
    if (m_query.account)
        chips << ChipBar::Chip{tr("Account: %1").arg(m_accountName), [this] {
                                   m_query.account.reset();
                                   applyQuery();
                               }};
    if (m_query.from && m_query.to)
        chips << ChipBar::Chip{tr("%1 to %2").arg(models::dateText(*m_query.from), models::dateText(*m_query.to)), [this] {
                                   m_query.from.reset();
                                   m_query.to.reset();
                                   applyQuery();
                               }};
    for (const auto type : m_query.types)
        chips << ChipBar::Chip{tr("Type: %1").arg(models::transactionText(type)),
                               [this, type] { toggleType(type, false); }};
    setChips(chips);
    if (isLoaded()) m_model.setQuery(m_query);
}

void LedgerPage::toggleType(domain::TransactionType type, bool isOn) {
    std::erase(m_query.types, type);
    if (isOn) m_query.types.push_back(type);
    applyQuery();
}

void LedgerPage::showAccount(domain::AccountId account, const QString& name, std::optional<domain::Date> from,
                             std::optional<domain::Date> to) {
    m_query.account = account;
    m_query.from = from;
    m_query.to = to;
    m_accountName = name;
    applyQuery();
}

void LedgerPage::clearFilters() {
    m_query.account.reset();
    m_query.from.reset();
    m_query.to.reset();
    m_query.types.clear();
    applyQuery();
}

const services::PostingRow* LedgerPage::currentRow() const {
    const QModelIndex index = table()->currentIndex();
    return index.isValid() ? m_model.row(index.row()) : nullptr;
}

TableSource::Rows LedgerPage::allRows(const std::vector<int>& columns) {
    return pagedRows<services::PostingRow>(m_reads, m_model.query(), columns, &models::LedgerModel::cell);
}

services::TableCell LedgerPage::cell(int row, int column) const {
    const auto* found = m_model.row(row);
    return found ? models::LedgerModel::cell(*found, column) : services::TableCell();
}

QString LedgerPage::searchHint() const {
    return tr("Search notes, accounts, command ids");
}

void LedgerPage::searchChanged(const QString&) {
    applyQuery();
}

void LedgerPage::sortRequested(int, bool descending) {
    m_query.descending = descending;
    applyQuery();
}

void LedgerPage::describeEmpty(EmptyState& empty) {
    if (!isFiltered())
        empty.setMessage(tr("The ledger is empty"),
                         tr("Opening a family writes its first postings."),
                         m_actions.get(QStringLiteral("family.open")));
    else
        empty.setMessage(tr("No posting matches"),
                         tr("Try fewer words, or take filters away above the table."),
                         m_actions.get(QStringLiteral("edit.clearFilters")));
}

int LedgerPage::totalColumn() const {
    return models::LedgerModel::Amount;
}

QList<int> LedgerPage::columnsHiddenAtFirst() const {
    using M = models::LedgerModel;
    return {M::Sleeve, M::Sequence, M::RecordedAt};
}

int LedgerPage::columnWidth(int column) const {
    switch (column) {
    case models::LedgerModel::Account: return 232;
    case models::LedgerModel::Type: return 132;
    case models::LedgerModel::Counterparty: return 140;
    case models::LedgerModel::Note: return 120;
    case models::LedgerModel::RecordedAt: return 160;
    case models::LedgerModel::Sequence:
    case models::LedgerModel::Entry: return 80;
    default: return 112;
    }
}

QList<int> LedgerPage::columnsStretched() const {
    return {models::LedgerModel::Account, models::LedgerModel::Note};
}

} // namespace alluse::ui
