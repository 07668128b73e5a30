#pragma once
// A month of reinvestments: what is due, approved, put off and done on each day, by family. The arrow
// keys move by a day and a week, Page Up and Page Down by a month. GUI thread.

#include "services/growth_rows.h"

#include <QTableView>
#include <QWidget>

#include <vector>

class QLabel;

namespace alluse::ui {

// What one family has on one day in one state.
struct CalendarEntry {
    domain::Date day;
    domain::FamilyId family;
    QString familyName;
    domain::ReinvestmentState state = domain::ReinvestmentState::Scheduled;
    domain::Money amount; // done: what was used; else what could be used now
    int accounts = 0;
    domain::ReinvestmentId first; // the row that a click leads to
};

// By day, then family, then state; `limit` is the most that one reinvestment uses.
[[nodiscard]] std::vector<CalendarEntry> calendarEntries(const std::vector<services::ReinvestmentRow>& rows,
                                                         domain::Money limit);

class CalendarModel;

class ReinvestmentCalendar final : public QWidget {
    Q_OBJECT

public:
    explicit ReinvestmentCalendar(domain::Date today, QWidget* parent = nullptr);

    // The days that are shown: six whole weeks around the month.
    [[nodiscard]] domain::Date firstDay() const;
    [[nodiscard]] domain::Date lastDay() const;
    [[nodiscard]] domain::Date currentDay() const;
    void setRows(const std::vector<services::ReinvestmentRow>& rows);
    void goTo(domain::Date day); // keeps the month when it is in it
    [[nodiscard]] QTableView* grid() const { return m_grid; }

signals:
    void monthChanged(); // other days are shown: their rows are wanted
    void entryChosen(alluse::domain::Date day, alluse::domain::ReinvestmentId row);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void moveBy(int months);
    void showMonth(domain::Date day);
    void choose(const QModelIndex& index, int line);

    domain::Date m_today;
    CalendarModel* m_model;
    QLabel* m_title;
    QTableView* m_grid;
};

} // namespace alluse::ui
