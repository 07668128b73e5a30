#pragma once
// The strip below the menus: search with its key, the primary action, a few more.

class QLineEdit;
class QMainWindow;
class QToolBar;

namespace alluse::ui {

class Actions;

[[nodiscard]] QToolBar* makeToolStrip(QMainWindow& window, QLineEdit& search, Actions& actions);

} // namespace alluse::ui
