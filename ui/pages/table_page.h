#pragma once
// What every page with a long table shares: search, chips, header sort, columns, copy, totals,
// waiting for a database that is away, empty state.

#include "ui/widgets/chip_bar.h"

#include <QPointer>
#include <QWidget>

class QAction;
class QMenu;
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
// What one copy may bring to the clipboard; fits the page cache of the model.
inline constexpr int kCopyRowsMax = 10'000;

class TablePage : public QWidget {
    Q_OBJECT

public:
    // `name` is the page's id; object names and the saved layout derive from it.
    TablePage(const QString& name, models::PagedTableModel& model, QWidget* parent);

    [[nodiscard]] QString pageName() const { return m_name; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    // Column order, widths, hidden columns and sort.
    [[nodiscard]] QByteArray tableState() const;
    void restoreTable(const QByteArray& state);
    void resetTable();

    // The first query; a page that nobody looks at costs nothing until then.
    void load();
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }

    // Instant search: applied shortly after the last key.
    void setSearchText(const QString& text);
    [[nodiscard]] QString searchText() const { return m_searchText; }
    [[nodiscard]] virtual QString searchHint() const = 0;
    // Enter in the search: the focus goes to the best match, as soon as it is here.
    void acceptSearch();
    // An answer is under way; what is shown may still be that of the words before.
    [[nodiscard]] bool isSearching() const;
    // Search text or filters are in force.
    [[nodiscard]] bool isFiltered() const;
    // The page's filters as a menu; empty: it has none.
    virtual void fillFilterMenu(QMenu&) {}
    virtual void clearFilters() {}
    [[nodiscard]] QStringList chipTexts() const { return m_chips->texts(); }

    // "Selected 3 · 412,908.15"; "12 of 717" when nothing is selected and a filter is in force.
    [[nodiscard]] QString selectionText() const;
    [[nodiscard]] QList<qint64> selectedIds(int countMax = kSelectionSummedMax) const;
    [[nodiscard]] qint64 currentId() const; // 0: none

    // What stands beside the table while the page is shown and the window is wide; null: nothing.
    [[nodiscard]] virtual QWidget* sidePane() const { return nullptr; }
    // A narrow page takes its side pane as a tab; a wide one leaves it to the window.
    virtual void setNarrow(bool) {}
    // Icons at the right end of the row under the mouse.
    void setRowActions(const QList<QAction*>& actions);

    // Selected rows as text with a header line, in the order shown; rows that are not here yet are
    // fetched first.
    void copySelection();
    void showFailure(const services::Failure& failure);
    void showWorking(); // it works (again)
    void refresh();
    void showColumnChooser(QWidget* at);

signals:
    void selectionTextChanged();
    void currentIdChanged(qint64 id);
    void activated(qint64 id); // Enter or double click
    void contextMenuWanted(const QPoint& globalPosition);
    void countChanged(qint64 rows); // of the whole list, not of what a filter leaves
    void told(const QString& text); // for the status bar: "Copied 3 rows"
    void reachableChanged(bool isReachable);

protected:
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
    void updateEmpty();
    void updateCount();
    void stretchColumns();
    void selectFirstWhenHere();
    void copyWhenHere();
    [[nodiscard]] QList<int> selectedRows(int countMax) const; // ascending
    bool handleKey(int key, Qt::KeyboardModifiers modifiers);

    QString m_name;
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
    bool m_isCopying = false;
    bool m_areWidthsOwn = false; // a person has set widths: nothing stretches any more
    bool m_isStretching = false;
    qint64 m_totalUnfiltered = -1; // −1: not known
};

} // namespace alluse::ui
