#include "ui/growth/calendar_model.h"

#include "domain/policy.h"
#include "domain/reinvestment_planning.h"
#include "models/text_format.h"
#include "ui/growth/growth_words.h"

#include <QLocale>

#include <algorithm>

namespace alluse::ui {

using domain::Date;
using domain::ReinvestmentFrequency;

CalendarModel::CalendarModel(Date today, QObject* parent) : QAbstractTableModel(parent), m_today(today) {
    setMonth(today);
}

void CalendarModel::setMonth(Date anyDay) {
    beginResetModel();
    m_month = anyDay.plusDays(1 - static_cast<int>(anyDay.day()));
    m_first = m_month.plusDays(-static_cast<int>(m_month.weekday())); // weeks begin on Monday
    m_entries.clear();
    endResetModel();
}

void CalendarModel::setEntries(std::vector<CalendarEntry> entries) {
    m_entries = std::move(entries);
    emit dataChanged(index(0, 0), index(kWeeks - 1, kDays - 1));
}

QModelIndex CalendarModel::indexOf(Date day) const {
    const int offset = day.daysSinceEpoch() - m_first.daysSinceEpoch();
    return offset < 0 || offset >= kWeeks * kDays ? QModelIndex() : index(offset / kDays, offset % kDays);
}

std::vector<CalendarEntry> CalendarModel::entriesOf(Date day) const {
    std::vector<CalendarEntry> entries;
    std::ranges::copy_if(m_entries, std::back_inserter(entries),
                         [day](const CalendarEntry& entry) { return entry.day == day; });
    return entries;
}

// "Weekly, monthly" on the days on which these frequencies fall due.
QString CalendarModel::dueText(Date day) const {
    QStringList words;
    const std::pair<ReinvestmentFrequency, QString> frequencies[] = {
        {ReinvestmentFrequency::Weekly, tr("weekly")},
        {ReinvestmentFrequency::Monthly, tr("monthly")},
        {ReinvestmentFrequency::Quarterly, tr("quarterly")},
        {ReinvestmentFrequency::Yearly, tr("yearly")}};
    for (const auto& [frequency, word] : frequencies)
        if (domain::reinvestmentDueFrom(frequency, day) == day) words << word;
    return words.join(QStringLiteral(", "));
}

QVariant CalendarModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Date day = dayOf(index);
    switch (role) {
    case Qt::DisplayRole: return static_cast<int>(day.day());
    case MonthRole: return day.year() == m_month.year() && day.month() == m_month.month();
    case TodayRole: return day == m_today;
    case DueRole: return dueText(day);
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: {
        QStringList lines{models::dateText(day)};
        for (const CalendarEntry& entry : entriesOf(day))
            lines << tr("%1, %2, %3").arg(entry.familyName, models::moneyText(entry.amount), wordFor(entry.state));
        const QString text = lines.join(QLatin1Char('\n'));
        if (role == Qt::AccessibleTextRole) return text;
        return lines.size() > 1 ? models::plainToolTip(text) : QVariant();
    }
    default: return {};
    }
}

QVariant CalendarModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kDays) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignVCenter | Qt::AlignLeft);
    return role == Qt::DisplayRole ? QVariant(QLocale().standaloneDayName(section + 1, QLocale::ShortFormat))
                                   : QVariant();
}

} // namespace alluse::ui
