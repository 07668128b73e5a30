#pragma once
// Rows and receipts as JSON and as lines: lowerCamel keys, money in cents, dates and times in ISO.

#include "cli/answer.h"
#include "domain/account.h"
#include "domain/planning.h"
#include "services/ports/database_port.h"
#include "services/ports/ledger_port.h"
#include "services/rows.h"

#include <algorithm>
#include <optional>
#include <string>

namespace alluse::cli {

[[nodiscard]] std::string postingsText(const std::vector<services::PostingRow>& rows,
                                       bool namesAccounts);
[[nodiscard]] Json verifyJson(const services::VerifyReport& report);
[[nodiscard]] Json statusJson(const services::DatabaseStatus& status);
[[nodiscard]] Json receiptJson(const services::EntryReceipt& receipt, const domain::CommandId& id);

// What a write command answers; `done` begins its line: "Deposit of 50.00 on account 1001".
[[nodiscard]] Answered receiptAnswer(const services::Outcome<services::EntryReceipt>& outcome,
                                     const domain::OrderHeader& header, const std::string& done);

// A place in a sorted list as text that goes into --after; it names the order it belongs to.
[[nodiscard]] std::string cursorText(const services::SortKey& key, const std::string& order);
[[nodiscard]] domain::Result<services::SortKey, Problem> parseCursor(const std::string& text,
                                                                     const std::string& order);
// A list read page by page: {"accounts": […], "next": cursor|null}.
struct ListAnswer {
    std::string key;   // "accounts"
    std::string order; // "account-balance-desc": what a cursor belongs to
    std::int64_t limit = 100;
    std::string after; // the cursor that was given, or empty

    // `read` gets a page, `shape` makes a row's JSON, `add` takes a row for the text, which `text`
    // gives in the end.
    template <class Row, class Read, class Shape, class Add, class Text>
    [[nodiscard]] Answered fill(Read read, Shape shape, Add add, Text text) const;
};

template <class T>
[[nodiscard]] Json orNull(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

template <class Row, class Read, class Shape, class Add, class Text>
Answered ListAnswer::fill(Read read, Shape shape, Add add, Text text) const {
    services::PageRequest request;
    if (!after.empty()) {
        auto cursor = parseCursor(after, order);
        if (!cursor) return tl::unexpected(cursor.error());
        request.after = std::move(*cursor);
    }
    Json rows = Json::array();
    do {
        const auto left = limit - static_cast<std::int64_t>(rows.size());
        request.limit = static_cast<int>(std::min<std::int64_t>(left, services::kPageRowsMax));
        auto page = read(request);
        if (!page) return problem(page.error());
        for (const Row& row : page->rows) {
            rows.push_back(shape(row));
            add(row);
        }
        request.after = std::move(page->next);
    } while (request.after && static_cast<std::int64_t>(rows.size()) < limit);
    Answer answer;
    answer.text = text(rows.empty());
    answer.json[key] = std::move(rows);
    answer.json["next"] = nullptr;
    if (!request.after) return answer;
    const std::string next = cursorText(*request.after, order);
    answer.json["next"] = next;
    answer.text += "More follow: --after '" + next + "'\n";
    return answer;
}

} // namespace alluse::cli
