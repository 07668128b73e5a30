#include "ui/growth/calendar_delegate.h"

#include "models/text_format.h"
#include "ui/common/theme.h"
#include "ui/growth/calendar_model.h"

#include <QPainter>

namespace alluse::ui {

using domain::ReinvestmentState;

namespace {

// What tells the states apart beside their colour: each has a sign of its own.
struct Look {
    Token colour;
    QChar sign;
};
Look lookOf(ReinvestmentState state) {
    switch (state) {
    case ReinvestmentState::Scheduled: return {Token::Accent, u'○'};
    case ReinvestmentState::Approved:
    case ReinvestmentState::Executing: return {Token::Accent, u'●'};
    case ReinvestmentState::Completed: return {Token::Positive, u'✓'};
    case ReinvestmentState::Failed: return {Token::Negative, u'✕'};
    case ReinvestmentState::Deferred: return {Token::WarningText, u'→'};
    case ReinvestmentState::Cancelled: return {Token::Muted, u'–'};
    }
    return {Token::Muted, u'○'};
}

void drawEntry(QPainter& painter, const QRect& line, const Theme& theme, const CalendarEntry& entry) {
    const QFontMetrics metrics(painter.font());
    const Look look = lookOf(entry.state);
    QRect rest = line;
    painter.setPen(theme.color(look.colour));
    painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeft, QString(look.sign));
    rest.setLeft(rest.left() + metrics.horizontalAdvance(u'→') + metric::kStep);
    const QString amount = models::moneyText(entry.amount);
    const int amountWidth = metrics.horizontalAdvance(amount);
    // On a narrow day the name goes before the amount does.
    const int nameWidth = rest.width() - amountWidth - metric::kSpace;
    const bool isTaken = entry.state == ReinvestmentState::Cancelled || entry.state == ReinvestmentState::Deferred;
    painter.setPen(theme.color(isTaken ? Token::Muted : Token::Text));
    if (nameWidth > 24)
        painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeft,
                         metrics.elidedText(entry.familyName, Qt::ElideRight, nameWidth));
    painter.drawText(rest, Qt::AlignVCenter | (nameWidth > 24 ? Qt::AlignRight : Qt::AlignLeft),
                     nameWidth > 24 ? amount : metrics.elidedText(amount, Qt::ElideRight, rest.width()));
}

} // namespace

int CalendarDelegate::linesShown(const QRect& cell, int entries) {
    const int room = std::max(0, (cell.height() - kHead - metric::kStep) / kLine);
    // The last line says how many more there are.
    return entries <= room ? entries : std::max(0, room - 1);
}

int CalendarDelegate::lineAt(const QRect& cell, const QPoint& point, int entries) {
    const int line = (point.y() - cell.top() - kHead) / kLine;
    return point.y() >= cell.top() + kHead && line < linesShown(cell, entries) ? line : -1;
}

void CalendarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const {
    const Theme theme = themeOf(option.palette);
    const auto* model = static_cast<const CalendarModel*>(index.model());
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isInMonth = index.data(CalendarModel::MonthRole).toBool();
    painter->save();
    painter->fillRect(option.rect, theme.color(isSelected  ? Token::Selection
                                               : isInMonth ? Token::Surface
                                                           : Token::Window));
    painter->setPen(theme.color(Token::Grid));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->drawLine(option.rect.topRight(), option.rect.bottomRight());
    const QRect inner = option.rect.adjusted(metric::kSpace, 0, -metric::kSpace, 0);
    const QRect head(inner.left(), inner.top() + metric::kStep, inner.width(), kHead - metric::kStep);
    QFont font = option.font;
    const bool isToday = index.data(CalendarModel::TodayRole).toBool();
    font.setBold(isToday);
    painter->setFont(font);
    painter->setPen(theme.color(isToday ? Token::Accent : isInMonth ? Token::Text : Token::Muted));
    const QString day = index.data(Qt::DisplayRole).toString();
    painter->drawText(head, Qt::AlignVCenter | Qt::AlignLeft, day);
    font.setBold(false);
    font.setPointSizeF(option.font.pointSizeF() - 1);
    painter->setFont(font);
    painter->setPen(theme.color(Token::Muted));
    const QFontMetrics small(font);
    const int dueWidth = head.width() - QFontMetrics(option.font).horizontalAdvance(QStringLiteral("00")) - metric::kSpace;
    painter->drawText(head, Qt::AlignVCenter | Qt::AlignRight,
                      small.elidedText(index.data(CalendarModel::DueRole).toString(), Qt::ElideRight, dueWidth));
    const auto entries = model->entriesOf(model->dayOf(index));
    const int count = static_cast<int>(entries.size());
    const int shown = linesShown(option.rect, count);
    QRect line(inner.left(), option.rect.top() + kHead, inner.width(), kLine);
    for (int i = 0; i < shown; ++i, line.translate(0, kLine))
        drawEntry(*painter, line, theme, entries[static_cast<std::size_t>(i)]);
    if (shown < count) {
        painter->setPen(theme.color(Token::Muted));
        painter->drawText(line, Qt::AlignVCenter | Qt::AlignLeft, tr("%1 more").arg(count - shown));
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(theme.color(Token::Accent));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(1, 1, -2, -2));
    }
    painter->restore();
}

} // namespace alluse::ui
