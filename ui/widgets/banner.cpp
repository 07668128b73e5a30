#include "ui/widgets/banner.h"

#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace alluse::ui {

Banner::Banner(QWidget* parent)
    : QFrame(parent), m_label(new QLabel(this)), m_retry(new QPushButton(tr("&Retry"), this)) {
    setObjectName(QStringLiteral("banner"));
    setProperty("banner", QStringLiteral("critical"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_retry->setObjectName(QStringLiteral("retryButton"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metric::kGap, metric::kStep, metric::kGap, metric::kStep);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_retry);
    connect(m_retry, &QPushButton::clicked, this, &Banner::retryRequested);
    hide();
}

void Banner::showError(const QString& text) {
    m_label->setText(text);
    setAccessibleName(text);
    show();
}

void Banner::clear() {
    m_label->clear();
    hide();
}

QString Banner::text() const {
    return m_label->text();
}

} // namespace alluse::ui
