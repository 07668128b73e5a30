#include "ui/shell/search_field.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace alluse::ui {

SearchField::SearchField(QWidget* parent) : QLineEdit(parent) {
    setObjectName(QStringLiteral("searchEdit"));
    setAccessibleName(tr("Search"));
    setClearButtonEnabled(true);
    setToolTip(tr("Words, an id, or conditions on accounts: type:gen, status:closed, >50,000, "
                  "10,000..20,000"));
    addAction(lineIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
}

void SearchField::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down: emit accepted(); return;
    case Qt::Key_Escape:
        text().isEmpty() ? emit left() : clear();
        return;
    default: QLineEdit::keyPressEvent(event);
    }
}

void SearchField::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    if (!text().isEmpty() || hasFocus()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme theme = themeOf(palette());
    QFont small = font();
    small.setPointSizeF(font().pointSizeF() - 1);
    const QString key = QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText);
    const int width = QFontMetrics(small).horizontalAdvance(key) + 2 * metric::kSpace;
    QRectF chip(this->width() - width - metric::kStep - 0.5, metric::kStep + 0.5, width,
                height() - 2 * metric::kStep - 1);
    painter.setPen(theme.color(Token::Border));
    painter.setBrush(theme.color(Token::Surface)); // over a hint that is longer than the field
    painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2);
    painter.setPen(theme.color(Token::Muted));
    painter.setFont(small);
    painter.drawText(chip, Qt::AlignCenter, key);
}

} // namespace alluse::ui
