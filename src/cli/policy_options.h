#pragma once
// Each parameter of a policy as an option, and a policy as JSON and as lines.

#include "cli/answer.h"
#include "domain/policy.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

namespace alluse::cli {

// The changes a command line asks for, in its order; limits are the domain's to check.
struct PolicyEdits {
    std::vector<std::function<void(domain::Policy&)>> edits;

    [[nodiscard]] bool isEmpty() const { return edits.empty(); }
    [[nodiscard]] domain::Policy applied(domain::Policy policy) const;
};

void addPolicyOptions(CLI::App& app, PolicyEdits& edits);
[[nodiscard]] Json policyJson(const domain::Policy& policy);
[[nodiscard]] std::string policyText(const domain::Policy& policy, domain::AccountType type);

} // namespace alluse::cli
