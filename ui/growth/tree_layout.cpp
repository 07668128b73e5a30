#include "ui/growth/tree_layout.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace alluse::ui {
namespace {

using services::FamilyTree;
using services::TreeNode;

class Placing {
public:
    Placing(const FamilyTree& tree, bool showsClosed) : m_tree(tree), m_children(tree.nodes.size()) {
        std::unordered_map<domain::AccountId, std::size_t> byId;
        for (std::size_t i = 0; i < tree.nodes.size(); ++i) byId[tree.nodes[i].id] = i;
        for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
            const auto parent = tree.nodes[i].parent ? byId.find(*tree.nodes[i].parent) : byId.end();
            if (parent == byId.end())
                m_roots.push_back(i);
            else
                m_children[parent->second].push_back(i);
            m_largest = std::max(m_largest, tree.nodes[i].balance);
        }
        // Gen, Rev, Com from left to right, as people name them.
        std::ranges::stable_sort(m_roots, {}, [&](std::size_t i) { return tree.nodes[i].type; });
        m_isShown.assign(tree.nodes.size(), true);
        if (!showsClosed) hideDeadBranches();
    }

    TreeLayout run() {
        m_layout.placeOfNode.assign(m_tree.nodes.size(), -1);
        for (const std::size_t root : m_roots) place(root);
        QRectF bounds;
        for (const TreePlace& place : m_layout.places)
            bounds |= QRectF(place.at.x() - kTreeColumn / 2, place.at.y() - kTreeRow / 2, kTreeColumn,
                             kTreeRow);
        m_layout.bounds = bounds;
        return std::move(m_layout);
    }

private:
    // Children are younger than their parents, so ids descending visit them first.
    void hideDeadBranches() {
        for (std::size_t i = m_tree.nodes.size(); i-- > 0;) {
            const bool hasLive = std::ranges::any_of(
                m_children[i], [this](std::size_t child) { return m_isShown[child]; });
            m_isShown[i] = hasLive || m_tree.nodes[i].status != domain::AccountStatus::Closed;
        }
    }

    double radiusOf(const TreeNode& node) const {
        if (!m_largest.isPositive() || !node.balance.isPositive()) return kNodeRadiusMin;
        const double share =
            static_cast<double>(node.balance.cents()) / static_cast<double>(m_largest.cents());
        return std::max(kNodeRadiusMin, kNodeRadiusMax * std::sqrt(share));
    }

    // Without recursion: a chain of forks may be deep.
    void place(std::size_t root) {
        struct Step {
            std::size_t node;
            int depth;
            std::size_t nextChild = 0;
            double sum = 0; // of the x of the children placed so far
            int count = 0;
        };
        if (!m_isShown[root]) return;
        std::vector<Step> path{{root, 0}};
        while (!path.empty()) {
            Step& step = path.back();
            const auto& children = m_children[step.node];
            while (step.nextChild < children.size() && !m_isShown[children[step.nextChild]])
                ++step.nextChild;
            if (step.nextChild < children.size()) {
                const std::size_t child = children[step.nextChild++];
                path.push_back({child, step.depth + 1});
                continue;
            }
            const double x = step.count > 0 ? step.sum / step.count : m_nextColumn++ * kTreeColumn;
            m_layout.placeOfNode[step.node] = static_cast<int>(m_layout.places.size());
            m_layout.places.push_back(
                {step.node, {x, step.depth * kTreeRow}, radiusOf(m_tree.nodes[step.node]), -1});
            for (const std::size_t child : children)
                if (const int at = m_layout.placeOfNode[child]; at >= 0)
                    m_layout.places[static_cast<std::size_t>(at)].parent =
                        m_layout.placeOfNode[step.node];
            path.pop_back();
            if (!path.empty()) {
                path.back().sum += x;
                ++path.back().count;
            }
        }
    }

    const FamilyTree& m_tree;
    std::vector<std::vector<std::size_t>> m_children;
    std::vector<std::size_t> m_roots;
    std::vector<bool> m_isShown;
    domain::Money m_largest;
    int m_nextColumn = 0;
    TreeLayout m_layout;
};

} // namespace

TreeLayout layoutTree(const FamilyTree& tree, bool showsClosed) {
    return Placing(tree, showsClosed).run();
}

} // namespace alluse::ui
