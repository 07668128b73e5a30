#pragma once
// The colours a chart dock paints with; the table of tokens that fills them lives in the ui room.

#include <QColor>

#include <array>

class QPalette;

namespace alluse::panels {

struct ChartTheme {
    QColor window;   // around the docks
    QColor surface;  // behind the chart
    QColor border;   // edge of the dock
    QColor grid;
    QColor text;
    QColor muted;    // axis labels, unit, state
    QColor accent;   // focus
    QColor critical; // thresholds
    std::array<QColor, 7> series; // one for each line, in order

    // Readable until the ui hands in its own.
    [[nodiscard]] static ChartTheme fromPalette(const QPalette& palette);
};

} // namespace alluse::panels
