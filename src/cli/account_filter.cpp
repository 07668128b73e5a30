#include "cli/account_filter.h"

namespace alluse::cli {

void addAccountFilter(CLI::App& app, AccountFilter& filter) {
    addText(app, "--text", filter.text, "Words of name, client, reference or id; all must match");
    addChoices(app, "--type", filter.types, accountTypeWords(), "Types");
    addChoices(app, "--status", filter.statuses, accountStatusWords(), "Statuses");
    addMoney(app, "--min-balance", filter.balanceMin, "Balance at least");
    addMoney(app, "--max-balance", filter.balanceMax, "Balance at most");
    addMoney(app, "--min-surplus", filter.surplusMin, "Surplus over the baseline at least");
    addNumber(app, "--family", filter.family, 1, INT64_MAX, "Accounts of this family id");
    addNumber(app, "--client", filter.client, 1, INT64_MAX, "Accounts of this client id");
}

services::AccountQuery queryOf(const AccountFilter& filter) {
    services::AccountQuery query;
    query.text = filter.text;
    for (const auto& word : filter.types) query.types.push_back(domain::parseAccountType(word).value());
    for (const auto& word : filter.statuses)
        query.statuses.push_back(domain::parseAccountStatus(word).value());
    query.balanceMin = filter.balanceMin;
    query.balanceMax = filter.balanceMax;
    query.surplusMin = filter.surplusMin;
    if (filter.family > 0) query.family = domain::FamilyId(filter.family);
    if (filter.client > 0) query.client = domain::ClientId(filter.client);
    return query;
}

} // namespace alluse::cli
