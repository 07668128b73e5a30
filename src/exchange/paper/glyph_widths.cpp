#include "exchange/paper/glyph_widths.h"

#include <QStringList>

#include <algorithm>

namespace alluse::exchange {

GlyphWidths::GlyphWidths(const QFont& font) : m_font(QRawFont::fromFont(font)) {
    for (std::size_t code = 0x20; code < kCached; ++code) m_glyphs[code] = read(QChar(static_cast<char16_t>(code)));
    // Every digit is as wide as the widest, so that columns of figures stand one below the other.
    double widest = 0;
    for (char digit = '0'; digit <= '9'; ++digit)
        widest = std::max(widest, m_glyphs[static_cast<std::size_t>(digit)].width);
    for (char digit = '0'; digit <= '9'; ++digit) m_glyphs[static_cast<std::size_t>(digit)].width = widest;
}

GlyphWidths::Glyph GlyphWidths::read(QChar character) const {
    const auto indexes = m_font.glyphIndexesForString(QString(character));
    if (indexes.isEmpty()) return {};
    return {indexes.first(), m_font.advancesForGlyphIndexes(indexes).first().x()};
}

GlyphWidths::Glyph GlyphWidths::of(QChar character) const {
    const std::size_t code = character.unicode();
    return code < kCached ? m_glyphs[code] : read(character);
}

double GlyphWidths::of(QStringView text) const {
    double width = 0;
    for (const QChar character : text) width += of(character).width;
    return width;
}

bool GlyphWidths::addTo(QList<quint32>& glyphs, QList<QPointF>& positions, QPointF baseline,
                        const QString& text) const {
    const qsizetype before = glyphs.size();
    for (const QChar character : text) {
        const Glyph glyph = of(character);
        if (glyph.index == 0) {
            glyphs.resize(before);
            positions.resize(before);
            return false;
        }
        glyphs << glyph.index;
        positions << baseline;
        baseline.rx() += glyph.width;
    }
    return true;
}

QStringList GlyphWidths::wrap(const QString& text, double width, int linesMax) const {
    if (of(text) <= width) return {text};
    QStringList lines;
    qsizetype start = 0, blank = -1;
    double used = 0;
    for (qsizetype i = 0; i < text.size() && lines.size() < linesMax; ++i) {
        if (text[i].isSpace()) blank = i;
        used += of(text[i]).width;
        if (used <= width || i == start) continue;
        const bool isLast = lines.size() + 1 == linesMax;
        const qsizetype end = blank > start && !isLast ? blank : i;
        lines << text.mid(start, end - start) + (isLast ? QStringLiteral("…") : QString());
        start = end == blank ? end + 1 : end;
        i = start - 1;
        blank = -1;
        used = 0;
    }
    if (lines.size() < linesMax && start < text.size()) lines << text.mid(start);
    return lines;
}

} // namespace alluse::exchange
