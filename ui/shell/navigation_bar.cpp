#include "ui/shell/navigation_bar.h"

#include "models/text_format.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace alluse::ui {
namespace {

constexpr int kNameRole = Qt::UserRole + 1;
constexpr int kCountRole = Qt::UserRole + 2;
constexpr int kWidth = 172;
constexpr int kWidthCollapsed = 52;
constexpr int kRowHeight = 32;
constexpr int kIconSize = 18;

class PlaceDelegate final : public QStyledItemDelegate {
public:
    explicit PlaceDelegate(NavigationBar* bar) : QStyledItemDelegate(bar), m_bar(bar) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Theme theme = themeOf(option.palette);
        const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect row = option.rect.adjusted(0, 1, 0, -1);
        if (isCurrent || option.state.testFlag(QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.color(isCurrent ? Token::Selection : Token::Grid));
            painter->drawRoundedRect(row, metric::kRadius, metric::kRadius);
        }
        const QRect icon(row.left() + 10, row.center().y() - kIconSize / 2 + 1, kIconSize, kIconSize);
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, icon);
        if (!m_bar->isCollapsed()) paintWords(*painter, option, index, theme, isCurrent, row);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {kWidthCollapsed - 16, kRowHeight};
    }

private:
    static void paintWords(QPainter& painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index, const Theme& theme, bool isCurrent,
                           const QRect& row) {
        QFont font = option.font;
        if (isCurrent) font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        painter.setPen(theme.color(isCurrent ? Token::Text : Token::Muted));
        painter.drawText(row.adjusted(38, 0, -8, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         index.data().toString());
        const QVariant count = index.data(kCountRole);
        if (!count.isValid()) return;
        QFont small = option.font;
        small.setPointSizeF(option.font.pointSizeF() - 1);
        painter.setFont(small);
        painter.setPen(theme.color(Token::Muted));
        painter.drawText(row.adjusted(38, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter,
                         models::countText(count.toLongLong()));
    }

    NavigationBar* m_bar;
};

} // namespace

NavigationBar::NavigationBar(QWidget* parent)
    : QListView(parent), m_places(new QStandardItemModel(this)) {
    setObjectName(QStringLiteral("navigationList"));
    setAccessibleName(tr("Places"));
    setModel(m_places);
    setItemDelegate(new PlaceDelegate(this));
    setMouseTracking(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFixedWidth(kWidth);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) { emit placeChosen(now.data(kNameRole).toString()); });
}

void NavigationBar::addPlace(const QString& name, const QString& text, const QString& icon) {
    auto* place = new QStandardItem(lineIcon(icon), text);
    place->setData(name, kNameRole);
    place->setToolTip(text);
    m_places->appendRow(place);
}

int NavigationBar::rowOf(const QString& name) const {
    for (int row = 0; row < m_places->rowCount(); ++row)
        if (m_places->item(row)->data(kNameRole) == name) return row;
    return -1;
}

void NavigationBar::setCurrent(const QString& name) {
    const int row = rowOf(name);
    if (row >= 0) setCurrentIndex(m_places->index(row, 0));
}

QString NavigationBar::current() const {
    return currentIndex().data(kNameRole).toString();
}

void NavigationBar::setCount(const QString& name, qint64 count) {
    const int row = rowOf(name);
    if (row >= 0) m_places->item(row)->setData(count, kCountRole);
}

qint64 NavigationBar::count(const QString& name) const {
    const int row = rowOf(name);
    const QVariant count = row < 0 ? QVariant() : m_places->item(row)->data(kCountRole);
    return count.isValid() ? count.toLongLong() : -1;
}

void NavigationBar::setCollapsed(bool isCollapsed) {
    if (m_isCollapsed == isCollapsed) return;
    m_isCollapsed = isCollapsed;
    setFixedWidth(isCollapsed ? kWidthCollapsed : kWidth);
    viewport()->update();
}

} // namespace alluse::ui
