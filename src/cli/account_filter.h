#pragma once
// Which accounts a command means: the filters of the window's account list as options.

#include "cli/options.h"

namespace alluse::cli {

struct AccountFilter {
    std::string text;
    std::vector<std::string> types, statuses;
    std::optional<domain::Money> balanceMin, balanceMax, surplusMin;
    std::int64_t family = 0, client = 0; // 0: all
};

void addAccountFilter(CLI::App& app, AccountFilter& filter);
[[nodiscard]] services::AccountQuery queryOf(const AccountFilter& filter);

} // namespace alluse::cli
