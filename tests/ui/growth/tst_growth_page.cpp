// The Growth page through the real window on a real book: fork, merge, reinvest, take back, settings,
// many at once, the family tree.

#include "services/growth_service.h"
#include "ui/common/theme.h"
#include "ui/growth/bulk_dialog.h"
#include "ui/growth/family_tree_dialog.h"
#include "ui/growth/growth_page.h"
#include "ui/growth/issue_list.h"
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

void TestGrowthPage::everyFormOfGrowthFits_data() {
    QTest::addColumn<QString>("form");
    QTest::addColumn<bool>("isDark");
    for (const bool isDark : {false, true})
        for (const char* form : {"page", "fork", "merge", "undo", "bulk", "settings", "tree"})
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
