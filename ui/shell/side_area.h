#pragma once
// The place at the right of the window, as high as the pages and the charts together, that holds
// the side pane of the page in front.

#include <QFrame>
#include <QPointer>

class QVBoxLayout;

namespace alluse::ui {

class SideArea final : public QFrame {
    Q_OBJECT

public:
    explicit SideArea(QWidget* parent = nullptr);
    // Null empties and hides the place. The pane stays its page's.
    void setPane(QWidget* pane);
    [[nodiscard]] QWidget* pane() const { return m_pane; }

private:
    QVBoxLayout* m_layout;
    QPointer<QWidget> m_pane;
};

} // namespace alluse::ui
