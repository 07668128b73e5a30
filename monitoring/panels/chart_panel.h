#pragma once
// A live chart over the series store: what a chart dock holds.

#include "engine/series_store.h"
#include "panels/chart_spec.h"
#include "panels/chart_theme.h"
#include "panels/nice_scale.h"

#include <QWidget>

class QMenu;

namespace alluse::panels {

class ChartView;
class LegendBar;

// GUI thread. Pulls its points from the store only in refresh(), and refresh() is called only while
// the panel can be seen: a hidden panel costs nothing.
class ChartPanel : public QWidget {
    Q_OBJECT

public:
    // The store must outlive the panel. Lines beyond kLinesMax are left out.
    ChartPanel(const engine::SeriesStore& store, ChartSpec spec, QWidget* parent = nullptr);
    ~ChartPanel() override;

    [[nodiscard]] const ChartSpec& spec() const { return m_spec; }
    [[nodiscard]] const ChartTheme& theme() const { return m_theme; }
    void setTheme(const ChartTheme& theme);

    [[nodiscard]] qint64 rangeMs() const { return m_rangeMs; }
    void setRangeMs(qint64 rangeMs);
    [[nodiscard]] bool isLive() const { return !m_pausedAtMs; }
    void setLive(bool live);
    // Unit, range and, when it is so, that the chart stands still: the right side of the title.
    [[nodiscard]] QString stateText() const;
    // Adds the commands of this chart, for the menu of its dock.
    void fillMenu(QMenu& menu);

    void markDirty(); // there is something new to show
    [[nodiscard]] bool isDirty() const { return m_isDirty; }
    [[nodiscard]] bool isOnScreen() const; // false as well behind another tab
    void refresh();   // shows it, on screen or not
    [[nodiscard]] int refreshesCount() const { return m_refreshesCount; }
    [[nodiscard]] const ChartView& view() const { return *m_view; }

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void dirtied();
    void stateChanged();

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QList<QColor> lineColours() const;
    [[nodiscard]] QString emptyText(bool hasPoints) const;
    void refreshLegend(qint64 newestMs);
    void chooseScale(const QList<engine::Segments>& lines);

    const engine::SeriesStore& m_store;
    ChartSpec m_spec;
    ChartTheme m_theme;
    LegendBar* m_legend;
    ChartView* m_view;
    ValueScale m_scale;
    qint64 m_rangeMs;
    std::optional<qint64> m_pausedAtMs; // right edge while the chart stands still
    bool m_isDirty = true;
    int m_refreshesCount = 0;
};

} // namespace alluse::panels
