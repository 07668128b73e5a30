#include "storage/postgresql/growth_encoder.h"

#include "storage/postgresql/plan_encoder.h"

#include <algorithm>

namespace alluse::storage {

namespace {

// A value of type growth_part as text: "(7,3,t,1,…)". Fields that are not there stay empty.
class GrowthText {
public:
    GrowthText& field() {
        m_text += m_text.empty() ? '(' : ',';
        return *this;
    }
    GrowthText& field(std::int64_t number) {
        field().m_text += std::to_string(number);
        return *this;
    }
    GrowthText& field(const std::vector<std::int64_t>& numbers) {
        field();
        if (!numbers.empty()) quoted(arrayText(numbers));
        return *this;
    }
    GrowthText& field(std::string_view text) {
        field().quoted(text);
        return *this;
    }
    std::string take() { return std::move(m_text += ')'); }

private:
    void quoted(std::string_view text) {
        m_text += '"';
        for (const char c : text) m_text.append(c == '"' || c == '\\' ? 2 : 1, c);
        m_text += '"';
    }
    std::string m_text;
};

std::string textArray(const std::vector<domain::PendingForkOutcome>& outcomes) {
    std::string text = "{";
    for (const auto& outcome : outcomes) {
        text += text.size() > 1 ? ",\"" : "\"";
        for (const char c : outcome.reason) {
            if (c == '"' || c == '\\') text += '\\';
            text += c;
        }
        text += '"';
    }
    return text + "}";
}

} // namespace

bool opensOneChild(const domain::EntryPlan& plan) {
    if (plan.kind != domain::CommandKind::Fork || plan.newAccounts.size() != 1) return false;
    const auto isChild = [](const auto& p) { return std::holds_alternative<domain::NewAccountIndex>(p.account); };
    const auto& child = plan.newAccounts.front();
    return child.parent && child.reference.empty() && child.type == domain::AccountType::Generation &&
           std::count_if(plan.postings.begin(), plan.postings.end(), isChild) == 1;
}

bool closesMerged(const domain::EntryPlan& plan) {
    return plan.kind == domain::CommandKind::Merge &&
           std::all_of(plan.statusChanges.begin(), plan.statusChanges.end(), [&](const auto& change) {
               return change.closeReason == domain::CloseReason::Merged && change.mergedInto &&
                      change.mergedInto == plan.statusChanges.front().mergedInto;
           });
}

// The order is that of the type's columns.
std::string growthText(const domain::EntryPlan& plan) {
    if (!plan.expectedGrowth && plan.expectedVersions.empty() && plan.links.empty() && !plan.event &&
        !plan.rollsBack && plan.pendingForks.empty() && plan.forkHolds.empty() && !plan.reinvestment)
        return {};
    using Numbers = std::vector<std::int64_t>;
    const bool opensChild = opensOneChild(plan);
    Numbers versions, closed, links, ended, endedTo, held, heldTo;
    for (const auto& expected : plan.expectedVersions)
        versions.insert(versions.end(), {expected.account.value(), expected.version});
    if (closesMerged(plan))
        for (const auto& change : plan.statusChanges) closed.push_back(change.account.value());
    for (const auto& link : plan.links)
        links.insert(links.end(), {static_cast<std::int64_t>(link.kind), numberOf(link.source),
                                   numberOf(link.target), link.amount.cents()});
    for (const auto& end : plan.pendingForks)
        ended.push_back(end.account.value()), endedTo.push_back(static_cast<std::int64_t>(end.to));
    for (const auto& hold : plan.forkHolds)
        held.push_back(hold.account.value()), heldTo.push_back(hold.isHeld ? 1 : 0);

    GrowthText text;
    if (plan.expectedGrowth)
        text.field(plan.expectedGrowth->family.value()).field(plan.expectedGrowth->sequence);
    else text.field().field();
    text.field(std::string_view(plan.raisesGrowthSequence ? "t" : "f"));
    text.field(plan.kind == domain::CommandKind::Fork ? std::int64_t(plan.newAccounts.size()) : 0);
    text.field(versions);
    if (opensChild) text.field(plan.newAccounts[0].parent->value()).field(plan.newAccounts[0].name);
    else text.field().field();
    text.field(closed);
    if (closed.empty()) text.field();
    else text.field(plan.statusChanges[0].mergedInto->value());
    text.field(links);
    if (plan.event) {
        text.field(plan.event->account.value());
        if (plan.event->other) text.field(numberOf(*plan.event->other));
        else text.field();
        text.field(plan.event->amount.cents());
    } else text.field().field().field();
    if (plan.rollsBack) text.field(plan.rollsBack->value());
    else text.field();
    text.field(ended).field(endedTo);
    if (ended.empty()) text.field();
    else text.field(textArray(plan.pendingForks));
    text.field(held).field(heldTo);
    if (plan.reinvestment) text.field(plan.reinvestment->value());
    else text.field();
    return text.take();
}

} // namespace alluse::storage
