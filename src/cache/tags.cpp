#include "cache/tags.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <new>

namespace alluse::cache {

namespace {
constexpr std::array<std::string_view, kTagKinds> kTagNames{"",       "account",   "family", "type",
                                                            "policy", "analytics", "client"};

// Later than any time that is there already.
void raise(std::atomic_ref<std::uint64_t> time, std::uint64_t to) {
    std::uint64_t seen = time.load(std::memory_order_relaxed);
    while (seen < to && !time.compare_exchange_weak(seen, to, std::memory_order_seq_cst)) {
    }
}
} // namespace

std::string_view nameOf(TagKind kind) {
    return kTagNames.at(static_cast<std::size_t>(kind));
}

std::optional<Tag> parseTag(std::string_view text) {
    const auto colon = text.find(':');
    const auto name = std::ranges::find(kTagNames, text.substr(0, colon));
    if (name == kTagNames.end() || name->empty()) return std::nullopt;
    Tag tag{static_cast<TagKind>(name - kTagNames.begin()), 0};
    if (colon == std::string_view::npos) return tag;
    const auto number = text.substr(colon + 1);
    const auto [stop, error] =
        std::from_chars(number.data(), number.data() + number.size(), tag.id);
    if (error != std::errc() || stop != number.data() + number.size()) return std::nullopt;
    return tag;
}

std::string textOf(const Tag& tag) {
    std::string text(nameOf(tag.kind));
    if (tag.id != 0) text += ':' + std::to_string(tag.id);
    return text;
}

TagSet::TagSet(std::initializer_list<Tag> tags) {
    for (const Tag& tag : tags)
        add(tag);
}

void TagSet::add(const Tag& tag) {
    if (contains(tag)) return;
    // An entry that depends on more is tagged with something wider, such as its family.
    m_tags.at(m_count) = tag;
    ++m_count;
}

bool TagSet::contains(const Tag& tag) const {
    return std::find(begin(), end(), tag) != end();
}

void TagClock::Free::operator()(std::uint64_t* memory) const {
    std::free(memory);
}

TagClock::TagClock()
    // Zeroed by the system page by page, when a page is first used.
    : m_invalidatedAt(static_cast<std::uint64_t*>(
          std::calloc(std::size_t{1} << kPlaceBits, sizeof(std::uint64_t)))) {
    if (!m_invalidatedAt) throw std::bad_alloc();
}

std::uint32_t TagClock::placeOf(const Tag& tag) {
    constexpr std::uint64_t kMask = (std::uint64_t{1} << kPlaceBits) - 1;
    // Kinds start far from each other; place 0 belongs to nobody.
    const std::uint64_t start = static_cast<std::uint64_t>(tag.kind) * 0x9E3779B97F4A7C15U;
    const std::uint64_t place = (static_cast<std::uint64_t>(tag.id) + (start >> 24U)) & kMask;
    return static_cast<std::uint32_t>(std::max<std::uint64_t>(place, 1));
}

TagClock::Places TagClock::placesOf(const TagSet& tags) {
    Places places{};
    std::ranges::transform(tags, places.begin(), placeOf);
    return places;
}

void TagClock::invalidate(const Tag& tag) {
    raise(at(placeOf(tag)), m_now.fetch_add(1, std::memory_order_seq_cst) + 1);
    m_invalidations[static_cast<std::size_t>(tag.kind)].fetch_add(1, std::memory_order_relaxed);
}

void TagClock::invalidateAll() {
    const std::uint64_t now = m_now.fetch_add(1, std::memory_order_seq_cst) + 1;
    std::uint64_t seen = m_allInvalidatedAt.load(std::memory_order_relaxed);
    while (seen < now && !m_allInvalidatedAt.compare_exchange_weak(seen, now)) {
    }
    m_invalidations[0].fetch_add(1, std::memory_order_relaxed);
}

} // namespace alluse::cache
