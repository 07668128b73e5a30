#pragma once
// What every page with a long table shares: search, chips, header sort, columns, copy, totals,
// waiting for a database that is away, empty state.

#include "ui/common/table_source.h"
#include "ui/pages/page.h"
#include "ui/widgets/chip_bar.h"

#include <QPointer>

class QAction;
class QStackedWidget;
class QTableView;
class QTimer;

namespace alluse::models {
class PagedTableModel;
}
namespace alluse::services {
struct Failure;
}

namespace alluse::ui {

class Banner;
class EmptyState;

// A sum is shown for selections up to this size; above it only their number.
inline constexpr int kSelectionSummedMax = 5'000;
// What one copy, or a file of selected rows, may take; fits the page cache of the model.
inline constexpr int kCopyRowsMax = 10'000;

class TablePage : public Page {
    Q_OBJECT

public:
    TablePage(const QString& name, models::PagedTableModel& model, QWidget* parent);

    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] QWidget* keyboardTarget() const override;
    [[nodiscard]] QByteArray tableState() const override;
    void restoreTable(const QByteArray& state) override;
    void resetTable() override;

    void load() override;
    [[nodiscard]] bool isLoaded() const override { return m_isLoaded; }

    // Applied shortly after the last key.
    void setSearchText(const QString& text) override;
    [[nodiscard]] QString searchText() const override { return m_searchText; }
    void acceptSearch() override;
    // An answer is under way; what is shown may still be that of the words before.
    [[nodiscard]] bool isSearching() const;
    // Search text or filters are in force.
    [[nodiscard]] bool isFiltered() const;
    [[nodiscard]] QStringList chipTexts() const { return m_chips->texts(); }

    // "Selected 3 · 412,908.15"; "12 of 717" when nothing is selected and a filter is in force.
    [[nodiscard]] QString selectionText() const override;
    [[nodiscard]] QList<qint64> selectedIds(int countMax = kSelectionSummedMax) const;
    [[nodiscard]] qint64 currentId() const; // 0: none

    // Icons at the right end of the row under the mouse.
    void setRowActions(const QList<QAction*>& actions);

    // Selected rows as text with a header line, in the order shown; rows that are not here yet are
    // fetched first.
    void copySelection() override;
    bool prepareExport(std::function<void(TableSource)> ready) override;
    void showFailure(const services::Failure& failure);
    void showWorking(); // it works (again)
    void refresh() override;
    void showColumnChooser(QWidget* at) override;

signals:
    void activated(qint64 id); // Enter or double click

protected:
    // What a file gets: every row of the query in force, and one row that is here.
    [[nodiscard]] virtual TableSource::Rows allRows(const std::vector<int>& columns) = 0;
    [[nodiscard]] virtual services::TableCell cell(int row, int column) const = 0;
    virtual void searchChanged(const QString& text) = 0;
    virtual void sortRequested(int sortKey, bool descending) = 0;
    virtual void describeEmpty(EmptyState& empty) = 0;
    [[nodiscard]] virtual int totalColumn() const = 0; // summed over the selection
    [[nodiscard]] virtual QList<int> columnsHiddenAtFirst() const = 0;
    [[nodiscard]] virtual int columnWidth(int column) const = 0; // at first
    // Columns that share what is left of the width, until a person sets widths.
    [[nodiscard]] virtual QList<int> columnsStretched() const = 0;

    void setSortShown(int column, bool descending);
    void selectFirst() { m_isFirstWanted = true; } // of the answer under way
    void showEvent(QShowEvent* event) override;
    void initialise(); // by the leaf, once its virtual functions exist
    void setChips(const QList<ChipBar::Chip>& chips);
    [[nodiscard]] QWidget* tableArea() const { return m_area; }

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTable();
    void sectionClicked(int section);
    void startSearch();
    [[nodiscard]] bool isAnswerUnderWay() const;
    void updateEmpty();
    void updateCount();
    void stretchColumns();
    void selectFirstWhenHere();
    // Runs with the selected rows, in the order shown, once all of them are here.
    void withSelectedRows(std::function<void(const QList<int>&)> run);
    void runWhenHere();
    void copyRows(const QList<int>& rows);
    [[nodiscard]] qint64 selectedCount() const;
    [[nodiscard]] QList<int> shownColumns() const;
    [[nodiscard]] QList<int> selectedRows(int countMax) const; // ascending
    bool handleKey(int key, Qt::KeyboardModifiers modifiers);

    models::PagedTableModel& m_model;
    QWidget* m_area;
    ChipBar* m_chips;
    Banner* m_banner;
    QStackedWidget* m_stack;
    QTableView* m_table;
    EmptyState* m_empty;
    QTimer* m_searchTimer;
    QString m_searchText;
    int m_sortColumn = 0;
    bool m_isDescending = false;
    bool m_isLoaded = false;
    bool m_isStale = false; // the book changed while the page was not shown
    bool m_isSearchPending = false;
    bool m_isFirstWanted = false; // select the first row once it is here
    std::function<void(const QList<int>&)> m_whenHere; // waits for selected rows
    bool m_areWidthsOwn = false; // a person has set widths: nothing stretches any more
    bool m_isStretching = false;
    qint64 m_totalUnfiltered = -1; // −1: not known
};

} // namespace alluse::ui
