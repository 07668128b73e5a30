#pragma once
// Ctrl+?: every key of the window on one sheet, by group.

#include <QDialog>

namespace alluse::ui {

class Actions;

class ShortcutSheet final : public QDialog {
    Q_OBJECT

public:
    ShortcutSheet(const Actions& actions, QWidget* parent);
};

} // namespace alluse::ui
