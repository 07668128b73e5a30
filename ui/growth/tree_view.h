#pragma once
// A family as a picture: accounts as circles, forks as lines, merges as dashed arcs. Wheel and
// plus/minus zoom, drag pans, arrow keys walk along the family. GUI thread.

#include "ui/growth/tree_layout.h"

#include <QPointer>
#include <QTransform>
#include <QWidget>

namespace alluse::ui {

class TreeView final : public QWidget {
    Q_OBJECT

public:
    explicit TreeView(QWidget* parent = nullptr);

    // Keeps zoom and place while the family stays the same.
    void setTree(services::FamilyTree tree);
    void setShowsClosed(bool showsClosed);
    [[nodiscard]] const services::FamilyTree& tree() const { return m_tree; }
    [[nodiscard]] const TreeLayout& layout() const { return m_layout; }
    void fit();
    [[nodiscard]] domain::AccountId current() const;
    void setCurrent(domain::AccountId account);
    // The whole picture at its natural size, for files.
    void drawAll(QPainter& painter, const QRectF& target) const;
    QSize sizeHint() const override { return {820, 520}; }

signals:
    void currentChanged(alluse::domain::AccountId account);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override; // tool tips

private:
    struct Pens;

    void relayout();
    void zoomBy(double factor, const QPointF& at);
    void moveTo(int place);
    [[nodiscard]] int placeAt(const QPointF& position) const;
    [[nodiscard]] int neighbour(int key) const;
    [[nodiscard]] QTransform transform() const;
    void drawEdges(QPainter& painter, const QRectF& visible, double zoom) const;
    void drawNodes(QPainter& painter, const QRectF& visible, double zoom) const;

    services::FamilyTree m_tree;
    TreeLayout m_layout;
    bool m_showsClosed = false;
    double m_zoom = 1;
    QPointF m_centre;
    QPointF m_pressed;
    int m_current = -1; // place
    bool m_isFitted = true; // follows the size until someone zooms or pans
};

} // namespace alluse::ui
