#pragma once
// A place of the navigation: what the window may ask of whatever page is shown. A page without a
// search, filters or a side pane leaves those questions at their defaults.

#include <QByteArray>
#include <QWidget>

#include <functional>

class QMenu;

namespace alluse::ui {

struct TableSource;

class Page : public QWidget {
    Q_OBJECT

public:
    // `name` is the page's id; object names and the saved layout derive from it.
    Page(const QString& name, QWidget* parent) : QWidget(parent), m_name(name) {
        setObjectName(name + QStringLiteral("Page"));
    }
    [[nodiscard]] QString pageName() const { return m_name; }

    // The first query; a page that nobody looks at costs nothing until then.
    virtual void load() = 0;
    [[nodiscard]] virtual bool isLoaded() const = 0;
    virtual void refresh() = 0;
    // Who gets the keyboard when the page is shown.
    [[nodiscard]] virtual QWidget* keyboardTarget() const = 0;

    // Instant search. An empty hint: the page has none.
    [[nodiscard]] virtual QString searchHint() const { return {}; }
    [[nodiscard]] virtual QString searchText() const { return {}; }
    virtual void setSearchText(const QString&) {}
    // Enter in the search: the focus goes to the best match, as soon as it is here.
    virtual void acceptSearch() { keyboardTarget()->setFocus(); }
    // The page's filters as a menu; empty: it has none.
    virtual void fillFilterMenu(QMenu&) {}
    virtual void clearFilters() {}

    [[nodiscard]] virtual QString selectionText() const { return {}; } // for the status bar
    virtual void copySelection() {}
    // Calls back with what can be exported, once the selected rows are here; false: nothing can.
    virtual bool prepareExport(std::function<void(TableSource)>) { return false; }
    virtual void showColumnChooser(QWidget*) {}
    // What stands beside the page while it is shown and the window is wide; null: nothing.
    [[nodiscard]] virtual QWidget* sidePane() const { return nullptr; }
    // A narrow page takes its side pane as a tab; a wide one leaves it to the window.
    virtual void setNarrow(bool) {}

    // Column order, widths, hidden columns and sort.
    [[nodiscard]] virtual QByteArray tableState() const { return {}; }
    virtual void restoreTable(const QByteArray&) {}
    virtual void resetTable() {}

signals:
    void selectionTextChanged();
    void currentIdChanged(qint64 id);
    void contextMenuWanted(const QPoint& globalPosition);
    void countChanged(qint64 rows); // for the navigation: of the whole list
    void told(const QString& text); // for the status bar: "Copied 3 rows"
    void reachableChanged(bool isReachable);

private:
    QString m_name;
};

} // namespace alluse::ui
