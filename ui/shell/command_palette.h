#pragma once
// Ctrl+Shift+P: type a few letters of any command, Enter runs it. Keyboard only; the last used come
// first, and what is not possible now says why.

#include <QDialog>

class QAction;
class QLineEdit;
class QListWidget;

namespace alluse::ui {

class Actions;

class CommandPalette final : public QDialog {
    Q_OBJECT

public:
    // `recent`: ids of the last commands, newest first.
    CommandPalette(const Actions& actions, QStringList recent, QWidget* parent);
    // How well `query` fits: 0 not at all; more for whole words than for letters in their order.
    [[nodiscard]] static int score(const QString& query, const QString& text);

signals:
    void ran(const QStringList& recent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill(const QString& query);
    void runCurrent();

    const Actions& m_actions;
    QStringList m_recent;
    QLineEdit* m_query;
    QListWidget* m_list;
};

} // namespace alluse::ui
