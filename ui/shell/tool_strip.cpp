#include "ui/shell/tool_strip.h"

#include "ui/common/actions.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QToolBar>

namespace alluse::ui {
namespace {

constexpr int kSearchWidthMin = 200;
constexpr int kSearchWidthMax = 480;

QPushButton* actionButton(QWidget* parent, QAction* action, bool isPrimary) {
    auto* button = new QPushButton(action->text().remove(QLatin1Char('&')), parent);
    button->setObjectName(QStringLiteral("strip.") + action->objectName());
    button->setAccessibleName(button->text());
    button->setProperty("primary", isPrimary);
    button->setAutoDefault(false);
    button->setEnabled(action->isEnabled());
    button->setToolTip(action->shortcut().toString(QKeySequence::NativeText));
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    QObject::connect(action, &QAction::enabledChanged, button, &QWidget::setEnabled);
    return button;
}

} // namespace

QToolBar* makeToolStrip(QMainWindow& window, QLineEdit& search, Actions& actions) {
    auto* bar = new QToolBar(&window);
    bar->setObjectName(QStringLiteral("toolStrip"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    auto* body = new QWidget(bar);
    auto* layout = new QHBoxLayout(body);
    layout->setContentsMargins(metric::kGap, metric::kStep, metric::kGap, metric::kStep);
    layout->setSpacing(metric::kSpace);
    search.setMinimumWidth(kSearchWidthMin);
    search.setMaximumWidth(kSearchWidthMax);
    layout->addWidget(&search, 3);
    layout->addWidget(actionButton(body, actions.get(QStringLiteral("family.open")), true));
    layout->addWidget(actionButton(body, actions.get(QStringLiteral("account.post")), false));
    layout->addWidget(actionButton(body, actions.get(QStringLiteral("account.transfer")), false));
    layout->addWidget(actionButton(body, actions.get(QStringLiteral("edit.filter")), false));
    layout->addWidget(actionButton(body, actions.get(QStringLiteral("view.columns")), false));
    layout->addStretch(1);
    bar->addWidget(body);
    return bar;
}

} // namespace alluse::ui
