#pragma once
// Figures with digits of one width, so that columns of numbers line up in any font.

#include <QFont>
#include <QGlyphRun>
#include <QRawFont>
#include <QString>

class QPainter;

namespace alluse::ui {

// Qt 6.4 cannot switch a font's "tnum" feature on, so the digits are placed one by one.
// One per font; cheap to use for every cell.
class TabularText {
public:
    explicit TabularText(const QFont& font);

    [[nodiscard]] const QFont& font() const { return m_font; }
    [[nodiscard]] qreal width(const QString& text) const;
    // Vertically centred in `rect`, at its right or left edge, with the painter's pen.
    void draw(QPainter& painter, const QRectF& rect, const QString& text, Qt::Alignment side) const;

private:
    QFont m_font;
    QRawFont m_raw;
    qreal m_digitWidth = 0;
};

} // namespace alluse::ui
