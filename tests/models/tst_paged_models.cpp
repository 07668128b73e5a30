// The paged models: a million rows, narrow signals, bounded memory, late answers dropped.

#include "models/accounts_model.h"
#include "models/families_model.h"
#include "models/ledger_model.h"
#include "models/model_roles.h"
#include "models/text_format.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace alluse;
using models::AccountsModel;
using models::kCachePagesMax;
using models::kIndexStride;
using models::kPageRows;
using services::AccountRow;

namespace {

constexpr int kMillion = 1'000'000;

AccountRow rowWithId(qint64 id) {
    AccountRow row;
    row.id = domain::AccountId(id);
    row.name = "Account " + std::to_string(id);
    row.balance = domain::Money::fromCents(id * 100);
    row.baseline = domain::Money::fromCents(0);
    return row;
}

services::ListIndex indexOf(qint64 total) {
    services::ListIndex index;
    index.total = total;
    index.stride = kIndexStride;
    for (qint64 row = kIndexStride; row < total; row += kIndexStride)
        index.anchors.push_back({row, row}); // ids start at 1: row n carries id n + 1
    return index;
}

// Answers as a repository sorted by id would: rows after the key, past `skip`.
services::Page<AccountRow> answer(const services::PageRequest& request, qint64 total) {
    const qint64 before = (request.after ? request.after->id : 0) + request.skip;
    services::Page<AccountRow> page;
    for (qint64 id = before + 1; id <= std::min(total, before + request.limit); ++id)
        page.rows.push_back(rowWithId(id));
    if (before + request.limit < total) page.next = services::SortKey{before, before};
    return page;
}

// Plays the loader: answers every wish at once.
void serve(AccountsModel& model, qint64 total) {
    QObject::connect(&model, &AccountsModel::pageWanted, &model,
                     [&model, total](int page, quint64 generation) {
                         const auto request = model.requestFor(page);
                         QVERIFY(request);
                         model.setPage(generation, page, answer(*request, total));
                     });
    QObject::connect(&model, &AccountsModel::indexWanted, &model,
                     [&model, total](quint64 generation) {
                         model.setIndex(generation, indexOf(total));
                     });
}

} // namespace

class TstPagedModels final : public QObject {
    Q_OBJECT

private slots:
    void everyRowOfAMillionIsTheRightOne();
    void signalsAreConsistentWhilePagesArrive();
    void cacheStaysBounded();
    void aRowThatIsNotHereSaysSoAndIsAskedForOnce();
    void aLateAnswerIsDropped();
    void refreshKeepsRowsAndAsksAgain();
    void aShorterListRemovesRows();
    void arrivingPageChangesOnlyItsRows();
    void columnsAreNamed();
    void moneyReadsAsPeopleExpect_data();
    void moneyReadsAsPeopleExpect();
    void forkProgressEndsAtOne();
};

void TstPagedModels::everyRowOfAMillionIsTheRightOne() {
    AccountsModel model;
    serve(model, kMillion);
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), kMillion);
    QCOMPARE(model.countState(), AccountsModel::Count::Exact);
    for (const int row : {0, 199, 200, 999, 1'000, 1'199, 54'321, kMillion / 2, kMillion - 1}) {
        const QModelIndex cell = model.index(row, AccountsModel::Id);
        model.data(cell, Qt::DisplayRole);
        QTRY_VERIFY2(!cell.data(models::LoadingRole).toBool(), qPrintable(QString::number(row)));
        QCOMPARE(cell.data(models::IdRole).toLongLong(), row + 1);
    }
}

void TstPagedModels::signalsAreConsistentWhilePagesArrive() {
    AccountsModel model;
    // The tester walks every row at every signal, so the list is short.
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    serve(model, 700);
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), 700);
    for (int row = 0; row < 700; row += kPageRows) {
        model.index(row, 0).data();
        QTRY_VERIFY(model.isLoaded(row));
    }
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), 700);
}

void TstPagedModels::cacheStaysBounded() {
    AccountsModel model;
    serve(model, kMillion);
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), kMillion);
    for (int page = 0; page < 3 * kCachePagesMax; ++page) {
        const QModelIndex cell = model.index(page * kPageRows, 0);
        model.data(cell, Qt::DisplayRole);
        QTRY_VERIFY(model.isLoaded(page * kPageRows));
    }
    QCOMPARE(model.pagesCached(), kCachePagesMax);
    QVERIFY(!model.isLoaded(0)); // the least recently used page went first
}

void TstPagedModels::aRowThatIsNotHereSaysSoAndIsAskedForOnce() {
    AccountsModel model;
    QSignalSpy wanted(&model, &AccountsModel::pageWanted);
    model.setQuery({});
    model.setIndex(model.generation(), indexOf(5'000));
    for (int i = 0; i < 50; ++i)
        QVERIFY(model.index(2'345, 0).data(models::LoadingRole).toBool());
    QTRY_COMPARE(wanted.size(), 2); // page 0 of the query, and the page of row 2,345
    model.index(2'345, 0).data();
    QTest::qWait(5);
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted.first().first().toInt(), 2'345 / kPageRows); // what is looked at comes first
}

void TstPagedModels::aLateAnswerIsDropped() {
    AccountsModel model;
    model.setQuery({});
    const quint64 old = model.generation();
    services::AccountQuery narrower;
    narrower.text = "alder";
    model.setQuery(narrower);
    model.setPage(old, 0, answer({}, 50));
    model.setIndex(old, indexOf(50));
    QCOMPARE(model.rowCount(), 0);
}

void TstPagedModels::refreshKeepsRowsAndAsksAgain() {
    AccountsModel model;
    serve(model, 300);
    model.setQuery({});
    QTRY_COMPARE(model.rowCount(), 300);
    QTRY_VERIFY(model.isLoaded(0));
    QSignalSpy wanted(&model, &AccountsModel::pageWanted);
    QSignalSpy reset(&model, &AccountsModel::modelReset);
    model.refresh();
    QVERIFY(!model.index(0, 0).data().toString().isEmpty()); // still shown while it is asked again
    QTRY_COMPARE(wanted.size(), 1);
    QCOMPARE(reset.size(), 0);
}

void TstPagedModels::aShorterListRemovesRows() {
    AccountsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setQuery({});
    model.setIndex(model.generation(), indexOf(10));
    model.refresh();
    model.setIndex(model.generation(), indexOf(3));
    QCOMPARE(model.rowCount(), 3);
}

void TstPagedModels::arrivingPageChangesOnlyItsRows() {
    AccountsModel model;
    model.setQuery({});
    model.setIndex(model.generation(), indexOf(kMillion));
    QSignalSpy changed(&model, &AccountsModel::dataChanged);
    model.setPage(model.generation(), 7, answer(*model.requestFor(7), kMillion));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 7 * kPageRows);
    QCOMPARE(changed.first().at(1).toModelIndex().row(), 8 * kPageRows - 1);
}

void TstPagedModels::columnsAreNamed() {
    AccountsModel accounts;
    models::FamiliesModel families;
    models::LedgerModel ledger;
    for (QAbstractItemModel* model :
         std::initializer_list<QAbstractItemModel*>{&accounts, &families, &ledger}) {
        QStringList names;
        for (int column = 0; column < model->columnCount(); ++column) {
            const QString name = model->headerData(column, Qt::Horizontal).toString();
            QVERIFY(!name.isEmpty());
            QVERIFY2(!names.contains(name), qPrintable(name));
            names << name;
        }
    }
}

void TstPagedModels::moneyReadsAsPeopleExpect_data() {
    QTest::addColumn<qint64>("cents");
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("text");
    QTest::newRow("thousands are grouped") << qint64(123'456'789) << "en_US" << "1,234,567.89";
    QTest::newRow("the minus is a real minus")
        << qint64(-57'159) << "en_US" << QStringLiteral("\u2212571.59");
    QTest::newRow("cents keep their zero") << qint64(-5) << "en_US" << QStringLiteral("\u22120.05");
    QTest::newRow("German has its own separators") << qint64(123'450) << "de_DE" << "1.234,50";
    QTest::newRow("the largest amount stays exact")
        << qint64(999'999'999'999'999) << "en_US" << "9,999,999,999,999.99";
}

void TstPagedModels::moneyReadsAsPeopleExpect() {
    QFETCH(qint64, cents);
    QFETCH(QString, locale);
    QFETCH(QString, text);
    QCOMPARE(models::moneyText(domain::Money::fromCents(cents), QLocale(locale)), text);
}

void TstPagedModels::forkProgressEndsAtOne() {
    AccountRow row = rowWithId(1);
    QVERIFY(!AccountsModel::forkProgress(row)); // does not fork
    row.forkingEnabled = true;
    row.forkThreshold = domain::Money::fromCents(5'000'000);
    row.balance = domain::Money::fromCents(4'600'000);
    QCOMPARE(*AccountsModel::forkProgress(row), 0.92);
    row.balance = domain::Money::fromCents(9'000'000);
    QCOMPARE(*AccountsModel::forkProgress(row), 1.0);
    row.balance = domain::Money::fromCents(-1);
    QCOMPARE(*AccountsModel::forkProgress(row), 0.0);
}

QTEST_GUILESS_MAIN(TstPagedModels)
#include "tst_paged_models.moc"
