#include "ui/widgets/meter_bar.h"

#include "models/text_format.h"
#include "ui/common/theme.h"

#include <QPainter>

namespace alluse::ui {
namespace {

constexpr int kHeight = 6;
constexpr int kFigureWidth = 52;

} // namespace

MeterBar::MeterBar(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void MeterBar::setShare(double share) {
    m_share = share;
    setAccessibleName(models::percentText(share));
    update();
}

void MeterBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme theme = themeOf(palette());
    QRectF track(0, (height() - kHeight) / 2.0, width() - kFigureWidth, kHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Grid));
    painter.drawRoundedRect(track, kHeight / 2.0, kHeight / 2.0);
    painter.setBrush(theme.color(Token::Accent));
    track.setWidth(track.width() * m_share);
    if (m_share > 0) painter.drawRoundedRect(track, kHeight / 2.0, kHeight / 2.0);
    painter.setPen(theme.color(Token::Text));
    painter.drawText(rect(), Qt::AlignRight | Qt::AlignVCenter, models::percentText(m_share));
}

} // namespace alluse::ui
