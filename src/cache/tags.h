#pragma once
// Tags say what an entry depends on. Invalidating one is O(1): it notes the time, and each entry
// that was loaded before that time is out of date wherever it is found.

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace alluse::cache {

enum class TagKind : std::uint8_t { Account = 1, Family, Type, Policy, Analytics, Client };
inline constexpr std::size_t kTagKinds = 7; // counted from 0, which is unused
[[nodiscard]] std::string_view nameOf(TagKind kind);

struct Tag {
    TagKind kind = TagKind::Account;
    std::int64_t id = 0; // 0 for the kinds that need none
    bool operator==(const Tag&) const = default;
};
// "account:1001", "policy"; none when the text names no tag.
[[nodiscard]] std::optional<Tag> parseTag(std::string_view text);
[[nodiscard]] std::string textOf(const Tag& tag);

inline constexpr std::size_t kTagsMax = 4;
class TagSet {
public:
    TagSet() = default;
    TagSet(std::initializer_list<Tag> tags);
    void add(const Tag& tag);
    [[nodiscard]] const Tag* begin() const { return m_tags.data(); }
    [[nodiscard]] const Tag* end() const { return m_tags.data() + m_count; }
    [[nodiscard]] std::size_t size() const { return m_count; }
    [[nodiscard]] bool contains(const Tag& tag) const;

private:
    std::array<Tag, kTagsMax> m_tags{};
    std::uint8_t m_count = 0;
};

// A logical clock that each invalidation advances. A load notes the time before it begins; what it
// brings is current as long as none of its tags was invalidated after that. So a load that was
// under way during an invalidation can never store what it read before it.
//
// Times are kept in a table of fixed size, by a hash of the tag. Nothing is ever evicted from it,
// so an invalidation cannot be forgotten; two tags that share a place are merely invalidated
// together. Ids in sequence get places in sequence: they share none below half a million.
// Thread-safe.
class TagClock {
public:
    TagClock();
    [[nodiscard]] std::uint64_t now() const { return m_now.load(std::memory_order_seq_cst); }
    void invalidate(const Tag& tag);
    void invalidateAll();

    using Places = std::array<std::uint32_t, kTagsMax>; // unused ones point to a place that stays 0
    [[nodiscard]] static Places placesOf(const TagSet& tags);
    [[nodiscard]] bool isCurrent(const Places& places, std::uint64_t loadedAt) const {
        if (m_allInvalidatedAt.load(std::memory_order_acquire) > loadedAt) return false;
        for (const std::uint32_t place : places)
            if (at(place).load(std::memory_order_acquire) > loadedAt) return false;
        return true;
    }
    [[nodiscard]] std::uint64_t invalidationsOf(TagKind kind) const {
        return m_invalidations[static_cast<std::size_t>(kind)].load(std::memory_order_relaxed);
    }

private:
    static constexpr std::uint32_t kPlaceBits = 20; // 8 MB, of which only used pages exist
    struct Free {
        void operator()(std::uint64_t* memory) const;
    };
    [[nodiscard]] std::atomic_ref<std::uint64_t> at(std::uint32_t place) const {
        return std::atomic_ref<std::uint64_t>(m_invalidatedAt.get()[place]);
    }
    static std::uint32_t placeOf(const Tag& tag);

    std::atomic<std::uint64_t> m_now{1};
    std::atomic<std::uint64_t> m_allInvalidatedAt{0};
    std::unique_ptr<std::uint64_t, Free> m_invalidatedAt;
    std::array<std::atomic<std::uint64_t>, kTagKinds> m_invalidations{}; // [0]: of everything
};

} // namespace alluse::cache
