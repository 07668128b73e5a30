#include "ui/widgets/tabular_text.h"

#include <QPainter>

#include <algorithm>

namespace alluse::ui {

TabularText::TabularText(const QFont& font) : m_font(font), m_raw(QRawFont::fromFont(font)) {
    const auto digits = m_raw.glyphIndexesForString(QStringLiteral("0123456789"));
    for (const QPointF& advance : m_raw.advancesForGlyphIndexes(digits))
        m_digitWidth = std::max(m_digitWidth, advance.x());
}

qreal TabularText::width(const QString& text) const {
    const auto advances = m_raw.advancesForGlyphIndexes(m_raw.glyphIndexesForString(text));
    qreal sum = 0;
    for (qsizetype i = 0; i < advances.size() && i < text.size(); ++i)
        sum += text[i].isDigit() ? m_digitWidth : advances[i].x();
    return sum;
}

void TabularText::draw(QPainter& painter, const QRectF& rect, const QString& text,
                       Qt::Alignment side) const {
    const auto glyphs = m_raw.glyphIndexesForString(text);
    // A letter without a glyph here would be a box: let the layout engine find another font.
    if (glyphs.size() != text.size() || glyphs.contains(0)) {
        painter.setFont(m_font);
        painter.drawText(rect, static_cast<int>(side | Qt::AlignVCenter), text);
        return;
    }
    const auto advances = m_raw.advancesForGlyphIndexes(glyphs);
    QList<QPointF> positions;
    positions.reserve(glyphs.size());
    qreal x = 0;
    for (qsizetype i = 0; i < glyphs.size(); ++i) {
        const bool isDigit = text[i].isDigit();
        const qreal cell = isDigit ? m_digitWidth : advances[i].x();
        positions << QPointF(x + (cell - advances[i].x()) / 2, 0);
        x += cell;
    }
    QGlyphRun run;
    run.setRawFont(m_raw);
    run.setGlyphIndexes(glyphs);
    run.setPositions(positions);
    const qreal left = side.testFlag(Qt::AlignRight) ? rect.right() - x : rect.left();
    const qreal baseline = rect.center().y() + (m_raw.ascent() - m_raw.descent()) / 2;
    painter.drawGlyphRun(QPointF(left, baseline), run);
}

} // namespace alluse::ui
