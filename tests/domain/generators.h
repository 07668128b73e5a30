#pragma once
// Random values of the domain for rapidcheck: amounts over the whole range, shares that sum to 100 %.

#include "domain/account.h"
#include "domain/money.h"

#include <rapidcheck.h>

#include <algorithm>
#include <vector>

namespace alluse::tests {

// Small amounts as often as huge ones: the number of digits is drawn first.
inline rc::Gen<domain::Money> anyAmount() {
    return rc::gen::exec([] {
        std::int64_t bound = 10;
        for (int digits = *rc::gen::inRange(1, 16); digits > 1; --digits) bound *= 10;
        bound = std::min(bound, domain::Money::kCentsMax);
        return domain::Money::fromCents(*rc::gen::inRange<std::int64_t>(0, bound + 1));
    });
}
inline rc::Gen<domain::Money> aPositiveAmount() {
    return rc::gen::suchThat(anyAmount(), [](domain::Money money) { return money.isPositive(); });
}

// `count` shares that sum to 10,000 basis points, some of them zero.
inline rc::Gen<std::vector<domain::BasisPoints>> someShares(int count) {
    return rc::gen::exec([count] {
        std::vector<int> cuts{0, domain::BasisPoints::kWhole};
        for (int i = 1; i < count; ++i) cuts.push_back(*rc::gen::inRange(0, domain::BasisPoints::kWhole + 1));
        std::sort(cuts.begin(), cuts.end());
        std::vector<domain::BasisPoints> shares;
        for (std::size_t i = 1; i < cuts.size(); ++i) shares.emplace_back(cuts[i] - cuts[i - 1]);
        return shares;
    });
}

} // namespace alluse::tests

namespace rc {
inline void showValue(alluse::domain::Money money, std::ostream& out) { out << money.text(); }
} // namespace rc
