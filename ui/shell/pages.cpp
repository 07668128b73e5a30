#include "ui/shell/pages.h"

#include "models/text_format.h"
#include "ui/analytics/analytics_page.h"
#include "ui/analytics/report_dialog.h"
#include "ui/analytics/today_page.h"
#include "ui/common/actions.h"
#include "ui/common/table_source.h"
#include "ui/common/ui_state.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/growth/growth_page.h"
#include "ui/pages/account_details_pane.h"
#include "ui/pages/accounts_page.h"
#include "ui/pages/families_page.h"
#include "ui/pages/form_opener.h"
#include "ui/pages/ledger_page.h"
#include "ui/shell/window_actions.h"
#include "ui/validation/validation_page.h"

#include <QDir>
#include <QMenu>
#include <QStandardPaths>
#include <QTableView>
#include <QTimer>

namespace alluse::ui {

Pages::Pages(const Workspace& workspace, Actions& actions, const UiState& state, QWidget* window)
    : QStackedWidget(window), m_workspace(workspace), m_actions(actions),
      m_families(new FamiliesPage(workspace, actions, this)),
      m_accounts(new AccountsPage(workspace, actions, this)),
      m_ledger(new LedgerPage(workspace, actions, this)),
      m_growth(new GrowthPage(workspace, this)),
      m_validation(new ValidationPage(workspace, this)),
      m_today(workspace.analytics ? new TodayPage(workspace, this) : nullptr),
      m_analytics(workspace.analytics ? new AnalyticsPage(workspace, this) : nullptr),
      m_forms(new FormOpener(workspace.context, window)) {
    for (Page* page : all()) {
        addWidget(page);
        page->restoreTable(state.tables.value(page->pageName()));
        connectPage(page);
    }
    connectPages();
    connect(m_forms, &FormOpener::completed, &workspace.changes, &ChangeHub::announce);
    // The opener belongs to the window, for its forms lie over it; it must not outlive the pages.
    connect(this, &QObject::destroyed, m_forms, &QObject::deleteLater);
    bringToFront(m_accounts);
    updateActions();
}

QList<Page*> Pages::all() const {
    QList<Page*> pages{m_families, m_accounts, m_ledger, m_growth, m_validation};
    if (m_today) pages << m_today << m_analytics;
    return pages;
}

Page* Pages::current() const {
    return qobject_cast<Page*>(currentWidget());
}

TablePage* Pages::currentTable() const {
    return qobject_cast<TablePage*>(currentWidget());
}

Page* Pages::page(const QString& name) const {
    for (Page* page : all())
        if (page->pageName() == name) return page;
    return nullptr;
}

void Pages::connectPage(Page* page) {
    connect(page, &Page::selectionTextChanged, this, [this, page] {
        if (page == current()) emit selectionTextChanged(page->selectionText());
    });
    connect(page, &Page::currentIdChanged, this, &Pages::updateActions);
    connect(page, &Page::countChanged, this, [this, page](qint64 rows) {
        emit countChanged(page->pageName(), rows);
        // The pages nobody looks at follow one by one, for the counts of the navigation.
        QTimer::singleShot(0, this, &Pages::loadNext);
    });
    connect(page, &Page::contextMenuWanted, this,
            [this, page](const QPoint& position) { showContextMenu(page, position); });
    connect(page, &Page::told, this, &Pages::told);
    connect(page, &Page::reachableChanged, this, &Pages::reachableChanged);
}

void Pages::connectPages() {
    connect(&m_accounts->details(), &AccountDetailsPane::loaded, this, &Pages::updateActions);
    connect(m_families, &FamiliesPage::familyActivated, this,
            [this](domain::FamilyId family, const QString& name) {
                m_accounts->setSearchText(QString());
                m_accounts->showFamily(family, name);
                showPage(m_accounts->pageName());
            });
    connect(m_ledger, &TablePage::activated, this, &Pages::showAccountOfPosting);
    connect(m_growth, &GrowthPage::accountActivated, this, &Pages::showAccount);
    connectAnalytics();
}

void Pages::connectAnalytics() {
    if (!m_today) return;
    connect(m_today, &TodayPage::pageWanted, this, &Pages::showPage);
    connect(m_today, &TodayPage::accountActivated, this, &Pages::showAccount);
    connect(m_analytics, &AnalyticsPage::accountActivated, this, &Pages::showAccount);
    connect(m_analytics, &AnalyticsPage::statementWanted, this, &Pages::showReports);
    connect(m_analytics, &AnalyticsPage::postingsWanted, this,
            [this](domain::AccountId account, const QString& name, domain::Date from, domain::Date to) {
                m_ledger->showAccount(account, name, from, to);
                showPage(m_ledger->pageName());
            });
}

void Pages::showReports() {
    if (!m_workspace.reports || !m_workspace.reportTools || m_reports) return;
    m_reports = new ReportDialog(m_workspace, currentAccount(), window());
    m_reports->setAttribute(Qt::WA_DeleteOnClose);
    // It reads the database of these pages, and goes before it.
    connect(this, &QObject::destroyed, m_reports, &QObject::deleteLater);
    m_reports->open();
}

void Pages::loadNext() {
    for (Page* page : all())
        if (!page->isLoaded()) return page->load();
}

void Pages::showPage(const QString& name) {
    Page* wanted = page(name);
    if (!wanted) return;
    if (wanted == m_analytics) m_analytics->setSubject(currentAccount());
    wanted->load();
    bringToFront(wanted);
    wanted->keyboardTarget()->setFocus();
    updateActions();
    emit pageShown(name);
    emit selectionTextChanged(wanted->selectionText());
}

// Only the page in front says how much room it needs: one behind it with a long row of buttons
// would push the details beside it out of the window.
void Pages::bringToFront(Page* front) {
    for (Page* page : all()) {
        const auto policy = page == front ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        page->setSizePolicy(policy, policy);
    }
    setCurrentWidget(front);
}

void Pages::setNarrow(bool isNarrow) {
    for (Page* page : all()) page->setNarrow(isNarrow);
}

domain::AccountId Pages::currentAccount() const {
    if (currentWidget() == m_growth) return m_growth->currentAccount();
    if (m_analytics && currentWidget() == m_analytics) return m_analytics->currentAccount();
    if (currentWidget() == m_ledger) {
        const auto* row = m_ledger->currentRow();
        return row ? row->accountId : domain::AccountId();
    }
    return currentWidget() == m_accounts ? m_accounts->details().account() : domain::AccountId();
}

void Pages::updateActions() {
    const auto allow = [this](const char* id, bool isPossible, const QString& whyNot) {
        m_actions.setReason(QLatin1String(id), isPossible ? QString() : whyNot);
    };
    const bool hasAccount = !currentAccount().isNone();
    for (const char* id :
         {"account.post", "account.transfer", "account.status", "account.policy", "account.ledger"})
        allow(id, hasAccount, tr("Select an account first"));
    const bool hasFamily = (currentWidget() == m_families && m_families->currentRow())
                           || (currentWidget() == m_accounts && m_accounts->currentRow());
    for (const char* id : {"account.open", "family.accounts"})
        allow(id, hasFamily, tr("Select a family or one of its accounts first"));
    const auto* posting = currentWidget() == m_ledger ? m_ledger->currentRow() : nullptr;
    allow("account.show", posting != nullptr, tr("Select a posting in the ledger first"));
    allow("ledger.reverse", posting && !posting->reversedBy,
          posting ? tr("This entry has been reversed already")
                  : tr("Select a posting in the ledger first"));
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

void Pages::exportTable() {
    if (!m_workspace.makeTable || !m_workspace.prompts || m_export) return;
    current()->prepareExport([this](TableSource source) {
        const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
        auto* dialog = new ExportDialog({m_workspace.context.runner, *m_workspace.prompts,
                                         m_workspace.makeTable, folder,
                                         models::dateText(m_workspace.context.clock.today())},
                                        std::move(source), window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        // It reads the database of these pages, and goes before it.
        connect(this, &QObject::destroyed, dialog, &QObject::deleteLater);
        connect(dialog, &ExportDialog::exported, this, [this](const QString& path, qint64 rows) {
            emit told(tr("%1 rows exported to %2.").arg(models::countText(rows), QDir::toNativeSeparators(path)));
        });
        m_export = dialog;
        dialog->open();
    });
}

void Pages::showAccountsOfFamily() {
    if (currentWidget() == m_families) return m_families->showAccounts();
    const auto* row = m_accounts->currentRow();
    if (!row) return;
    m_accounts->setSearchText(QString());
    m_accounts->showFamily(row->familyId, models::fromUtf8(row->familyName));
    emit pageShown(m_accounts->pageName());
}

void Pages::showLedgerOfAccount() {
    QString name = m_accounts->details().accountName();
    domain::AccountId account = m_accounts->details().account();
    if (currentWidget() == m_ledger) {
        const auto* row = m_ledger->currentRow();
        if (!row) return;
        account = row->accountId;
        name = models::fromUtf8(row->accountName);
    }
    m_ledger->showAccount(account, name);
    showPage(m_ledger->pageName());
}

void Pages::showAccountOfPosting() {
    if (const auto* row = m_ledger->currentRow()) showAccount(row->accountId);
}

void Pages::showAccount(domain::AccountId account) {
    m_accounts->selectAccount(account);
    showPage(m_accounts->pageName());
    m_accounts->showDetailsTab(true);
}

void Pages::showContextMenu(Page* page, const QPoint& position) {
    QStringList ids;
    if (page == m_families)
        ids = {QStringLiteral("family.accounts"), QStringLiteral("account.open"),
               QStringLiteral("family.open")};
    if (page == m_accounts)
        ids = {QStringLiteral("account.post"),     QStringLiteral("account.transfer"),
               QStringLiteral("account.status"),   QStringLiteral("account.policy"),
               QStringLiteral("account.ledger"),   QStringLiteral("family.accounts"),
               QStringLiteral("account.open")};
    if (page == m_ledger)
        ids = {QStringLiteral("ledger.reverse"), QStringLiteral("account.show"),
               QStringLiteral("account.ledger"), QStringLiteral("account.post"),
               QStringLiteral("account.transfer")};
    if (page == m_growth)
        ids = {QStringLiteral("growth.run"), QStringLiteral("growth.tree"),
               QStringLiteral("growth.settings"), QStringLiteral("account.post")};
    auto* menu = new QMenu(page);
    menu->setObjectName(QStringLiteral("rowMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString& id : ids) menu->addAction(m_actions.get(id));
    menu->addSeparator();
    menu->addAction(m_actions.get(QStringLiteral("edit.copy")));
    menu->addAction(m_actions.get(QStringLiteral("file.export")));
    menu->popup(position);
}

void Pages::saveTo(UiState& state) const {
    if (current()) state.page = current()->pageName();
    for (const Page* page : all()) state.tables[page->pageName()] = page->tableState();
}

void Pages::addCommands(WindowCommands& commands, const std::function<Pages*()>& pages) {
    const auto onPages = [pages](auto run) {
        return [pages, run] {
            if (Pages* open = pages()) run(*open);
        };
    };
    const auto form = [onPages](void (FormOpener::*open)(domain::AccountId)) {
        return onPages([open](Pages& open_) { open_.openAccountForm(open); });
    };
    commands.copy = onPages([](Pages& open) { open.current()->copySelection(); });
    commands.exportTable = onPages([](Pages& open) { open.exportTable(); });
    commands.refresh = onPages([](Pages& open) { open.current()->refresh(); });
    commands.clearFilters = onPages([](Pages& open) {
        open.current()->setSearchText(QString());
        open.current()->clearFilters();
        emit open.searchCleared();
    });
    commands.openFamily = onPages([](Pages& open) { open.m_forms->openFamily(); });
    commands.openAccount = onPages([](Pages& open) { open.openAccountInFamily(); });
    commands.post = form(&FormOpener::post);
    commands.transfer = form(&FormOpener::transfer);
    commands.changeStatus = form(&FormOpener::changeStatus);
    commands.changePolicy = form(&FormOpener::changePolicy);
    commands.reverse = onPages([](Pages& open) { open.reverseEntry(); });
    commands.showAccounts = onPages([](Pages& open) { open.showAccountsOfFamily(); });
    commands.showLedger = onPages([](Pages& open) { open.showLedgerOfAccount(); });
    const auto grow = [onPages](void (GrowthPage::*run)()) {
        return onPages([run](Pages& open) {
            if (open.current() != open.m_growth) open.showPage(open.m_growth->pageName());
            (open.m_growth->*run)();
        });
    };
    commands.growthRun = grow(&GrowthPage::runSelected);
    commands.growthAll = grow(&GrowthPage::runAll);
    commands.growthTree = grow(&GrowthPage::showTree);
    commands.growthSettings = grow(&GrowthPage::showSettings);
    commands.growthWhatIf = grow(&GrowthPage::showWhatIf);
    const auto validate = [onPages](void (ValidationPage::*run)()) {
        return onPages([run](Pages& open) {
            if (open.current() != open.m_validation) open.showPage(open.m_validation->pageName());
            (open.m_validation->*run)();
        });
    };
    commands.validationRun = validate(&ValidationPage::run);
    commands.validationStop = validate(&ValidationPage::stop);
    commands.validationEditor = validate(&ValidationPage::openEditor);
    commands.validationReport = validate(&ValidationPage::saveReport);
    commands.validationCompare = validate(&ValidationPage::compareSelected);
    commands.validationPin = validate(&ValidationPage::pinSelected);
    commands.reports = onPages([](Pages& open) { open.showReports(); });
    commands.showAccount = onPages([](Pages& open) { open.showAccountOfPosting(); });
}

} // namespace alluse::ui
