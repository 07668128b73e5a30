#pragma once
// The bucket layout shared by every histogram: 64 equal steps per power of two.
//
// Values below 64 have a bucket each. From there a bucket is 1/64 of its power of two wide and is
// represented by its middle, so a value is off by at most 0.5/64 = 0.78 %. In nanoseconds this
// holds from 32 ns up to 2^48 ns (78 h), wider than the 1 us to 1 h that is promised.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace alluse::metrics {

inline constexpr unsigned kStepBits = 6;
inline constexpr std::size_t kBlockSteps = std::size_t{1} << kStepBits; // buckets in a block
inline constexpr unsigned kValueBits = 48;
inline constexpr std::uint64_t kValueMax = (std::uint64_t{1} << kValueBits) - 1;
inline constexpr std::size_t kBlockCount = kValueBits - kStepBits + 1; // one per power of two

struct BucketPosition {
    std::size_t block;
    std::size_t step;
};

// Values above kValueMax count in the last bucket.
[[nodiscard]] constexpr BucketPosition bucketOf(std::uint64_t value) {
    const std::uint64_t v = std::min(value, kValueMax);
    if (v < kBlockSteps) return {0, static_cast<std::size_t>(v)};
    const unsigned shift = static_cast<unsigned>(std::bit_width(v)) - 1 - kStepBits;
    return {shift + std::size_t{1}, static_cast<std::size_t>(v >> shift) & (kBlockSteps - 1)};
}

[[nodiscard]] constexpr std::uint64_t bucketWidth(BucketPosition at) {
    return at.block == 0 ? 1 : std::uint64_t{1} << (at.block - 1);
}

// The smallest value that counts in the bucket.
[[nodiscard]] constexpr std::uint64_t bucketLower(BucketPosition at) {
    if (at.block == 0) return at.step;
    return (std::uint64_t{kBlockSteps} + at.step) << (at.block - 1);
}

// The value that stands for all values of the bucket.
[[nodiscard]] constexpr double bucketMiddle(BucketPosition at) {
    return static_cast<double>(bucketLower(at)) +
           static_cast<double>(bucketWidth(at) - 1) / 2.0;
}

} // namespace alluse::metrics
