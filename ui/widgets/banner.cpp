#include "ui/widgets/banner.h"

#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

#include <algorithm>

namespace alluse::ui {

Banner::Banner(QWidget* parent)
    : QFrame(parent), m_label(new QLabel(this)), m_retry(new QPushButton(tr("&Retry"), this)),
      m_timer(new QTimer(this)) {
    setObjectName(QStringLiteral("banner"));
    setProperty("banner", QStringLiteral("critical"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setObjectName(QStringLiteral("bannerText"));
    m_retry->setObjectName(QStringLiteral("retryButton"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metric::kGap, metric::kStep, metric::kGap, metric::kStep);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_retry);
    m_timer->setInterval(std::chrono::seconds(1));
    connect(m_timer, &QTimer::timeout, this, &Banner::tick);
    connect(m_retry, &QPushButton::clicked, this, [this] {
        m_timer->stop();
        emit retryRequested();
    });
    hide();
}

void Banner::showError(const QString& text) {
    m_timer->stop();
    m_label->setText(text);
    m_retry->setText(tr("&Retry"));
    setAccessibleName(text);
    show();
}

void Banner::showWaiting(const QString& text) {
    const bool isCounting = m_timer->isActive();
    m_label->setText(text);
    setAccessibleName(text);
    show();
    if (isCounting) return; // several requests failed together: one countdown
    const auto last = std::size(kRetrySeconds) - 1;
    m_secondsLeft = kRetrySeconds[std::min(static_cast<std::size_t>(m_attempt++), last)];
    showSeconds();
    m_timer->start();
}

void Banner::tick() {
    if (--m_secondsLeft > 0) return showSeconds();
    m_timer->stop();
    m_retry->setText(tr("&Retry"));
    emit retryRequested();
}

void Banner::showSeconds() {
    m_retry->setText(tr("&Retry (%1 s)").arg(m_secondsLeft));
}

void Banner::clear() {
    m_timer->stop();
    m_attempt = 0;
    m_label->clear();
    hide();
}

QString Banner::text() const {
    return m_label->text();
}

QString Banner::retryText() const {
    return m_retry->text();
}

} // namespace alluse::ui
