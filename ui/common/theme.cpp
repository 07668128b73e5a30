#include "ui/common/theme.h"

#include <QApplication>
#include <QFile>
#include <QFont>
#include <QFontDatabase>
#include <QStyle>
#include <QStyleFactory>

#include <algorithm>
#include <cmath>

namespace alluse::ui {
namespace {

struct TokenRow {
    Token token;
    const char* name; // as "@name" in the style sheet
    QRgb light;
    QRgb dark;
};

constexpr std::array kTokens{
    TokenRow{Token::Window, "window", 0xFFF4F5F7, 0xFF15181C},
    TokenRow{Token::Surface, "surface", 0xFFFFFFFF, 0xFF1D2126},
    TokenRow{Token::Raised, "raised", 0xFFFAFBFC, 0xFF23282E},
    TokenRow{Token::Border, "border", 0xFFDFE3E8, 0xFF333A42},
    TokenRow{Token::Grid, "grid", 0xFFECEFF2, 0xFF2A3037},
    TokenRow{Token::Text, "text", 0xFF1B1F24, 0xFFE7EAEE},
    TokenRow{Token::Muted, "muted", 0xFF5E6875, 0xFF9BA5B1},
    TokenRow{Token::Accent, "accent", 0xFF2A63D4, 0xFF7AA5FF},
    TokenRow{Token::OnAccent, "onAccent", 0xFFFFFFFF, 0xFF15181C},
    TokenRow{Token::Selection, "selection", 0xFFDCE7FB, 0xFF2A3A57},
    TokenRow{Token::Positive, "positive", 0xFF1A7F4B, 0xFF5CC98C},
    TokenRow{Token::Negative, "negative", 0xFFB3261E, 0xFFFF8A80},
    TokenRow{Token::WarningText, "warningText", 0xFF9A5B00, 0xFFFFC266},
    TokenRow{Token::WarningFill, "warningFill", 0xFFFFF3DC, 0xFF3A2E17},
    TokenRow{Token::CriticalText, "criticalText", 0xFFB3261E, 0xFFFF8A80},
    TokenRow{Token::CriticalFill, "criticalFill", 0xFFFCE9E8, 0xFF3D2021},
    TokenRow{Token::PositiveFill, "positiveFill", 0xFFEFF9F3, 0xFF1B3327},
};
static_assert(kTokens.size() == static_cast<std::size_t>(Token::TokenCount));

constexpr std::array<QRgb, Theme::kSeriesCount> kSeries{
    0xFF0072B2, 0xFFE69F00, 0xFF009E73, 0xFFCC79A7, 0xFF56B4E9, 0xFFD55E00, 0xFF999999};

constexpr double kPointSize = 10;
constexpr double kHeadingPointSize = 13;
constexpr double kFigurePointSize = 18;

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color) {
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
           + 0.0722 * linear(color.blueF());
}

QFont semibold(double pointSize) {
    QFont font = QApplication::font();
    font.setPointSizeF(pointSize);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

QString themeName(ThemeChoice choice) {
    switch (choice) {
    case ThemeChoice::Light: return QStringLiteral("light");
    case ThemeChoice::Dark: return QStringLiteral("dark");
    case ThemeChoice::System: break;
    }
    return QStringLiteral("system");
}

ThemeChoice parseTheme(const QString& name) {
    if (name == QLatin1String("light")) return ThemeChoice::Light;
    if (name == QLatin1String("dark")) return ThemeChoice::Dark;
    return ThemeChoice::System;
}

Theme Theme::light() {
    return Theme(false);
}

Theme Theme::dark() {
    return Theme(true);
}

QColor Theme::color(Token token) const {
    const TokenRow& row = kTokens[static_cast<std::size_t>(token)];
    return QColor::fromRgb(m_isDark ? row.dark : row.light);
}

QPalette Theme::palette() const {
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Token token) {
        palette.setColor(role, color(token));
    };
    set(QPalette::Window, Token::Window);
    set(QPalette::WindowText, Token::Text);
    set(QPalette::Base, Token::Surface);
    set(QPalette::AlternateBase, Token::Raised);
    set(QPalette::ToolTipBase, Token::Raised);
    set(QPalette::ToolTipText, Token::Text);
    set(QPalette::Text, Token::Text);
    set(QPalette::PlaceholderText, Token::Muted);
    set(QPalette::Button, Token::Raised);
    set(QPalette::ButtonText, Token::Text);
    set(QPalette::BrightText, Token::Negative);
    set(QPalette::Highlight, Token::Selection);
    set(QPalette::HighlightedText, Token::Text);
    set(QPalette::Link, Token::Accent);
    set(QPalette::LinkVisited, Token::Accent);
    set(QPalette::Light, Token::Surface);
    set(QPalette::Midlight, Token::Grid);
    set(QPalette::Mid, Token::Border);
    set(QPalette::Dark, Token::Muted);
    set(QPalette::Shadow, Token::Border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                            QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, color(Token::Muted));
    return palette;
}

QString Theme::styleSheet() const {
    QFile file(QStringLiteral(":/styles/app.qss"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QString sheet = QString::fromUtf8(file.readAll());
    // Longer names first, so that "@accent" never eats the start of another name.
    std::array<TokenRow, kTokens.size()> rows = kTokens;
    std::sort(rows.begin(), rows.end(), [](const TokenRow& a, const TokenRow& b) {
        return qstrlen(a.name) > qstrlen(b.name);
    });
    for (const TokenRow& row : rows)
        sheet.replace(QLatin1Char('@') + QLatin1String(row.name), color(row.token).name());
    return sheet;
}

QColor Theme::seriesColor(int index) {
    return QColor::fromRgb(kSeries[static_cast<std::size_t>(index % kSeriesCount)]);
}

QColor Theme::typeColor(int accountType) {
    // Generation 1, Revenue 2, Compounding 3 take the first three series colours.
    return seriesColor(accountType >= 1 && accountType <= 3 ? accountType - 1 : kSeriesCount - 1);
}

Theme themeOf(const QPalette& palette) {
    constexpr int kMiddle = 128;
    return palette.color(QPalette::Window).lightness() < kMiddle ? Theme::dark() : Theme::light();
}

Theme resolveTheme(ThemeChoice choice) {
    switch (choice) {
    case ThemeChoice::Light: return Theme::light();
    case ThemeChoice::Dark: return Theme::dark();
    case ThemeChoice::System: break;
    }
    // What the desktop set before ours: kept, because our own palette replaces it.
    static const bool systemIsDark = themeOf(QApplication::style()->standardPalette()).isDark();
    return systemIsDark ? Theme::dark() : Theme::light();
}

void applyTheme(QApplication& application, ThemeChoice choice) {
    const Theme theme = resolveTheme(choice);
    static bool isFirst = true;
    if (isFirst) {
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
        QFont font = QFontDatabase::hasFamily(QStringLiteral("Inter"))
                         ? QFont(QStringLiteral("Inter"))
                         : QApplication::font();
        font.setPointSizeF(kPointSize);
        QApplication::setFont(font);
        isFirst = false;
    }
    QApplication::setPalette(theme.palette());
    application.setStyleSheet(theme.styleSheet());
}

QFont headingFont() {
    return semibold(kHeadingPointSize);
}

QFont figureFont() {
    return semibold(kFigurePointSize);
}

double contrastRatio(const QColor& a, const QColor& b) {
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace alluse::ui
