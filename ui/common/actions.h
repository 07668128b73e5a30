#pragma once
// Every command of the window by a stable id: menus, the palette and the shortcut sheet read it.

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>

namespace alluse::ui {

struct ActionSpec {
    QString id;    // "account.post"; also the QAction's object name
    QString group; // heading in the palette and the sheet: "Account"
    QString text;  // with mnemonic and, when a dialog follows, an ellipsis
    QKeySequence shortcut = {};
    QString icon = {}; // file in resources/icons without ".svg"
    bool isCheckable = false;
};

class Actions final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    QAction* add(const ActionSpec& spec, std::function<void()> run);
    // An action made elsewhere (a dock's toggle) joins the palette and the sheet.
    void adopt(QAction* action, const QString& group);
    // Asserts that it exists: an unknown id is a bug.
    [[nodiscard]] QAction* get(const QString& id) const;
    [[nodiscard]] const QList<QAction*>& all() const { return m_all; } // in the order of adding
    [[nodiscard]] static QString groupOf(const QAction* action);
    // Off with a reason, which the palette shows; an empty reason switches it on.
    void setReason(const QString& id, const QString& whyNot);
    [[nodiscard]] static QString reasonOf(const QAction* action);

private:
    QList<QAction*> m_all;
    QHash<QString, QAction*> m_byId;
};

} // namespace alluse::ui
