// The templates that ship (domain section 2): Gen/Rev/Com shares and cash buffer in percent.

#include "domain/policy.h"

#include <algorithm>

namespace alluse::domain {

namespace {

struct Shape {
    std::string_view name;
    std::array<std::int32_t, 3> shares; // Gen, Rev, Com
    std::int32_t buffer;
};

constexpr std::array<Shape, 7> kShapes{{
    {"conservative", {30, 50, 20}, 7},
    {"moderate", {40, 30, 30}, 5},
    {"aggressive", {50, 20, 30}, 3},
    {"standard", {40, 30, 30}, 5},
    {"growth", {50, 25, 25}, 5},
    {"income", {25, 50, 25}, 5},
    {"compound", {30, 20, 50}, 5},
}};

PolicyTemplate templateOf(const Shape& shape) {
    PolicyTemplate result;
    result.name = shape.name;
    for (std::size_t i = 0; i < kAccountTypes.size(); ++i) {
        result.policies[i] = Policy::defaultsFor(kAccountTypes[i]);
        result.policies[i].initialAllocation = BasisPoints::fromPercent(shape.shares[i]);
        result.policies[i].cashBuffer = BasisPoints::fromPercent(shape.buffer);
    }
    return result;
}

} // namespace

const Policy& PolicyTemplate::of(AccountType type) const {
    return policies[static_cast<std::size_t>(type) - 1];
}

std::span<const PolicyTemplate> shippedTemplates() {
    static const std::vector<PolicyTemplate> templates = [] {
        std::vector<PolicyTemplate> all;
        for (const Shape& shape : kShapes) all.push_back(templateOf(shape));
        return all;
    }();
    return templates;
}

const PolicyTemplate* findTemplate(std::string_view name) {
    const auto templates = shippedTemplates();
    const auto found = std::find_if(templates.begin(), templates.end(),
                                    [&](const PolicyTemplate& known) { return known.name == name; });
    return found == templates.end() ? nullptr : &*found;
}

} // namespace alluse::domain
