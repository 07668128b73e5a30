// The pictures of growth that need no database: the family tree and what becomes of a capital.

#include "ui/common/theme.h"
#include "ui/growth/fan_chart.h"
#include "ui/growth/issue_list.h"
#include "ui/growth/tree_view.h"
#include "ui/growth/what_if_dialog.h"

#include <QComboBox>
#include <QDir>
#include <QImage>
#include <QLineEdit>
#include <QPainter>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include <set>

using namespace alluse;
using namespace Qt::StringLiterals;
using domain::AccountId;
using domain::Money;

namespace {

domain::Date day(int number) { return domain::Date::fromParts(2025, 1, 6)->plusDays(number); }

services::TreeNode node(std::int64_t id, domain::AccountType type, std::int64_t cents,
                        std::int64_t parent = 0) {
    services::TreeNode made;
    made.id = AccountId(id);
    made.type = type;
    made.name = "Dogwood · Account " + std::to_string(id);
    made.balance = Money::fromCents(cents);
    if (parent != 0) made.parent = AccountId(parent);
    made.openedOn = day(0);
    return made;
}

// Three roots, two forks of the first, a fork of a fork that has merged into the Com-Acc.
services::FamilyTree smallTree() {
    using domain::AccountType;
    services::FamilyTree tree;
    tree.id = domain::FamilyId(1);
    tree.name = "Dogwood";
    tree.asOf = day(700);
    tree.openedOn = day(0);
    tree.nodes = {node(1000, AccountType::Generation, 100'000'00), node(1001, AccountType::Revenue, 75'000'00),
                  node(1002, AccountType::Compounding, 400'000'00),
                  node(1003, AccountType::Generation, 26'000'00, 1000),
                  node(1004, AccountType::Generation, 31'000'00, 1000),
                  node(1005, AccountType::Generation, 0, 1003)};
    tree.nodes[5].status = domain::AccountStatus::Closed;
    tree.nodes[5].mergedInto = AccountId(1002);
    tree.edges = {{domain::LineageKind::Fork, AccountId(1000), AccountId(1003), Money::fromCents(26'000'00), day(100), {}, false},
                  {domain::LineageKind::Fork, AccountId(1000), AccountId(1002), Money::fromCents(26'000'00), day(100), {}, false},
                  {domain::LineageKind::Fork, AccountId(1000), AccountId(1004), Money::fromCents(27'000'00), day(200), {}, false},
                  {domain::LineageKind::Fork, AccountId(1003), AccountId(1005), Money::fromCents(25'000'00), day(300), {}, false},
                  {domain::LineageKind::Merge, AccountId(1005), AccountId(1002), Money::fromCents(41'000'00), day(600), {}, false}};
    return tree;
}

// A family of many accounts: each account forks twice.
services::FamilyTree largeTree(int accounts) {
    services::FamilyTree tree;
    tree.id = domain::FamilyId(2);
    tree.openedOn = day(0);
    tree.asOf = day(700);
    for (int i = 0; i < accounts; ++i)
        tree.nodes.push_back(node(1000 + i, domain::AccountType::Generation, 25'000'00 + i * 100,
                                  i == 0 ? 0 : 1000 + (i - 1) / 2));
    return tree;
}

void keepPicture(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("ALLUSE_SHOTS");
    if (folder.isEmpty()) return;
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(widget.grab().save(folder + u'/' + name + u".png"_s));
}

} // namespace

class TestGrowthPictures final : public QObject {
    Q_OBJECT

private slots:
    void init() { ui::applyTheme(*qobject_cast<QApplication*>(qApp), ui::ThemeChoice::Light); }
    void parentsStandAboveTheMiddleOfTheirChildren();
    void closedAccountsAreLeftOutUnlessAskedFor();
    void noTwoAccountsOverlapInALargeFamily();
    void aDeepChainIsPlacedWithoutRecursion();
    void arrowKeysWalkAlongTheFamily();
    void thePictureHasTheColoursOfBothThemes();
    void theChartFollowsTheSliders();
    void anEmptyCapitalSaysSo();
    void errorsStandBeforeWarnings();
};

void TestGrowthPictures::parentsStandAboveTheMiddleOfTheirChildren() {
    const auto tree = smallTree();
    const auto layout = ui::layoutTree(tree, true);
    QCOMPARE(layout.places.size(), tree.nodes.size());
    const auto at = [&](std::size_t index) {
        return layout.places[static_cast<std::size_t>(layout.placeOfNode[index])];
    };
    QCOMPARE(at(0).at.x(), (at(3).at.x() + at(4).at.x()) / 2);
    QVERIFY(at(3).at.y() > at(0).at.y());
    QCOMPARE(at(1).at.y(), at(0).at.y());
    QVERIFY(at(0).at.x() < at(1).at.x() && at(1).at.x() < at(2).at.x()); // Gen, Rev, Com
    QVERIFY(at(2).radius > at(3).radius); // by balance
}

void TestGrowthPictures::closedAccountsAreLeftOutUnlessAskedFor() {
    auto tree = smallTree();
    QCOMPARE(ui::layoutTree(tree, false).placeOfNode[5], -1);
    QVERIFY(ui::layoutTree(tree, true).placeOfNode[5] >= 0);
    // A closed account with a live descendant holds the branch together.
    tree.nodes[3].status = domain::AccountStatus::Closed;
    tree.nodes[5].status = domain::AccountStatus::Active;
    QVERIFY(ui::layoutTree(tree, false).placeOfNode[3] >= 0);
}

void TestGrowthPictures::noTwoAccountsOverlapInALargeFamily() {
    const auto layout = ui::layoutTree(largeTree(5'000), false);
    QCOMPARE(layout.places.size(), 5'000u);
    std::set<std::pair<double, double>> seen;
    for (const auto& place : layout.places) QVERIFY(seen.insert({place.at.y(), place.at.x()}).second);
    for (auto it = seen.begin(), next = std::next(it); next != seen.end(); ++it, ++next)
        if (it->first == next->first) QVERIFY(next->second - it->second >= ui::kTreeColumn - 0.001);
}

void TestGrowthPictures::aDeepChainIsPlacedWithoutRecursion() {
    services::FamilyTree tree;
    tree.id = domain::FamilyId(3);
    for (int i = 0; i < 100'000; ++i)
        tree.nodes.push_back(node(1000 + i, domain::AccountType::Generation, 100, i == 0 ? 0 : 999 + i));
    QCOMPARE(ui::layoutTree(tree, false).places.size(), 100'000u);
}

void TestGrowthPictures::arrowKeysWalkAlongTheFamily() {
    ui::TreeView view;
    view.resize(900, 600);
    view.setTree(smallTree());
    view.setCurrent(AccountId(1000));
    QSignalSpy moved(&view, &ui::TreeView::currentChanged);
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(view.current(), AccountId(1003));
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.current(), AccountId(1004));
    QTest::keyClick(&view, Qt::Key_Left);
    QTest::keyClick(&view, Qt::Key_Up);
    QCOMPARE(view.current(), AccountId(1000));
    QCOMPARE(moved.count(), 4);
    // The same day again keeps the place.
    view.setTree(smallTree());
    QCOMPARE(view.current(), AccountId(1000));
}

void TestGrowthPictures::thePictureHasTheColoursOfBothThemes() {
    for (const auto choice : {ui::ThemeChoice::Light, ui::ThemeChoice::Dark}) {
        ui::applyTheme(*qobject_cast<QApplication*>(qApp), choice);
        ui::TreeView view;
        view.resize(900, 600);
        view.setShowsClosed(true);
        view.setTree(smallTree());
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const QImage image = view.grab().toImage();
        const QColor gen = ui::Theme::typeColor(1);
        bool hasGen = false;
        for (int y = 0; y < image.height() && !hasGen; y += 2)
            for (int x = 0; x < image.width() && !hasGen; x += 2) hasGen = image.pixelColor(x, y) == gen;
        QVERIFY(hasGen);
        keepPicture(view, u"tree-"_s + ui::themeName(choice));
    }
}

void TestGrowthPictures::theChartFollowsTheSliders() {
    metrics::MetricRegistry registry;
    jobs::JobRunner runner({}, registry);
    ui::WhatIfDialog dialog(runner);
    QSignalSpy shown(&dialog, &ui::WhatIfDialog::resultShown);
    QSignalSpy fan(&dialog, &ui::WhatIfDialog::fanShown);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    QTRY_VERIFY(shown.count() > 0);
    const QString before = dialog.summaryText();
    auto* slider = dialog.findChild<QSlider*>(u"genReturn"_s);
    QVERIFY(slider);
    const auto count = shown.count();
    QTest::keyClick(slider, Qt::Key_PageUp);
    QTRY_VERIFY(shown.count() > count);
    QVERIFY(dialog.summaryText() != before);
    QTRY_VERIFY_WITH_TIMEOUT(fan.count() > 0, 20'000);
    keepPicture(dialog, u"what-if-light"_s);
    runner.shutdown();
}

void TestGrowthPictures::anEmptyCapitalSaysSo() {
    metrics::MetricRegistry registry;
    jobs::JobRunner runner({}, registry);
    ui::WhatIfDialog dialog(runner);
    auto* capital = dialog.findChild<QLineEdit*>(u"capital"_s);
    QVERIFY(capital);
    capital->clear();
    QTest::keyClicks(capital, u"abc"_s);
    QVERIFY(!dialog.summaryText().isEmpty());
    runner.shutdown();
}

void TestGrowthPictures::errorsStandBeforeWarnings() {
    ui::IssueList list;
    domain::GrowthIssue warning, error;
    warning.severity = domain::IssueSeverity::Warning;
    warning.text = "The branch keeps a member.";
    error.text = "The account is suspended.";
    list.setIssues({warning, error}, u"clear"_s);
    QCOMPARE(list.texts(), QStringList({u"The account is suspended."_s, u"The branch keeps a member."_s}));
    list.setIssues({}, u"Nothing stands in the way."_s);
    QCOMPARE(list.texts(), QStringList({u"Nothing stands in the way."_s}));
}

QTEST_MAIN(TestGrowthPictures)
#include "tst_growth_pictures.moc"
