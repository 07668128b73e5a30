#pragma once
// The policies that the cache is measured against, written plainly after their papers and checked
// by hand on small traces (tst_cache_rivals). Keys only; each request brings its key in when it is
// not there.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace alluse::tests {

using TraceKey = std::uint32_t;

class Rival {
public:
    virtual ~Rival() = default;
    virtual bool request(TraceKey key) = 0; // true: a hit
};

[[nodiscard]] std::unique_ptr<Rival> makeLru(std::size_t capacity);
[[nodiscard]] std::unique_ptr<Rival> makeArc(std::size_t capacity);
[[nodiscard]] std::unique_ptr<Rival> makeLirs(std::size_t capacity);
[[nodiscard]] std::unique_ptr<Rival> makeS3Fifo(std::size_t capacity);
[[nodiscard]] std::unique_ptr<Rival> makeTinyLfu(std::size_t capacity);         // window of 1 %
[[nodiscard]] std::unique_ptr<Rival> makeClimbingTinyLfu(std::size_t capacity); // adapts its window

// By name: lru, arc, lirs, s3-fifo, w-tinylfu, w-tinylfu-climbing. Null: there is no such rival.
[[nodiscard]] std::unique_ptr<Rival> makeRival(std::string_view name, std::size_t capacity);
[[nodiscard]] const std::vector<std::string_view>& rivalNames();

[[nodiscard]] std::uint64_t hitsOf(Rival& rival, std::span<const TraceKey> trace);
// Belady's optimum with bypass: the most hits that any policy could have, knowing the future.
[[nodiscard]] std::uint64_t beladyHits(std::span<const TraceKey> trace, std::size_t capacity);

} // namespace alluse::tests
