#pragma once
// A report laid out on A4 pages: header, tables whose header repeats, totals, page numbers. Needs a
// QGuiApplication for its fonts. Any thread.

#include "services/reports/report.h"

#include <QFont>
#include <QLineF>
#include <QPointF>
#include <QSizeF>
#include <QString>

#include <cstdint>
#include <vector>

class QPainter;

namespace alluse::exchange {

class ReportPages {
public:
    static constexpr int kDotsPerInch = 1'200; // the unit of all coordinates

    explicit ReportPages(const services::Report& report);
    [[nodiscard]] int count() const { return static_cast<int>(m_pages.size()); }
    [[nodiscard]] static QSizeF size(); // in dots
    // Onto a painter whose unit is one dot.
    void paint(QPainter& painter, int page) const;

    // Every text with its font and place, as a bare painter would draw it: what benchmarks compare with.
    struct Placed {
        QFont font;
        QPointF baseline;
        QString text;
    };
    [[nodiscard]] std::vector<std::vector<Placed>> placed() const; // by page

    enum class Face : std::uint8_t { Body, Bold, Small, Heading, Title };
    static constexpr std::size_t kFaces = 5;

private:
    friend class ReportLayout;
    struct Text {
        QPointF baseline;
        QString text;
    };
    struct Page {
        std::vector<Text> texts[kFaces]; // by face, so that a page changes the font four times
        std::vector<QLineF> lines;
    };
    std::vector<Page> m_pages;
};

} // namespace alluse::exchange
