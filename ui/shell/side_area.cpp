#include "ui/shell/side_area.h"

#include <QVBoxLayout>

namespace alluse::ui {

SideArea::SideArea(QWidget* parent) : QFrame(parent), m_layout(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("sideArea"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    hide();
}

void SideArea::setPane(QWidget* pane) {
    if (m_pane && m_pane != pane && m_pane->parentWidget() == this) m_pane->hide();
    m_pane = pane;
    if (pane) {
        if (pane->parentWidget() != this) m_layout->addWidget(pane);
        pane->show();
    }
    setVisible(pane != nullptr);
}

} // namespace alluse::ui
