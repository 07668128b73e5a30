#pragma once
// What the window remembers between two starts, as a value: read and written by composition only.

#include "ui/common/theme.h"

#include <QByteArray>
#include <QHash>
#include <QSize>
#include <QString>
#include <QStringList>

namespace alluse::ui {

// Grows when docks or tool bars change; an older layout is then dropped, not guessed at.
inline constexpr int kLayoutVersion = 2;

struct UiState {
    ThemeChoice theme = ThemeChoice::System;
    QString page = QStringLiteral("accounts");
    int layoutVersion = kLayoutVersion;
    QByteArray geometry; // QWidget::saveGeometry
    QByteArray docks;    // QMainWindow::saveState
    QByteArray splitter; // pages and side area
    bool isDetailsShown = true;
    QHash<QString, QByteArray> tables; // page name → columns, widths, hidden ones, sort
    QStringList recentActions;         // ids, newest first; the palette begins with them
    bool operator==(const UiState&) const = default;
};

} // namespace alluse::ui
