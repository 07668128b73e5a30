#include "ui/widgets/row_actions.h"

#include "ui/common/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>

namespace alluse::ui {

RowActions::RowActions(QTableView* table, const QList<QAction*>& actions)
    : QFrame(table->viewport()), m_table(table) {
    setObjectName(QStringLiteral("rowActions"));
    setFocusPolicy(Qt::NoFocus);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metric::kStep, 0, metric::kStep, 0);
    layout->setSpacing(2);
    for (QAction* action : actions) {
        auto* button = new QToolButton(this);
        button->setObjectName(QStringLiteral("row.") + action->objectName());
        button->setProperty("role", QStringLiteral("plain"));
        button->setIcon(action->icon());
        const QString text = action->text().remove(QLatin1Char('&'));
        button->setToolTip(text);
        button->setAccessibleName(text);
        button->setFocusPolicy(Qt::NoFocus);
        connect(button, &QToolButton::clicked, this, [this, action] {
            if (m_row < 0) return;
            m_table->selectRow(m_row);
            m_table->setFocus();
            if (action->isEnabled()) action->trigger();
        });
        layout->addWidget(button);
    }
    table->viewport()->setMouseTracking(true);
    table->viewport()->installEventFilter(this);
    connect(table->verticalScrollBar(), &QScrollBar::valueChanged, this, &RowActions::leave);
    connect(table->model(), &QAbstractItemModel::modelReset, this, &RowActions::leave);
    hide();
}

bool RowActions::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseMove) {
        const auto* move = static_cast<QMouseEvent*>(event);
        if (move->buttons() == Qt::NoButton) follow(move->position().toPoint());
    } else if (event->type() == QEvent::Leave) {
        // Onto a button of ours is still over the row.
        if (!isVisible() || !rect().contains(mapFromGlobal(QCursor::pos()))) leave();
    } else if (event->type() == QEvent::Resize) {
        leave();
    }
    return QFrame::eventFilter(watched, event);
}

void RowActions::follow(const QPoint& position) {
    const int row = m_table->rowAt(position.y());
    if (row < 0) return leave();
    if (row == m_row) return;
    const int top = m_table->rowViewportPosition(row);
    const QSize size(sizeHint().width(), m_table->rowHeight(row) - 1);
    setGeometry(QRect(QPoint(m_table->viewport()->width() - size.width(), top), size));
    show();
    raise();
    setRow(row);
}

void RowActions::leave() {
    hide();
    setRow(-1);
}

void RowActions::setRow(int row) {
    if (row == m_row) return;
    m_row = row;
    emit rowChanged(row);
}

} // namespace alluse::ui
