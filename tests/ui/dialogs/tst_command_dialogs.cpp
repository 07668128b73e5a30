// The forms on a real book: what is typed is what is stored, once, and every answer has its place.

#include "ui/dialogs/form_bench.h"

#include "ui/dialogs/change_table.h"
#include "ui/dialogs/field_edits.h"
#include "ui/dialogs/open_account_dialog.h"
#include "ui/dialogs/open_family_dialog.h"
#include "ui/dialogs/policy_dialog.h"
#include "ui/dialogs/post_dialog.h"
#include "ui/dialogs/reverse_dialog.h"
#include "ui/dialogs/status_dialog.h"
#include "ui/dialogs/transfer_dialog.h"

#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace alluse;
using namespace alluse::ui;
using domain::TransactionType;
using test::FaultyLedger;
using test::FormBench;
using namespace Qt::StringLiterals;

namespace {
QLineEdit* edit(const FormDialog& dialog, const QString& name) {
    return dialog.findChild<QLineEdit*>(name);
}
QComboBox* list(const FormDialog& dialog, const QString& name) {
    return dialog.findChild<QComboBox*>(name);
}
QString preview(const FormDialog& dialog, int row, int column) {
    return dialog.findChild<ChangeTable*>(u"preview"_s)->cellText(row, column);
}
// Shown, and what it needs is read.
void open(FormDialog& dialog) {
    dialog.setLocale(QLocale(u"en_US"_s));
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QTRY_VERIFY(dialog.primaryButton()->isEnabled());
}
} // namespace

class TestCommandDialogs final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(u"en_US"_s)); }
    void init();
    void cleanup() { m_bench.reset(); }

    void aFamilyOpensAsThePreviewSaid();
    void anExistingClientIsOffered();
    void aFamilyWithoutANameIsNotSent();
    void aDepositRaisesTheBalance();
    void aWithdrawalBeyondAvailableIsSaidAtTheField();
    void aComAccountTakesNoWithdrawal();
    void aSecondPressDoesNothing();
    void theDatabaseHasTheLastWord();
    void aRefusedCommandGetsANewId();
    void aLostCommitIsResolvedUnderTheSameId();
    void aCommandThatNeverArrivedIsSentAgainUnderTheSameId();
    void anUnreachableDatabaseKeepsTheDraft();
    void escapeWritesNothing();
    void aFormThatGoesWithTheFocusInAnAmountHearsOfNothing();
    void aTransferMovesMoneyInsideTheFamily();
    void aReversalTakesTheEntryBackOnce();
    void anAccountWithMoneyCannotClose();
    void aStatusChangeIsStored();
    void aPolicyKeepsItsLimitsAtTheFields();
    void aPolicyChangeMakesANewVersion();
    void anAccountOpensInItsFamily();
    void everyControlHasANameAndALabel();
    void mnemonicsAreUniqueInAForm();

private:
    std::unique_ptr<FormBench> m_bench;
    FormBench::Opened m_family;
    domain::AccountId m_gen, m_rev, m_com;
};

void TestCommandDialogs::init() {
    m_bench = std::make_unique<FormBench>();
    m_family = m_bench->openFamily("Dogwood LLC", 250'000'00);
    QCOMPARE(m_family.accounts.size(), std::size_t{3});
    m_gen = m_family.accounts[0];
    m_rev = m_family.accounts[1];
    m_com = m_family.accounts[2];
}

void TestCommandDialogs::aFamilyOpensAsThePreviewSaid() {
    OpenFamilyDialog dialog(m_bench->context());
    QSignalSpy completed(&dialog, &CommandDialog::completed);
    QSignalSpy receipts(&dialog, &CommandDialog::receiptArrived);
    open(dialog);
    QCOMPARE(dialog.focusWidget(), edit(dialog, u"client"_s)); // the first field
    QTest::keyClicks(dialog.focusWidget(), u"Juniper Trust"_s);
    edit(dialog, u"capital"_s)->setText(u"100,000.01"_s);
    QCOMPARE(edit(dialog, u"name"_s)->text(), u"Juniper Trust"_s);
    QCOMPARE(preview(dialog, 0, 3), u"40,000.01"_s); // the cent goes to the largest remainder
    QCOMPARE(preview(dialog, 1, 3), u"30,000.00"_s);
    QCOMPARE(preview(dialog, 2, 3), u"30,000.00"_s);
    QCOMPARE(preview(dialog, 3, 2), u"100,000.01"_s);
    QTest::keyClick(edit(dialog, u"capital"_s), Qt::Key_Return);
    QTRY_COMPARE(completed.size(), 1);
    QVERIFY(!dialog.isVisible());
    const auto receipt = receipts[0][0].value<services::EntryReceipt>();
    QCOMPARE(receipt.openedAccounts.size(), std::size_t{3});
    QCOMPARE(m_bench->cents(receipt.openedAccounts[0]), 40'000'01);
    QCOMPARE(m_bench->cents(receipt.openedAccounts[2]), 30'000'00);
}

void TestCommandDialogs::anExistingClientIsOffered() {
    OpenFamilyDialog dialog(m_bench->context());
    open(dialog);
    QLineEdit* client = edit(dialog, u"client"_s);
    QTest::keyClicks(client, u"Dogw"_s);
    QTRY_VERIFY(client->completer()->model()->rowCount() == 1);
    client->setText(client->completer()->model()->index(0, 0).data().toString());
    QVERIFY(edit(dialog, u"externalReference"_s)->isHidden());
    QCOMPARE(edit(dialog, u"name"_s)->text(), u"Dogwood LLC"_s);
}

void TestCommandDialogs::aFamilyWithoutANameIsNotSent() {
    OpenFamilyDialog dialog(m_bench->context());
    open(dialog);
    const int posts = m_bench->ledger().postsCount();
    dialog.primaryButton()->click();
    QVERIFY(!dialog.fieldError(u"client"_s).isEmpty());
    QVERIFY(!dialog.fieldError(u"capital"_s).isEmpty());
    QCOMPARE(m_bench->ledger().postsCount(), posts);
}

void TestCommandDialogs::aDepositRaisesTheBalance() {
    PostDialog dialog(m_bench->context(), m_gen);
    QSignalSpy completed(&dialog, &CommandDialog::completed);
    open(dialog);
    QTest::keyClicks(edit(dialog, u"amount"_s), u"1234.56"_s);
    QCOMPARE(preview(dialog, 0, 1), u"100,000.00"_s);
    QCOMPARE(preview(dialog, 0, 2), u"+1,234.56"_s);
    QCOMPARE(preview(dialog, 0, 3), u"101,234.56"_s);
    QTest::keyClick(edit(dialog, u"amount"_s), Qt::Key_Return);
    QTRY_COMPARE(completed.size(), 1);
    QCOMPARE(m_bench->cents(m_gen), 101'234'56);
}

void TestCommandDialogs::aWithdrawalBeyondAvailableIsSaidAtTheField() {
    PostDialog dialog(m_bench->context(), m_gen, TransactionType::Withdrawal);
    open(dialog);
    edit(dialog, u"amount"_s)->setText(u"95,000.01"_s); // the buffer is 5 % of 100,000
    QVERIFY2(dialog.fieldError(u"amount"_s).contains(u"95,000.00"_s),
             qPrintable(dialog.fieldError(u"amount"_s)));
    edit(dialog, u"amount"_s)->setText(u"95,000.00"_s);
    QCOMPARE(dialog.fieldError(u"amount"_s), QString());
    QCOMPARE(preview(dialog, 0, 3), u"5,000.00"_s);
}

void TestCommandDialogs::aComAccountTakesNoWithdrawal() {
    PostDialog dialog(m_bench->context(), m_com, TransactionType::Withdrawal);
    QSignalSpy completed(&dialog, &CommandDialog::completed);
    open(dialog);
    edit(dialog, u"amount"_s)->setText(u"10.00"_s);
    dialog.primaryButton()->click();
    QTRY_VERIFY(dialog.hasMessage());
    QCOMPARE(completed.size(), 0);
    QCOMPARE(m_bench->cents(m_com), 75'000'00);
}

void TestCommandDialogs::aSecondPressDoesNothing() {
    PostDialog dialog(m_bench->context(), m_gen);
    QSignalSpy completed(&dialog, &CommandDialog::completed);
    open(dialog);
    edit(dialog, u"amount"_s)->setText(u"10.00"_s);
    const int posts = m_bench->ledger().postsCount();
    dialog.primaryButton()->click();
    QVERIFY(!dialog.primaryButton()->isEnabled());
    QTest::mouseClick(dialog.primaryButton(), Qt::LeftButton);
    QTest::keyClick(&dialog, Qt::Key_Return);
    QTRY_COMPARE(completed.size(), 1);
    QCOMPARE(m_bench->ledger().postsCount(), posts + 1);
    QCOMPARE(m_bench->cents(m_gen), 100'010'00);
}

void TestCommandDialogs::theDatabaseHasTheLastWord() {
    PostDialog dialog(m_bench->context(), m_gen, TransactionType::Withdrawal);
    open(dialog);
    edit(dialog, u"amount"_s)->setText(u"90,000.00"_s);
    QCOMPARE(dialog.fieldError(u"amount"_s), QString());
    // Meanwhile somebody else takes the money.
    m_bench->post(m_gen, TransactionType::Withdrawal, 50'000'00);
    dialog.primaryButton()->click();
    QTRY_VERIFY(!dialog.fieldError(u"amount"_s).isEmpty());
    QVERIFY(dialog.isVisible());
    QCOMPARE(m_bench->cents(m_gen), 50'000'00);
}

void TestCommandDialogs::aRefusedCommandGetsANewId() {
    PostDialog dialog(m_bench->context(), m_gen, TransactionType::Withdrawal);
    QSignalSpy completed(&dialog, &CommandDialog::completed);
    open(dialog);
    const domain::CommandId first = dialog.commandId();
    edit(dialog, u"amount"_s)->setText(u"90,000.00"_s);
    m_bench->post(m_gen, TransactionType::Withdrawal, 50'000'00);
    dialog.primaryButton()->click();
    QTRY_VERIFY(!dialog.fieldError(u"amount"_s).isEmpty());
    QVERIFY(dialog.commandId() != first);
    edit(dialog, u"amount"_s)->setText(u"40,000.00"_s);
    dialog.primaryButton()->click();
    QTRY_COMPARE(completed.size(), 1);
    QCOMPARE(m_bench->cents(m_gen), 10'000'00);
}

void TestCommandDialogs::aLostCommitIsResolvedUnderTheSameId() {
    PostDialog dialog(m_bench->context(), m_gen);
    QSignalSpy completed(&dialog, &CommandDialog::completed);
    open(dialog);
    const domain::CommandId id = dialog.commandId();
    edit(dialog, u"amount"_s)->setText(u"10.00"_s);
    m_bench->ledger().arm(FaultyLedger::Fault::LostAfterCommit);
    dialog.primaryButton()->click();
    QTRY_VERIFY(dialog.isUnknown());
    QVERIFY(dialog.isVisible());
    QVERIFY(!dialog.bannerText().isEmpty());
    QVERIFY(!edit(dialog, u"amount"_s)->isEnabled());
    QVERIFY(dialog.commandId() == id);
    dialog.findChild<QPushButton*>(u"retryButton"_s)->click();
    QTRY_COMPARE(completed.size(), 1);
    QCOMPARE(m_bench->cents(m_gen), 100'010'00); // once
}

void TestCommandDialogs::aCommandThatNeverArrivedIsSentAgainUnderTheSameId() {
    PostDialog dialog(m_bench->context(), m_gen);
    QSignalSpy completed(&dialog, &CommandDialog::completed);
    open(dialog);
    const domain::CommandId id = dialog.commandId();
    edit(dialog, u"amount"_s)->setText(u"10.00"_s);
    m_bench->ledger().arm(FaultyLedger::Fault::LostBeforeCommit);
    dialog.primaryButton()->click();
    QTRY_VERIFY(dialog.isUnknown());
    dialog.findChild<QPushButton*>(u"retryButton"_s)->click();
    QTRY_COMPARE(completed.size(), 1);
    QCOMPARE(m_bench->cents(m_gen), 100'010'00);
    const auto stored = m_bench->database().ledger().findCommand(id);
    QVERIFY(stored && *stored);
}

void TestCommandDialogs::anUnreachableDatabaseKeepsTheDraft() {
    PostDialog dialog(m_bench->context(), m_gen);
    QSignalSpy completed(&dialog, &CommandDialog::completed);
    open(dialog);
    edit(dialog, u"amount"_s)->setText(u"10.00"_s);
    edit(dialog, u"note"_s)->setText(u"first of May"_s);
    m_bench->ledger().arm(FaultyLedger::Fault::Unreachable);
    dialog.primaryButton()->click();
    QTRY_VERIFY(!dialog.bannerText().isEmpty());
    QCOMPARE(edit(dialog, u"note"_s)->text(), u"first of May"_s);
    QVERIFY(edit(dialog, u"amount"_s)->isEnabled());
    QCOMPARE(m_bench->cents(m_gen), 100'000'00);
    dialog.findChild<QPushButton*>(u"retryButton"_s)->click();
    QTRY_COMPARE(completed.size(), 1);
    QCOMPARE(m_bench->cents(m_gen), 100'010'00);
}

void TestCommandDialogs::escapeWritesNothing() {
    PostDialog dialog(m_bench->context(), m_gen);
    QSignalSpy completed(&dialog, &CommandDialog::completed);
    open(dialog);
    edit(dialog, u"amount"_s)->setText(u"10.00"_s);
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QVERIFY(!dialog.isVisible());
    QCOMPARE(completed.size(), 0);
    QCOMPARE(m_bench->cents(m_gen), 100'000'00);
}

// The window may be closed in the middle of a word: the field then settles what was typed.
void TestCommandDialogs::aFormThatGoesWithTheFocusInAnAmountHearsOfNothing() {
    auto dialog = std::make_unique<PostDialog>(m_bench->context(), m_gen);
    open(*dialog);
    auto* amount = edit(*dialog, u"amount"_s);
    amount->setFocus();
    QTRY_VERIFY(amount->hasFocus());
    QTest::keyClicks(amount, u"1234.5"_s);
    int heard = 0;
    connect(dialog.get(), &QObject::destroyed, this, [amount, &heard, this] {
        // From here on only the base of the form is left; nothing of it may be called.
        connect(amount, &QLineEdit::textChanged, this, [&heard] { ++heard; });
        connect(amount, &QLineEdit::editingFinished, this, [&heard] { ++heard; });
    });
    dialog.reset();
    QCOMPARE(heard, 0);
}

void TestCommandDialogs::aTransferMovesMoneyInsideTheFamily() {
    m_bench->openFamily("Another", 10'000'00);
    TransferDialog dialog(m_bench->context(), m_gen);
    QSignalSpy completed(&dialog, &CommandDialog::completed);
    open(dialog);
    QCOMPARE(list(dialog, u"target"_s)->count(), 2); // never the other family's accounts
    list(dialog, u"target"_s)
        ->setCurrentIndex(list(dialog, u"target"_s)->findData(qint64(m_rev.value())));
    edit(dialog, u"amount"_s)->setText(u"25,000.00"_s);
    QCOMPARE(preview(dialog, 0, 3), u"75,000.00"_s);
    QCOMPARE(preview(dialog, 1, 3), u"100,000.00"_s);
    QCOMPARE(preview(dialog, 2, 2), u"0.00"_s);
    dialog.primaryButton()->click();
    QTRY_COMPARE(completed.size(), 1);
    QCOMPARE(m_bench->cents(m_gen), 75'000'00);
    QCOMPARE(m_bench->cents(m_rev), 100'000'00);
}

void TestCommandDialogs::aReversalTakesTheEntryBackOnce() {
    const auto receipt = m_bench->post(m_gen, TransactionType::Deposit, 500'00, "by mistake");
    {
        ReverseDialog dialog(m_bench->context(), *receipt.entry);
        QSignalSpy completed(&dialog, &CommandDialog::completed);
        open(dialog);
        QCOMPARE(preview(dialog, 0, 2), u"−500.00"_s);
        dialog.primaryButton()->click();
        QVERIFY(!dialog.fieldError(u"reason"_s).isEmpty()); // a reason is needed
        edit(dialog, u"reason"_s)->setText(u"posted twice"_s);
        dialog.primaryButton()->click();
        QTRY_COMPARE(completed.size(), 1);
        QCOMPARE(m_bench->cents(m_gen), 100'000'00);
    }
    ReverseDialog again(m_bench->context(), *receipt.entry);
    again.show();
    QTRY_VERIFY(!again.bannerText().isEmpty());
    QVERIFY(!again.primaryButton()->isEnabled());
}

void TestCommandDialogs::anAccountWithMoneyCannotClose() {
    StatusDialog dialog(m_bench->context(), m_rev);
    open(dialog);
    QComboBox* status = list(dialog, u"status"_s);
    status->setCurrentIndex(status->findData(static_cast<int>(domain::AccountStatus::Closed)));
    QVERIFY(dialog.fieldError(u"status"_s).contains(u"75,000.00"_s));
    dialog.primaryButton()->click();
    QVERIFY(dialog.isVisible());
    QVERIFY(m_bench->account(m_rev).status == domain::AccountStatus::Active);
}

void TestCommandDialogs::aStatusChangeIsStored() {
    StatusDialog dialog(m_bench->context(), m_rev);
    QSignalSpy completed(&dialog, &CommandDialog::completed);
    open(dialog);
    QComboBox* status = list(dialog, u"status"_s);
    status->setCurrentIndex(status->findData(static_cast<int>(domain::AccountStatus::Suspended)));
    edit(dialog, u"reason"_s)->setText(u"court order"_s);
    dialog.primaryButton()->click();
    QTRY_COMPARE(completed.size(), 1);
    QVERIFY(m_bench->account(m_rev).status == domain::AccountStatus::Suspended);
}

void TestCommandDialogs::aPolicyKeepsItsLimitsAtTheFields() {
    PolicyDialog dialog(m_bench->context(), m_gen);
    open(dialog);
    QTRY_VERIFY(edit(dialog, u"cashBuffer"_s));
    edit(dialog, u"cashBuffer"_s)->setText(u"20.01"_s);
    QVERIFY(!dialog.fieldError(u"cashBuffer"_s).isEmpty());
    edit(dialog, u"cashBuffer"_s)->setText(u"x"_s);
    QVERIFY(!dialog.fieldError(u"cashBuffer"_s).isEmpty());
    dialog.primaryButton()->click();
    QVERIFY(dialog.isVisible());
    QCOMPARE(m_bench->account(m_gen).policyVersion, 1);
    edit(dialog, u"cashBuffer"_s)->setText(u"20"_s);
    QCOMPARE(dialog.fieldError(u"cashBuffer"_s), QString());
}

void TestCommandDialogs::aPolicyChangeMakesANewVersion() {
    PolicyDialog dialog(m_bench->context(), m_gen);
    QSignalSpy completed(&dialog, &CommandDialog::completed);
    open(dialog);
    QTRY_VERIFY(edit(dialog, u"cashBuffer"_s));
    edit(dialog, u"cashBuffer"_s)->setText(u"7.5"_s);
    edit(dialog, u"reason"_s)->setText(u"as agreed"_s);
    dialog.primaryButton()->click();
    QTRY_COMPARE(completed.size(), 1);
    const domain::Account account = m_bench->account(m_gen);
    QCOMPARE(account.policyVersion, 2);
    QCOMPARE(account.policy.cashBuffer.value(), 750);
    QCOMPARE(account.available().cents(), 92'500'00);
}

void TestCommandDialogs::anAccountOpensInItsFamily() {
    OpenAccountDialog dialog(m_bench->context(), m_family.family);
    QSignalSpy receipts(&dialog, &CommandDialog::receiptArrived);
    open(dialog);
    list(dialog, u"type"_s)->setCurrentIndex(1);
    edit(dialog, u"name"_s)->setText(u"Dogwood reserve"_s);
    edit(dialog, u"amount"_s)->setText(u"1,000.00"_s);
    dialog.primaryButton()->click();
    QTRY_COMPARE(receipts.size(), 1);
    const auto receipt = receipts[0][0].value<services::EntryReceipt>();
    QCOMPARE(receipt.openedAccounts.size(), std::size_t{1});
    const domain::Account account = m_bench->account(receipt.openedAccounts[0]);
    QCOMPARE(account.balance().cents(), 1'000'00);
    QVERIFY(account.familyId == m_family.family);
}

namespace {
std::vector<std::unique_ptr<FormDialog>> allForms(FormBench& bench, domain::AccountId account,
                                                  domain::FamilyId family) {
    const auto entry = bench.post(account, TransactionType::Deposit, 100);
    std::vector<std::unique_ptr<FormDialog>> forms;
    forms.push_back(std::make_unique<OpenFamilyDialog>(bench.context()));
    forms.push_back(
        std::make_unique<PostDialog>(bench.context(), account, TransactionType::TradePremium));
    forms.push_back(std::make_unique<TransferDialog>(bench.context(), account));
    forms.push_back(std::make_unique<ReverseDialog>(bench.context(), *entry.entry));
    forms.push_back(std::make_unique<StatusDialog>(bench.context(), account));
    forms.push_back(std::make_unique<PolicyDialog>(bench.context(), account));
    forms.push_back(std::make_unique<OpenAccountDialog>(bench.context(), family));
    return forms;
}
} // namespace

void TestCommandDialogs::everyControlHasANameAndALabel() {
    for (const auto& form : allForms(*m_bench, m_gen, m_family.family)) {
        form->show();
        QTRY_VERIFY(form->primaryButton()->isEnabled());
        int controls = 0;
        for (QWidget* widget : form->findChildren<QWidget*>()) {
            const bool isControl = qobject_cast<QLineEdit*>(widget) ||
                                   qobject_cast<QComboBox*>(widget) ||
                                   qobject_cast<QSpinBox*>(widget);
            const bool isInner = widget->objectName().startsWith(u"qt_"_s) ||
                                 qobject_cast<QSpinBox*>(widget->parentWidget());
            if (!isControl || isInner || widget->isHidden()) continue;
            ++controls;
            QVERIFY2(!widget->accessibleName().isEmpty(),
                     qPrintable(form->objectName() + u' ' + widget->objectName()));
        }
        QVERIFY2(controls > 0, qPrintable(form->objectName()));
    }
}

void TestCommandDialogs::mnemonicsAreUniqueInAForm() {
    for (const auto& form : allForms(*m_bench, m_gen, m_family.family)) {
        form->show();
        QTRY_VERIFY(form->primaryButton()->isEnabled());
        QHash<QString, QString> seen;
        QList<QPair<QString, QWidget*>> texts;
        for (QLabel* label : form->findChildren<QLabel*>())
            if (label->buddy()) texts.append({label->text(), label});
        for (auto* button : form->findChildren<QAbstractButton*>())
            texts.append({button->text(), button});
        for (const auto& [text, widget] : texts) {
            if (widget->isHidden()) continue;
            const QString key = QKeySequence::mnemonic(text).toString();
            if (key.isEmpty()) continue;
            QVERIFY2(!seen.contains(key), qPrintable(form->objectName() + u": "_s + text + u" and "_s +
                                                     seen.value(key)));
            seen.insert(key, text);
        }
    }
}

Q_DECLARE_METATYPE(alluse::services::EntryReceipt)
QTEST_MAIN(TestCommandDialogs)
#include "tst_command_dialogs.moc"
