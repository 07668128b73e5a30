// The window itself: every command within reach, names for a screen reader, what is remembered,
// themes, narrow windows, copies, filters, hostile text.

#include "ui/shell/window_bench.h"

#include "models/accounts_model.h"
#include "panels/chart_view.h"
#include "panels/dock_host.h"
#include "ui/dialogs/change_table.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/navigation_bar.h"
#include "ui/shell/side_area.h"
#include "ui/shell/single_instance.h"
#include "ui/shell/window_layout.h"

#include <QAccessible>
#include <QClipboard>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QToolButton>

using namespace alluse;
using models::AccountsModel;
using test::WindowBench;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kCapital = 250'000'00;

// Ways in which stored text could be taken for something else than text.
const QStringList kHostile{
    u"<img src='x' onerror='a'>"_s, u"<b>bold</b> &amp; &lt;"_s, u"'; drop table account; --"_s,
    u"=cmd()|' /C calc'!A0"_s,      u"%1 %n %s %2"_s,            u"../../etc/passwd"_s,
    u"&File :name $1"_s,            u"\u03A9mega \u2603 \u7528\u6237"_s}; // hidden marks are refused

// Focusable, shown, and nameless: a screen reader would say nothing.
QStringList nameless(const QWidget& root) {
    QStringList found;
    for (const QWidget* widget : root.findChildren<QWidget*>()) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisibleTo(&root)) continue;
        const QAccessibleInterface* seen =
            QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
        const QString name = seen ? seen->text(QAccessible::Name) : QString();
        if (name.trimmed().isEmpty())
            found << QString::fromLatin1(widget->metaObject()->className()) % u' '
                         % widget->objectName() % u" in "_s
                         % QLatin1String(widget->parentWidget()->metaObject()->className()) % u' '
                         % widget->parentWidget()->objectName();
    }
    return found;
}

} // namespace

class TestWindowFrame final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(u"en_US"_s)); }
    void init();
    void cleanup() { m_bench.reset(); }

    void everyCommandIsInAMenu();
    void everyCommandOfThePaletteRunsOrSaysWhyNot();
    void thePaletteForgivesTyping();
    void shortcutsAreUnique();
    void mnemonicsOfAMenuAreUnique();
    void nothingFocusableIsWithoutAName();
    void everyFormNamesItsControls();
    void columnChoicesSurviveARestart();
    void anOlderLayoutIsDropped();
    void resetLayoutBringsEverythingBack();
    void aThemeSwitchRepaintsCharts();
    void aNarrowWindowKeepsDetailsAsATab();
    void detailsStandBesideChartsWhenThereIsRoom();
    void detailsAreAsWideAsTheyNeed();
    void areasTakeTheFocusInTurn();
    void filtersAreChipsThatGoAway();
    void theBalanceRangeIsTypedFromTheKeyboard();
    void aSelectionIsSummed();
    void aCopyHasHeadersAndTheShownColumns();
    void hostileTextIsText_data();
    void hostileTextIsText();
    void anEmptyBookSaysWhatToDo();
    void aSearchWithoutAnswerOffersTheWayBack();
    void countsOfTheNavigationAreThoseOfTheBook();
    void theSecondStartRaisesTheFirst();
    void anUnreachableDatabaseAtTheStartCountsDown();

private:
    std::unique_ptr<WindowBench> m_bench;
};

void TestWindowFrame::init() {
    m_bench = std::make_unique<WindowBench>();
}

void TestWindowFrame::everyCommandIsInAMenu() {
    m_bench->open();
    QSet<const QAction*> inMenus;
    for (const QAction* top : m_bench->window->menuBar()->actions())
        for (const QAction* action : top->menu()->actions()) inMenus << action;
    for (const QAction* action : m_bench->window->actions().all())
        QVERIFY2(inMenus.contains(action), qPrintable(action->text()));
}

void TestWindowFrame::everyCommandOfThePaletteRunsOrSaysWhyNot() {
    m_bench->open();
    m_bench->press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    auto* list = m_bench->window->findChild<QListWidget*>(u"paletteList"_s);
    QVERIFY(list);
    QCOMPARE(list->count(), m_bench->window->actions().all().size());
    for (const QAction* action : m_bench->window->actions().all())
        if (!action->isEnabled())
            QVERIFY2(!ui::Actions::reasonOf(action).isEmpty(), qPrintable(action->text()));
    m_bench->type(u"ledger"_s);
    m_bench->press(Qt::Key_Return);
    QTRY_COMPARE(m_bench->page().pageName(), u"ledger"_s);
    // The last used comes first.
    m_bench->press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    const auto lists = m_bench->window->findChildren<QListWidget*>(u"paletteList"_s);
    QVERIFY(lists.last()->item(0)->text().contains(u"Ledger"_s));
    m_bench->press(Qt::Key_Escape);
}

void TestWindowFrame::thePaletteForgivesTyping() {
    using ui::CommandPalette;
    QVERIFY(CommandPalette::score(u"opfa"_s, u"Account: Open family…"_s) > 0);
    QVERIFY(CommandPalette::score(u"fam open"_s, u"Account: Open family…"_s)
            > CommandPalette::score(u"fmopn"_s, u"View: Families on open"_s));
    QCOMPARE(CommandPalette::score(u"xyz"_s, u"Account: Open family…"_s), 0);
}

void TestWindowFrame::shortcutsAreUnique() {
    m_bench->open();
    QHash<QString, QString> seen;
    for (const QAction* action : m_bench->window->actions().all())
        for (const QKeySequence& key : action->shortcuts()) {
            QVERIFY2(!seen.contains(key.toString()),
                     qPrintable(key.toString() % u": "_s % action->text() % u" and "_s
                                % seen.value(key.toString())));
            seen.insert(key.toString(), action->text());
        }
}

void TestWindowFrame::mnemonicsOfAMenuAreUnique() {
    m_bench->open();
    for (const QAction* top : m_bench->window->menuBar()->actions()) {
        QHash<QString, QString> seen;
        for (const QAction* action : top->menu()->actions()) {
            const QString key = QKeySequence::mnemonic(action->text()).toString();
            if (key.isEmpty()) continue;
            QVERIFY2(!seen.contains(key), qPrintable(top->text() % u" "_s % key % u": "_s
                                                     % action->text() % u", "_s % seen.value(key)));
            seen.insert(key, action->text());
        }
    }
}

void TestWindowFrame::nothingFocusableIsWithoutAName() {
    m_bench->book.openFamily("Alder", kCapital);
    m_bench->open();
    QTRY_COMPARE(m_bench->rows(), 3);
    m_bench->table()->selectRow(0);
    QTRY_VERIFY(!m_bench->label("detailsTitle").isEmpty());
    m_bench->action("edit.find")->trigger();
    for (const auto& page : {u"families"_s, u"accounts"_s, u"ledger"_s}) {
        m_bench->window->showPage(page);
        QCOMPARE(nameless(*m_bench->window).join(u'|'), QString());
    }
    m_bench->action("help.palette")->trigger();
    QCOMPARE(nameless(*QApplication::activePopupWidget()), QStringList());
    QApplication::activePopupWidget()->close();
    m_bench->window->resize(960, 700);
    QCOMPARE(nameless(*m_bench->window).join(u'|'), QString());
}

void TestWindowFrame::everyFormNamesItsControls() {
    m_bench->book.openFamily("Alder", kCapital);
    m_bench->open();
    QTRY_COMPARE(m_bench->rows(), 3);
    m_bench->table()->selectRow(0);
    for (const char* id : {"family.open", "account.open", "account.post", "account.transfer",
                           "account.status", "account.policy"}) {
        m_bench->action(id)->trigger();
        QTRY_VERIFY2(m_bench->form(), id);
        QCOMPARE(nameless(*m_bench->form()), QStringList());
        m_bench->form()->reject();
        QTRY_VERIFY(!m_bench->form());
    }
}

void TestWindowFrame::columnChoicesSurviveARestart() {
    m_bench->book.openFamily("Alder", kCapital);
    m_bench->book.openFamily("Birch", kCapital * 2);
    m_bench->open();
    QTRY_COMPARE(m_bench->rows(), 6);
    QHeaderView* header = m_bench->table()->horizontalHeader();
    m_bench->table()->setColumnHidden(AccountsModel::Client, true);
    m_bench->table()->setColumnHidden(AccountsModel::Reference, false);
    header->moveSection(header->visualIndex(AccountsModel::Balance), 1);
    header->resizeSection(AccountsModel::Name, 333);
    // A click on the header sorts, a second one turns the order over.
    const auto click = [&] {
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          QPoint(header->sectionViewportPosition(AccountsModel::Balance) + 20, 10));
    };
    click();
    click();
    QTRY_COMPARE(m_bench->cell(0, AccountsModel::Balance), u"200,000.00"_s);
    const ui::UiState state = m_bench->window->state();
    m_bench->open(state);
    QTRY_COMPARE(m_bench->rows(), 6);
    header = m_bench->table()->horizontalHeader();
    QVERIFY(m_bench->table()->isColumnHidden(AccountsModel::Client));
    QVERIFY(!m_bench->table()->isColumnHidden(AccountsModel::Reference));
    QCOMPARE(header->visualIndex(AccountsModel::Balance), 1);
    QCOMPARE(header->sectionSize(AccountsModel::Name), 333);
    QCOMPARE(header->sortIndicatorSection(), int(AccountsModel::Balance));
    QTRY_COMPARE(m_bench->cell(0, AccountsModel::Balance), u"200,000.00"_s);
}

void TestWindowFrame::anOlderLayoutIsDropped() {
    ui::UiState old;
    old.layoutVersion = ui::kLayoutVersion - 1;
    old.docks = QByteArray("not a layout");
    old.splitter = QByteArray("neither");
    m_bench->open(old);
    for (const QDockWidget* dock : m_bench->window->areas().docks().docks())
        QVERIFY(dock->isVisible() && !dock->isFloating());
}

void TestWindowFrame::resetLayoutBringsEverythingBack() {
    m_bench->open();
    QDockWidget* dock = m_bench->window->areas().docks().docks().first();
    m_bench->press(Qt::Key_1, Qt::ControlModifier | Qt::AltModifier);
    QVERIFY(!dock->isVisible());
    m_bench->window->areas().docks().docks().last()->setFloating(true);
    m_bench->press(Qt::Key_D, Qt::ControlModifier);
    QVERIFY(!m_bench->window->areas().side().isVisible());
    m_bench->action("view.resetLayout")->trigger();
    QTRY_VERIFY(dock->isVisible());
    QVERIFY(!m_bench->window->areas().docks().docks().last()->isFloating());
    QVERIFY(m_bench->window->areas().side().isVisible());
}

void TestWindowFrame::aThemeSwitchRepaintsCharts() {
    m_bench->open();
    panels::ChartPanel* panel = m_bench->window->areas().docks().panels().first();
    const auto middle = [&] {
        const QImage image = panel->grab().toImage();
        return image.pixelColor(image.width() / 2, image.height() - 12);
    };
    m_bench->action("theme.light")->trigger();
    QTRY_COMPARE(middle(), ui::Theme::light().color(ui::Token::Surface));
    const int before = panel->refreshesCount();
    m_bench->action("theme.dark")->trigger();
    QTRY_VERIFY(panel->refreshesCount() > before);
    QTRY_COMPARE(middle(), ui::Theme::dark().color(ui::Token::Surface));
    QVERIFY(m_bench->action("theme.dark")->isChecked());
    m_bench->action("theme.light")->trigger();
}

void TestWindowFrame::aNarrowWindowKeepsDetailsAsATab() {
    m_bench->book.openFamily("Alder", kCapital);
    m_bench->open();
    QTRY_COMPARE(m_bench->rows(), 3);
    m_bench->table()->selectRow(1);
    auto* navigation = m_bench->window->findChild<ui::NavigationBar*>();
    m_bench->window->resize(900, 700);
    QTRY_VERIFY(navigation->isCollapsed());
    auto* tabs = m_bench->window->findChild<QTabBar*>(u"accountsTabs"_s);
    QVERIFY(tabs->isVisible());
    QVERIFY(!m_bench->window->areas().side().isVisible());
    // Enter on a row goes to its details.
    m_bench->table()->setFocus();
    m_bench->press(Qt::Key_Return);
    QCOMPARE(tabs->currentIndex(), 1);
    QVERIFY(m_bench->window->pages()->accounts().details().isVisible());
    m_bench->window->resize(1'400, 900);
    QTRY_VERIFY(m_bench->window->areas().side().isVisible());
    QVERIFY(!tabs->isVisible());
    QVERIFY(m_bench->table()->isVisible());
    QVERIFY(m_bench->window->pages()->accounts().details().isVisible());
}

void TestWindowFrame::detailsStandBesideChartsWhenThereIsRoom() {
    m_bench->open();
    const QWidget& side = m_bench->window->areas().side();
    const QDockWidget* dock = m_bench->window->areas().docks().docks().last();
    const int sideLeft = side.mapTo(m_bench->window.get(), QPoint()).x();
    const int dockRight = dock->mapTo(m_bench->window.get(), QPoint(dock->width(), 0)).x();
    QVERIFY(dockRight <= sideLeft);
    QVERIFY(side.height() > m_bench->table()->height());
}

void TestWindowFrame::detailsAreAsWideAsTheyNeed() {
    m_bench->book.openFamily("Alder", kCapital);
    m_bench->open();
    QTRY_COMPARE(m_bench->rows(), 3);
    m_bench->table()->selectRow(1);
    QTRY_VERIFY(!m_bench->label("detailsTitle").isEmpty());
    const QWidget& side = m_bench->window->areas().side();
    for (const auto* area : side.findChildren<QScrollArea*>())
        QTRY_COMPARE(area->horizontalScrollBar()->maximum(), 0);
    const auto* title = side.findChild<QLabel*>(u"detailsTitle"_s);
    const QWidget* content = title->parentWidget();
    QVERIFY2(content->width() <= side.width(), qPrintable(u"%1 of %2"_s.arg(content->width()).arg(side.width())));
}

void TestWindowFrame::areasTakeTheFocusInTurn() {
    m_bench->book.openFamily("Alder", kCapital);
    m_bench->open();
    QTRY_COMPARE(m_bench->rows(), 3);
    m_bench->table()->selectRow(0);
    QTRY_VERIFY(!m_bench->label("detailsTitle").isEmpty());
    QSet<QWidget*> visited;
    m_bench->table()->setFocus();
    for (int i = 0; i < 8; ++i) {
        m_bench->press(Qt::Key_Tab, Qt::ControlModifier);
        visited << QApplication::focusWidget();
    }
    QVERIFY(visited.contains(m_bench->table()));
    QVERIFY(visited.contains(m_bench->window->findChild<QLineEdit*>(u"searchEdit"_s)));
    QVERIFY(visited.contains(m_bench->window->findChild<ui::NavigationBar*>()));
    QVERIFY(visited.contains(m_bench->window->areas().docks().panels().first()));
    QVERIFY(std::ranges::any_of(visited, [&](QWidget* widget) {
        return m_bench->window->areas().side().isAncestorOf(widget);
    }));
}

void TestWindowFrame::filtersAreChipsThatGoAway() {
    m_bench->book.openFamily("Alder", kCapital);
    m_bench->open();
    QTRY_COMPARE(m_bench->rows(), 3);
    m_bench->press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(QApplication::activePopupWidget());
    m_bench->press(Qt::Key_Down);
    m_bench->press(Qt::Key_Return);
    QTRY_COMPARE(m_bench->rows(), 1);
    QCOMPARE(m_bench->page().chipTexts(), QStringList{u"Type: Gen-Acc"_s});
    auto* chip = m_bench->page().findChild<QToolButton*>(u"chip.0"_s);
    QVERIFY(chip && chip->isVisible());
    chip->setFocus(Qt::TabFocusReason);
    m_bench->press(Qt::Key_Space);
    QTRY_COMPARE(m_bench->rows(), 3);
    QVERIFY(m_bench->page().chipTexts().isEmpty());
}

void TestWindowFrame::theBalanceRangeIsTypedFromTheKeyboard() {
    m_bench->book.openFamily("Alder", kCapital);
    m_bench->open();
    QTRY_COMPARE(m_bench->rows(), 3);
    m_bench->press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(QApplication::activePopupWidget());
    m_bench->press(Qt::Key_B);
    QTRY_VERIFY(m_bench->window->findChild<QLineEdit*>(u"balanceMinEdit"_s));
    auto* low = m_bench->window->findChild<QLineEdit*>(u"balanceMinEdit"_s);
    low->setFocus();
    QTest::keyClicks(low, u"not a number"_s);
    QTest::keyClick(low, Qt::Key_Return);
    QVERIFY(low->window()->isVisible()); // the error stands in the popup
    low->clear();
    QTest::keyClicks(low, u"80000"_s);
    QTest::keyClick(low, Qt::Key_Return);
    QTRY_COMPARE(m_bench->rows(), 1);
    QCOMPARE(m_bench->page().chipTexts(), QStringList{u"Balance ≥ 80,000.00"_s});
    m_bench->action("edit.clearFilters")->trigger();
    QTRY_COMPARE(m_bench->rows(), 3);
}

void TestWindowFrame::aSelectionIsSummed() {
    m_bench->book.openFamily("Alder", kCapital);
    m_bench->open();
    QTRY_COMPARE(m_bench->rows(), 3);
    m_bench->table()->setFocus();
    m_bench->press(Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(m_bench->label("statusSelection"), u"Selected 3 · 250,000.00"_s);
}

void TestWindowFrame::aCopyHasHeadersAndTheShownColumns() {
    m_bench->book.openFamily("Alder", kCapital);
    m_bench->open();
    QTRY_COMPARE(m_bench->rows(), 3);
    QApplication::clipboard()->clear();
    m_bench->table()->setFocus();
    m_bench->press(Qt::Key_A, Qt::ControlModifier);
    m_bench->press(Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY(!QApplication::clipboard()->text().isEmpty());
    const QStringList lines = QApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines[0].startsWith(u"Account\tId\tClient\tStatus\tBalance\t"_s));
    QVERIFY(lines[1].startsWith(u"Alder Com-Acc\t"_s));
    QCOMPARE(lines[1].count(u'\t'), lines[0].count(u'\t'));
}

void TestWindowFrame::hostileTextIsText_data() {
    QTest::addColumn<QString>("text");
    for (qsizetype i = 0; i < kHostile.size(); ++i)
        QTest::addRow("hostile text %d", static_cast<int>(i)) << kHostile[i];
}

void TestWindowFrame::hostileTextIsText() {
    QFETCH(QString, text);
    const auto family = m_bench->book.openFamily(text.toStdString(), kCapital);
    m_bench->book.post(family.accounts.front(), domain::TransactionType::Deposit, 100,
                       text.toStdString());
    m_bench->open();
    QTRY_COMPARE(m_bench->rows(), 3);
    const QString name = text % u" Gen-Acc"_s;
    QTRY_VERIFY(m_bench->rowOf(name) >= 0);
    m_bench->table()->selectRow(m_bench->rowOf(name));
    QTRY_COMPARE(m_bench->label("detailsTitle"), name);
    // No label reads markup, wherever stored text went.
    for (const QLabel* label : m_bench->window->findChildren<QLabel*>())
        if (label->text().contains(text.left(4))) QCOMPARE(label->textFormat(), Qt::PlainText);
    // A tool tip is markup by nature: the text in it is escaped.
    const QString tip = m_bench->table()
                            ->model()
                            ->index(m_bench->rowOf(name), AccountsModel::Name)
                            .data(Qt::ToolTipRole)
                            .toString();
    QVERIFY(!tip.contains(u"<img"_s) && !tip.contains(u"<b>bold"_s));
    m_bench->action("account.post")->trigger();
    QTRY_VERIFY(m_bench->form() && m_bench->form()->primaryButton()->isEnabled());
    for (const QLabel* label : m_bench->form()->findChildren<QLabel*>())
        if (label->text().contains(text.left(4))) QCOMPARE(label->textFormat(), Qt::PlainText);
    m_bench->form()->reject();
    // A filter chip shows it as it is, with no letter underlined.
    m_bench->action("family.accounts")->trigger();
    QTRY_COMPARE(m_bench->page().chipTexts(), QStringList{u"Family: "_s % text});
    m_bench->window->showPage(u"families"_s);
    QTRY_COMPARE(m_bench->rowOf(text), 0);
    m_bench->window->showPage(u"ledger"_s);
    QTRY_VERIFY(m_bench->rowOf(name, 1) >= 0);
}

void TestWindowFrame::anEmptyBookSaysWhatToDo() {
    m_bench->open();
    auto* button = m_bench->page().findChild<QPushButton*>(u"emptyStateButton"_s);
    QTRY_VERIFY(button->isVisible());
    QVERIFY(button->text().contains(u"family"_s));
    button->setFocus(Qt::TabFocusReason);
    m_bench->press(Qt::Key_Space);
    QTRY_VERIFY(m_bench->form());
    QCOMPARE(m_bench->form()->objectName(), u"openFamilyDialog"_s);
}

void TestWindowFrame::aSearchWithoutAnswerOffersTheWayBack() {
    m_bench->book.openFamily("Alder", kCapital);
    m_bench->open();
    QTRY_COMPARE(m_bench->rows(), 3);
    m_bench->press(Qt::Key_K, Qt::ControlModifier);
    m_bench->type(u"zzzz"_s);
    auto* button = m_bench->page().findChild<QPushButton*>(u"emptyStateButton"_s);
    QTRY_VERIFY(button->isVisible());
    button->click();
    QTRY_COMPARE(m_bench->rows(), 3);
    QCOMPARE(m_bench->window->findChild<QLineEdit*>(u"searchEdit"_s)->text(), QString());
}

void TestWindowFrame::countsOfTheNavigationAreThoseOfTheBook() {
    m_bench->book.openFamily("Alder", kCapital);
    m_bench->open();
    auto* navigation = m_bench->window->findChild<ui::NavigationBar*>();
    QTRY_COMPARE(navigation->count(u"families"_s), 1);
    QTRY_COMPARE(navigation->count(u"ledger"_s), 3);
    m_bench->press(Qt::Key_K, Qt::ControlModifier);
    m_bench->type(u"com"_s);
    QTRY_COMPARE(m_bench->rows(), 1);
    QCOMPARE(navigation->count(u"accounts"_s), 3); // a filter is no news about the book
}

void TestWindowFrame::theSecondStartRaisesTheFirst() {
    const QString name = u"alluse-test-%1"_s.arg(QCoreApplication::applicationPid());
    ui::SingleInstance first(name);
    QVERIFY(!first.handOver());
    QSignalSpy raised(&first, &ui::SingleInstance::raiseRequested);
    ui::SingleInstance second(name);
    QVERIFY(second.handOver());
    QTRY_COMPARE(raised.count(), 1);
}

void TestWindowFrame::anUnreachableDatabaseAtTheStartCountsDown() {
    m_bench->open();
    m_bench->window->showOpenError(u"The server does not answer."_s, true);
    QSignalSpy again(m_bench->window.get(), &ui::MainWindow::reopenWanted);
    const auto buttons = m_bench->window->findChildren<QPushButton*>(u"retryButton"_s);
    const auto shown = std::ranges::find_if(buttons, [](auto* one) { return one->isVisible(); });
    QVERIFY(shown != buttons.end());
    QVERIFY((*shown)->text().contains(u"s)"_s));
    QTest::mouseClick(*shown, Qt::LeftButton);
    QCOMPARE(again.count(), 1);
    for (const QAction* action : m_bench->window->actions().all())
        if (action->objectName().startsWith(u"account."_s)) QVERIFY(!action->isEnabled());
}

QTEST_MAIN(TestWindowFrame)
#include "tst_window_frame.moc"
