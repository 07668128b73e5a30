#include "ui/growth/reinvestment_calendar.h"

#include "models/text_format.h"
#include "ui/common/theme.h"
#include "ui/growth/calendar_delegate.h"
#include "ui/growth/calendar_model.h"
#include "ui/growth/growth_words.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <tuple>

namespace alluse::ui {

using namespace Qt::StringLiterals;
using domain::Date;
using domain::ReinvestmentState;

std::vector<CalendarEntry> calendarEntries(const std::vector<services::ReinvestmentRow>& rows,
                                           domain::Money limit) {
    std::vector<CalendarEntry> entries;
    for (const services::ReinvestmentRow& row : rows) {
        const domain::Money amount = row.state == ReinvestmentState::Completed
                                         ? row.amount
                                         : std::min({row.available, row.reinvestable, limit});
        const auto same = std::ranges::find_if(entries, [&](const CalendarEntry& entry) {
            return entry.day == row.dueOn && entry.family == row.family && entry.state == row.state;
        });
        if (same == entries.end()) {
            entries.push_back({row.dueOn, row.family, models::fromUtf8(row.familyName), row.state, amount, 1,
                               row.id});
        } else {
            same->amount = same->amount + amount;
            ++same->accounts;
        }
    }
    std::ranges::stable_sort(entries, [](const CalendarEntry& a, const CalendarEntry& b) {
        return std::tuple(a.day, a.familyName, a.state) < std::tuple(b.day, b.familyName, b.state);
    });
    return entries;
}

ReinvestmentCalendar::ReinvestmentCalendar(Date today, QWidget* parent)
    : QWidget(parent), m_today(today), m_model(new CalendarModel(today, this)), m_title(new QLabel(this)),
      m_grid(new QTableView(this)) {
    setObjectName(u"reinvestmentCalendar"_s);
    m_title->setObjectName(u"calendarTitle"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(headingFont());
    const auto button = [this](const QString& name, const QString& text, const QString& spoken) {
        auto* made = new QPushButton(text, this);
        made->setObjectName(name);
        made->setAccessibleName(spoken);
        made->setToolTip(spoken);
        return made;
    };
    auto* before = button(u"calendarBefore"_s, u"‹"_s, tr("Month before"));
    auto* next = button(u"calendarNext"_s, u"›"_s, tr("Next month"));
    auto* now = button(u"calendarToday"_s, tr("T&oday"), tr("Today"));
    for (QPushButton* step : {before, next}) step->setFixedWidth(metric::kControl + metric::kSpace);
    auto* signs = new QLabel(tr("○ scheduled   ● approved   ✓ done   → put off   ✕ failed   – called off"), this);
    signs->setProperty("tone", u"muted"_s);
    signs->setMinimumWidth(0);
    signs->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    signs->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(metric::kGap, metric::kSpace, metric::kGap, metric::kSpace);
    head->setSpacing(metric::kSpace);
    for (QWidget* widget : std::initializer_list<QWidget*>{before, next, now, m_title}) head->addWidget(widget);
    head->addWidget(signs, 1);

    m_grid->setObjectName(u"calendarGrid"_s);
    m_grid->setAccessibleName(tr("Calendar of reinvestments"));
    m_grid->setModel(m_model);
    m_grid->setItemDelegate(new CalendarDelegate(m_grid));
    m_grid->setShowGrid(false);
    m_grid->setSelectionMode(QAbstractItemView::SingleSelection);
    m_grid->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_grid->setTabKeyNavigation(false);
    m_grid->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_grid->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_grid->verticalHeader()->hide();
    m_grid->verticalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_grid->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_grid->horizontalHeader()->setHighlightSections(false);
    m_grid->horizontalHeader()->setSectionsClickable(false);
    m_grid->horizontalHeader()->setFixedHeight(metric::kHeader);
    m_grid->installEventFilter(this);
    m_grid->viewport()->installEventFilter(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_grid, 1);
    connect(before, &QPushButton::clicked, this, [this] { moveBy(-1); });
    connect(next, &QPushButton::clicked, this, [this] { moveBy(1); });
    connect(now, &QPushButton::clicked, this, [this] { goTo(m_today); });
    showMonth(today);
    m_grid->setCurrentIndex(m_model->indexOf(today));
}

Date ReinvestmentCalendar::firstDay() const { return m_model->first(); }

Date ReinvestmentCalendar::lastDay() const {
    return m_model->first().plusDays(CalendarModel::kWeeks * CalendarModel::kDays - 1);
}

Date ReinvestmentCalendar::currentDay() const {
    const QModelIndex index = m_grid->currentIndex();
    return index.isValid() ? m_model->dayOf(index) : m_model->month();
}

void ReinvestmentCalendar::setRows(const std::vector<services::ReinvestmentRow>& rows) {
    const domain::GrowthLimits limits;
    m_model->setEntries(calendarEntries(rows, limits.reinvestmentMax));
}

void ReinvestmentCalendar::showMonth(Date day) {
    m_model->setMonth(day);
    const QString name = QLocale().standaloneMonthName(static_cast<int>(day.month()));
    m_title->setText(u"%1 %2"_s.arg(name).arg(day.year()));
}

void ReinvestmentCalendar::goTo(Date day) {
    const bool isSame = day.year() == m_model->month().year() && day.month() == m_model->month().month();
    if (!isSame) showMonth(day);
    m_grid->setCurrentIndex(m_model->indexOf(day));
    if (!isSame) emit monthChanged();
}

void ReinvestmentCalendar::moveBy(int months) {
    const Date month = m_model->month();
    const int total = month.year() * 12 + static_cast<int>(month.month()) - 1 + months;
    const auto wanted = currentDay().day();
    // The 31st becomes the last day of a shorter month.
    for (unsigned day = wanted; day > 0; --day)
        if (const auto found = Date::fromParts(total / 12, static_cast<unsigned>(total % 12) + 1, day))
            return goTo(*found);
}

void ReinvestmentCalendar::choose(const QModelIndex& index, int line) {
    if (!index.isValid()) return;
    const auto entries = m_model->entriesOf(m_model->dayOf(index));
    if (line >= 0 && line < static_cast<int>(entries.size()))
        emit entryChosen(m_model->dayOf(index), entries[static_cast<std::size_t>(line)].first);
}

bool ReinvestmentCalendar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_grid && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        // Beyond the edge of the six weeks the next month begins.
        const int step = key == Qt::Key_Left ? -1 : key == Qt::Key_Right ? 1 : key == Qt::Key_Up ? -7
                         : key == Qt::Key_Down ? 7 : 0;
        if (step != 0) {
            goTo(currentDay().plusDays(step));
            return true;
        }
        if (key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
            moveBy(key == Qt::Key_PageUp ? -1 : 1);
            return true;
        }
        if (key == Qt::Key_Home) {
            goTo(m_today);
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            choose(m_grid->currentIndex(), 0);
            return true;
        }
    }
    if (watched == m_grid->viewport() && event->type() == QEvent::MouseButtonRelease) {
        const QPoint at = static_cast<QMouseEvent*>(event)->pos();
        const QModelIndex index = m_grid->indexAt(at);
        if (index.isValid()) {
            const int count = static_cast<int>(m_model->entriesOf(m_model->dayOf(index)).size());
            choose(index, CalendarDelegate::lineAt(m_grid->visualRect(index), at, count));
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace alluse::ui
