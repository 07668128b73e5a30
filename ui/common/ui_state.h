#pragma once
// What the window remembers between two starts, as a value: read and written by composition only.

#include "ui/common/theme.h"

#include <QByteArray>
#include <QHash>
#include <QSize>
#include <QString>

namespace alluse::ui {

// Grows when docks or tool bars change; an older layout is then dropped, not guessed at.
inline constexpr int kLayoutVersion = 1;

struct UiState {
    ThemeChoice theme = ThemeChoice::System;
    QString page = QStringLiteral("accounts");
    int layoutVersion = kLayoutVersion;
    QByteArray geometry; // QWidget::saveGeometry
    QByteArray docks;    // QMainWindow::saveState
    QByteArray splitter; // table and details
    bool isDetailsShown = true;
    QHash<QString, QByteArray> tables; // page name → column order, widths, hidden columns
};

} // namespace alluse::ui
