#include "ui/shell/pages.h"

#include "ui/common/actions.h"
#include "ui/common/ui_state.h"
#include "ui/pages/account_details_pane.h"
#include "ui/pages/account_filter.h"
#include "ui/pages/accounts_page.h"
#include "ui/pages/families_page.h"
#include "ui/pages/form_opener.h"
#include "ui/pages/ledger_page.h"

#include <QMenu>
#include <QTableView>

namespace alluse::ui {

Pages::Pages(const Workspace& workspace, Actions& actions, const UiState& state, QWidget* window)
    : QStackedWidget(window), m_actions(actions),
      m_families(new FamiliesPage(workspace, actions, this)),
      m_accounts(new AccountsPage(workspace, actions, this)),
      m_ledger(new LedgerPage(workspace, actions, this)),
      m_forms(new FormOpener(workspace.context, window)) {
    for (TablePage* page : all()) {
        addWidget(page);
        page->restoreTable(state.tables.value(page->pageName()));
    }
    m_accounts->restoreSplitter(state.splitter);
    m_accounts->setDetailsShown(state.isDetailsShown);
    connectPages();
    // The opener belongs to the window, for its forms lie over it; it must not outlive the pages.
    connect(this, &QObject::destroyed, m_forms, &QObject::deleteLater);
    setCurrentWidget(m_accounts);
    updateActions();
}

QList<TablePage*> Pages::all() const {
    return {m_families, m_accounts, m_ledger};
}

TablePage* Pages::current() const {
    return qobject_cast<TablePage*>(currentWidget());
}

TablePage* Pages::page(const QString& name) const {
    for (TablePage* page : all())
        if (page->pageName() == name) return page;
    return nullptr;
}

void Pages::connectPages() {
    for (TablePage* page : all()) {
        connect(page, &TablePage::selectionTextChanged, this, [this, page] {
            if (page == current()) emit selectionTextChanged(page->selectionText());
        });
        connect(page, &TablePage::currentIdChanged, this, &Pages::updateActions);
        connect(page, &TablePage::countChanged, this, [this, page](qint64 rows) {
            emit countChanged(page->pageName(), rows);
        });
        connect(page, &TablePage::contextMenuWanted, this,
                [this, page](const QPoint& position) { showContextMenu(page, position); });
    }
    connect(&m_accounts->details(), &AccountDetailsPane::loaded, this, &Pages::updateActions);
    connect(&m_accounts->details(), &AccountDetailsPane::ledgerWanted, this,
            [this](domain::AccountId account, const QString& name) {
                m_ledger->showAccount(account, name);
                showPage(m_ledger->pageName());
            });
    connect(m_families, &FamiliesPage::familyActivated, this,
            [this](domain::FamilyId family, const QString& name) {
                m_accounts->showFamily(family, name);
                showPage(m_accounts->pageName());
            });
    connect(m_ledger, &TablePage::activated, this, [this] {
        if (const auto* row = m_ledger->currentRow()) {
            m_accounts->selectAccount(row->accountId);
            showPage(m_accounts->pageName());
            m_accounts->showDetailsTab(true);
        }
    });
}

void Pages::showPage(const QString& name) {
    TablePage* wanted = page(name);
    if (!wanted) return;
    setCurrentWidget(wanted);
    wanted->table()->setFocus();
    updateActions();
    emit pageShown(name);
    emit selectionTextChanged(wanted->selectionText());
}

domain::AccountId Pages::currentAccount() const {
    if (currentWidget() == m_ledger) {
        const auto* row = m_ledger->currentRow();
        return row ? row->accountId : domain::AccountId();
    }
    return currentWidget() == m_accounts ? m_accounts->details().account() : domain::AccountId();
}

void Pages::updateActions() {
    const bool hasAccount = !currentAccount().isNone();
    for (const char* id : {"account.post", "account.transfer", "account.status", "account.policy"})
        m_actions.get(QLatin1String(id))->setEnabled(hasAccount);
    const bool hasFamily = (currentWidget() == m_families && m_families->currentRow())
                           || (currentWidget() == m_accounts && m_accounts->currentRow());
    m_actions.get(QStringLiteral("account.open"))->setEnabled(hasFamily);
    const auto* posting = currentWidget() == m_ledger ? m_ledger->currentRow() : nullptr;
    m_actions.get(QStringLiteral("ledger.reverse"))->setEnabled(posting && !posting->reversedBy);
}

void Pages::openAccountForm(void (FormOpener::*form)(domain::AccountId)) {
    const domain::AccountId account = currentAccount();
    if (!account.isNone()) (m_forms->*form)(account);
}

void Pages::openAccountInFamily() {
    if (currentWidget() == m_families) {
        if (const auto* row = m_families->currentRow()) m_forms->openAccount(row->id);
    } else if (const auto* account = m_accounts->currentRow()) {
        m_forms->openAccount(account->familyId);
    }
}

void Pages::reverseEntry() {
    if (const auto* row = m_ledger->currentRow()) m_forms->reverse(row->entryId);
}

void Pages::clearFilters() {
    if (currentWidget() == m_accounts) m_accounts->filter().clear();
    if (currentWidget() == m_ledger) m_ledger->clearFilter();
}

void Pages::showContextMenu(TablePage* page, const QPoint& position) {
    QStringList ids;
    if (page == m_families) ids = {QStringLiteral("family.open"), QStringLiteral("account.open")};
    if (page == m_accounts)
        ids = {QStringLiteral("account.post"), QStringLiteral("account.transfer"),
               QStringLiteral("account.status"), QStringLiteral("account.policy"),
               QStringLiteral("account.open")};
    if (page == m_ledger)
        ids = {QStringLiteral("ledger.reverse"), QStringLiteral("account.post"),
               QStringLiteral("account.transfer")};
    auto* menu = new QMenu(page);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString& id : ids) menu->addAction(m_actions.get(id));
    menu->addSeparator();
    menu->addAction(m_actions.get(QStringLiteral("edit.copy")));
    menu->popup(position);
}

void Pages::saveTo(UiState& state) const {
    if (current()) state.page = current()->pageName();
    for (const TablePage* page : all()) state.tables[page->pageName()] = page->tableState();
    state.splitter = m_accounts->splitterState();
}

} // namespace alluse::ui
