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
    // Told apart by colour-blind readers as well (Okabe and Ito).
    std::array<QColor, 7> series{QColor(0x00, 0x72, 0xB2), QColor(0xE6, 0x9F, 0x00),
                                 QColor(0x00, 0x9E, 0x73), QColor(0xCC, 0x79, 0xA7),
                                 QColor(0x56, 0xB4, 0xE9), QColor(0xD5, 0x5E, 0x00),
                                 QColor(0x99, 0x99, 0x99)};

    // Readable until the ui hands in its own.
    [[nodiscard]] static ChartTheme fromPalette(const QPalette& palette);
};

} // namespace alluse::panels
