#include "cli/json_shapes.h"

#include "cli/text_table.h"

#include <charconv>

namespace alluse::cli {

using services::EntryReceipt;
using services::SortKey;

std::string postingsText(const std::vector<services::PostingRow>& rows, bool namesAccounts) {
    std::vector<std::string> titles{">Entry", "Date", "Type", ">Amount", ">Balance after", "Note"};
    if (namesAccounts) titles.insert(titles.begin() + 2, "Account");
    TextTable table(titles);
    for (const auto& row : rows) {
        std::vector<std::string> cells{std::to_string(row.entryId.value()), row.businessDate.text(),
                                       std::string(code(row.type)), row.amount.grouped(),
                                       row.balanceAfter.grouped(), row.note};
        if (row.reversedBy) cells.back() += " (reversed by " + std::to_string(row.reversedBy->value()) + ")";
        if (namesAccounts)
            cells.insert(cells.begin() + 2, std::to_string(row.accountId.value()) + " " + row.accountName);
        table.add(std::move(cells));
    }
    return table.text();
}

Json verifyJson(const services::VerifyReport& report) {
    Json checks = Json::array();
    for (const auto& check : report.checks)
        checks.push_back({{"id", check.id},
                          {"ok", check.ok},
                          {"seconds", check.seconds},
                          {"firstBreak", orNull(check.firstBreak)}});
    return {{"ok", report.ok},
            {"accounts", report.accounts},
            {"entries", report.entries},
            {"postings", report.postings},
            {"totalCents", report.totalCents},
            {"checks", checks}};
}

Json statusJson(const services::DatabaseStatus& status) {
    return {{"dialect", status.dialect},
            {"location", status.location},
            {"server", status.serverVersion},
            {"schema", status.schemaVersion},
            {"schemaNewest", status.schemaVersionNewest},
            {"environment", status.environment},
            {"timeZone", status.timeZone},
            {"closedThrough", status.closedThrough ? Json(status.closedThrough->text()) : Json()},
            {"sizeBytes", status.sizeBytes}};
}

Json receiptJson(const EntryReceipt& receipt, const domain::CommandId& id) {
    Json accounts = Json::array(), opened = Json::array();
    for (const auto& after : receipt.accounts)
        accounts.push_back({{"id", after.account.value()},
                            {"balanceCents", after.balance.cents()},
                            {"cashCents", after.cash.cents()},
                            {"version", after.version}});
    for (const auto account : receipt.openedAccounts) opened.push_back(account.value());
    Json json{{"commandId", id.text()},
              {"entry", receipt.entry ? Json(receipt.entry->value()) : Json()},
              {"alreadyDone", receipt.wasAlreadyDone},
              {"recordedAt", receipt.recordedAt.text()},
              {"accounts", accounts}};
    if (receipt.client) json["client"] = receipt.client->value();
    if (receipt.family) json["family"] = receipt.family->value();
    if (!opened.empty()) json["openedAccounts"] = opened;
    return json;
}

Answered receiptAnswer(const services::Outcome<EntryReceipt>& outcome,
                       const domain::OrderHeader& header, const std::string& done) {
    if (!outcome) {
        Problem failed = problemOf(outcome.error());
        failed.details["commandId"] = header.commandId.text();
        if (failed.exitCode == ExitCode::Unknown)
            failed.text += " It is " + header.commandId.text() + '.';
        return tl::unexpected(std::move(failed));
    }
    Answer answer;
    answer.json = receiptJson(*outcome, header.commandId);
    answer.text = done;
    if (outcome->entry) answer.text += ", entry " + std::to_string(outcome->entry->value());
    answer.text += outcome->wasAlreadyDone ? " (had been done before)\n" : "\n";
    for (const auto& after : outcome->accounts)
        answer.text += "Account " + std::to_string(after.account.value()) + " holds " +
                       after.balance.grouped() + ", of it cash " + after.cash.grouped() + '\n';
    answer.text += "Command id " + header.commandId.text() + '\n';
    return answer;
}

// "balance-desc/1001/n/500000": the order, the tie breaker, the kind of the sort value, the value.
std::string cursorText(const SortKey& key, const std::string& order) {
    const auto* number = std::get_if<std::int64_t>(&key.value);
    return order + '/' + std::to_string(key.id) +
           (number ? "/n/" + std::to_string(*number) : "/t/" + std::get<std::string>(key.value));
}

domain::Result<SortKey, Problem> parseCursor(const std::string& text, const std::string& order) {
    if (!text.starts_with(order + '/'))
        return badInput("--after: this cursor belongs to another list or order; take it from "
                        "\"next\" of the same command.");
    const auto wrong = [] {
        return badInput("--after: this is no cursor; take it from \"next\" of the page before.");
    };
    const char* at = text.data() + order.size() + 1;
    const char* end = text.data() + text.size();
    SortKey key;
    const auto id = std::from_chars(at, end, key.id);
    if (id.ec != std::errc() || end - id.ptr < 3 || id.ptr[0] != '/' || id.ptr[2] != '/') return wrong();
    const std::string value(id.ptr + 3, end);
    if (id.ptr[1] == 't') {
        key.value = value;
        return key;
    }
    std::int64_t number = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
    if (id.ptr[1] != 'n' || read.ec != std::errc() || read.ptr != value.data() + value.size())
        return wrong();
    key.value = number;
    return key;
}

} // namespace alluse::cli
