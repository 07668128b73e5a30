#pragma once
// The Growth page: who forks next, which branches merge, what is reinvested, what happened.

#include "jobs/runner/job_runner.h"
#include "services/call.h"
#include "services/outcome.h"
#include "ui/growth/growth_lists.h"
#include "ui/pages/page.h"
#include "ui/pages/workspace.h"

#include <QPointer>

#include <array>
#include <optional>

class QDialog;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTabBar;
class QTableView;
class QTimer;

namespace alluse::ui {

class Banner;
class EmptyState;
class ReinvestmentCalendar;

class GrowthPage final : public Page {
    Q_OBJECT

public:
    enum List { Forks, Merges, Reinvestments, History, ListCount };

    GrowthPage(const Workspace& workspace, QWidget* window);
    ~GrowthPage() override; // its form goes too: it speaks to the same database

    void showList(List list);
    [[nodiscard]] List list() const;
    [[nodiscard]] QTableView* table() const { return m_tables[static_cast<std::size_t>(list())]; }
    [[nodiscard]] domain::AccountId currentAccount() const { return selected().account; }
    [[nodiscard]] QWidget* keyboardTarget() const override;
    void load() override { refresh(); }
    [[nodiscard]] bool isLoaded() const override { return m_isLoaded; }
    // Asks again for what is shown; another list is asked for when it is shown.
    void refresh() override;
    bool prepareExport(std::function<void(TableSource)> ready) override;
    // The forms of what is selected.
    void runSelected();
    void runAll();
    void approveSelected(); // a reinvestment
    void deferSelected();
    void releaseSelected(); // a held account, or all that are
    void showCalendar(bool isShown);
    [[nodiscard]] ReinvestmentCalendar& calendar() const { return *m_calendar; }
    void showTree();
    void showWhatIf();
    void showSettings();

signals:
    void accountActivated(alluse::domain::AccountId account);

protected:
    void showEvent(QShowEvent* event) override;

private:
    // The selected row's account (or first account) and family; none when nothing is selected.
    struct Selected {
        domain::AccountId account;
        domain::FamilyId family;
        QString accountName, familyName;
    };

    void buildStrip();
    void buildTable(List list, QAbstractItemModel& model, const QString& name);
    void loadList();
    void loadCalendar();
    void showDay(std::optional<domain::Date> day, domain::ReinvestmentId row = {});
    void selectWantedRow();
    void shown(const QString& failure);
    void updateButtons();
    void updateEmpty();
    void updateCounts();
    [[nodiscard]] int sourceRow() const; // of the model behind the current table; −1: none
    [[nodiscard]] Selected selected() const;
    template <class Dialog, class... Args>
    void open(Args&&... args);
    template <class Rows>
    jobs::JobTicket read(const QString& what,
                         std::function<services::Outcome<Rows>(const services::Call&)> work,
                         std::function<void(Rows)> done);

    Workspace m_workspace;
    QWidget* m_window;
    ForkCandidatesModel m_forks;
    MergeCandidatesModel m_merges;
    ReinvestmentsModel m_reinvestments;
    GrowthEventsModel m_events;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    Banner* m_banner;
    EmptyState* m_empty;
    std::array<QTableView*, ListCount> m_tables{};
    QPushButton* m_run = nullptr;
    QPushButton* m_all = nullptr;
    QPushButton* m_approve = nullptr;
    QPushButton* m_defer = nullptr;
    QPushButton* m_release = nullptr;
    QPushButton* m_month = nullptr; // the list, or the calendar
    QPushButton* m_dayShown = nullptr;
    QPushButton* m_tree = nullptr;
    QPushButton* m_settings = nullptr;
    ReinvestmentCalendar* m_calendar;
    std::optional<domain::Date> m_day;        // of the reinvestments listed; none: all due
    domain::ReinvestmentId m_wantedRow;       // selected as soon as it is here
    QTimer* m_refreshTimer;
    jobs::LatestTicket m_reading;
    jobs::LatestTicket m_counting;
    jobs::LatestTicket m_readingMonth;
    jobs::JobTicket m_approving;
    bool m_isLoaded = false; // and nothing has changed since
    QPointer<QDialog> m_dialog; // lies over the window
};

} // namespace alluse::ui
