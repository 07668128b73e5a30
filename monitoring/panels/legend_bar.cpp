#include "panels/legend_bar.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace alluse::panels {

namespace {

constexpr int kSide = 12;
constexpr int kSwatchWidth = 12;
constexpr int kGap = 4;
constexpr int kEntryGap = 16;
constexpr int kHeight = 24;

} // namespace

LegendBar::LegendBar(QWidget* parent)
    : QWidget(parent), m_theme(ChartTheme::fromPalette(palette())) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void LegendBar::setTheme(const ChartTheme& theme) {
    m_theme = theme;
    update();
}

void LegendBar::setEntries(const QList<Entry>& entries) {
    if (entries == m_entries) return;
    m_entries = entries;
    update();
}

QSize LegendBar::sizeHint() const {
    return {240, std::max(kHeight, QFontMetrics(font()).height() + 2 * kGap)};
}

QSize LegendBar::minimumSizeHint() const {
    return {0, sizeHint().height()};
}

void LegendBar::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event);
    QPainter painter(this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics plainMetrics(font());
    const QFontMetrics boldMetrics(bold);
    const int middle = height() / 2;
    int x = kSide;
    for (const Entry& entry : m_entries) {
        const QString value = entry.value.isEmpty() ? QStringLiteral("–") : entry.value;
        const int nameWidth = plainMetrics.horizontalAdvance(entry.name);
        // Room for four figures, so that neighbours do not dance with each new value.
        const int valueWidth = std::max(boldMetrics.horizontalAdvance(value),
                                        boldMetrics.horizontalAdvance(QStringLiteral("0000")));
        // An entry that does not fit is left out whole rather than cut.
        if (x + kSwatchWidth + 2 * kGap + nameWidth + valueWidth > width()) break;
        painter.fillRect(QRect(x, middle - 1, kSwatchWidth, 3), entry.colour);
        x += kSwatchWidth + kGap;
        painter.setFont(font());
        painter.setPen(m_theme.muted);
        painter.drawText(QRect(x, 0, nameWidth, height()), Qt::AlignVCenter, entry.name);
        x += nameWidth + kGap;
        painter.setFont(bold);
        painter.setPen(m_theme.text);
        painter.drawText(QRect(x, 0, valueWidth, height()), Qt::AlignVCenter, value);
        x += valueWidth + kEntryGap;
    }
}

} // namespace alluse::panels
