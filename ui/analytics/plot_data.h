#pragma once
// What one analysis chart shows, as a value: words, series, limits. The same value is drawn, exported and tested.

#include <QByteArray>
#include <QList>
#include <QPointF>
#include <QString>

namespace alluse::ui {

enum class PlotKind { Line, Area, Bars, Dots, Band };
enum class PlotX { Date, Number, Category }; // days since 1970, a plain number, an index into `categories`
enum class PlotY { Money, Percent, Number };

struct PlotSeries {
    QString name;
    PlotKind kind = PlotKind::Line;
    int colour = 0; // of the series palette
    QList<QPointF> points;
    QList<double> upper{}; // of a band, one for each point
};
struct PlotLimit {
    double value = 0;
    QString label;
    bool isVertical = false;
};

struct PlotData {
    QString title;
    PlotX x = PlotX::Date;
    PlotY y = PlotY::Money;
    QList<PlotSeries> series{};
    QList<PlotLimit> limits{};
    QStringList categories{};
    QString emptyText{}; // instead of a chart when no series has a point
    QString note{};      // beside the title: "VaR 95 % 1,234.00"

    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] QString xText(double x) const;
    [[nodiscard]] QString yText(double y) const;
    // One row per x; text is harmless to spreadsheets.
    [[nodiscard]] QByteArray csv() const;
};

} // namespace alluse::ui
