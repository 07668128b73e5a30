#include "ui/pages/accounts_page.h"

#include "services/ports/read_port.h"
#include "ui/common/actions.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/pages/account_details_pane.h"
#include "ui/pages/account_filter.h"
#include "ui/pages/page_loader.h"
#include "ui/widgets/empty_state.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace alluse::ui {
namespace {

constexpr int kDetailsWidth = 340;
using Loader = PageLoader<models::AccountsModel, services::AccountRow>;

} // namespace

AccountsPage::AccountsPage(const Workspace& workspace, Actions& actions, QWidget* parent)
    : TablePage(QStringLiteral("accounts"), m_model, parent), m_actions(actions),
      m_filter(new AccountFilter(this)),
      m_details(new AccountDetailsPane(workspace, actions, this)), m_splitter(new QSplitter(this)),
      m_tabs(new QTabBar(this)) {
    auto& reads = workspace.context.accounts;
    new Loader(
        m_model, workspace.context.runner,
        {[&reads](const auto& query, const auto& request, const auto& call) {
             return reads.page(query, request, call);
         },
         [&reads](const auto& query, int stride, const auto& call) {
             return reads.index(query, stride, call);
         }},
        tr("Load accounts"), [this](const QString& text) { showError(text); }, this);
    initialise();
    arrange();
    connect(m_filter, &AccountFilter::changed, this, &AccountsPage::applyQuery);
    connect(this, &TablePage::currentIdChanged, this, [this](qint64 id) {
        if (id != 0) m_details->showAccount(domain::AccountId(id));
    });
    connect(this, &TablePage::activated, this, [this] { showDetailsTab(true); });
    connect(&workspace.changes, &ChangeHub::changed, this, [this] {
        m_model.refresh();
        m_details->reload();
    });
    m_query.sort = services::AccountSort::Name;
    setSortShown(models::AccountsModel::Name, false);
    applyQuery();
}

void AccountsPage::arrange() {
    auto* columns = new QToolButton(this);
    columns->setObjectName(QStringLiteral("columnsButton"));
    columns->setProperty("role", QStringLiteral("button"));
    columns->setText(tr("Columns"));
    columns->setIcon(lineIcon(QStringLiteral("columns")));
    columns->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(columns, &QToolButton::clicked, this, [this, columns] { showColumnChooser(columns); });
    strip()->addWidget(m_filter, 1);
    strip()->addWidget(columns);
    m_tabs->addTab(tr("Accounts"));
    m_tabs->addTab(tr("Details"));
    m_tabs->setDrawBase(false);
    m_tabs->hide();
    connect(m_tabs, &QTabBar::currentChanged, this, [this] { setNarrow(m_isNarrow); });
    m_splitter->setObjectName(QStringLiteral("accountsSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(tableArea());
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({1'000, kDetailsWidth});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tabs);
    layout->addWidget(m_splitter, 1);
}

void AccountsPage::applyQuery() {
    m_filter->apply(m_query);
    m_query.text = searchText().trimmed().toStdString();
    m_model.setQuery(m_query);
}

void AccountsPage::showFamily(domain::FamilyId family, const QString& name) {
    m_filter->setFamily(family, name);
}

void AccountsPage::selectAccount(domain::AccountId account) {
    m_details->showAccount(account);
}

const services::AccountRow* AccountsPage::currentRow() const {
    const QModelIndex index = table()->currentIndex();
    return index.isValid() ? m_model.row(index.row()) : nullptr;
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
    if (searchText().trimmed().isEmpty() && m_filter->isEmpty())
        empty.setMessage(tr("There are no accounts yet"),
                         tr("A family opens with three accounts: Gen-Acc, Rev-Acc and Com-Acc."),
                         m_actions.get(QStringLiteral("family.open")));
    else
        empty.setMessage(tr("No account matches"),
                         tr("Try fewer words, or take filters away above the table."),
                         m_actions.get(QStringLiteral("edit.clearFilters")));
}

int AccountsPage::totalColumn() const {
    return models::AccountsModel::Balance;
}

QList<int> AccountsPage::columnsHiddenAtFirst() const {
    using M = models::AccountsModel;
    return {M::Family, M::Type, M::Baseline, M::Cash, M::OpenedOn, M::Reference};
}

int AccountsPage::columnWidth(int column) const {
    switch (column) {
    case models::AccountsModel::Name: return 240;
    case models::AccountsModel::Id: return 72;
    case models::AccountsModel::Client:
    case models::AccountsModel::Family: return 150;
    case models::AccountsModel::Type: return 84;
    case models::AccountsModel::Status: return 96;
    case models::AccountsModel::LastActivity:
    case models::AccountsModel::OpenedOn: return 104;
    default: return 112;
    }
}

void AccountsPage::setDetailsShown(bool isShown) {
    m_areDetailsShown = isShown;
    setNarrow(m_isNarrow);
}

QByteArray AccountsPage::splitterState() const {
    return m_splitter->saveState();
}

void AccountsPage::restoreSplitter(const QByteArray& state) {
    if (!state.isEmpty()) m_splitter->restoreState(state);
}

void AccountsPage::setNarrow(bool isNarrow) {
    m_isNarrow = isNarrow;
    const bool asTabs = isNarrow && m_areDetailsShown;
    m_tabs->setVisible(asTabs);
    tableArea()->setVisible(!asTabs || m_tabs->currentIndex() == 0);
    m_details->setVisible(m_areDetailsShown && (!asTabs || m_tabs->currentIndex() == 1));
}

void AccountsPage::showDetailsTab(bool isShown) {
    if (isShown && !m_areDetailsShown) setDetailsShown(true);
    m_tabs->setCurrentIndex(isShown ? 1 : 0);
}

} // namespace alluse::ui
