#pragma once
// A table whose rows arrive in pages: known count, bounded page cache, requests as signals.
// GUI thread only.

#include "services/rows.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <list>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>

namespace alluse::models {

inline constexpr int kPageRows = 200;
inline constexpr int kCachePagesMax = 64;       // 12,800 rows: some 4 MB of account rows
inline constexpr int kIndexStride = 1'000;      // rows between two anchors of a ListIndex
inline constexpr int kPagesWantedMax = 6;       // newest first; older wishes have scrolled away

// Everything that does not depend on the row's type. The loader answers pageWanted with
// PagedListModel::setPage and indexWanted with setIndex, both with the generation it was asked for.
class PagedTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum class Count { Unknown, Partial, Exact };

    explicit PagedTableModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] Count countState() const { return m_countState; }
    [[nodiscard]] qint64 total() const { return m_rows; }
    // Grows with every query; an answer with an older one is dropped.
    [[nodiscard]] quint64 generation() const { return m_generation; }

    // Where page `page` starts, as a request for the repository. None: its anchor is not known yet.
    [[nodiscard]] std::optional<services::PageRequest> requestFor(int page) const;
    void setIndex(quint64 generation, services::ListIndex index);
    // The loader let the wish go; it may be asked again. A failed page stays asked for, so that a
    // broken connection is not hammered by every paint; refresh() asks again.
    void pageDropped(quint64 generation, int page);

    // The query changed: ask again. The rows of the old query stay until the first page of the new
    // one is here, so that a table does not blink at every key of a search.
    void restart();
    // The rows shown are still those of the old query.
    [[nodiscard]] bool isReplacing() const { return m_isReplacing; }
    // Rows may have changed: keep showing them, ask again for what is looked at, count again.
    void refresh();

    [[nodiscard]] virtual bool isLoaded(int row) const = 0;
    // Row as tab-separated text of the given columns.
    [[nodiscard]] QString rowText(int row, const QList<int>& columns) const;

signals:
    void pageWanted(int page, quint64 generation);
    void indexWanted(quint64 generation);
    void countChanged();
    void replaced(); // what was asked for the old query is not wanted any more

protected:
    void want(int page) const;
    virtual void clearPages() = 0;
    virtual void markStale() = 0;
    void pageArrived(int page, int firstChanged, int lastChanged);
    void growTo(qint64 rows, Count state);
    void finishReplacing(); // before the first page of the new query is taken
    void takeHeldIndex();   // after it
    [[nodiscard]] static int pageOf(int row) { return row / kPageRows; }

private:
    void emitWanted();
    void shrinkTo(qint64 rows);

    qint64 m_rows = 0;
    Count m_countState = Count::Unknown;
    quint64 m_generation = 0;
    bool m_isReplacing = false;
    std::optional<services::ListIndex> m_index;
    std::optional<services::ListIndex> m_heldIndex; // came before the first page
    mutable std::list<int> m_wanted;    // newest first
    mutable std::set<int> m_underway;
    mutable QTimer m_wantedTimer;
};

// The pages themselves. `Row` is a value; a page is shown until a newer one of it arrives.
template <class Row>
class PagedListModel : public PagedTableModel {
public:
    using PagedTableModel::PagedTableModel;

    void setPage(quint64 asked, int page, services::Page<Row> answer) {
        if (asked != generation()) return;
        finishReplacing();
        const qint64 first = qint64(page) * kPageRows;
        const auto size = static_cast<qint64>(answer.rows.size());
        // Before the count is known the first page is all there is to show.
        if (countState() != Count::Exact)
            growTo(first + size, answer.next ? Count::Partial : Count::Exact);
        remember(page, std::move(answer.rows));
        pageArrived(page, static_cast<int>(first), static_cast<int>(first + size) - 1);
        takeHeldIndex();
    }

    // Null when the row is not here; asks for it.
    [[nodiscard]] const Row* row(int index) const {
        const auto found = m_pages.find(pageOf(index));
        if (found == m_pages.end()) {
            want(pageOf(index));
            return nullptr;
        }
        if (found->second.isStale) want(pageOf(index));
        m_recent.splice(m_recent.begin(), m_recent, found->second.place);
        const auto offset = static_cast<std::size_t>(index % kPageRows);
        return offset < found->second.rows.size() ? &found->second.rows[offset] : nullptr;
    }
    [[nodiscard]] bool isLoaded(int index) const override {
        const auto found = m_pages.find(pageOf(index));
        return found != m_pages.end()
               && static_cast<std::size_t>(index % kPageRows) < found->second.rows.size();
    }
    [[nodiscard]] int pagesCached() const { return static_cast<int>(m_pages.size()); }

protected:
    void clearPages() override {
        m_pages.clear();
        m_recent.clear();
    }
    void markStale() override {
        for (auto& [number, page] : m_pages) page.isStale = true;
    }

private:
    struct CachedPage {
        std::vector<Row> rows;
        std::list<int>::iterator place;
        bool isStale = false;
    };

    void remember(int page, std::vector<Row> rows) {
        auto found = m_pages.find(page);
        if (found == m_pages.end()) {
            m_recent.push_front(page);
            found = m_pages.emplace(page, CachedPage{{}, m_recent.begin(), false}).first;
        }
        found->second.rows = std::move(rows);
        found->second.isStale = false;
        m_recent.splice(m_recent.begin(), m_recent, found->second.place);
        while (m_pages.size() > kCachePagesMax) {
            m_pages.erase(m_recent.back());
            m_recent.pop_back();
        }
    }

    std::unordered_map<int, CachedPage> m_pages;
    mutable std::list<int> m_recent; // most recently used first
};

} // namespace alluse::models
