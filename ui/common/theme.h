#pragma once
// The one place that names a colour: design tokens, light and dark, and how they reach Qt.

#include <QColor>
#include <QPalette>
#include <QString>

#include <array>

class QApplication;
class QFont;


namespace alluse::ui {

enum class ThemeChoice { System, Light, Dark };
[[nodiscard]] QString themeName(ThemeChoice choice); // "system", "light", "dark"
[[nodiscard]] ThemeChoice parseTheme(const QString& name); // anything else is "system"

enum class Token {
    Window, Surface, Raised, Border, Grid, Text, Muted, Accent, OnAccent, Selection, Positive,
    Negative, WarningText, WarningFill, CriticalText, CriticalFill, PositiveFill, TokenCount
};

// A value: copy it freely. The colours of one theme.
class Theme {
public:
    static Theme light();
    static Theme dark();

    [[nodiscard]] bool isDark() const { return m_isDark; }
    [[nodiscard]] QColor color(Token token) const;
    [[nodiscard]] QPalette palette() const;
    // Small style sheet over Fusion, with the tokens filled in.
    [[nodiscard]] QString styleSheet() const;

    // Safe for colour-blind readers; Gen, Rev, Com keep theirs everywhere.
    static constexpr int kSeriesCount = 7;
    [[nodiscard]] static QColor seriesColor(int index);
    [[nodiscard]] static QColor typeColor(int accountType); // domain::AccountType as a number

private:
    explicit Theme(bool isDark) : m_isDark(isDark) {}
    bool m_isDark = false;
};

// The theme that the palette in force belongs to; what delegates and painters ask.
[[nodiscard]] Theme themeOf(const QPalette& palette);
[[nodiscard]] Theme resolveTheme(ThemeChoice choice);
// Fusion, palette, style sheet and fonts; may be called again to switch.
void applyTheme(QApplication& application, ThemeChoice choice);

[[nodiscard]] QFont headingFont(); // 13 pt semibold
[[nodiscard]] QFont figureFont();  // 18 pt semibold
// W3C contrast ratio, 1 to 21 (WCAG 2.1, relative luminance).
[[nodiscard]] double contrastRatio(const QColor& a, const QColor& b);

// Spacing in steps of 4, heights of rows and controls, in device-independent pixels.
namespace metric {
inline constexpr int kStep = 4, kSpace = 8, kGap = 12, kPad = 16, kWide = 24;
inline constexpr int kRadius = 5, kRow = 26, kHeader = 28, kControl = 28;
inline constexpr int kDetailsAsTabBelow = 1'100; // window width
inline constexpr int kNavigationIconsBelow = 1'000;
} // namespace metric

} // namespace alluse::ui
