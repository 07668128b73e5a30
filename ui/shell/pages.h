#pragma once
// The places of one open database: built when it opens, gone when it closes.

#include "ui/pages/workspace.h"

#include <QDialog>
#include <QPointer>
#include <QStackedWidget>

namespace alluse::ui {

class AccountsPage;
class AnalyticsPage;
class Actions;
class FamiliesPage;
class FormOpener;
class GrowthPage;
class LedgerPage;
class Page;
class TodayPage;
class TablePage;
class ValidationPage;
struct TableSource;
struct UiState;
struct WindowCommands;

class Pages final : public QStackedWidget {
    Q_OBJECT

public:
    Pages(const Workspace& workspace, Actions& actions, const UiState& state, QWidget* window);

    [[nodiscard]] QList<Page*> all() const;
    [[nodiscard]] Page* current() const;
    [[nodiscard]] TablePage* currentTable() const;       // null: the page is no long table
    [[nodiscard]] Page* page(const QString& name) const; // null: no such place
    void showPage(const QString& name);
    [[nodiscard]] GrowthPage& growth() const { return *m_growth; }
    [[nodiscard]] ValidationPage& validation() const { return *m_validation; }
    [[nodiscard]] AccountsPage& accounts() const { return *m_accounts; }
    [[nodiscard]] TodayPage* today() const { return m_today; }
    [[nodiscard]] AnalyticsPage* analytics() const { return m_analytics; }
    // Statements and reports, beginning with those of the selected account.
    void showReports();
    [[nodiscard]] FormOpener& forms() const { return *m_forms; }
    void setNarrow(bool isNarrow);
    void saveTo(UiState& state) const;

    // The commands that speak to the pages; `pages` gives null while no database is open.
    static void addCommands(WindowCommands& commands, const std::function<Pages*()>& pages);

signals:
    void pageShown(const QString& name);
    void selectionTextChanged(const QString& text);
    void countChanged(const QString& page, qint64 rows);
    void told(const QString& text);
    void reachableChanged(bool isReachable);
    void searchCleared();

private:
    void connectPage(Page* page);
    void bringToFront(Page* front);
    void connectPages();
    void connectAnalytics();
    void loadNext();
    void updateActions();
    void showContextMenu(Page* page, const QPoint& position);
    void showAccountsOfFamily();
    void showLedgerOfAccount();
    void showAccountOfPosting();
    void showAccount(domain::AccountId account);
    // The forms of what is selected; nothing when the page has no such thing.
    void openAccountForm(void (FormOpener::*form)(domain::AccountId));
    void openAccountInFamily();
    void reverseEntry();
    void exportTable();
    [[nodiscard]] domain::AccountId currentAccount() const;

    Workspace m_workspace;
    Actions& m_actions;
    FamiliesPage* m_families;
    AccountsPage* m_accounts;
    LedgerPage* m_ledger;
    GrowthPage* m_growth;
    ValidationPage* m_validation;
    TodayPage* m_today;         // null: nothing analyses here
    AnalyticsPage* m_analytics; // null: the same
    FormOpener* m_forms;
    QPointer<QDialog> m_export;
    QPointer<QDialog> m_reports;
};

} // namespace alluse::ui
