#pragma once
// The places of one open database: built when it opens, gone when it closes.

#include "ui/pages/workspace.h"

#include <QStackedWidget>

namespace alluse::ui {

class AccountsPage;
class Actions;
class FamiliesPage;
class FormOpener;
class LedgerPage;
class TablePage;
struct UiState;

class Pages final : public QStackedWidget {
    Q_OBJECT

public:
    Pages(const Workspace& workspace, Actions& actions, const UiState& state, QWidget* window);

    [[nodiscard]] QList<TablePage*> all() const;
    [[nodiscard]] TablePage* current() const;
    [[nodiscard]] TablePage* page(const QString& name) const; // null: no such place
    void showPage(const QString& name);
    [[nodiscard]] AccountsPage& accounts() const { return *m_accounts; }
    [[nodiscard]] FormOpener& forms() const { return *m_forms; }

    // The forms of what is selected; nothing when the page has no such thing.
    void openAccountForm(void (FormOpener::*form)(domain::AccountId));
    void openAccountInFamily();
    void reverseEntry();
    void clearFilters();
    void saveTo(UiState& state) const;

signals:
    void pageShown(const QString& name);
    void selectionTextChanged(const QString& text);
    void countChanged(const QString& page, qint64 rows);

private:
    void connectPages();
    void updateActions();
    void showContextMenu(TablePage* page, const QPoint& position);
    [[nodiscard]] domain::AccountId currentAccount() const;

    Actions& m_actions;
    FamiliesPage* m_families;
    AccountsPage* m_accounts;
    LedgerPage* m_ledger;
    FormOpener* m_forms;
};

} // namespace alluse::ui
