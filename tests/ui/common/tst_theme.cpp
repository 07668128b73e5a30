// The design tokens: legible text in both themes, no name left unfilled, icons that exist.

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/widgets/tabular_text.h"

#include <QApplication>
#include <QDir>
#include <QPixmap>
#include <QRegularExpression>
#include <QTest>

using namespace alluse::ui;

class TstTheme final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void textIsLegible_data();
    void textIsLegible();
    void styleSheetHasNoUnknownToken_data();
    void styleSheetHasNoUnknownToken();
    void paletteTellsItsTheme();
    void everyIconDrawsSomething();
    void digitsHaveOneWidth();
};

void TstTheme::initTestCase() {
    applyTheme(*qApp, ThemeChoice::Light);
}

void TstTheme::textIsLegible_data() {
    QTest::addColumn<int>("foreground");
    QTest::addColumn<int>("background");
    const std::pair<Token, const char*> texts[] = {
        {Token::Text, "text"}, {Token::Muted, "muted"}, {Token::Accent, "accent"},
        {Token::Positive, "positive"}, {Token::Negative, "negative"}};
    const std::pair<Token, const char*> grounds[] = {
        {Token::Window, "window"}, {Token::Surface, "surface"}, {Token::Raised, "raised"}};
    for (const auto& [text, textName] : texts)
        for (const auto& [ground, groundName] : grounds)
            QTest::addRow("%s on %s", textName, groundName) << int(text) << int(ground);
    QTest::newRow("text on selection") << int(Token::Text) << int(Token::Selection);
    QTest::newRow("muted on selection") << int(Token::Muted) << int(Token::Selection);
    QTest::newRow("button on accent") << int(Token::OnAccent) << int(Token::Accent);
    QTest::newRow("warning chip") << int(Token::WarningText) << int(Token::WarningFill);
    QTest::newRow("critical chip") << int(Token::CriticalText) << int(Token::CriticalFill);
    QTest::newRow("positive chip") << int(Token::Positive) << int(Token::PositiveFill);
}

void TstTheme::textIsLegible() {
    QFETCH(int, foreground);
    QFETCH(int, background);
    for (const Theme& theme : {Theme::light(), Theme::dark()}) {
        const double ratio = contrastRatio(theme.color(static_cast<Token>(foreground)),
                                           theme.color(static_cast<Token>(background)));
        QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1 theme: %2").arg(
                                   theme.isDark() ? QStringLiteral("dark") : QStringLiteral("light"),
                                   QString::number(ratio))));
    }
}

void TstTheme::styleSheetHasNoUnknownToken_data() {
    QTest::addColumn<bool>("isDark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TstTheme::styleSheetHasNoUnknownToken() {
    QFETCH(bool, isDark);
    const QString sheet = (isDark ? Theme::dark() : Theme::light()).styleSheet();
    QVERIFY(sheet.contains(QStringLiteral("QTableView")));
    static const QRegularExpression left(QStringLiteral("@\\w+"));
    const auto match = left.match(sheet.section(QStringLiteral("*/"), 1));
    QVERIFY2(!match.hasMatch(), qPrintable(match.captured()));
}

void TstTheme::paletteTellsItsTheme() {
    QVERIFY(themeOf(Theme::dark().palette()).isDark());
    QVERIFY(!themeOf(Theme::light().palette()).isDark());
}

void TstTheme::everyIconDrawsSomething() {
    const QStringList files = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
    QVERIFY(files.size() > 10);
    for (const QString& file : files) {
        const QImage image = lineIcon(file.chopped(4)).pixmap(24, 24).toImage();
        bool isDrawn = false;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) isDrawn |= image.pixelColor(x, y).alpha() > 0;
        QVERIFY2(isDrawn, qPrintable(file));
    }
}

void TstTheme::digitsHaveOneWidth() {
    const TabularText figures(QApplication::font());
    QCOMPARE(figures.width(QStringLiteral("1,111.11")), figures.width(QStringLiteral("8,888.88")));
}

QTEST_MAIN(TstTheme)
#include "tst_theme.moc"
