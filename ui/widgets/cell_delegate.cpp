#include "ui/widgets/cell_delegate.h"

#include "models/model_roles.h"

#include <QPainter>
#include <QPixmapCache>

namespace alluse::ui {
namespace {

using models::CellKind;
using models::Tone;

constexpr int kDotSize = 8;
constexpr int kMeterHeight = 6;
constexpr int kChipHeight = 18;
constexpr int kShimmerHeight = 8;

QColor textColor(const Theme& theme, Tone tone) {
    switch (tone) {
    case Tone::Neutral: return theme.color(Token::Text);
    case Tone::Positive: return theme.color(Token::Positive);
    case Tone::Negative: return theme.color(Token::Negative);
    case Tone::Warning: return theme.color(Token::WarningText);
    case Tone::Critical: return theme.color(Token::CriticalText);
    case Tone::Muted: return theme.color(Token::Muted);
    }
    return theme.color(Token::Text);
}

QColor chipFill(const Theme& theme, Tone tone) {
    switch (tone) {
    case Tone::Warning: return theme.color(Token::WarningFill);
    case Tone::Critical:
    case Tone::Negative: return theme.color(Token::CriticalFill);
    case Tone::Positive: return theme.color(Token::PositiveFill);
    case Tone::Neutral:
    case Tone::Muted: break;
    }
    return Qt::transparent;
}

void drawShimmer(QPainter& painter, const QRect& cell, const Theme& theme, int row, int column) {
    // Widths that differ from row to row read as text to come; nothing moves.
    const int share = 45 + ((row * 7 + column * 13) % 5) * 10;
    QRect bar(cell.left(), 0, cell.width() * share / 100, kShimmerHeight);
    bar.moveTop(cell.center().y() - kShimmerHeight / 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Grid));
    painter.drawRoundedRect(bar, kShimmerHeight / 2.0, kShimmerHeight / 2.0);
}

void drawMeter(QPainter& painter, const QRect& cell, const Theme& theme, double share) {
    QRectF track(cell.left(), 0, cell.width(), kMeterHeight);
    track.moveTop(cell.center().y() - kMeterHeight / 2.0 + 0.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Grid));
    painter.drawRoundedRect(track, kMeterHeight / 2.0, kMeterHeight / 2.0);
    if (share <= 0) return;
    QRectF filled = track;
    filled.setWidth(std::max(track.width() * share, double(kMeterHeight)));
    painter.setBrush(theme.color(Token::Accent));
    painter.drawRoundedRect(filled, kMeterHeight / 2.0, kMeterHeight / 2.0);
}

void drawChip(QPainter& painter, const QRect& cell, const Theme& theme, const QFont& font,
              const QString& text, Tone tone) {
    QFont small = font;
    small.setPointSizeF(font.pointSizeF() - 1);
    const int width = QFontMetrics(small).horizontalAdvance(text) + 2 * metric::kSpace;
    QRectF chip(cell.left() + 0.5, 0, std::min(width, cell.width()), kChipHeight);
    chip.moveTop(cell.center().y() - kChipHeight / 2.0 + 0.5);
    const QColor fill = chipFill(theme, tone);
    painter.setPen(fill.alpha() ? QPen(Qt::NoPen) : QPen(theme.color(Token::Border)));
    painter.setBrush(fill);
    painter.drawRoundedRect(chip, kChipHeight / 2.0, kChipHeight / 2.0);
    painter.setFont(small);
    painter.setPen(tone == Tone::Neutral ? theme.color(Token::Muted) : textColor(theme, tone));
    painter.drawText(chip, Qt::AlignCenter, text);
}

// What tells two accounts of a client apart stands at the end of their names.
Qt::TextElideMode elideOf(CellKind kind) {
    return kind == CellKind::Account ? Qt::ElideMiddle : Qt::ElideRight;
}

// Drawn once for each type: an ellipse with smooth edges costs more than the text beside it.
QPixmap typeDot(int accountType, qreal pixelRatio) {
    const QString key = QStringLiteral("typeDot %1 %2").arg(accountType).arg(pixelRatio);
    QPixmap dot;
    if (QPixmapCache::find(key, &dot)) return dot;
    dot = QPixmap(QSize(kDotSize, kDotSize) * pixelRatio);
    dot.setDevicePixelRatio(pixelRatio);
    dot.fill(Qt::transparent);
    QPainter painter(&dot);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::typeColor(accountType));
    painter.drawEllipse(QRectF(0, 0, kDotSize, kDotSize));
    QPixmapCache::insert(key, dot);
    return dot;
}

QRect drawTypeDot(QPainter& painter, QRect cell, int accountType) {
    painter.drawPixmap(cell.left(), cell.center().y() - kDotSize / 2 + 1,
                       typeDot(accountType, painter.device()->devicePixelRatioF()));
    return cell.adjusted(kDotSize + 7, 0, 0, 0);
}

} // namespace

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    const Theme theme = themeOf(option.palette);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isSelected)
        painter->fillRect(option.rect, theme.color(Token::Selection));
    else if (index.row() == m_hoveredRow)
        painter->fillRect(option.rect, theme.color(Token::Raised));
    painter->fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1,
                      theme.color(Token::Grid));
    const QRect cell = option.rect.adjusted(kCellPad, 0, -kCellPad, -1);
    if (index.data(models::LoadingRole).toBool()) {
        drawShimmer(*painter, cell, theme, index.row(), index.column());
        painter->restore();
        return;
    }
    const auto kind = static_cast<CellKind>(index.data(models::CellKindRole).toInt());
    const auto tone = static_cast<Tone>(index.data(models::ToneRole).toInt());
    const QString text = index.data(Qt::DisplayRole).toString();
    QColor color = textColor(theme, tone);
    switch (kind) {
    case CellKind::Money:
        painter->setPen(color);
        figures(option.font).draw(*painter, cell, text, Qt::AlignRight);
        break;
    case CellKind::Number:
        painter->setPen(theme.color(Token::Muted));
        figures(option.font).draw(*painter, cell, text, Qt::AlignRight);
        break;
    case CellKind::Chip: drawChip(*painter, cell, theme, option.font, text, tone); break;
    case CellKind::Meter: {
        const QVariant share = index.data(models::ShareRole);
        if (share.isValid()) {
            drawMeter(*painter, cell, theme, share.toDouble());
        } else {
            painter->setPen(theme.color(Token::Muted));
            painter->drawText(cell, Qt::AlignVCenter | Qt::AlignLeft, text);
        }
        break;
    }
    case CellKind::Account:
    case CellKind::Muted:
    case CellKind::Text: {
        QRect place = cell;
        if (kind == CellKind::Account)
            place = drawTypeDot(*painter, cell, index.data(models::AccountTypeRole).toInt());
        if (kind == CellKind::Muted) color = theme.color(Token::Muted);
        painter->setPen(color);
        drawText(*painter, place, option, text, elideOf(kind));
        break;
    }
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(theme.color(Token::Accent));
        painter->drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -1.5));
    }
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QString text = index.data(Qt::DisplayRole).toString();
    const int extra = index.data(models::CellKindRole).toInt() == static_cast<int>(CellKind::Account)
                          ? kDotSize + 7
                          : 0;
    return {static_cast<int>(figures(option.font).width(text)) + extra + 2 * kCellPad + 8,
            metric::kRow};
}

void CellDelegate::drawText(QPainter& painter, const QRect& place, const QStyleOptionViewItem& option,
                            const QString& text, Qt::TextElideMode elide) const {
    if (text.isEmpty()) return;
    if (m_textFont != option.font) {
        m_texts.clear();
        m_textFont = option.font;
    }
    const QString key = QString::number(place.width() * 4 + elide) + QLatin1Char(' ') + text;
    const QStaticText* laidOut = m_texts.object(key);
    if (!laidOut) {
        auto* made = new QStaticText(option.fontMetrics.elidedText(text, elide, place.width()));
        made->setTextFormat(Qt::PlainText);
        made->prepare(QTransform(), option.font);
        m_texts.insert(key, made);
        laidOut = made;
    }
    painter.setFont(option.font);
    painter.drawStaticText(place.left(), place.top() + (place.height() - option.fontMetrics.height()) / 2,
                           *laidOut);
}

const TabularText& CellDelegate::figures(const QFont& font) const {
    if (!m_figures || m_figures->font() != font) m_figures = std::make_unique<TabularText>(font);
    return *m_figures;
}

} // namespace alluse::ui
