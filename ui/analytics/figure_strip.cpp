#include "ui/analytics/figure_strip.h"

#include "models/text_format.h"
#include "ui/common/theme.h"

#include <QGridLayout>
#include <QLabel>

namespace alluse::ui {
namespace {
constexpr int kColumns = 8;
}

FigureStrip::FigureStrip(QWidget* parent) : QWidget(parent), m_layout(new QGridLayout(this)) {
    m_layout->setContentsMargins(metric::kGap, metric::kSpace, metric::kGap, metric::kSpace);
    m_layout->setHorizontalSpacing(metric::kWide);
    m_layout->setVerticalSpacing(0);
}

void FigureStrip::setFigures(const QList<Figure>& figures) {
    m_figures = figures;
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (qsizetype i = 0; i < figures.size(); ++i) {
        auto* name = new QLabel(figures[i].name, this);
        name->setProperty("tone", QStringLiteral("muted"));
        auto* value = new QLabel(figures[i].value, this);
        value->setTextFormat(Qt::PlainText);
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        value->setFont(bold);
        for (QLabel* label : {name, value}) label->setToolTip(models::plainToolTip(figures[i].explanation));
        const int row = static_cast<int>(i) / kColumns * 2, column = static_cast<int>(i) % kColumns;
        if (row > 0) name->setContentsMargins(0, metric::kSpace, 0, 0);
        m_layout->addWidget(name, row, column);
        m_layout->addWidget(value, row + 1, column);
    }
    m_layout->setColumnStretch(kColumns, 1);
}

QString FigureStrip::value(const QString& name) const {
    for (const Figure& figure : m_figures)
        if (figure.name == name) return figure.value;
    return {};
}

} // namespace alluse::ui
