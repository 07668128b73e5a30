#include "domain/allocation.h"

#include "domain/assert.h"

#include <algorithm>
#include <numeric>

namespace alluse::domain {

std::vector<Money> allocate(Money total, std::span<const BasisPoints> shares,
                            std::span<const int> tiePriority) {
    constexpr std::int64_t kWhole = BasisPoints::kWhole;
    ALLUSE_ASSERT(!total.isNegative(), "an amount to allocate is not negative");
    ALLUSE_ASSERT(shares.size() == tiePriority.size(), "each share has a tie rank");

    std::vector<std::int64_t> parts, remainders;
    std::int64_t shareSum = 0, left = total.cents();
    for (const BasisPoints share : shares) {
        ALLUSE_ASSERT(share.value() >= 0, "a share is not negative");
        // Split so that the product stays below 2^63: 10^15 cents × 10^4 would not.
        const std::int64_t fine = (total.cents() % kWhole) * share.value();
        parts.push_back((total.cents() / kWhole) * share.value() + fine / kWhole);
        remainders.push_back(fine % kWhole);
        shareSum += share.value();
        left -= parts.back();
    }
    ALLUSE_ASSERT(shareSum == kWhole, "the shares of an allocation sum to 100 %");

    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (remainders[a] != remainders[b]) return remainders[a] > remainders[b];
        return tiePriority[a] < tiePriority[b];
    });
    // Fewer cents are left than there are shares with a remainder.
    for (std::size_t i = 0; left > 0; ++i, --left) ++parts[order[i]];

    std::vector<Money> result;
    for (const std::int64_t cents : parts) result.push_back(Money::fromCents(cents));
    return result;
}

} // namespace alluse::domain
