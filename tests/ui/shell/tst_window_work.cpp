// A day's work through the real window, from the keyboard alone.

#include "ui/shell/window_bench.h"

#include "models/accounts_model.h"
#include "models/ledger_model.h"
#include "ui/dialogs/command_dialog.h"
#include "ui/dialogs/export_dialog.h"

#include <QComboBox>
#include <QFile>
#include <QHeaderView>
#include <QPushButton>
#include <QTemporaryDir>

using namespace alluse;
using models::AccountsModel;
using test::FaultyLedger;
using test::WindowBench;
using namespace Qt::StringLiterals;

namespace {
constexpr std::int64_t kCapital = 250'000'00;
const QString kGen = u"Alder Gen-Acc"_s;
} // namespace

class TestWindowWork final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(u"en_US"_s)); }
    void init();
    void cleanup() { m_bench.reset(); }

    void anAccountIsFoundWithTwoKeysAfterCtrlK();
    void typedConditionsNarrowTheList();
    void aFamilyOpensAndItsAccountsAppear();
    void aDepositChangesItsRow();
    void aTransferChangesBothRows();
    void aReversalMarksTheEntryAndTheBalanceComesBack();
    void aStatusChangesInItsRow();
    void aPolicyChangesInTheDetails();
    void aRefusalStandsAtItsField();
    void anUnknownOutcomeIsResolvedUnderTheSameId();
    void theWindowStaysUsableWhileTheDatabaseIsAway();
    void aDraftIsKeptWhileTheDatabaseIsAway();
    void theRowMenuOpensFromTheKeyboard();
    void whatIsShownGoesToAFile();
    void theSelectedRowsGoToAFile();
    void anExportThatCannotBeWrittenSaysSoAndStays();

private:
    ui::ExportDialog* openExport();
    void openForm(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void select(const QString& account);
    void formCloses();
    [[nodiscard]] QString balanceOf(const QString& account) const {
        const int row = m_bench->rowOf(account);
        return row < 0 ? QString() : m_bench->cell(row, AccountsModel::Balance);
    }
    std::unique_ptr<WindowBench> m_bench;
};

void TestWindowWork::init() {
    m_bench = std::make_unique<WindowBench>();
    m_bench->book.openFamily("Alder", kCapital);
    m_bench->book.openFamily("Zelkova", kCapital);
    m_bench->open();
    QTRY_COMPARE(m_bench->rows(), 6);
}

void TestWindowWork::select(const QString& account) {
    QTRY_VERIFY(m_bench->rowOf(account) >= 0);
    m_bench->table()->selectRow(m_bench->rowOf(account));
    m_bench->table()->setFocus();
    QTRY_COMPARE(m_bench->label("detailsTitle"), account);
}

void TestWindowWork::openForm(Qt::Key key, Qt::KeyboardModifiers modifiers) {
    m_bench->press(key, modifiers);
    QTRY_VERIFY(m_bench->form());
    QVERIFY(QTest::qWaitForWindowActive(m_bench->form()));
    QTRY_VERIFY(m_bench->form()->primaryButton()->isEnabled());
    QTRY_VERIFY2(m_bench->form()->isAncestorOf(QApplication::focusWidget()),
                 QApplication::focusWidget() ? qPrintable(QApplication::focusWidget()->objectName())
                                             : "nothing has the focus");
}

void TestWindowWork::formCloses() {
    QTRY_VERIFY2(!m_bench->form(), m_bench->formTexts().constData());
    m_bench->activate();
}

void TestWindowWork::anAccountIsFoundWithTwoKeysAfterCtrlK() {
    m_bench->press(Qt::Key_K, Qt::ControlModifier);
    m_bench->type(u"ze"_s);
    QTRY_COMPARE(m_bench->rows(), 3);
    QTRY_VERIFY(!m_bench->page().isSearching());
    // The best match is shown at once, without another key.
    QTRY_COMPARE(m_bench->label("detailsTitle"), u"Zelkova Com-Acc"_s);
    QCOMPARE(m_bench->page().selectionText().section(u' ', 0, 1), u"Selected 1"_s);
    m_bench->press(Qt::Key_Return);
    QVERIFY(m_bench->table()->hasFocus());
    m_bench->press(Qt::Key_Down);
    QTRY_COMPARE(m_bench->label("detailsTitle"), u"Zelkova Gen-Acc"_s);
    m_bench->press(Qt::Key_K, Qt::ControlModifier);
    m_bench->press(Qt::Key_Escape);
    QTRY_COMPARE(m_bench->rows(), 6);
}

void TestWindowWork::typedConditionsNarrowTheList() {
    m_bench->press(Qt::Key_K, Qt::ControlModifier);
    m_bench->type(u"type:gen"_s);
    QTRY_COMPARE(m_bench->rows(), 2);
    m_bench->press(Qt::Key_Escape);
    m_bench->type(u">80,000 zel"_s);
    QTRY_COMPARE(m_bench->rows(), 1);
    m_bench->press(Qt::Key_Escape);
    m_bench->type(u"status:closed"_s);
    QTRY_COMPARE(m_bench->rows(), 0);
    QTRY_COMPARE(m_bench->page().selectionText(), u"0 of 6"_s);
    m_bench->press(Qt::Key_Escape);
    m_bench->type(u"1001"_s);
    QTRY_COMPARE(m_bench->rows(), 1);
}

void TestWindowWork::aFamilyOpensAndItsAccountsAppear() {
    openForm(Qt::Key_N, Qt::ControlModifier);
    m_bench->type(u"Hazel"_s);
    auto* capital = m_bench->form()->findChild<QLineEdit*>(u"capital"_s);
    QVERIFY(capital);
    capital->setFocus(Qt::TabFocusReason);
    m_bench->type(u"250000.01"_s);
    m_bench->press(Qt::Key_Return);
    formCloses();
    QTRY_COMPARE(m_bench->rows(), 9);
    // The cent goes where the largest remainder is: 0.4 of a cent at Gen-Acc.
    QTRY_COMPARE(balanceOf(u"Hazel Gen-Acc"_s), u"100,000.01"_s);
    QCOMPARE(balanceOf(u"Hazel Rev-Acc"_s), u"75,000.00"_s);
    QCOMPARE(balanceOf(u"Hazel Com-Acc"_s), u"75,000.00"_s);
}

void TestWindowWork::aDepositChangesItsRow() {
    select(kGen);
    openForm(Qt::Key_F6);
    m_bench->type(u"2500"_s);
    m_bench->press(Qt::Key_Return);
    formCloses();
    QTRY_COMPARE(balanceOf(kGen), u"102,500.00"_s);
    QTRY_COMPARE(m_bench->label("detailsBalance"), u"102,500.00"_s);
}

void TestWindowWork::aTransferChangesBothRows() {
    select(kGen);
    openForm(Qt::Key_F7);
    auto* target = m_bench->form()->findChild<QComboBox*>(u"target"_s);
    target->setCurrentIndex(target->findText(u"Alder Rev-Acc"_s, Qt::MatchStartsWith));
    m_bench->form()->findChild<QLineEdit*>(u"amount"_s)->setFocus(Qt::TabFocusReason);
    m_bench->type(u"1000.50"_s);
    m_bench->press(Qt::Key_Return);
    formCloses();
    QTRY_COMPARE(balanceOf(kGen), u"98,999.50"_s);
    QTRY_COMPARE(balanceOf(u"Alder Rev-Acc"_s), u"76,000.50"_s);
}

void TestWindowWork::aReversalMarksTheEntryAndTheBalanceComesBack() {
    const auto gen = m_bench->book.database().accounts().page({}, {});
    m_bench->book.post(gen->rows.front().id, domain::TransactionType::Deposit, 777'00, "wrong");
    m_bench->press(Qt::Key_3, Qt::ControlModifier);
    QTRY_COMPARE(m_bench->rows(), 7);
    QTRY_COMPARE(m_bench->cell(0, models::LedgerModel::Amount), u"777.00"_s);
    m_bench->table()->selectRow(0);
    openForm(Qt::Key_F8);
    m_bench->form()->findChild<QLineEdit*>(u"reason"_s)->setFocus(Qt::TabFocusReason);
    m_bench->type(u"Posted to the wrong account"_s);
    m_bench->press(Qt::Key_Return);
    formCloses();
    QTRY_COMPARE(m_bench->rows(), 8);
    QTRY_COMPARE(m_bench->cell(0, models::LedgerModel::Amount), u"−777.00"_s);
    QTRY_VERIFY(m_bench->cell(1, models::LedgerModel::Type).endsWith(u"(reversed)"_s));
    m_bench->press(Qt::Key_2, Qt::ControlModifier);
    QTRY_COMPARE(balanceOf(kGen), u"100,000.00"_s);
}

void TestWindowWork::aStatusChangesInItsRow() {
    select(kGen);
    openForm(Qt::Key_F9);
    auto* status = m_bench->form()->findChild<QComboBox*>(u"status"_s);
    QVERIFY(status);
    status->setFocus(Qt::TabFocusReason);
    const int wanted = status->findText(u"Suspended"_s);
    QVERIFY(wanted >= 0);
    while (status->currentIndex() != wanted) {
        const int before = status->currentIndex();
        m_bench->press(before < wanted ? Qt::Key_Down : Qt::Key_Up);
        QVERIFY(status->currentIndex() != before);
    }
    if (auto* reason = m_bench->form()->findChild<QLineEdit*>(u"reason"_s)) {
        reason->setFocus(Qt::TabFocusReason);
        m_bench->type(u"Risk rule"_s);
    }
    m_bench->press(Qt::Key_Return);
    formCloses();
    QTRY_COMPARE(m_bench->cell(m_bench->rowOf(kGen), AccountsModel::Status), u"Suspended"_s);
}

void TestWindowWork::aPolicyChangesInTheDetails() {
    select(kGen);
    openForm(Qt::Key_F9, Qt::ShiftModifier);
    auto* buffer = m_bench->form()->findChild<QLineEdit*>(u"cashBuffer"_s);
    QVERIFY(buffer);
    buffer->setFocus(Qt::TabFocusReason);
    buffer->selectAll();
    m_bench->type(u"10"_s);
    auto* reason = m_bench->form()->findChild<QLineEdit*>(u"reason"_s);
    reason->setFocus(Qt::TabFocusReason);
    m_bench->type(u"More cash"_s);
    m_bench->press(Qt::Key_Return);
    formCloses();
    QTRY_COMPARE(m_bench->cell(m_bench->rowOf(kGen), AccountsModel::Available), u"90,000.00"_s);
}

void TestWindowWork::aRefusalStandsAtItsField() {
    select(kGen);
    openForm(Qt::Key_F6);
    auto* type = m_bench->form()->findChild<QComboBox*>(u"type"_s);
    type->setCurrentIndex(type->findText(u"Withdrawal"_s));
    m_bench->form()->findChild<QLineEdit*>(u"amount"_s)->setFocus(Qt::TabFocusReason);
    m_bench->type(u"99999"_s);
    m_bench->press(Qt::Key_Return);
    QTRY_VERIFY(m_bench->form()->fieldError(u"amount"_s).contains(u"95,000.00"_s));
    QVERIFY(m_bench->form()->isVisible());
    QCOMPARE(balanceOf(kGen), u"100,000.00"_s);
    QTRY_VERIFY(m_bench->form()->primaryButton()->isEnabled()); // the database has answered too
    m_bench->press(Qt::Key_Escape);
    formCloses();
}

void TestWindowWork::anUnknownOutcomeIsResolvedUnderTheSameId() {
    select(kGen);
    openForm(Qt::Key_F6);
    m_bench->type(u"300"_s);
    m_bench->book.ledger().arm(FaultyLedger::Fault::LostAfterCommit);
    auto* form = qobject_cast<ui::CommandDialog*>(m_bench->form());
    const domain::CommandId id = form->commandId();
    const int postsBefore = m_bench->book.ledger().postsCount();
    m_bench->press(Qt::Key_Return);
    QTRY_VERIFY(form->isUnknown());
    QVERIFY(!form->bannerText().isEmpty());
    QCOMPARE(form->commandId(), id);
    form->findChild<QPushButton*>(u"retryButton"_s)->setFocus(Qt::TabFocusReason);
    m_bench->press(Qt::Key_Space);
    formCloses();
    QCOMPARE(m_bench->book.ledger().postsCount(), postsBefore + 1); // asked, not sent again
    QTRY_COMPARE(balanceOf(kGen), u"100,300.00"_s);
}

void TestWindowWork::theWindowStaysUsableWhileTheDatabaseIsAway() {
    select(kGen);
    m_bench->reads.isAway = true;
    m_bench->press(Qt::Key_F5);
    auto* text = m_bench->page().findChild<QLabel*>(u"bannerText"_s);
    QTRY_VERIFY(text->isVisible());
    auto* retry = m_bench->page().findChild<QPushButton*>(u"retryButton"_s);
    QVERIFY2(retry->text().contains(u"s)"_s), qPrintable(retry->text())); // it counts down
    // What was loaded stays, and the window answers.
    QCOMPARE(m_bench->rows(), 6);
    QVERIFY(m_bench->rowOf(kGen) >= 0);
    QVERIFY(m_bench->label("statusDatabase").startsWith(u"○"_s));
    m_bench->press(Qt::Key_1, Qt::ControlModifier);
    QTRY_COMPARE(m_bench->rows(), 2);
    m_bench->press(Qt::Key_2, Qt::ControlModifier);
    m_bench->reads.isAway = false;
    retry->setFocus(Qt::TabFocusReason);
    m_bench->press(Qt::Key_Space);
    QTRY_VERIFY(!text->isVisible());
    QVERIFY(m_bench->label("statusDatabase").startsWith(u"●"_s));
}

void TestWindowWork::aDraftIsKeptWhileTheDatabaseIsAway() {
    select(kGen);
    openForm(Qt::Key_F6);
    m_bench->type(u"400"_s);
    m_bench->book.ledger().arm(FaultyLedger::Fault::Unreachable);
    auto* form = qobject_cast<ui::CommandDialog*>(m_bench->form());
    const domain::CommandId id = form->commandId();
    m_bench->press(Qt::Key_Return);
    QTRY_VERIFY(!form->bannerText().isEmpty());
    QCOMPARE(form->findChild<QLineEdit*>(u"amount"_s)->text(), u"400.00"_s);
    QCOMPARE(form->commandId(), id);
    auto* retry = form->findChild<QPushButton*>(u"retryButton"_s);
    QTRY_VERIFY(retry->isEnabled());
    retry->setFocus(Qt::TabFocusReason);
    m_bench->press(Qt::Key_Space);
    formCloses();
    QTRY_COMPARE(balanceOf(kGen), u"100,400.00"_s);
}

void TestWindowWork::theRowMenuOpensFromTheKeyboard() {
    select(kGen);
    m_bench->press(Qt::Key_Menu);
    QTRY_VERIFY(QApplication::activePopupWidget());
    QCOMPARE(QApplication::activePopupWidget()->objectName(), u"rowMenu"_s);
    m_bench->press(Qt::Key_Down);
    m_bench->press(Qt::Key_Return);
    QTRY_VERIFY(m_bench->form());
    QCOMPARE(m_bench->form()->objectName(), u"postDialog"_s);
}

ui::ExportDialog* TestWindowWork::openExport() {
    m_bench->press(Qt::Key_E, Qt::ControlModifier);
    ui::ExportDialog* dialog = nullptr;
    [&] { QTRY_VERIFY(dialog = m_bench->window->findChild<ui::ExportDialog*>()); }();
    return dialog;
}

void TestWindowWork::whatIsShownGoesToAFile() {
    QTemporaryDir folder;
    m_bench->press(Qt::Key_K, Qt::ControlModifier);
    m_bench->type(u"type:gen"_s);
    QTRY_COMPARE(m_bench->rows(), 2);
    QTRY_VERIFY(!m_bench->page().isSearching());
    m_bench->table()->horizontalHeader()->moveSection(1, 0); // the id first
    m_bench->table()->setColumnHidden(AccountsModel::Status, true);
    QPointer<ui::ExportDialog> dialog = openExport();
    const QString path = folder.filePath(u"shown.csv"_s);
    dialog->setPath(path);
    dialog->primaryButton()->click();
    QTRY_VERIFY(!dialog);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u"\r\n"_s);
    QCOMPARE(lines.size(), 4); // the last one is empty
    QVERIFY2(lines[0].startsWith(u"Id,Account,Client,Balance,"_s), qPrintable(lines[0]));
    QVERIFY2(lines[1].startsWith(u"1000,Alder Gen-Acc,Alder,100000.00,"_s), qPrintable(lines[1]));
    QVERIFY2(lines[2].contains(u"Zelkova Gen-Acc"_s), qPrintable(lines[2]));
}

void TestWindowWork::theSelectedRowsGoToAFile() {
    QTemporaryDir folder;
    m_bench->table()->selectRow(1);
    m_bench->table()->selectionModel()->select(m_bench->table()->model()->index(4, 0),
                                               QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QPointer<ui::ExportDialog> dialog = openExport();
    QCOMPARE(dialog->findChild<QComboBox*>(u"rows"_s)->currentText(), u"The 2 selected rows"_s);
    const QString path = folder.filePath(u"selected.csv"_s);
    dialog->setPath(path);
    QCOMPARE(dialog->findChild<QComboBox*>(u"format"_s)->currentIndex(), 1);
    dialog->primaryButton()->click();
    QTRY_VERIFY(!dialog);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u"\r\n"_s);
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines[1].startsWith(m_bench->cell(1, 0)));
    QVERIFY(lines[2].startsWith(m_bench->cell(4, 0)));
}

void TestWindowWork::anExportThatCannotBeWrittenSaysSoAndStays() {
    QPointer<ui::ExportDialog> dialog = openExport();
    dialog->setPath(u"/nonexistent/a.xlsx"_s);
    dialog->primaryButton()->click();
    QTRY_COMPARE(dialog->bannerText(),
                 u"The file \"a.xlsx\" cannot be written: No such file or directory."_s);
    QVERIFY(dialog->isVisible());
}

QTEST_MAIN(TestWindowWork)
#include "tst_window_work.moc"
