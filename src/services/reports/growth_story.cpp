#include "services/reports/growth_story.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace alluse::services {
namespace {

struct Event {
    domain::LineageKind kind = domain::LineageKind::Fork;
    Date date;
    bool isRolledBack = false;
    std::vector<const TreeEdge*> edges;
};

class Teller {
public:
    explicit Teller(const FamilyTree& tree) {
        for (const TreeNode& node : tree.nodes) m_nodes[node.id] = &node;
    }
    [[nodiscard]] std::string tell(const Event& event) const {
        std::string text;
        switch (event.kind) {
        case domain::LineageKind::Fork: text = fork(event); break;
        case domain::LineageKind::Merge: text = merge(event); break;
        case domain::LineageKind::Successor: text = successor(event); break;
        }
        return event.isRolledBack ? text + " This was undone later." : text;
    }

private:
    [[nodiscard]] std::string name(AccountId id) const {
        const auto node = m_nodes.find(id);
        return node == m_nodes.end() ? "Account " + std::to_string(id.value()) : node->second->name;
    }
    [[nodiscard]] std::string fork(const Event& event) const {
        Money left;
        std::string parts;
        for (const TreeEdge* edge : event.edges) {
            left = left + edge->amount;
            const auto node = m_nodes.find(edge->target);
            const bool isChild = node != m_nodes.end() && node->second->parent == edge->source;
            parts += (parts.empty() ? "" : ", and ") + edge->amount.grouped() +
                     (isChild ? " opened the new account " : " went to ") + name(edge->target);
        }
        return name(event.edges.front()->source) + " had grown past its fork threshold, so " + left.grouped() +
               " left it: " + parts + ". The family as a whole kept its value.";
    }
    [[nodiscard]] std::string merge(const Event& event) const {
        Money total;
        std::string sources;
        for (const TreeEdge* edge : event.edges) {
            total = total + edge->amount;
            sources += (sources.empty() ? "" : ", ") + name(edge->source) + " (" + edge->amount.grouped() + ")";
        }
        return std::string(event.edges.size() == 1 ? "The account " : "The accounts ") + sources +
               " folded into " + name(event.edges.front()->target) + ", which received " + total.grouped() +
               " in all; " + (event.edges.size() == 1 ? "it is" : "they are") +
               " closed. The family as a whole kept its value.";
    }
    [[nodiscard]] std::string successor(const Event& event) const {
        std::string text = "A merge was undone: ";
        for (std::size_t i = 0; i < event.edges.size(); ++i)
            text += (i == 0 ? "" : ", ") + name(event.edges[i]->target) + " continues " +
                    name(event.edges[i]->source) + " with " + event.edges[i]->amount.grouped();
        return text + ".";
    }
    std::unordered_map<AccountId, const TreeNode*> m_nodes;
};

std::string kindWord(domain::LineageKind kind) {
    switch (kind) {
    case domain::LineageKind::Fork: return "Fork";
    case domain::LineageKind::Merge: return "Merge";
    case domain::LineageKind::Successor: return "Undo";
    }
    return {};
}

} // namespace

ReportTable growthStory(const FamilyTree& tree, Date from, std::optional<AccountId> only,
                        const std::function<bool(EntryId)>& isKnown) {
    ReportTable table;
    table.key = "growth";
    table.title = "Forks and merges";
    table.columns = {{"date", "Date", ColumnKind::Date, 10},
                     {"kind", "Event", ColumnKind::Text, 7},
                     {"amount", "Amount", ColumnKind::Money, 14},
                     {"text", "What happened", ColumnKind::Text, 80}};
    table.emptyText = "No fork and no merge in this period.";
    std::map<std::pair<Date, EntryId>, Event> events;
    for (const TreeEdge& edge : tree.edges) {
        if (edge.date < from || !edge.entry || !isKnown(*edge.entry)) continue;
        Event& event = events[{edge.date, *edge.entry}];
        event.kind = edge.kind;
        event.date = edge.date;
        event.isRolledBack = edge.isRolledBack;
        event.edges.push_back(&edge);
    }
    const Teller teller(tree);
    for (const auto& [key, event] : events) {
        const bool touches = !only || std::ranges::any_of(event.edges, [&](const TreeEdge* edge) {
            return edge->source == *only || edge->target == *only;
        });
        if (!touches) continue;
        Money amount;
        for (const TreeEdge* edge : event.edges) amount = amount + edge->amount;
        table.rows.push_back({event.date, kindWord(event.kind), amount, teller.tell(event)});
    }
    return table;
}

} // namespace alluse::services
