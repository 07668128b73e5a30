#pragma once
// What the planners of growth share: issues, saturating previews, refusals that list every reason.

#include "domain/growth.h"
#include "domain/order_checks.h"

#include <algorithm>
#include <string>

namespace alluse::domain {

// Previews may show accounts at the edge of the ledger's range; the write refuses those.
[[nodiscard]] inline Money saturated(Money a, Money b) {
    const std::int64_t sum = a.cents() + b.cents();
    return Money::fromCents(std::clamp(sum, -Money::kCentsMax, Money::kCentsMax));
}

[[nodiscard]] inline AccountPreview unchanged(const Account& account) {
    return {account.id, account.name, account.balance(), account.balance(), account.baseline,
            account.baseline};
}

// "3 hours", "1 minute": whole units, so that a sentence reads well.
[[nodiscard]] inline std::string durationText(std::int64_t seconds) {
    const auto counted = [](std::int64_t count, const char* unit) {
        return std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
    };
    if (seconds >= 3'600) return counted(seconds / 3'600, "hour");
    if (seconds >= 60) return counted(seconds / 60, "minute");
    return counted(std::max<std::int64_t>(0, seconds), "second");
}

// Seconds since then, when fewer than `limit`: the account still cools.
[[nodiscard]] inline std::optional<std::int64_t> coolingFor(const std::optional<Timestamp>& since,
                                                            Timestamp now, std::int64_t limit) {
    if (!since) return std::nullopt;
    constexpr std::int64_t kMicros = 1'000'000;
    const std::int64_t micros = now.microsSinceEpoch() - since->microsSinceEpoch();
    if (micros >= limit * kMicros) return std::nullopt;
    return micros / kMicros;
}

// Collects issues in the order in which they are found.
class Issues {
public:
    GrowthIssue& error(GrowthIssueCode issue, std::string text, std::optional<AccountId> account = {}) {
        return add(issue, IssueSeverity::Error, std::move(text), account);
    }
    GrowthIssue& warning(GrowthIssueCode issue, std::string text, std::optional<AccountId> account = {}) {
        return add(issue, IssueSeverity::Warning, std::move(text), account);
    }
    GrowthIssue& delay(GrowthIssueCode issue, std::string text, std::optional<AccountId> account = {}) {
        GrowthIssue& added = error(issue, std::move(text), account);
        added.isDelay = true;
        return added;
    }
    [[nodiscard]] std::vector<GrowthIssue> take() { return std::move(m_issues); }

private:
    GrowthIssue& add(GrowthIssueCode issue, IssueSeverity severity, std::string text,
                     std::optional<AccountId> account) {
        return m_issues.emplace_back(GrowthIssue{issue, severity, false, false, account, std::move(text)});
    }
    std::vector<GrowthIssue> m_issues;
};

// The designated Com-Acc must be there and ACTIVE; otherwise the family waits.
inline void checkCom(Issues& issues, const std::optional<Account>& com) {
    if (!com) {
        issues.delay(GrowthIssueCode::ComMissing, "The family has no designated Com-Acc.");
    } else if (com->status != AccountStatus::Active) {
        issues.delay(GrowthIssueCode::ComNotActive,
                     "The Com-Acc " + com->name + " is " + std::string(code(com->status)) +
                         " and takes nothing.",
                     com->id);
    }
}

[[nodiscard]] inline Failed<Refusal> refuseFor(RefusalCode refusalCode, const std::vector<GrowthIssue>& issues,
                                               std::optional<AccountId> account = {}) {
    std::vector<GrowthIssue> reasons = issues;
    if (blocks(issues))
        std::erase_if(reasons, [](const GrowthIssue& issue) { return issue.severity != IssueSeverity::Error; });
    Refusal refusal = because(refusalCode, "account", textOf(reasons));
    refusal.account = account;
    return Failed<Refusal>(std::move(refusal));
}

} // namespace alluse::domain
