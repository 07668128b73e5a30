#include "ui/common/actions.h"

#include "ui/common/icons.h"

namespace alluse::ui {

QAction* Actions::add(const ActionSpec& spec, std::function<void()> run) {
    Q_ASSERT_X(!m_byId.contains(spec.id), "Actions::add", "each id once");
    auto* action = new QAction(spec.text, this);
    action->setObjectName(spec.id);
    action->setProperty("group", spec.group);
    action->setShortcut(spec.shortcut);
    action->setCheckable(spec.isCheckable);
    if (!spec.icon.isEmpty()) action->setIcon(lineIcon(spec.icon));
    connect(action, &QAction::triggered, this, std::move(run));
    m_all << action;
    m_byId.insert(spec.id, action);
    return action;
}

void Actions::adopt(QAction* action, const QString& group) {
    action->setProperty("group", group);
    m_all << action;
}

QAction* Actions::get(const QString& id) const {
    QAction* action = m_byId.value(id);
    Q_ASSERT_X(action, "Actions::get", qPrintable(id));
    return action;
}

QString Actions::groupOf(const QAction* action) {
    return action->property("group").toString();
}

void Actions::setReason(const QString& id, const QString& whyNot) {
    QAction* action = get(id);
    action->setProperty("whyNot", whyNot);
    action->setEnabled(whyNot.isEmpty());
}

QString Actions::reasonOf(const QAction* action) {
    return action->property("whyNot").toString();
}

} // namespace alluse::ui
