#pragma once
// Six weeks of seven days around a month, each with its entries. GUI thread.

#include "ui/growth/reinvestment_calendar.h"

#include <QAbstractTableModel>

namespace alluse::ui {

class CalendarModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int kWeeks = 6, kDays = 7;
    enum Role { MonthRole = Qt::UserRole + 100, TodayRole, DueRole };

    CalendarModel(domain::Date today, QObject* parent);

    void setMonth(domain::Date anyDay);
    void setEntries(std::vector<CalendarEntry> entries);
    [[nodiscard]] domain::Date month() const { return m_month; } // its first day
    [[nodiscard]] domain::Date first() const { return m_first; }
    [[nodiscard]] domain::Date dayOf(const QModelIndex& index) const {
        return m_first.plusDays(index.row() * kDays + index.column());
    }
    [[nodiscard]] QModelIndex indexOf(domain::Date day) const;
    [[nodiscard]] std::vector<CalendarEntry> entriesOf(domain::Date day) const;

    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : kWeeks; }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : kDays; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString dueText(domain::Date day) const;

    domain::Date m_today, m_month, m_first;
    std::vector<CalendarEntry> m_entries; // by day
};

} // namespace alluse::ui
