#pragma once
// Under the title: colour, name and newest value of each line, in as many rows as needed.

#include "panels/chart_theme.h"

#include <QList>
#include <QString>
#include <QWidget>

namespace alluse::panels {

class LegendBar final : public QWidget {
    Q_OBJECT

public:
    struct Entry {
        QColor colour;
        QString name;
        QString value; // empty: nothing was measured lately
        friend bool operator==(const Entry&, const Entry&) = default;
    };

    explicit LegendBar(QWidget* parent = nullptr);

    void setTheme(const ChartTheme& theme);
    void setEntries(const QList<Entry>& entries);
    [[nodiscard]] const QList<Entry>& entries() const { return m_entries; }
    [[nodiscard]] int rowsCount() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Place { // of one entry
        int x = 0;
        int row = 0;
        int nameWidth = 0;
        int valueWidth = 0;
    };

    void arrange();
    [[nodiscard]] int rowHeight() const;

    ChartTheme m_theme;
    QList<Entry> m_entries;
    QList<Place> m_places;
};

} // namespace alluse::panels
