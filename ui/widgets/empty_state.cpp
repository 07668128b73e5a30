#include "ui/widgets/empty_state.h"

#include "ui/common/theme.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace alluse::ui {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent), m_why(new QLabel(this)), m_hint(new QLabel(this)),
      m_button(new QPushButton(this)) {
    setObjectName(QStringLiteral("emptyState"));
    for (QLabel* label : {m_why, m_hint}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    m_why->setProperty("tone", QStringLiteral("heading"));
    m_hint->setProperty("tone", QStringLiteral("muted"));
    m_button->setProperty("primary", true);
    m_button->setObjectName(QStringLiteral("emptyStateButton"));
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(metric::kSpace);
    layout->addStretch(2);
    layout->addWidget(m_why);
    layout->addWidget(m_hint);
    layout->addSpacing(metric::kSpace);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_next) m_next->trigger();
    });
    m_button->hide();
}

void EmptyState::setMessage(const QString& why, const QString& hint, QAction* next) {
    m_why->setText(why);
    m_hint->setText(hint);
    m_next = next;
    m_button->setVisible(next != nullptr);
    if (next) m_button->setText(next->text());
}

} // namespace alluse::ui
