#include "ui/growth/tree_view.h"

#include "models/text_format.h"
#include "ui/common/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

namespace alluse::ui {

using models::fromUtf8;
using models::moneyText;

namespace {

constexpr double kZoomMin = 0.004, kZoomMax = 4, kZoomStep = 1.2;
constexpr double kNamesFrom = 0.55, kAmountsFrom = 0.8; // below these zooms words only clutter
constexpr double kPanStep = 60;

bool isClosed(const services::TreeNode& node) {
    return node.status == domain::AccountStatus::Closed;
}

} // namespace

TreeView::TreeView(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("treeView"));
    setAccessibleName(tr("Family tree"));
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(320, 240);
}

void TreeView::setTree(services::FamilyTree tree) {
    const bool isOther = tree.id != m_tree.id;
    const domain::AccountId kept = current();
    m_tree = std::move(tree);
    relayout();
    if (isOther || m_isFitted) fit();
    setCurrent(kept);
    update();
}

void TreeView::setShowsClosed(bool showsClosed) {
    if (m_showsClosed == showsClosed) return;
    const domain::AccountId kept = current();
    m_showsClosed = showsClosed;
    relayout();
    if (m_isFitted) fit();
    setCurrent(kept);
    update();
}

void TreeView::relayout() {
    m_layout = layoutTree(m_tree, m_showsClosed);
    m_current = -1;
}

void TreeView::fit() {
    m_isFitted = true;
    m_centre = m_layout.bounds.center();
    if (m_layout.bounds.isEmpty()) return;
    m_zoom = std::clamp(std::min(width() / m_layout.bounds.width(), height() / m_layout.bounds.height()),
                        kZoomMin, 1.0);
    update();
}

QTransform TreeView::transform() const {
    QTransform found;
    found.translate(width() / 2.0, height() / 2.0);
    found.scale(m_zoom, m_zoom);
    found.translate(-m_centre.x(), -m_centre.y());
    return found;
}

domain::AccountId TreeView::current() const {
    if (m_current < 0) return {};
    return m_tree.nodes[m_layout.places[static_cast<std::size_t>(m_current)].node].id;
}

void TreeView::setCurrent(domain::AccountId account) {
    for (std::size_t i = 0; i < m_layout.places.size(); ++i)
        if (m_tree.nodes[m_layout.places[i].node].id == account) {
            m_current = static_cast<int>(i);
            update();
            return;
        }
}

void TreeView::moveTo(int place) {
    if (place < 0 || place == m_current) return;
    m_current = place;
    const QPointF at = m_layout.places[static_cast<std::size_t>(place)].at;
    if (!QRectF(rect()).contains(transform().map(at))) {
        m_centre = at;
        m_isFitted = false;
    }
    update();
    emit currentChanged(current());
}

int TreeView::placeAt(const QPointF& position) const {
    const QPointF at = transform().inverted().map(position);
    for (std::size_t i = 0; i < m_layout.places.size(); ++i) {
        const TreePlace& place = m_layout.places[i];
        if (QLineF(place.at, at).length() <= std::max(place.radius, 4 / m_zoom)) return static_cast<int>(i);
    }
    return -1;
}

// Up to the parent, down to the first child, sideways to the neighbour of the same generation.
int TreeView::neighbour(int key) const {
    if (m_layout.places.empty()) return -1;
    if (m_current < 0) return static_cast<int>(m_layout.places.size()) - 1;
    const TreePlace& here = m_layout.places[static_cast<std::size_t>(m_current)];
    if (key == Qt::Key_Up) return here.parent;
    int best = -1;
    for (std::size_t i = 0; i < m_layout.places.size(); ++i) {
        const TreePlace& place = m_layout.places[i];
        const auto index = static_cast<int>(i);
        if (key == Qt::Key_Down) {
            if (place.parent == m_current
                && (best < 0 || place.at.x() < m_layout.places[static_cast<std::size_t>(best)].at.x()))
                best = index;
            continue;
        }
        const double distance = (place.at.x() - here.at.x()) * (key == Qt::Key_Right ? 1 : -1);
        if (place.at.y() != here.at.y() || distance <= 0) continue;
        if (best < 0 || std::abs(m_layout.places[static_cast<std::size_t>(best)].at.x() - here.at.x()) > distance)
            best = index;
    }
    return best;
}

void TreeView::zoomBy(double factor, const QPointF& at) {
    const QPointF under = transform().inverted().map(at);
    m_zoom = std::clamp(m_zoom * factor, kZoomMin, kZoomMax);
    m_isFitted = false;
    m_centre += under - transform().inverted().map(at);
    update();
}

void TreeView::wheelEvent(QWheelEvent* event) {
    zoomBy(event->angleDelta().y() > 0 ? kZoomStep : 1 / kZoomStep, event->position());
    event->accept();
}

void TreeView::mousePressEvent(QMouseEvent* event) {
    m_pressed = event->position();
    moveTo(placeAt(event->position()));
}

void TreeView::mouseMoveEvent(QMouseEvent* event) {
    if (!event->buttons().testFlag(Qt::LeftButton)) return;
    m_centre -= (event->position() - m_pressed) / m_zoom;
    m_pressed = event->position();
    m_isFitted = false;
    update();
}

void TreeView::keyPressEvent(QKeyEvent* event) {
    const bool pans = event->modifiers().testFlag(Qt::ControlModifier);
    switch (event->key()) {
    case Qt::Key_Plus: return zoomBy(kZoomStep, rect().center());
    case Qt::Key_Minus: return zoomBy(1 / kZoomStep, rect().center());
    case Qt::Key_Home: return fit();
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (!pans) return moveTo(neighbour(event->key()));
        m_isFitted = false;
        if (event->key() == Qt::Key_Up) m_centre.ry() -= kPanStep / m_zoom;
        if (event->key() == Qt::Key_Down) m_centre.ry() += kPanStep / m_zoom;
        if (event->key() == Qt::Key_Left) m_centre.rx() -= kPanStep / m_zoom;
        if (event->key() == Qt::Key_Right) m_centre.rx() += kPanStep / m_zoom;
        return update();
    default: QWidget::keyPressEvent(event);
    }
}

void TreeView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (m_isFitted) fit();
}

bool TreeView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const int at = placeAt(help->pos()); at >= 0) {
        const auto& node = m_tree.nodes[m_layout.places[static_cast<std::size_t>(at)].node];
        QToolTip::showText(help->globalPos(),
                           models::plainToolTip(tr("%1\n%2 · %3").arg(fromUtf8(node.name),
                                                                      moneyText(node.balance, locale()),
                                                                      models::statusText(node.status))),
                           this);
    } else {
        QToolTip::hideText();
    }
    return true;
}

void TreeView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), themeOf(palette()).color(Token::Surface));
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_layout.places.empty()) {
        painter.setPen(themeOf(palette()).color(Token::Muted));
        painter.drawText(rect(), Qt::AlignCenter, tr("No account was open on this day."));
        return;
    }
    painter.setTransform(transform());
    const QRectF visible = transform().inverted().mapRect(QRectF(rect()));
    drawEdges(painter, visible, m_zoom);
    drawNodes(painter, visible, m_zoom);
}

void TreeView::drawAll(QPainter& painter, const QRectF& target) const {
    const Theme theme = themeOf(palette());
    painter.fillRect(target, theme.color(Token::Surface));
    const double zoom = std::min(target.width() / m_layout.bounds.width(),
                                 target.height() / m_layout.bounds.height());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(target.center());
    painter.scale(zoom, zoom);
    painter.translate(-m_layout.bounds.center());
    drawEdges(painter, m_layout.bounds, 1);
    drawNodes(painter, m_layout.bounds, 1);
}

void TreeView::drawEdges(QPainter& painter, const QRectF& visible, double zoom) const {
    const Theme theme = themeOf(palette());
    painter.setBrush(Qt::NoBrush);
    QPen line(theme.color(Token::Border), 1.4);
    line.setCosmetic(true);
    for (const TreePlace& place : m_layout.places) {
        if (place.parent < 0) continue;
        const QPointF from = m_layout.places[static_cast<std::size_t>(place.parent)].at;
        if (!visible.intersects(QRectF(from, place.at).normalized().adjusted(-1, -1, 1, 1))) continue;
        QPainterPath path(from);
        const double middle = (from.y() + place.at.y()) / 2;
        path.cubicTo({from.x(), middle}, {place.at.x(), middle}, place.at);
        painter.setPen(line);
        painter.drawPath(path);
    }
    std::unordered_map<domain::AccountId, int> places;
    for (std::size_t i = 0; i < m_tree.nodes.size(); ++i) places[m_tree.nodes[i].id] = m_layout.placeOfNode[i];
    const auto placeOf = [&](domain::AccountId id) {
        const auto found = places.find(id);
        return found == places.end() ? -1 : found->second;
    };
    QFont small = font();
    small.setPointSizeF(font().pointSizeF() - 2);
    painter.setFont(small);
    for (const services::TreeEdge& edge : m_tree.edges) {
        const int source = placeOf(edge.source), target = placeOf(edge.target);
        if (source < 0 || target < 0 || edge.isRolledBack) continue;
        const TreePlace& from = m_layout.places[static_cast<std::size_t>(source)];
        const TreePlace& to = m_layout.places[static_cast<std::size_t>(target)];
        if (!visible.intersects(QRectF(from.at, to.at).normalized().adjusted(-40, -40, 40, 40))) continue;
        const bool isMerge = edge.kind == domain::LineageKind::Merge;
        if (isMerge) {
            QPen dashed(Theme::typeColor(static_cast<int>(domain::AccountType::Compounding)), 1.2,
                        Qt::DashLine);
            dashed.setCosmetic(true);
            painter.setPen(dashed);
            QPainterPath path(from.at);
            path.quadTo({to.at.x(), from.at.y()}, to.at);
            painter.drawPath(path);
        }
        // The amount of a fork stands above its child, clear of the parent's words; what went to the
        // Com-Acc has none.
        if (zoom < kAmountsFrom || (!isMerge && to.parent != source)) continue;
        const QPointF middle = isMerge ? QPointF((from.at.x() + 3 * to.at.x()) / 4, (3 * from.at.y() + to.at.y()) / 4)
                                       : to.at - QPointF(0, to.radius + 10);
        painter.setPen(theme.color(Token::Muted));
        painter.drawText(QRectF(middle.x() - 60, middle.y() - 8, 120, 16), Qt::AlignCenter,
                         moneyText(edge.amount, locale()));
    }
}

void TreeView::drawNodes(QPainter& painter, const QRectF& visible, double zoom) const {
    const Theme theme = themeOf(palette());
    QFont small = font();
    small.setPointSizeF(font().pointSizeF() - 1.5);
    painter.setFont(small);
    const QString family = fromUtf8(m_tree.name);
    for (std::size_t i = 0; i < m_layout.places.size(); ++i) {
        const TreePlace& place = m_layout.places[i];
        const QRectF box(place.at.x() - kTreeColumn / 2, place.at.y() - kTreeRow / 2, kTreeColumn,
                         kTreeRow);
        if (!visible.intersects(box)) continue;
        const services::TreeNode& node = m_tree.nodes[place.node];
        const QColor color = isClosed(node) ? theme.color(Token::Muted)
                                            : Theme::typeColor(static_cast<int>(node.type));
        QPen edge(static_cast<int>(i) == m_current ? theme.color(Token::Text) : color,
                  static_cast<int>(i) == m_current ? 2.5 : 1.4);
        edge.setCosmetic(true);
        painter.setPen(edge);
        painter.setBrush(isClosed(node) ? QBrush(theme.color(Token::Surface)) : QBrush(color));
        painter.drawEllipse(place.at, place.radius, place.radius);
        if (zoom < kNamesFrom) continue;
        const QRectF words(box.left() + 2, place.at.y() + place.radius + 2, box.width() - 4, 16);
        painter.setPen(theme.color(Token::Text));
        painter.drawText(words, Qt::AlignHCenter | Qt::AlignTop,
                         painter.fontMetrics().elidedText(
                             models::nameWithoutFamily(fromUtf8(node.name), family), Qt::ElideLeft,
                                                          static_cast<int>(words.width())));
        painter.setPen(theme.color(Token::Muted));
        painter.drawText(words.translated(0, 14), Qt::AlignHCenter | Qt::AlignTop,
                         isClosed(node) ? tr("closed") : moneyText(node.balance, locale()));
    }
}

} // namespace alluse::ui
