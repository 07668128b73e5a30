#include "panels/legend_bar.h"

#include <QFontMetrics>
#include <QPainter>
#include <QResizeEvent>

#include <algorithm>

namespace alluse::panels {

namespace {

constexpr int kSide = 12;
constexpr int kSwatchWidth = 12;
constexpr int kGap = 4;
constexpr int kEntryGap = 12;
constexpr int kRowHeightMin = 20;
constexpr double kFontScale = 0.9; // as the axis labels

QFont nameFont(const QWidget& widget) {
    QFont font = widget.font();
    if (font.pointSizeF() > 0) font.setPointSizeF(font.pointSizeF() * kFontScale);
    return font;
}

QFont valueFont(const QWidget& widget) {
    QFont font = nameFont(widget);
    font.setWeight(QFont::DemiBold);
    return font;
}

QString shownValue(const LegendBar::Entry& entry) {
    return entry.value.isEmpty() ? QStringLiteral("–") : entry.value;
}

} // namespace

LegendBar::LegendBar(QWidget* parent)
    : QWidget(parent), m_theme(ChartTheme::fromPalette(palette())) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    arrange();
}

void LegendBar::setTheme(const ChartTheme& theme) {
    m_theme = theme;
    update();
}

void LegendBar::setEntries(const QList<Entry>& entries) {
    if (entries == m_entries) return;
    m_entries = entries;
    arrange();
}

int LegendBar::rowsCount() const {
    return m_places.isEmpty() ? 1 : m_places.constLast().row + 1;
}

int LegendBar::rowHeight() const {
    return std::max(kRowHeightMin, QFontMetrics(valueFont(*this)).height() + kGap);
}

// Left to right, a new row when an entry does not fit: a line without a name helps nobody.
void LegendBar::arrange() {
    const QFontMetrics nameMetrics(nameFont(*this));
    const QFontMetrics valueMetrics(valueFont(*this));
    // Room for three figures, so that neighbours do not dance with each new value.
    const int valueWidthMin = valueMetrics.horizontalAdvance(QStringLiteral("0.00"));
    m_places.clear();
    int x = kSide;
    int row = 0;
    for (const Entry& entry : m_entries) {
        const int nameWidth = nameMetrics.horizontalAdvance(entry.name);
        const int valueWidth =
            std::max(valueMetrics.horizontalAdvance(shownValue(entry)), valueWidthMin);
        const int entryWidth = kSwatchWidth + 2 * kGap + nameWidth + valueWidth;
        if (x > kSide && x + entryWidth > width() - kGap) {
            x = kSide;
            ++row;
        }
        m_places.append({x, row, nameWidth, valueWidth});
        x += entryWidth + kEntryGap;
    }
    setFixedHeight(rowsCount() * rowHeight() + kGap);
    update();
}

void LegendBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) arrange();
}

void LegendBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) arrange();
}

void LegendBar::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event);
    QPainter painter(this);
    for (qsizetype index = 0; index < m_places.size(); ++index) {
        const Entry& entry = m_entries[index];
        const Place& place = m_places[index];
        const int top = kGap / 2 + place.row * rowHeight();
        int x = place.x;
        painter.fillRect(QRect(x, top + rowHeight() / 2 - 1, kSwatchWidth, 3), entry.colour);
        x += kSwatchWidth + kGap;
        painter.setFont(nameFont(*this));
        painter.setPen(m_theme.muted);
        painter.drawText(QRect(x, top, place.nameWidth, rowHeight()), Qt::AlignVCenter, entry.name);
        x += place.nameWidth + kGap;
        painter.setFont(valueFont(*this));
        painter.setPen(m_theme.text);
        painter.drawText(QRect(x, top, place.valueWidth, rowHeight()), Qt::AlignVCenter,
                         shownValue(entry));
    }
}

} // namespace alluse::panels
