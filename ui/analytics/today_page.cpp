#include "ui/analytics/today_page.h"

#include "models/text_format.h"
#include "ui/common/theme.h"
#include "ui/dialogs/command_dialog.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/elided_button.h"

#include <QElapsedTimer>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace alluse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRowsMax = 6;
constexpr int kRefreshDelayMs = 500;
constexpr int kLookBackDays = 7; // when nobody has looked yet
constexpr int kBookWeeks = 52;

} // namespace

TodayPage::TodayPage(const Workspace& workspace, QWidget* parent)
    : Page(u"today"_s, parent), m_workspace(workspace), m_heading(new QLabel(this)), m_banner(new Banner(this)),
      m_refreshTimer(new QTimer(this)), m_since(workspace.context.clock.today().plusDays(-kLookBackDays)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kPad, metric::kGap, metric::kPad, metric::kPad);
    layout->setSpacing(metric::kGap);
    m_heading->setFont(headingFont());
    m_heading->setText(tr("Today, %1").arg(models::dateText(workspace.context.clock.today())));
    layout->addWidget(m_heading);
    layout->addWidget(m_banner);
    auto* grid = new QGridLayout;
    grid->setSpacing(metric::kGap);
    grid->addWidget(buildCard(Changes, tr("&1  Since the last look"), u"ledger"_s), 0, 0);
    grid->addWidget(buildCard(Approvals, tr("&2  Waiting for approval"), u"growth"_s), 0, 1);
    grid->addWidget(buildCard(Due, tr("&3  Forks and merges within 14 days"), u"growth"_s), 0, 2);
    grid->addWidget(buildCard(Missed, tr("&4  Below target last week"), u"analytics"_s), 1, 0);
    grid->addWidget(buildCard(Movers, tr("&5  Movers of seven days, and why"), u"analytics"_s), 1, 1, 1, 2);
    for (int column = 0; column < 3; ++column) grid->setColumnStretch(column, 1);
    for (int row = 0; row < 2; ++row) grid->setRowStretch(row, 1);
    layout->addLayout(grid, 1);
    m_refreshTimer->setSingleShot(true);
    m_refreshTimer->setInterval(kRefreshDelayMs);
    connect(m_refreshTimer, &QTimer::timeout, this, &TodayPage::refresh);
    connect(&workspace.changes, &ChangeHub::changed, this, [this] {
        if (isVisible()) m_refreshTimer->start();
        m_isLoaded = false;
    });
    connect(m_banner, &Banner::retryRequested, this, &TodayPage::refresh);
}

QWidget* TodayPage::buildCard(Card card, const QString& title, const QString& page) {
    auto* frame = new QFrame(this);
    frame->setObjectName(u"todayCard%1"_s.arg(card + 1));
    frame->setProperty("role", u"card"_s);
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(metric::kGap, metric::kSpace, metric::kGap, metric::kGap);
    layout->setSpacing(metric::kStep);
    Parts& parts = m_cards[card];
    parts.title = new QPushButton(title, frame);
    parts.title->setObjectName(u"todayTitle%1"_s.arg(card + 1));
    parts.title->setProperty("role", u"row"_s);
    parts.title->setToolTip(tr("Opens the list this counts"));
    connect(parts.title, &QPushButton::clicked, this, [this, page] { emit pageWanted(page); });
    // One key, without a modifier, while the page is shown.
    auto* key = new QShortcut(QKeySequence(static_cast<int>(Qt::Key_1) + static_cast<int>(card)), this);
    key->setContext(Qt::WidgetWithChildrenShortcut);
    connect(key, &QShortcut::activated, parts.title, &QPushButton::click);
    parts.figure = new QLabel(frame);
    parts.figure->setFont(figureFont());
    parts.figure->setTextFormat(Qt::PlainText);
    parts.figure->setIndent(metric::kStep + 1); // in line with the rows
    parts.list = new QVBoxLayout;
    parts.list->setSpacing(0);
    layout->addWidget(parts.title);
    layout->addWidget(parts.figure);
    layout->addLayout(parts.list);
    layout->addStretch(1);
    return frame;
}

void TodayPage::fillCard(Card card, const QString& figure, const QList<std::pair<QString, domain::AccountId>>& rows) {
    Parts& parts = m_cards[card];
    parts.figure->setText(figure);
    qDeleteAll(parts.rows);
    parts.rows.clear();
    for (const auto& [text, account] : rows) {
        if (parts.rows.size() == kRowsMax) break;
        auto* row = new ElidedButton(text, this);
        row->setProperty("role", u"row"_s);
        row->setToolTip(models::plainToolTip(text));
        row->setEnabled(!account.isNone());
        connect(row, &QPushButton::clicked, this, [this, account = account] { emit accountActivated(account); });
        parts.list->addWidget(row);
        parts.rows << row;
    }
}

QString TodayPage::cardText(Card card) const { return m_cards[card].figure->text(); }

void TodayPage::load() {
    m_isLoaded = true;
    if (isVisible()) refresh();
}

void TodayPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    refresh();
}

void TodayPage::refresh() {
    m_isLoaded = true;
    QElapsedTimer asked;
    asked.start();
    auto* service = m_workspace.analytics;
    auto* growth = &m_workspace.growth;
    const auto today = m_workspace.context.clock.today();
    using Outcome = services::Outcome<TodayFigures>;
    m_reading = m_workspace.context.runner.start<Outcome>(
        jobs::Lane::Interactive, {.name = tr("Read today"), .priority = jobs::Priority::High},
        [=, since = m_since](jobs::JobContext& job) {
            return readToday(*service, *growth, since, today, callOf(services::Lane::Interactive, job));
        },
        this, [this, asked](jobs::JobOutcome<Outcome> outcome) {
            if (outcome.isCancelled()) return;
            if (outcome.isFailed()) return m_banner->showError(outcome.failure().text);
            const auto figures = std::move(outcome).value();
            if (!figures) return m_banner->showError(failureText(figures.error(), locale()));
            m_banner->clear();
            showFigures(*figures);
            emit shownIn(asked.elapsed());
        });
    using Book = services::Outcome<std::shared_ptr<const services::BookFigures>>;
    m_readingBook = m_workspace.context.runner.start<Book>(
        jobs::Lane::Analytics, {.name = tr("Rank accounts")},
        [=](jobs::JobContext& job) {
            return service->book(services::windowOf(today, kBookWeeks),
                                 [&job](std::int64_t accounts) { job.progress(accounts, 0); },
                                 callOf(services::Lane::Analytics, job));
        },
        this, [this](jobs::JobOutcome<Book> outcome) {
            if (outcome.isCancelled() || outcome.isFailed()) return;
            if (const auto book = std::move(outcome).value()) showBook(**book);
        });
}

void TodayPage::showFigures(const TodayFigures& figures) {
    const auto& from = figures.changes.sources;
    const domain::AccountId none;
    const auto line = [none](const QString& word, domain::Money amount) {
        return std::pair(tr("%1  %2").arg(word, models::changeText(amount)), none);
    };
    fillCard(Changes, models::changeText(from.total()),
         {line(tr("Premiums"), from.premiums), line(tr("Assignments"), from.assignments),
          line(tr("Paid in"), from.deposits + from.openings), line(tr("Paid out"), from.withdrawals),
          line(tr("Interest, fees, corrections"), from.interest + from.fees + from.adjustments)});
    QList<std::pair<QString, domain::AccountId>> rows;
    for (const auto& one : figures.approvals)
        rows.emplaceBack(tr("%1 of %2, %3").arg(models::fromUtf8(one.what), models::fromUtf8(one.name), models::moneyText(one.amount)),
                         one.account);
    fillCard(Approvals, models::countText(std::ssize(figures.approvals)), rows);
    rows.clear();
    for (const auto& one : figures.due) {
        const QString when = one.weeks <= 0 ? tr("due now") : tr("in %1 days").arg(std::ceil(one.weeks * 7));
        const QString text = one.isMerge ? tr("Merge of %1, %2: %3") : tr("Fork of %1, %2: %3");
        rows.emplaceBack(text.arg(models::fromUtf8(one.name), models::moneyText(one.amount), when), one.account);
    }
    fillCard(Due, models::countText(std::ssize(figures.due)), rows);
    m_heading->setText(tr("Today, %1 · equity %2 in %3 families")
                           .arg(models::dateText(figures.changes.to), models::moneyText(figures.changes.total()),
                                models::countText(figures.changes.families)));
}

void TodayPage::showBook(const services::BookFigures& book) {
    std::vector<const services::AccountFigures*> missed, movers;
    for (const auto& row : book.accounts) {
        if (row.status != domain::AccountStatus::Active) continue;
        if (row.weeksOfLife > 0 && !row.isOnTarget) missed.push_back(&row);
        if (!row.weekChange.isZero()) movers.push_back(&row);
    }
    const auto nearest = [](std::vector<const services::AccountFigures*>& rows, auto value) {
        const auto count = std::min<std::size_t>(rows.size(), kRowsMax);
        std::ranges::partial_sort(rows, rows.begin() + static_cast<std::ptrdiff_t>(count), std::greater{}, value);
        return count;
    };
    QList<std::pair<QString, domain::AccountId>> rows;
    const auto missedShown = nearest(missed, [](const auto* row) { return row->equity; });
    for (std::size_t i = 0; i < missedShown; ++i)
        rows.emplaceBack(tr("%1, %2").arg(models::fromUtf8(missed[i]->name), models::moneyText(missed[i]->equity)), missed[i]->account);
    fillCard(Missed, models::countText(std::ssize(missed)), rows);
    rows.clear();
    const auto moversShown = nearest(movers, [](const auto* row) { return row->weekChange.absolute(); });
    for (std::size_t i = 0; i < moversShown; ++i)
        rows.emplaceBack(tr("%1  %2: %3").arg(models::changeText(movers[i]->weekChange), models::fromUtf8(movers[i]->name),
                                              explained(*movers[i])),
                         movers[i]->account);
    fillCard(Movers, models::countText(std::ssize(movers)), rows);
}

// What is remembered is the day of this look; the next start tells what came since.
QByteArray TodayPage::tableState() const {
    return QByteArray::fromStdString(m_workspace.context.clock.today().text());
}

void TodayPage::restoreTable(const QByteArray& state) {
    if (const auto day = domain::Date::parse(state.toStdString())) m_since = *day;
}

} // namespace alluse::ui
