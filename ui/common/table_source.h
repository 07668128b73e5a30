#pragma once
// What a page can give to a file: the rows it shows, all or the selected ones, as typed cells.

#include "services/call.h"
#include "services/outcome.h"
#include "services/rows.h"
#include "services/table_file.h"

#include <QString>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace alluse::ui {

struct TableSource {
    using Taker = std::function<void(std::span<const services::TableCell>)>;
    // Gives row after row to the taker, and asks whether to go on between pages. On a worker.
    using Rows = std::function<services::Outcome<void>(const Taker&, const services::Call&)>;

    QString title;                    // "Accounts"
    std::vector<std::string> columns; // those that are visible, in the order shown
    Rows all;
    qint64 allCount = -1; // −1: not known
    Rows selected;        // empty: nothing is selected, or more than can be held
    qint64 selectedCount = 0;
};

// Rows that are here already.
inline TableSource::Rows heldRows(std::vector<std::vector<services::TableCell>> rows) {
    auto held = std::make_shared<const std::vector<std::vector<services::TableCell>>>(std::move(rows));
    return [held](const TableSource::Taker& take, const services::Call&) -> services::Outcome<void> {
        for (const auto& row : *held) take(row);
        return {};
    };
}

// Every row of a list that the database pages, in its order. `reads` outlives the jobs.
template <class Row, class Reads, class Query>
TableSource::Rows pagedRows(Reads& reads, Query query, std::vector<int> columns,
                            services::TableCell (*cell)(const Row&, int)) {
    return [&reads, query = std::move(query), columns = std::move(columns),
            cell](const TableSource::Taker& take, const services::Call& call) -> services::Outcome<void> {
        services::PageRequest request;
        request.limit = services::kPageRowsMax;
        std::vector<services::TableCell> cells(columns.size());
        do {
            if (call.isCancelled && call.isCancelled())
                return services::failed(services::FailureKind::Cancelled, {});
            auto page = reads.page(query, request, call);
            if (!page) return tl::unexpected(std::move(page.error()));
            for (const Row& row : page->rows) {
                for (std::size_t i = 0; i < columns.size(); ++i) cells[i] = cell(row, columns[i]);
                take(cells);
            }
            request.after = std::move(page->next);
        } while (request.after);
        return {};
    };
}

} // namespace alluse::ui
