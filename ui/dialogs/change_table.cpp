#include "ui/dialogs/change_table.h"

#include "models/text_format.h"
#include "ui/common/theme.h"
#include "ui/dialogs/amount_text.h"

#include <QGridLayout>
#include <QPainter>
#include <QStyle>

namespace alluse::ui {

using domain::Money;

namespace {
enum Column { kName, kBefore, kChange, kAfter, kColumnCount };
constexpr int kRowHeight = 26;
constexpr int kHeaderHeight = 28;
constexpr int kPadding = 12;
constexpr int kNameWidthMax = 320; // a longer name is cut; the tool tip has it whole
constexpr int kDotSpace = 16; // the dot and the gap behind it
constexpr double kDotRadius = 4;

void setTone(QLabel* label, const QString& tone) {
    if (label->property("tone").toString() == tone) return;
    label->setProperty("tone", tone);
    label->style()->unpolish(label);
    label->style()->polish(label);
}
} // namespace

ChangeTable::ChangeTable(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this)) {
    setObjectName(QStringLiteral("preview"));
    setAccessibleName(tr("What will change"));
    m_grid->setContentsMargins(kPadding, 0, kPadding, 0);
    m_grid->setHorizontalSpacing(24);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnStretch(kName, 1);
    const std::array<QString, kColumnCount> headers{tr("Account"), tr("Now"), tr("Change"),
                                                    tr("After")};
    for (int column = 0; column < kColumnCount; ++column) {
        QLabel* label = cell(-1, column);
        label->setText(headers[static_cast<std::size_t>(column)]);
        label->setForegroundRole(QPalette::PlaceholderText);
        QFont font = label->font();
        font.setWeight(QFont::DemiBold);
        label->setFont(font);
        label->setMinimumHeight(kHeaderHeight);
    }
    for (int column = kBefore; column < kColumnCount; ++column)
        m_grid->setColumnMinimumWidth(
            column, fontMetrics().horizontalAdvance(QStringLiteral("+0,000,000.00")));
}

void ChangeTable::setFirstHeader(const QString& text) { cell(-1, kName)->setText(text); }

void ChangeTable::setRows(const std::vector<ChangeRow>& rows) {
    const int count = static_cast<int>(rows.size());
    Money sum;
    m_types.clear();
    for (int row = 0; row < count; ++row) {
        const ChangeRow& line = rows[static_cast<std::size_t>(row)];
        sum = sum + line.change;
        m_types.push_back(line.type);
        cell(row, kName)->setContentsMargins(line.type ? kDotSpace : 0, 0, 0, 0);
        const QString name = line.mark.isEmpty() ? line.name : line.name % u" · " % line.mark;
        cell(row, kName)->setText(fontMetrics().elidedText(name, Qt::ElideMiddle, kNameWidthMax));
        cell(row, kName)->setToolTip(models::plainToolTip(name));
        cell(row, kBefore)->setText(line.before ? moneyText(*line.before, locale())
                                                : QStringLiteral("–"));
        cell(row, kChange)->setText(changeText(line.change, locale()));
        QLabel* after = cell(row, kAfter);
        after->setText(moneyText(line.after, locale()));
        for (int column = 0; column < kColumnCount; ++column) {
            QLabel* label = cell(row, column);
            QFont font = this->font();
            font.setWeight(column == kAfter ? QFont::DemiBold : QFont::Normal);
            label->setFont(font);
            label->setForegroundRole(QPalette::WindowText);
            setTone(label, column == kChange && line.change.isNegative()
                               ? QStringLiteral("negative") : QString());
            label->show();
        }
    }
    m_hasSum = count > 1;
    m_rowsShown = count + (m_hasSum ? 1 : 0);
    if (m_hasSum) {
        const std::array<QString, kColumnCount> texts{tr("Sum"), {}, moneyText(sum, locale()), {}};
        for (int column = 0; column < kColumnCount; ++column) {
            QLabel* label = cell(count, column);
            label->setFont(font());
            setTone(label, {});
            label->setContentsMargins(0, 0, 0, 0);
            label->setForegroundRole(QPalette::PlaceholderText);
            label->setText(texts[static_cast<std::size_t>(column)]);
            label->show();
        }
    }
    for (int row = m_rowsShown; row + 1 < m_grid->rowCount(); ++row)
        for (int column = 0; column < kColumnCount; ++column) cell(row, column)->hide();
    updateGeometry();
    update();
}

QString ChangeTable::cellText(int row, int column) const {
    const QLayoutItem* item = m_grid->itemAtPosition(row + 1, column);
    if (!item) return {};
    const auto* label = qobject_cast<QLabel*>(item->widget());
    return label && (row < m_rowsShown) ? label->text() : QString();
}

void ChangeTable::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), kHeaderHeight), palette().color(QPalette::AlternateBase));
    painter.setPen(palette().color(QPalette::Midlight));
    for (int row = -1; row < m_rowsShown; ++row) {
        const QLayoutItem* item = m_grid->itemAtPosition(row + 1, kName);
        if (!item) break;
        const int y = item->geometry().bottom();
        painter.drawLine(0, y, width(), y);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (std::size_t row = 0; row < m_types.size(); ++row) {
        const QLayoutItem* item = m_grid->itemAtPosition(static_cast<int>(row) + 1, kName);
        if (!m_types[row] || !item) continue;
        painter.setBrush(Theme::typeColor(static_cast<int>(*m_types[row])));
        const QRectF cellArea = item->geometry();
        painter.drawEllipse(QPointF(cellArea.left() + kDotRadius, cellArea.center().y()),
                            kDotRadius, kDotRadius);
    }
}

QLabel* ChangeTable::cell(int row, int column) {
    if (QLayoutItem* item = m_grid->itemAtPosition(row + 1, column))
        return qobject_cast<QLabel*>(item->widget());
    auto* label = new QLabel(this);
    label->setTextFormat(Qt::PlainText); // names are stored text
    label->setMinimumHeight(kRowHeight);
    label->setAlignment((column == kName ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    m_grid->addWidget(label, row + 1, column);
    return label;
}

} // namespace alluse::ui
