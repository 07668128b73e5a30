#include "ui/widgets/chip_bar.h"

#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace alluse::ui {

ChipBar::ChipBar(QWidget* parent) : QWidget(parent), m_layout(new QHBoxLayout(this)) {
    setObjectName(QStringLiteral("chipBar"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(metric::kStep);
    m_layout->addStretch();
}

void ChipBar::setChips(const QList<Chip>& chips) {
    m_texts.clear();
    while (m_layout->count() > 1) {
        QLayoutItem* item = m_layout->takeAt(0);
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was just pressed
        delete item;
    }
    for (const Chip& chip : chips) {
        auto* button = new QToolButton(this);
        button->setProperty("role", QStringLiteral("chip"));
        button->setObjectName(QStringLiteral("chip.%1").arg(m_texts.size()));
        // Stored text may hold an ampersand, which would underline its neighbour.
        button->setText(QString(chip.text).replace(QLatin1Char('&'), QStringLiteral("&&"))
                        + QStringLiteral("  \u2715"));
        button->setAccessibleName(tr("Remove filter %1").arg(chip.text));
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::clicked, this, [removed = chip.removed] { removed(); });
        m_layout->insertWidget(m_layout->count() - 1, button);
        m_texts << chip.text;
    }
}

QStringList ChipBar::texts() const {
    return m_texts;
}

} // namespace alluse::ui
