#pragma once
// Figures above the charts: a word, its value, and what stands behind it as a tool tip.

#include <QWidget>

class QGridLayout;

namespace alluse::ui {

class FigureStrip final : public QWidget {
    Q_OBJECT

public:
    struct Figure {
        QString name;
        QString value;
        QString explanation{};
    };
    explicit FigureStrip(QWidget* parent = nullptr);
    void setFigures(const QList<Figure>& figures);
    [[nodiscard]] QString value(const QString& name) const; // as shown; for tests

private:
    QGridLayout* m_layout;
    QList<Figure> m_figures;
};

} // namespace alluse::ui
