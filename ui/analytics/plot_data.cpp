#include "ui/analytics/plot_data.h"

#include "models/text_format.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <map>

namespace alluse::ui {
namespace {

QByteArray safe(const QString& text) {
    QString quoted = text;
    if (!quoted.isEmpty() && QStringLiteral("=+-@").contains(quoted.front())) quoted.prepend(u'\'');
    return '"' + quoted.replace(u'"', QStringLiteral("\"\"")).toUtf8() + '"';
}

} // namespace

bool PlotData::isEmpty() const {
    return std::all_of(series.begin(), series.end(), [](const PlotSeries& one) { return one.points.isEmpty(); });
}

QString PlotData::xText(double value) const {
    switch (x) {
    case PlotX::Date: return models::dateText(domain::Date(static_cast<std::int32_t>(std::lround(value))));
    case PlotX::Number: return y == PlotY::Number ? models::percentText(value) : QString::number(std::lround(value));
    case PlotX::Category: return categories.value(static_cast<qsizetype>(std::lround(value)));
    }
    return {};
}

QString PlotData::yText(double value) const {
    const QLocale locale;
    switch (y) {
    case PlotY::Money: return models::moneyText(domain::Money::fromCents(std::llround(value * 100)));
    case PlotY::Percent: return locale.toString(value, 'f', 2).replace(u'-', QChar(0x2212)) + QStringLiteral(" %");
    case PlotY::Number: return locale.toString(value, 'f', value == std::floor(value) ? 0 : 2).replace(u'-', QChar(0x2212));
    }
    return {};
}

QByteArray PlotData::csv() const {
    QByteArray text = x == PlotX::Date ? "date" : "x";
    std::map<double, QList<QByteArray>> rows;
    qsizetype columns = 0;
    for (const PlotSeries& one : series) {
        text += ',' + safe(one.name);
        if (one.kind == PlotKind::Band) text += ',' + safe(one.name + QStringLiteral(" upper"));
        for (qsizetype i = 0; i < one.points.size(); ++i) {
            auto& row = rows[one.points[i].x()];
            row.resize(std::max(row.size(), columns));
            row << QByteArray::number(one.points[i].y(), 'g', 15);
            if (one.kind == PlotKind::Band) row << QByteArray::number(one.upper.value(i), 'g', 15);
        }
        columns += one.kind == PlotKind::Band ? 2 : 1;
    }
    text += "\r\n";
    for (auto& [at, row] : rows) {
        row.resize(columns);
        text += x == PlotX::Number ? QByteArray::number(at, 'g', 15) : safe(xText(at));
        for (const QByteArray& cell : row) text += ',' + cell;
        text += "\r\n";
    }
    return text;
}

} // namespace alluse::ui
