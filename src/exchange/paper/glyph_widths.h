#pragma once
// Text of one font as glyphs, without shaping: a figure keeps its width, and what is copied out of a PDF is
// what was written (ligatures and contextual forms would have no character). One thread.

#include <QFont>
#include <QGlyphRun>
#include <QRawFont>
#include <QString>

#include <array>

namespace alluse::exchange {

class GlyphWidths {
public:
    explicit GlyphWidths(const QFont& font);
    [[nodiscard]] double of(QStringView text) const;
    // What fits into a width, broken at blanks; a word that is too long is cut.
    [[nodiscard]] QStringList wrap(const QString& text, double width, int linesMax) const;
    // Adds the glyphs of a text to a run; false when the font lacks one of its characters.
    [[nodiscard]] bool addTo(QList<quint32>& glyphs, QList<QPointF>& positions, QPointF baseline,
                             const QString& text) const;
    [[nodiscard]] const QRawFont& font() const { return m_font; }

private:
    static constexpr std::size_t kCached = 0x300; // Latin and its supplements
    struct Glyph {
        quint32 index = 0;
        double width = 0;
    };
    [[nodiscard]] Glyph of(QChar character) const;
    [[nodiscard]] Glyph read(QChar character) const;
    QRawFont m_font;
    std::array<Glyph, kCached> m_glyphs{};
};

} // namespace alluse::exchange
