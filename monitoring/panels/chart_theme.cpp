#include "panels/chart_theme.h"

#include <QPalette>

namespace alluse::panels {

ChartTheme ChartTheme::fromPalette(const QPalette& palette) {
    ChartTheme theme;
    theme.window = palette.color(QPalette::Window);
    theme.surface = palette.color(QPalette::Base);
    theme.border = palette.color(QPalette::Mid);
    theme.grid = palette.color(QPalette::AlternateBase);
    theme.text = palette.color(QPalette::Text);
    theme.muted = palette.color(QPalette::PlaceholderText);
    theme.accent = palette.color(QPalette::Highlight);
    theme.critical = palette.color(QPalette::Link);
    theme.series.fill(theme.text);
    return theme;
}

} // namespace alluse::panels
