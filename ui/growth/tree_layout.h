#pragma once
// Where each account of a family stands in the picture of its tree: generations from top to bottom,
// children in order of age, parents above the middle of theirs. Pure function of the tree.

#include "services/growth_rows.h"

#include <QPointF>
#include <QRectF>

#include <vector>

namespace alluse::ui {

struct TreePlace {
    std::size_t node = 0; // index into FamilyTree::nodes
    QPointF at;           // centre, in units of the picture
    double radius = 0;    // its area is proportional to the balance
    int parent = -1;      // index into TreeLayout::places; −1 for a root
};

struct TreeLayout {
    std::vector<TreePlace> places;
    std::vector<int> placeOfNode; // −1: not shown
    QRectF bounds;
};

inline constexpr double kTreeColumn = 108, kTreeRow = 118; // distances between neighbours
inline constexpr double kNodeRadiusMin = 9, kNodeRadiusMax = 34;

// Closed accounts are left out unless `showsClosed`, or a live one descends from them.
[[nodiscard]] TreeLayout layoutTree(const services::FamilyTree& tree, bool showsClosed);

} // namespace alluse::ui
