#pragma once
// What every page with a long table shares: header sort, column chooser, copy, totals, empty state.

#include <QWidget>

class QHBoxLayout;
class QStackedWidget;
class QTableView;
class QTimer;

namespace alluse::models {
class PagedTableModel;
}

namespace alluse::ui {

class Banner;
class EmptyState;

// A sum is shown for selections up to this size; above it only their number.
inline constexpr int kSelectionSummedMax = 5'000;

class TablePage : public QWidget {
    Q_OBJECT

public:
    // `name` is the page's id; object names and the saved layout derive from it.
    TablePage(const QString& name, models::PagedTableModel& model, QWidget* parent);

    [[nodiscard]] QString pageName() const { return m_name; }
    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] QByteArray tableState() const;
    void restoreTable(const QByteArray& state);
    void resetTable();

    // Instant search: applied shortly after the last key.
    void setSearchText(const QString& text);
    [[nodiscard]] QString searchText() const { return m_searchText; }
    [[nodiscard]] virtual QString searchHint() const = 0;
    // "Selected 3 · 412,908.15"; empty when nothing is selected.
    [[nodiscard]] QString selectionText() const;
    [[nodiscard]] QList<qint64> selectedIds(int countMax = kSelectionSummedMax) const;
    [[nodiscard]] qint64 currentId() const; // 0: none

    void copySelection() const;
    void showError(const QString& text); // empty takes the banner away
    void refresh();
    void showColumnChooser(QWidget* at);

signals:
    void selectionTextChanged();
    void currentIdChanged(qint64 id);
    void activated(qint64 id); // Enter or double click
    void contextMenuWanted(const QPoint& globalPosition);
    void countChanged(qint64 rows);

protected:
    virtual void searchChanged(const QString& text) = 0;
    virtual void sortRequested(int sortKey, bool descending) = 0;
    virtual void describeEmpty(EmptyState& empty) = 0;
    [[nodiscard]] virtual int totalColumn() const = 0; // summed over the selection
    [[nodiscard]] virtual QList<int> columnsHiddenAtFirst() const = 0;
    [[nodiscard]] virtual int columnWidth(int column) const = 0; // at first

    void setSortShown(int column, bool descending);
    void initialise(); // by the leaf, once its virtual functions exist
    [[nodiscard]] QHBoxLayout* strip() const { return m_strip; }
    [[nodiscard]] QWidget* tableArea() const { return m_area; }

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTable();
    void sectionClicked(int section);
    void updateEmpty();

    QString m_name;
    models::PagedTableModel& m_model;
    QWidget* m_area;
    QHBoxLayout* m_strip;
    Banner* m_banner;
    QStackedWidget* m_stack;
    QTableView* m_table;
    EmptyState* m_empty;
    QTimer* m_searchTimer;
    QString m_searchText;
    int m_sortColumn = 0;
    bool m_isDescending = false;
};

} // namespace alluse::ui
