#include "ui/pages/accounts_page.h"

#include "services/ports/read_port.h"
#include "ui/common/actions.h"
#include "ui/pages/account_filter.h"
#include "ui/pages/page_loader.h"
#include "ui/pages/search_terms.h"
#include "ui/widgets/empty_state.h"

#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>

namespace alluse::ui {
namespace {

using Loader = PageLoader<models::AccountsModel, services::AccountRow>;

} // namespace

AccountsPage::AccountsPage(const Workspace& workspace, Actions& actions, QWidget* parent)
    : TablePage(QStringLiteral("accounts"), m_model, parent), m_reads(workspace.context.accounts),
      m_actions(actions),
      m_filter(new AccountFilter(this)),
      m_details(new AccountDetailsPane(workspace, actions, this)),
      m_places(new QStackedWidget(this)), m_tabs(new QTabBar(this)) {
    auto& reads = m_reads;
    new Loader(
        m_model, workspace.context.runner,
        {[&reads](const auto& query, const auto& request, const auto& call) {
             return reads.page(query, request, call);
         },
         [&reads](const auto& query, int stride, const auto& call) {
             return reads.index(query, stride, call);
         }},
        tr("Load accounts"), this);
    initialise();
    arrange();
    connect(m_filter, &AccountFilter::changed, this, &AccountsPage::applyQuery);
    connect(this, &TablePage::currentIdChanged, this, [this](qint64 id) {
        if (id != 0) m_details->showAccount(domain::AccountId(id));
    });
    connect(this, &TablePage::activated, this, [this] { showDetailsTab(true); });
    connect(&workspace.changes, &ChangeHub::changed, this, [this] {
        refresh();
        m_details->reload();
    });
    m_query.sort = services::AccountSort::Name;
    setSortShown(models::AccountsModel::Name, false);
}

AccountsPage::~AccountsPage() {
    delete m_details;
}

void AccountsPage::arrange() {
    table()->setAccessibleName(tr("Accounts"));
    setRowActions({m_actions.get(QStringLiteral("account.post")),
                   m_actions.get(QStringLiteral("account.transfer")),
                   m_actions.get(QStringLiteral("account.ledger"))});
    m_tabs->setObjectName(QStringLiteral("accountsTabs"));
    m_tabs->setAccessibleName(tr("Accounts or details"));
    m_tabs->addTab(tr("Accounts"));
    m_tabs->addTab(tr("Details"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->hide();
    connect(m_tabs, &QTabBar::currentChanged, this, [this] { setNarrow(m_isNarrow); });
    m_places->addWidget(tableArea());
    m_details->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tabs);
    layout->addWidget(m_places, 1);
}

void AccountsPage::applyQuery() {
    m_filter->apply(m_query);
    // What was typed as a condition narrows what the menu chose.
    const SearchTerms terms = parseSearch(searchText(), locale());
    m_query.text = terms.words.toStdString();
    if (!terms.types.empty()) m_query.types = terms.types;
    if (!terms.statuses.empty()) m_query.statuses = terms.statuses;
    if (terms.balanceMin) m_query.balanceMin = terms.balanceMin;
    if (terms.balanceMax) m_query.balanceMax = terms.balanceMax;
    setChips(m_filter->chips());
    if (isLoaded()) m_model.setQuery(m_query);
}

void AccountsPage::fillFilterMenu(QMenu& menu) {
    m_filter->fillMenu(menu);
}

void AccountsPage::clearFilters() {
    m_filter->clear();
}

void AccountsPage::showFamily(domain::FamilyId family, const QString& name) {
    m_filter->setFamily(family, name);
    selectFirst();
}

void AccountsPage::selectAccount(domain::AccountId account) {
    m_details->showAccount(account);
}

const services::AccountRow* AccountsPage::currentRow() const {
    const QModelIndex index = table()->currentIndex();
    return index.isValid() ? m_model.row(index.row()) : nullptr;
}

TableSource::Rows AccountsPage::allRows(const std::vector<int>& columns) {
    return pagedRows<services::AccountRow>(m_reads, m_model.query(), columns, &models::AccountsModel::cell);
}

services::TableCell AccountsPage::cell(int row, int column) const {
    const auto* found = m_model.row(row);
    return found ? models::AccountsModel::cell(*found, column) : services::TableCell();
}

QString AccountsPage::searchHint() const {
    return tr("Search accounts, clients, ids");
}

void AccountsPage::searchChanged(const QString&) {
    applyQuery();
}

void AccountsPage::sortRequested(int sortKey, bool descending) {
    m_query.sort = static_cast<services::AccountSort>(sortKey);
    m_query.descending = descending;
    applyQuery();
}

void AccountsPage::describeEmpty(EmptyState& empty) {
    if (!isFiltered())
        empty.setMessage(tr("There are no accounts yet"),
                         tr("A family opens with three accounts: Gen-Acc, Rev-Acc and Com-Acc."),
                         m_actions.get(QStringLiteral("family.open")));
    else
        empty.setMessage(tr("No account matches"),
                         tr("Try fewer words, or take filters away. The search also knows "
                            "type:gen, status:closed, >50,000 and 10,000..20,000."),
                         m_actions.get(QStringLiteral("edit.clearFilters")));
}

int AccountsPage::totalColumn() const {
    return models::AccountsModel::Balance;
}

QList<int> AccountsPage::columnsHiddenAtFirst() const {
    using M = models::AccountsModel;
    return {M::Family, M::Type, M::Baseline, M::Cash, M::LastActivity, M::OpenedOn,
            M::Reference};
}

int AccountsPage::columnWidth(int column) const {
    switch (column) {
    case models::AccountsModel::Name: return 236;
    case models::AccountsModel::Id: return 68;
    case models::AccountsModel::Client:
    case models::AccountsModel::Family: return 108;
    case models::AccountsModel::Type: return 84;
    case models::AccountsModel::Status: return 88;
    case models::AccountsModel::LastActivity:
    case models::AccountsModel::OpenedOn: return 104;
    case models::AccountsModel::Balance: return 108;
    default: return 98;
    }
}

QList<int> AccountsPage::columnsStretched() const {
    return {models::AccountsModel::Name, models::AccountsModel::Client};
}

QWidget* AccountsPage::sidePane() const {
    return m_isNarrow ? nullptr : m_details;
}

void AccountsPage::setNarrow(bool isNarrow) {
    m_isNarrow = isNarrow;
    m_tabs->setVisible(isNarrow);
    if (!isNarrow) {
        m_places->setCurrentWidget(tableArea());
        return; // the window takes the pane
    }
    if (m_places->indexOf(m_details) < 0) m_places->addWidget(m_details);
    m_places->setCurrentWidget(m_tabs->currentIndex() == 0 ? tableArea()
                                                           : static_cast<QWidget*>(m_details));
}

void AccountsPage::showDetailsTab(bool isShown) {
    m_tabs->setCurrentIndex(isShown ? 1 : 0);
}

} // namespace alluse::ui
