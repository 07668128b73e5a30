#pragma once
// The one title line of a dock: name at the left, unit and state at the right.

#include "panels/chart_theme.h"

#include <QWidget>

namespace alluse::panels {

// A dock is a card with this much air at its left, right and lower edge.
inline constexpr int kCardAir = 4;

// Leaves mouse presses to the dock, which moves, floats and docks as with its own title.
class DockTitle final : public QWidget {
    Q_OBJECT

public:
    explicit DockTitle(QString title, QWidget* parent = nullptr);

    void setTheme(const ChartTheme& theme);
    void setState(const QString& state);
    [[nodiscard]] const QString& title() const { return m_title; }
    [[nodiscard]] const QString& state() const { return m_state; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_title;
    QString m_state;
    ChartTheme m_theme;
};

} // namespace alluse::panels
