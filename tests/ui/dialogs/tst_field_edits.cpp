// What people type becomes exactly that amount, percentage or date, or a sentence; never a guess.

#include "ui/dialogs/amount_text.h"
#include "ui/dialogs/field_edits.h"

#include <QRandomGenerator>
#include <QTest>

using namespace alluse::ui;
using alluse::domain::Money;
using alluse::domain::MoneyError;
using namespace Qt::StringLiterals;

class TestFieldEdits final : public QObject {
    Q_OBJECT

private slots:
    void amountsAreReadAsTheLocaleWritesThem_data();
    void amountsAreReadAsTheLocaleWritesThem();
    void wrongAmountsAreNamed_data();
    void wrongAmountsAreNamed();
    void everyPrintedAmountReadsBackTheSame();
    void percentagesAreExact_data();
    void percentagesAreExact();
    void leavingTheFieldGroupsTheAmount();
    void anEmptyAmountSaysSo();
    void arrowsMoveADateByADay();
    void aDateThatDoesNotExistIsRefused();
    void aChangeShowsItsSign();
};

void TestFieldEdits::amountsAreReadAsTheLocaleWritesThem_data() {
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("text");
    QTest::addColumn<qlonglong>("cents");
    QTest::newRow("plain English") << u"en_US"_s << u"1234.50"_s << 123450LL;
    QTest::newRow("grouped English") << u"en_US"_s << u"1,234.50"_s << 123450LL;
    QTest::newRow("one decimal") << u"en_US"_s << u"0.5"_s << 50LL;
    QTest::newRow("whole dollars with blanks around") << u"en_US"_s << u"  12 "_s << 1200LL;
    QTest::newRow("hyphen") << u"en_US"_s << u"-412.50"_s << -41250LL;
    QTest::newRow("real minus sign") << u"en_US"_s << u"−412.50"_s << -41250LL;
    QTest::newRow("grouped German") << u"de_DE"_s << u"1.234,50"_s << 123450LL;
    QTest::newRow("plain German") << u"de_DE"_s << u"1234,5"_s << 123450LL;
    QTest::newRow("French narrow blank") << u"fr_FR"_s << u"1\u202f234,50"_s << 123450LL;
    QTest::newRow("French typed blank") << u"fr_FR"_s << u"1 234,50"_s << 123450LL;
    QTest::newRow("Indian groups") << u"en_IN"_s << u"12,34,567.50"_s << 123456750LL;
    QTest::newRow("Swiss typed apostrophe") << u"de_CH"_s << u"1'234.50"_s << 123450LL;
}

void TestFieldEdits::amountsAreReadAsTheLocaleWritesThem() {
    QFETCH(QString, locale);
    QFETCH(QString, text);
    QFETCH(qlonglong, cents);
    const auto parsed = parseMoney(text, QLocale(locale));
    QVERIFY2(parsed, qPrintable(text));
    QCOMPARE(parsed->cents(), cents);
}

void TestFieldEdits::wrongAmountsAreNamed_data() {
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("text");
    QTest::addColumn<MoneyError>("error");
    QTest::newRow("letters") << u"en_US"_s << u"abc"_s << MoneyError::NotANumber;
    QTest::newRow("nothing") << u"en_US"_s << QString() << MoneyError::NotANumber;
    QTest::newRow("exponent") << u"en_US"_s << u"1e5"_s << MoneyError::NotANumber;
    QTest::newRow("three decimals") << u"en_US"_s << u"1.234"_s << MoneyError::TooManyDecimals;
    QTest::newRow("broken group") << u"en_US"_s << u"1,23"_s << MoneyError::NotANumber;
    QTest::newRow("an English amount in German") << u"de_DE"_s << u"1.50"_s << MoneyError::NotANumber;
    QTest::newRow("broken Indian group") << u"en_IN"_s << u"1,2,34.50"_s << MoneyError::NotANumber;
    QTest::newRow("Arabic digits") << u"en_US"_s << u"١٢"_s << MoneyError::NotANumber;
    QTest::newRow("beyond the range")
        << u"en_US"_s << u"10000000000000.01"_s << MoneyError::OutOfRange;
}

void TestFieldEdits::wrongAmountsAreNamed() {
    QFETCH(QString, locale);
    QFETCH(QString, text);
    QFETCH(MoneyError, error);
    const auto parsed = parseMoney(text, QLocale(locale));
    QVERIFY(!parsed);
    QCOMPARE(static_cast<int>(parsed.error()), static_cast<int>(error));
    QVERIFY(!amountErrorText(error, QLocale(locale)).isEmpty());
}

void TestFieldEdits::everyPrintedAmountReadsBackTheSame() {
    constexpr quint32 kSeed = 20261124;
    QRandomGenerator random(kSeed);
    for (const QString& name : {u"en_US"_s, u"de_DE"_s, u"fr_FR"_s, u"de_CH"_s, u"en_IN"_s}) {
        const QLocale locale(name);
        for (int i = 0; i < 500; ++i) {
            const auto magnitude = random.bounded(1, 50);
            const auto cents = static_cast<std::int64_t>(random.generate64() %
                                                         (std::uint64_t{1} << magnitude));
            if (cents > Money::kCentsMax) continue;
            const Money amount = Money::fromCents(i % 2 == 0 ? cents : -cents);
            const auto parsed = parseMoney(moneyText(amount, locale), locale);
            QVERIFY2(parsed, qPrintable(name + u' ' + moneyText(amount, locale)));
            QCOMPARE(parsed->cents(), amount.cents());
        }
    }
}

void TestFieldEdits::percentagesAreExact_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("basisPoints"); // −1: refused
    QTest::newRow("whole") << u"5"_s << 500;
    QTest::newRow("two decimals") << u"33.33"_s << 3333;
    QTest::newRow("with its sign") << u"1.5 %"_s << 150;
    QTest::newRow("three decimals") << u"1.234"_s << -1;
    QTest::newRow("letters") << u"five"_s << -1;
    QTest::newRow("nothing") << QString() << -1;
}

void TestFieldEdits::percentagesAreExact() {
    QFETCH(QString, text);
    QFETCH(int, basisPoints);
    PercentEdit edit;
    edit.setLocale(QLocale(u"en_US"_s));
    edit.setText(text);
    QCOMPARE(edit.share() ? edit.share()->value() : -1, basisPoints);
    QCOMPARE(edit.errorText().isEmpty(), basisPoints >= 0);
}

void TestFieldEdits::leavingTheFieldGroupsTheAmount() {
    QWidget window;
    auto* amount = new MoneyEdit(&window);
    auto* other = new QLineEdit(&window);
    window.setLocale(QLocale(u"en_US"_s));
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    amount->setFocus();
    QTest::keyClicks(amount, u"1234567.5"_s);
    other->setFocus();
    QCOMPARE(amount->text(), u"1,234,567.50"_s);
}

void TestFieldEdits::anEmptyAmountSaysSo() {
    MoneyEdit edit;
    QVERIFY(!edit.amount());
    QCOMPARE(edit.errorText(), u"Enter an amount."_s);
}

void TestFieldEdits::arrowsMoveADateByADay() {
    DateEdit edit;
    edit.setText(u"2026-02-28"_s);
    QTest::keyClick(&edit, Qt::Key_Up);
    QCOMPARE(edit.text(), u"2026-03-01"_s);
    QTest::keyClick(&edit, Qt::Key_Down);
    QCOMPARE(edit.text(), u"2026-02-28"_s);
}

void TestFieldEdits::aDateThatDoesNotExistIsRefused() {
    DateEdit edit;
    edit.setText(u"2026-02-29"_s);
    QVERIFY(!edit.date());
    QVERIFY(!edit.errorText().isEmpty());
    edit.clear();
    QVERIFY(!edit.errorText().isEmpty());
    edit.setOptional(true);
    QVERIFY(edit.errorText().isEmpty());
}

void TestFieldEdits::aChangeShowsItsSign() {
    const QLocale locale(u"en_US"_s);
    QCOMPARE(changeText(Money::fromCents(2'600'000), locale), u"+26,000.00"_s);
    QCOMPARE(changeText(Money::fromCents(-5'200'000), locale), u"−52,000.00"_s);
    QCOMPARE(changeText(Money{}, locale), u"–"_s);
}

QTEST_MAIN(TestFieldEdits)
#include "tst_field_edits.moc"
