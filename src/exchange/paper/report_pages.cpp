#include "exchange/paper/report_pages.h"

#include "exchange/paper/glyph_widths.h"

#include <QPainter>
#include <QPen>

#include <algorithm>
#include <array>
#include <numeric>

namespace alluse::exchange {

using services::Cell;
using services::ColumnKind;
using services::Report;
using services::ReportTable;
using Face = ReportPages::Face;

namespace {

constexpr double kMm = ReportPages::kDotsPerInch / 25.4;
constexpr double kPoint = ReportPages::kDotsPerInch / 72.0;
constexpr double kWidth = 210 * kMm, kHeight = 297 * kMm;
constexpr double kLeft = 16 * kMm, kRight = kWidth - 16 * kMm;
constexpr double kTop = 24 * kMm, kBottom = kHeight - 20 * kMm;
constexpr double kGap = 2 * kMm; // between columns
constexpr double kLine = 1.35;   // height of a line, in heights of its font
constexpr int kCellLinesMax = 8;
constexpr std::array<double, ReportPages::kFaces> kPoints{6.8, 6.8, 6, 8.6, 14};

QFont fontOf(Face face) {
    QFont font;
    // Its digits are of one width and its letters have no contextual forms, so figures stand in columns and
    // copy as they are; the package depends on it.
    font.setFamily(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(static_cast<int>(kPoints[static_cast<std::size_t>(face)] * kPoint));
    font.setKerning(false);
    font.setHintingPreference(QFont::PreferNoHinting);
    if (face == Face::Bold || face == Face::Heading || face == Face::Title) font.setWeight(QFont::Bold);
    return font;
}

double heightOf(Face face) { return kPoints[static_cast<std::size_t>(face)] * kPoint * kLine; }

bool isFigure(ColumnKind kind) { return kind != ColumnKind::Text && kind != ColumnKind::Date; }

// With a real minus sign; no change is a dash, except in totals.
QString shown(const Cell& cell, bool isTotal) {
    const auto* amount = std::get_if<domain::Money>(&cell);
    if (amount && amount->isZero() && !isTotal) return QStringLiteral("–");
    QString text = QString::fromStdString(services::textOf(cell));
    if (amount && amount->isNegative()) text.replace(0, 1, QChar(0x2212));
    return text;
}

} // namespace

// Fills pages from the top; what does not fit goes to the next one.
class ReportLayout {
public:
    ReportLayout(const Report& report, std::vector<ReportPages::Page>& pages)
        : m_report(report), m_pages(pages), m_widths{GlyphWidths(fontOf(Face::Body)), GlyphWidths(fontOf(Face::Bold)),
                                                     GlyphWidths(fontOf(Face::Small)), GlyphWidths(fontOf(Face::Heading)),
                                                     GlyphWidths(fontOf(Face::Title))} {}

    void run() {
        newPage();
        addTitle();
        for (const ReportTable& table : m_report.tables) addTable(table);
        for (const std::string& note : m_report.notes) addNote(QString::fromStdString(note));
        addFrames();
    }

private:
    [[nodiscard]] const GlyphWidths& widths(Face face) const { return m_widths[static_cast<std::size_t>(face)]; }

    void newPage() {
        m_pages.emplace_back();
        m_y = kTop;
    }
    // True: there was no room, and a new page has begun.
    bool need(double height) {
        if (m_y + height <= kBottom) return false;
        newPage();
        return true;
    }
    void put(Face face, double x, double y, const QString& text) {
        if (text.isEmpty()) return;
        m_pages.back().texts[static_cast<std::size_t>(face)].push_back({QPointF(x, y), text});
    }
    void putRight(Face face, double right, double y, const QString& text) {
        put(face, right - widths(face).of(text), y, text);
    }
    void rule(double y) { m_pages.back().lines.emplace_back(kLeft, y, kRight, y); }

    void addTitle() {
        m_y += heightOf(Face::Title);
        put(Face::Title, kLeft, m_y, QString::fromStdString(m_report.title));
        m_y += heightOf(Face::Heading);
        for (const auto& field : m_report.fields) {
            m_y += heightOf(Face::Body);
            put(Face::Small, kLeft, m_y, QString::fromStdString(field.title));
            put(Face::Bold, kLeft + 34 * kMm, m_y, shown(field.value, true));
        }
        m_y += heightOf(Face::Heading);
    }

    void addNote(const QString& note) {
        for (const QString& line : widths(Face::Small).wrap(note, kRight - kLeft, kCellLinesMax)) {
            need(heightOf(Face::Small));
            m_y += heightOf(Face::Small);
            put(Face::Small, kLeft, m_y, line);
        }
    }

    struct Column {
        double left = 0, right = 0;
        bool isRight = false;
    };
    // What a column cannot do without: a figure and a day whole, of a text its longest word, within
    // reason.
    [[nodiscard]] std::vector<double> needsOf(const ReportTable& table, double free) const {
        std::vector<double> needs(table.columns.size(), 0.0);
        const auto take = [&](std::size_t i, Face face, const QString& text) {
            if (table.columns[i].kind != ColumnKind::Text) {
                needs[i] = std::max(needs[i], widths(face).of(text));
                return;
            }
            for (const QStringView word : QStringView(text).split(u' '))
                needs[i] = std::max(needs[i], std::min(widths(face).of(word), free / 5));
        };
        for (std::size_t i = 0; i < needs.size(); ++i)
            for (const QString& word : QString::fromStdString(table.columns[i].title).split(u' ')) take(i, Face::Small, word);
        for (const auto& row : table.rows)
            for (std::size_t i = 0; i < row.size(); ++i) take(i, Face::Body, shown(row[i], false));
        for (std::size_t i = 0; i < table.total.size(); ++i) take(i, Face::Bold, shown(table.total[i], true));
        return needs;
    }

    // Each column gets what it needs; what is left goes to the texts, by their weight.
    [[nodiscard]] std::vector<Column> columnsOf(const ReportTable& table) const {
        const double free = kRight - kLeft - kGap * static_cast<double>(table.columns.size() - 1);
        const std::vector<double> needs = needsOf(table, free);
        const double needed = std::accumulate(needs.begin(), needs.end(), 0.0);
        const auto weightOf = [&](const auto& column) {
            return column.kind == ColumnKind::Text ? static_cast<double>(column.width) : 0.0;
        };
        double weights = 0;
        for (const auto& column : table.columns) weights += weightOf(column);
        const double spare = std::max(0.0, free - needed);
        std::vector<Column> columns;
        double x = kLeft;
        for (std::size_t i = 0; i < needs.size(); ++i) {
            const double share = weights > 0 ? weightOf(table.columns[i]) / weights : 1.0 / static_cast<double>(needs.size());
            const double width = needed > free ? needs[i] * free / needed : needs[i] + spare * share;
            columns.push_back({x, x + width, isFigure(table.columns[i].kind)});
            x += width + kGap;
        }
        return columns;
    }

    void addTable(const ReportTable& table) {
        const auto columns = columnsOf(table);
        m_y += heightOf(Face::Heading) / 2;
        need(heightOf(Face::Heading) + 4 * heightOf(Face::Body)); // a title never stands alone
        m_y += heightOf(Face::Heading);
        put(Face::Heading, kLeft, m_y, QString::fromStdString(table.title));
        m_y += heightOf(Face::Body) / 2;
        if (table.rows.empty()) {
            m_y += heightOf(Face::Body);
            put(Face::Body, kLeft, m_y, QString::fromStdString(table.emptyText));
            m_y += heightOf(Face::Body) / 2;
            if (table.total.empty()) return;
        }
        addHeader(table, columns);
        for (const auto& row : table.rows) addRow(table, columns, row, Face::Body);
        if (table.total.empty()) return;
        need(heightOf(Face::Bold) * 2);
        rule(m_y + heightOf(Face::Bold) * 0.25);
        addRow(table, columns, table.total, Face::Bold);
    }

    void addHeader(const ReportTable& table, const std::vector<Column>& columns) {
        double bottom = m_y;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            double y = m_y;
            const auto title = QString::fromStdString(table.columns[i].title);
            for (const QString& line : widths(Face::Small).wrap(title, columns[i].right - columns[i].left, 2)) {
                y += heightOf(Face::Small);
                putCell(Face::Small, columns[i], y, line);
            }
            bottom = std::max(bottom, y);
        }
        m_y = bottom + heightOf(Face::Small) * 0.4;
        rule(m_y);
    }

    void putCell(Face face, const Column& column, double y, const QString& text) {
        if (column.isRight) putRight(face, column.right, y, text);
        else put(face, column.left, y, text);
    }

    void addRow(const ReportTable& table, const std::vector<Column>& columns, const std::vector<Cell>& row,
                Face face) {
        m_cells.clear();
        std::size_t lines = 1;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const QString text = shown(row[i], face == Face::Bold);
            m_cells.push_back(columns[i].isRight ? QStringList{text}
                                                 : widths(face).wrap(text, columns[i].right - columns[i].left, kCellLinesMax));
            lines = std::max(lines, static_cast<std::size_t>(m_cells.back().size()));
        }
        if (need(heightOf(face) * static_cast<double>(lines))) addHeader(table, columns);
        for (std::size_t line = 0; line < lines; ++line) {
            m_y += heightOf(face);
            for (std::size_t i = 0; i < m_cells.size(); ++i)
                if (line < static_cast<std::size_t>(m_cells[i].size()))
                    putCell(face, columns[i], m_y, m_cells[i][static_cast<qsizetype>(line)]);
        }
        m_y += heightOf(face) * 0.1;
    }

    // Header and footer come last: only now is the number of pages known.
    void addFrames() {
        const QString title = QString::fromStdString(m_report.title);
        const QString period = QString::fromStdString(m_report.subtitle);
        const auto pages = std::exchange(m_pages, {});
        for (std::size_t i = 0; i < pages.size(); ++i) {
            m_pages.push_back(pages[i]);
            if (i > 0) put(Face::Small, kLeft, 15 * kMm, title);
            putRight(Face::Small, kRight, 15 * kMm, period);
            rule(17 * kMm);
            rule(kHeight - 15 * kMm);
            put(Face::Small, kLeft, kHeight - 11 * kMm, QStringLiteral("ALL-USE Account Manager, amounts in USD"));
            putRight(Face::Small, kRight, kHeight - 11 * kMm,
                     QStringLiteral("Page %1 of %2").arg(i + 1).arg(pages.size()));
        }
    }

    const Report& m_report;
    std::vector<ReportPages::Page>& m_pages;
    std::array<GlyphWidths, ReportPages::kFaces> m_widths;
    std::vector<QStringList> m_cells; // of the row that is being laid out
    double m_y = 0;
};

ReportPages::ReportPages(const Report& report) { ReportLayout(report, m_pages).run(); }

QSizeF ReportPages::size() { return {kWidth, kHeight}; }

std::vector<std::vector<ReportPages::Placed>> ReportPages::placed() const {
    std::vector<std::vector<Placed>> pages;
    for (const Page& page : m_pages) {
        auto& placed = pages.emplace_back();
        for (std::size_t face = 0; face < kFaces; ++face)
            for (const Text& text : page.texts[face])
                placed.push_back({fontOf(static_cast<Face>(face)), text.baseline, text.text});
    }
    return pages;
}

void ReportPages::paint(QPainter& painter, int page) const {
    const Page& shownPage = m_pages[static_cast<std::size_t>(page)];
    painter.setPen(Qt::black);
    for (std::size_t face = 0; face < kFaces; ++face) {
        if (shownPage.texts[face].empty()) continue;
        const QFont font = fontOf(static_cast<Face>(face));
        const GlyphWidths widths(font);
        QList<quint32> glyphs;
        QList<QPointF> positions;
        painter.setFont(font);
        for (const Text& text : shownPage.texts[face])
            if (!widths.addTo(glyphs, positions, text.baseline, text.text)) painter.drawText(text.baseline, text.text);
        QGlyphRun run;
        run.setRawFont(widths.font());
        run.setGlyphIndexes(glyphs);
        run.setPositions(positions);
        painter.drawGlyphRun(QPointF(), run);
    }
    painter.setPen(QPen(Qt::gray, 0.25 * kPoint));
    for (const QLineF& line : shownPage.lines) painter.drawLine(line);
}

} // namespace alluse::exchange
