// The Growth page through the real window on a real book: fork, merge, reinvest, take back, settings,
// many at once, the family tree.

#include "services/growth_service.h"
#include "ui/common/theme.h"
#include "ui/growth/bulk_dialog.h"
#include "ui/growth/family_tree_dialog.h"
#include "ui/growth/growth_page.h"
#include "ui/growth/issue_list.h"
#include "ui/growth/reinvestment_calendar.h"
#include "ui/growth/release_forks_dialog.h"
#include "ui/growth/tree_view.h"
#include "ui/shell/window_bench.h"
#include "ui/widgets/empty_state.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTreeWidget>

using namespace alluse;
using namespace Qt::StringLiterals;
using domain::AccountId;

namespace {

constexpr std::int64_t kCapital = 250'000'00; // 100,000 / 75,000 / 75,000
constexpr std::int64_t kToThreshold = 52'000'00;

} // namespace

class TestGrowthPage final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_bench.reset(); }
    void anEmptyBookSaysWhatComes();
    void anAccountThatReachedItsThresholdForksFromTheKeyboard();
    void whatStandsInTheWayIsSaidAndBlocks();
    void aForkIsTakenBackAndShows();
    void allEligibleAccountsForkAtOnce();
    void aBranchMergesIntoTheComAcc();
    void theFamilysSettingsAreKept();
    void theFamilyTreeShowsTheForkAndIsSaved();
    void anAccountThatIsHeldIsReleasedWithAReason();
    void theCalendarLeadsToTheRowOfADay();
    void aDayOfTheCalendarSumsItsFamilies();
    void aListOfGrowthGoesToAFile();
    void everyFormOfGrowthFits_data();
    void everyFormOfGrowthFits();

private:
    test::FormBench::Opened grownFamily(const std::string& name) {
        const auto opened = m_bench->book.openFamily(name, kCapital);
        m_bench->book.post(opened.accounts[0], domain::TransactionType::TradePremium, kToThreshold);
        return opened;
    }
    services::EntryReceipt fork(AccountId account) {
        domain::ForkOrder order;
        order.header = m_bench->book.header();
        order.account = account;
        const auto receipt = m_bench->book.growth().fork(order);
        if (!receipt) qFatal("not forked: %s", services::describe(receipt.error()).c_str());
        return *receipt;
    }
    ui::GrowthPage& page() const { return m_bench->window->pages()->growth(); }
    void openPage(ui::GrowthPage::List list = ui::GrowthPage::Forks) {
        m_bench->open();
        m_bench->action("view.growth")->trigger();
        QTRY_VERIFY(page().isVisible());
        page().showList(list);
    }
    void selectFirstRow() {
        QTRY_VERIFY(page().table()->model()->rowCount() > 0);
        page().table()->selectRow(0);
        page().table()->setFocus();
    }
    template <class Dialog>
    Dialog* openDialog() {
        Dialog* found = nullptr;
        const bool isHere = QTest::qWaitFor([&] {
            found = m_bench->window->findChild<Dialog*>();
            return found && found->isVisible();
        });
        return isHere ? found : nullptr;
    }
    ui::FormDialog* runSelected() {
        m_bench->action("growth.run")->trigger();
        auto* form = openDialog<ui::FormDialog>();
        // The preview has arrived when it says what speaks for or against.
        if (form)
            (void)QTest::qWaitFor([&] {
                const auto* issues = form->findChild<ui::IssueList*>();
                return issues && !issues->texts().isEmpty();
            });
        return form;
    }

    std::unique_ptr<test::WindowBench> m_bench;
};

void TestGrowthPage::init() {
    ui::applyTheme(*qobject_cast<QApplication*>(qApp), ui::ThemeChoice::Light);
    m_bench = std::make_unique<test::WindowBench>();
}

void TestGrowthPage::anEmptyBookSaysWhatComes() {
    openPage(ui::GrowthPage::History);
    QTRY_VERIFY(page().findChild<ui::EmptyState*>()->isVisible());
}

void TestGrowthPage::anAccountThatReachedItsThresholdForksFromTheKeyboard() {
    const auto family = grownFamily("Dogwood");
    openPage();
    selectFirstRow();
    m_bench->press(Qt::Key_F10);
    auto* form = openDialog<ui::FormDialog>();
    QVERIFY(form);
    QTRY_VERIFY(form->primaryButton()->isEnabled());
    QCOMPARE(form->findChild<ui::IssueList*>()->texts(), QStringList{u"Nothing stands in the way."_s});
    m_bench->press(Qt::Key_Return);
    // 152,000 → 100,000, and 26,000 each for the child and the Com-Acc (domain section 7).
    QTRY_COMPARE(m_bench->book.cents(family.accounts[0]), 100'000'00);
    QCOMPARE(m_bench->book.cents(family.accounts[2]), 75'000'00 + 26'000'00);
    page().showList(ui::GrowthPage::History);
    QTRY_COMPARE(page().table()->model()->rowCount(), 1);
    QCOMPARE(page().table()->model()->index(0, 1).data().toString(), u"Fork"_s);
}

void TestGrowthPage::whatStandsInTheWayIsSaidAndBlocks() {
    const auto opened = m_bench->book.openFamily("Juniper", kCapital);
    (void)opened;
    openPage();
    selectFirstRow();
    auto* form = runSelected();
    QVERIFY(form);
    auto* issues = form->findChild<ui::IssueList*>();
    QTRY_VERIFY(!issues->texts().isEmpty());
    QVERIFY(!form->primaryButton()->isEnabled());
}

void TestGrowthPage::aForkIsTakenBackAndShows() {
    const auto family = grownFamily("Cedar");
    fork(family.accounts[0]);
    openPage(ui::GrowthPage::History);
    selectFirstRow();
    auto* form = runSelected();
    QVERIFY(form);
    form->findChild<QLineEdit*>(u"reason"_s)->setText(u"Opened by mistake"_s);
    form->primaryButton()->click();
    QTRY_COMPARE(m_bench->book.cents(family.accounts[0]), 152'000'00);
    QTRY_COMPARE(page().table()->model()->index(0, 7).data().toString(), u"Taken back"_s);
    QVERIFY(!page().findChild<QPushButton*>(u"growthRunButton"_s)->isEnabled());
}

void TestGrowthPage::allEligibleAccountsForkAtOnce() {
    const auto first = grownFamily("Alder");
    const auto second = grownFamily("Birch");
    m_bench->book.openFamily("Elm", kCapital);
    openPage();
    QTRY_COMPARE(page().table()->model()->rowCount(), 3);
    m_bench->action("growth.all")->trigger();
    auto* form = openDialog<ui::BulkGrowthDialog>();
    QVERIFY(form);
    QTRY_VERIFY(form->primaryButton()->isEnabled());
    QCOMPARE(m_bench->book.cents(first.accounts[0]), 152'000'00); // nothing is written yet
    form->primaryButton()->click();
    QTRY_COMPARE(m_bench->book.cents(first.accounts[0]), 100'000'00);
    QTRY_COMPARE(m_bench->book.cents(second.accounts[0]), 100'000'00);
    QTRY_VERIFY(form->summaryText().startsWith(u"2 done"_s));
}

void TestGrowthPage::aBranchMergesIntoTheComAcc() {
    const auto family = grownFamily("Ginkgo");
    const auto forked = fork(family.accounts[0]);
    const AccountId child = forked.openedAccounts.front();
    openPage(ui::GrowthPage::Merges);
    selectFirstRow();
    auto* form = runSelected();
    QVERIFY(form);
    auto* sources = form->findChild<QListWidget*>(u"sources"_s);
    QVERIFY(sources);
    QTRY_VERIFY(sources->count() >= 2);
    for (int row = 0; row < sources->count(); ++row) {
        auto* item = sources->item(row);
        item->setCheckState(item->data(Qt::UserRole).toLongLong() == child.value() ? Qt::Checked
                                                                                    : Qt::Unchecked);
    }
    auto* confirm = form->findChild<QCheckBox*>(u"confirm"_s);
    QTRY_VERIFY(form->primaryButton()->isEnabled() || confirm->isVisible());
    if (confirm->isVisible()) confirm->setChecked(true);
    QTRY_VERIFY(form->primaryButton()->isEnabled());
    // Below the threshold there is no reason that the form could suggest.
    form->findChild<QLineEdit*>(u"reason"_s)->setText(u"The client wants fewer accounts"_s);
    form->primaryButton()->click();
    QTRY_COMPARE(m_bench->book.cents(child), 0);
    QCOMPARE(m_bench->book.account(child).status, domain::AccountStatus::Closed);
    QCOMPARE(m_bench->book.cents(family.accounts[2]), 75'000'00 + 52'000'00);
}

void TestGrowthPage::theFamilysSettingsAreKept() {
    const auto family = grownFamily("Hazel");
    openPage();
    selectFirstRow();
    m_bench->action("growth.settings")->trigger();
    auto* form = openDialog<ui::FormDialog>();
    QVERIFY(form);
    QTRY_VERIFY(form->primaryButton()->isEnabled());
    auto* forks = form->findChild<QComboBox*>(u"forks"_s);
    forks->setCurrentIndex(forks->findData(static_cast<int>(domain::GrowthMode::ByHand)));
    form->primaryButton()->click();
    QTRY_VERIFY(!m_bench->window->findChild<ui::FormDialog*>());
    const auto settings = m_bench->book.growth().settings(family.family);
    QVERIFY(settings && *settings);
    QVERIFY((*settings)->forks == domain::GrowthMode::ByHand);
}

void TestGrowthPage::theFamilyTreeShowsTheForkAndIsSaved() {
    const auto family = grownFamily("Ironwood");
    fork(family.accounts[0]);
    openPage();
    selectFirstRow();
    m_bench->action("growth.tree")->trigger();
    auto* dialog = openDialog<ui::FamilyTreeDialog>();
    QVERIFY(dialog);
    QTRY_COMPARE(dialog->picture()->layout().places.size(), 4u);
    auto* table = dialog->findChild<QTreeWidget*>(u"treeTable"_s);
    QCOMPARE(table->topLevelItemCount(), 3);
    QCOMPARE(table->topLevelItem(0)->childCount(), 1);
    QTemporaryDir folder;
    QSignalSpy saved(dialog, &ui::FamilyTreeDialog::exported);
    for (const QString& ending : {u"svg"_s, u"png"_s, u"csv"_s}) {
        dialog->exportTo(folder.filePath(u"tree."_s + ending));
        QTRY_VERIFY(saved.count() > 0);
        saved.clear();
    }
    QFile csv(folder.filePath(u"tree.csv"_s));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QCOMPARE(csv.readAll().count("\r\n"), 5); // a header and four accounts
    QVERIFY(!QImage(folder.filePath(u"tree.png"_s)).isNull());
    dialog->close();
}

void TestGrowthPage::anAccountThatIsHeldIsReleasedWithAReason() {
    const auto family = grownFamily("Cedar");
    fork(family.accounts[0]);
    domain::UndoOrder undo;
    undo.header = m_bench->book.header();
    undo.header.actor.reason = "Too early";
    const auto event = m_bench->book.growth().history({}, {});
    undo.event = event->rows.front().event.id;
    QVERIFY(m_bench->book.growth().undo(undo));
    openPage();
    selectFirstRow();
    const auto state = [this] { return page().table()->model()->index(0, 7).data().toString(); };
    QTRY_COMPARE(state(), u"Held: a fork was taken back"_s);
    auto* release = page().findChild<QPushButton*>(u"growthReleaseButton"_s);
    QTRY_VERIFY(release->isVisible());
    release->click();
    auto* form = openDialog<ui::ReleaseForksDialog>();
    QVERIFY(form);
    form->primaryButton()->click();
    QCOMPARE(form->fieldError(u"reason"_s), u"Say why it may fork by itself again."_s);
    form->findChild<QLineEdit*>(u"reason"_s)->setText(u"Agreed with the client"_s);
    form->primaryButton()->click();
    QTRY_VERIFY(!m_bench->window->findChild<ui::ReleaseForksDialog*>());
    QTRY_VERIFY(state() != u"Held: a fork was taken back"_s);
    QTRY_VERIFY(!release->isVisible());
}

void TestGrowthPage::theCalendarLeadsToTheRowOfADay() {
    const auto family = m_bench->book.openFamily("Fir", kCapital);
    m_bench->book.post(family.accounts[1], domain::TransactionType::TradePremium, 30'000'00);
    m_bench->book.post(family.accounts[2], domain::TransactionType::TradePremium, 20'000'00);
    openPage(ui::GrowthPage::Reinvestments);
    QTRY_COMPARE(page().table()->model()->rowCount(), 2);
    const auto due = domain::Date::parse(page().table()->model()->index(0, 2).data().toString().toStdString());
    QVERIFY(due);
    auto* month = page().findChild<QPushButton*>(u"growthCalendarButton"_s);
    month->click();
    auto& calendar = page().calendar();
    QTRY_VERIFY(calendar.isVisible());
    calendar.goTo(*due);
    QCOMPARE(calendar.currentDay(), *due);
    const auto spoken = [&] {
        return calendar.grid()->currentIndex().data(Qt::AccessibleTextRole).toString();
    };
    // Two accounts of one family on one day are one line.
    QTRY_VERIFY2(spoken().endsWith(u"Fir, 50,000.00, Scheduled"_s), qPrintable(spoken()));
    calendar.grid()->setFocus();
    m_bench->press(Qt::Key_PageDown);
    QVERIFY(calendar.firstDay() > *due);
    m_bench->press(Qt::Key_PageUp);
    QTRY_VERIFY(spoken().endsWith(u"Scheduled"_s));
    m_bench->press(Qt::Key_Return);
    QTRY_VERIFY(page().table()->isVisible());
    QTRY_VERIFY(page().table()->currentIndex().isValid());
    auto* day = page().findChild<QPushButton*>(u"growthDayButton"_s);
    QVERIFY(day->isVisible());
    QCOMPARE(page().table()->model()->rowCount(), 2);
    day->click(); // all days again
    QTRY_VERIFY(!day->isVisible());
}

void TestGrowthPage::aDayOfTheCalendarSumsItsFamilies() {
    using domain::Money;
    const auto row = [](int id, int family, domain::ReinvestmentState state, std::int64_t gain) {
        services::ReinvestmentRow made;
        made.id = domain::ReinvestmentId(id);
        made.family = domain::FamilyId(family);
        made.familyName = family == 1 ? "Zelkova" : "Alder";
        made.dueOn = *domain::Date::parse("2026-09-15");
        made.state = state;
        made.available = Money::fromCents(gain + 1);
        made.reinvestable = Money::fromCents(gain);
        made.amount = Money::fromCents(7);
        return made;
    };
    using State = domain::ReinvestmentState;
    const auto entries = ui::calendarEntries({row(1, 1, State::Scheduled, 100), row(2, 1, State::Scheduled, 50),
                                              row(3, 1, State::Completed, 900), row(4, 2, State::Approved, 5'000)},
                                             Money::fromCents(1'000));
    QCOMPARE(entries.size(), 3u);
    QCOMPARE(entries[0].familyName, u"Alder"_s);
    QCOMPARE(entries[0].amount.cents(), 1'000); // the most one reinvestment uses
    QCOMPARE(entries[1].amount.cents(), 150);
    QCOMPARE(entries[1].accounts, 2);
    QCOMPARE(entries[1].first.value(), 1);
    QCOMPARE(entries[2].amount.cents(), 7); // what was used, not what is there
}

void TestGrowthPage::aListOfGrowthGoesToAFile() {
    grownFamily("Alder");
    openPage();
    selectFirstRow();
    ui::TableSource source;
    QVERIFY(page().prepareExport([&](ui::TableSource given) { source = std::move(given); }));
    QCOMPARE(source.title, u"Forks"_s);
    QCOMPARE(source.allCount, 1);
    std::vector<services::TableCell> cells;
    QVERIFY(source.all([&](auto row) { cells.assign(row.begin(), row.end()); }, {}));
    QCOMPARE(std::get<std::string>(cells[0]), std::string("Alder Gen-Acc"));
    QCOMPARE(std::get<double>(cells[2]), 1.0);
    QCOMPARE(std::get<domain::Money>(cells[3]).cents(), kToThreshold);
}

void TestGrowthPage::everyFormOfGrowthFits_data() {
    QTest::addColumn<QString>("form");
    QTest::addColumn<bool>("isDark");
    for (const bool isDark : {false, true})
        for (const char* form : {"page", "fork", "merge", "undo", "bulk", "settings", "tree", "calendar"})
            QTest::addRow("%s, %s", form, isDark ? "dark" : "light") << QString::fromLatin1(form) << isDark;
}

void TestGrowthPage::everyFormOfGrowthFits() {
    QFETCH(QString, form);
    QFETCH(bool, isDark);
    ui::applyTheme(*qobject_cast<QApplication*>(qApp),
                   isDark ? ui::ThemeChoice::Dark : ui::ThemeChoice::Light);
    const auto family = grownFamily("Dogwood LLC");
    fork(family.accounts[0]);
    grownFamily("Juniper Family");
    m_bench->book.openFamily("Cedar Trust", kCapital);
    openPage(form == u"merge" ? ui::GrowthPage::Merges
             : form == u"undo" ? ui::GrowthPage::History
                               : ui::GrowthPage::Forks);
    m_bench->window->setThemeChoice(isDark ? ui::ThemeChoice::Dark : ui::ThemeChoice::Light);
    selectFirstRow();
    if (form == u"calendar") {
        m_bench->book.post(family.accounts[1], domain::TransactionType::TradePremium, 30'000'00);
        m_bench->book.post(family.accounts[2], domain::TransactionType::TradePremium, 20'000'00);
        page().showList(ui::GrowthPage::Reinvestments);
        QTRY_VERIFY(page().table()->model()->rowCount() > 0);
        page().findChild<QPushButton*>(u"growthCalendarButton"_s)->click();
        page().calendar().goTo(
            *domain::Date::parse(page().table()->model()->index(0, 2).data().toString().toStdString()));
        QTRY_VERIFY(page().calendar().grid()->currentIndex().data(Qt::AccessibleTextRole).toString().contains(u'\n'));
    }
    QWidget* shown = m_bench->window.get();
    if (form == u"fork" || form == u"merge" || form == u"undo") shown = runSelected();
    if (form == u"bulk") {
        m_bench->action("growth.all")->trigger();
        shown = openDialog<ui::BulkGrowthDialog>();
        QTRY_VERIFY(static_cast<ui::BulkGrowthDialog*>(shown)->primaryButton()->isEnabled());
    }
    if (form == u"settings" || form == u"tree") {
        m_bench->action(form == u"tree" ? "growth.tree" : "growth.settings")->trigger();
        shown = form == u"tree" ? static_cast<QWidget*>(openDialog<ui::FamilyTreeDialog>())
                                : openDialog<ui::FormDialog>();
        if (form == u"tree")
            QTRY_VERIFY(!static_cast<ui::FamilyTreeDialog*>(shown)->picture()->layout().places.empty());
    }
    QVERIFY(shown);
    if (shown != m_bench->window.get())
        QVERIFY2(shown->width() <= 1'280 && shown->height() <= 720,
                 qPrintable(u"%1 × %2"_s.arg(shown->width()).arg(shown->height())));
    const QString folder = qEnvironmentVariable("ALLUSE_SHOTS");
    if (folder.isEmpty()) return;
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(shown->grab().save(folder + u"/growth-"_s + form + (isDark ? u"-dark.png"_s : u"-light.png"_s)));
}

QTEST_MAIN(TestGrowthPage)
#include "tst_growth_page.moc"
