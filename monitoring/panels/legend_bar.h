#pragma once
// One row under the title: colour, name and newest value of each line.

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
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ChartTheme m_theme;
    QList<Entry> m_entries;
};

} // namespace alluse::panels
