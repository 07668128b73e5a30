#include "support/cache_rivals.h"

#include <algorithm>
#include <cmath>
#include <list>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace alluse::tests {
namespace {

// Newest first, with the place of each key.
class KeyList {
public:
    [[nodiscard]] bool contains(TraceKey key) const { return m_places.contains(key); }
    [[nodiscard]] std::size_t size() const { return m_places.size(); }
    [[nodiscard]] TraceKey oldest() const { return m_order.back(); }
    void push(TraceKey key) {
        m_order.push_front(key);
        m_places[key] = m_order.begin();
    }
    bool erase(TraceKey key) {
        const auto place = m_places.find(key);
        if (place == m_places.end()) return false;
        m_order.erase(place->second);
        m_places.erase(place);
        return true;
    }
    TraceKey popOldest() {
        const TraceKey key = m_order.back();
        erase(key);
        return key;
    }
    void touch(TraceKey key) { m_order.splice(m_order.begin(), m_order, m_places.at(key)); }

private:
    std::list<TraceKey> m_order;
    std::unordered_map<TraceKey, std::list<TraceKey>::iterator> m_places;
};

class Lru final : public Rival {
public:
    explicit Lru(std::size_t capacity) : m_capacity(capacity) {}
    bool request(TraceKey key) override {
        if (m_keys.contains(key)) {
            m_keys.touch(key);
            return true;
        }
        if (m_keys.size() == m_capacity) m_keys.popOldest();
        m_keys.push(key);
        return false;
    }

private:
    std::size_t m_capacity;
    KeyList m_keys;
};

// Figure 4 of the paper, case by case.
class Arc final : public Rival {
public:
    explicit Arc(std::size_t capacity) : m_c(capacity) {}
    bool request(TraceKey key) override {
        if (m_t1.erase(key) || m_t2.erase(key)) { // case I
            m_t2.push(key);
            return true;
        }
        if (m_b1.contains(key)) { // case II
            m_p = std::min(m_c, m_p + std::max<std::size_t>(1, m_b2.size() / m_b1.size()));
            replace(false);
            m_b1.erase(key);
            m_t2.push(key);
            return false;
        }
        if (m_b2.contains(key)) { // case III
            m_p -= std::min(m_p, std::max<std::size_t>(1, m_b1.size() / m_b2.size()));
            replace(true);
            m_b2.erase(key);
            m_t2.push(key);
            return false;
        }
        const std::size_t l1 = m_t1.size() + m_b1.size(), all = l1 + m_t2.size() + m_b2.size();
        if (l1 == m_c) { // case IV
            if (m_t1.size() < m_c) {
                m_b1.popOldest();
                replace(false);
            } else {
                m_t1.popOldest();
            }
        } else if (all >= m_c) {
            if (all == 2 * m_c) m_b2.popOldest();
            replace(false);
        }
        m_t1.push(key);
        return false;
    }

private:
    void replace(bool isInB2) {
        if (m_t1.size() > 0 && (m_t1.size() > m_p || (isInB2 && m_t1.size() == m_p)))
            m_b1.push(m_t1.popOldest());
        else
            m_b2.push(m_t2.popOldest());
    }
    std::size_t m_c, m_p = 0;
    KeyList m_t1, m_t2, m_b1, m_b2;
};

// The stack S and the queue Q of the paper; ghosts are bounded by twice the capacity.
class Lirs final : public Rival {
public:
    explicit Lirs(std::size_t capacity)
        : m_capacity(capacity),
          m_lowMax(capacity - std::min(capacity, std::max<std::size_t>(1, capacity / 100))) {}
    bool request(TraceKey key) override {
        if (m_low.contains(key)) {
            m_stack.touch(key);
            prune();
            return true;
        }
        const bool isHit = m_queue.contains(key);
        if (!isHit) makeRoom();
        if (m_low.size() < m_lowMax && !isHit && m_queue.size() == 0 && m_ghosts.size() == 0) {
            m_low.insert(key);
            m_stack.push(key);
            return false;
        }
        const bool wasInStack = m_stack.erase(key);
        m_ghosts.erase(key);
        m_queue.erase(key);
        m_stack.push(key);
        if (wasInStack && m_lowMax > 0) {
            m_low.insert(key);
            if (m_low.size() > m_lowMax) demote();
        } else {
            m_queue.push(key);
        }
        return isHit;
    }

private:
    void makeRoom() {
        if (m_low.size() + m_queue.size() < m_capacity) return;
        if (m_queue.size() == 0) demote();
        const TraceKey gone = m_queue.popOldest();
        if (!m_stack.contains(gone)) return;
        m_ghosts.push(gone);
        if (m_ghosts.size() > 2 * m_capacity) m_stack.erase(m_ghosts.popOldest());
    }
    void demote() {
        const TraceKey key = m_stack.popOldest();
        m_low.erase(key);
        m_queue.push(key);
        prune();
    }
    void prune() {
        while (m_stack.size() > 0 && !m_low.contains(m_stack.oldest()))
            m_ghosts.erase(m_stack.popOldest());
    }
    std::size_t m_capacity, m_lowMax;
    std::unordered_set<TraceKey> m_low;
    KeyList m_stack, m_queue, m_ghosts;
};

// Algorithm 1 of the paper: S of 10 %, a ghost as long as M, counters up to three.
class S3Fifo final : public Rival {
public:
    explicit S3Fifo(std::size_t capacity)
        : m_capacity(capacity),
          m_smallMax(std::max<std::size_t>(1, capacity / 10)),
          m_ghostsMax(capacity - capacity / 10) {}
    bool request(TraceKey key) override {
        if (const auto uses = m_uses.find(key); uses != m_uses.end()) {
            uses->second = std::min(uses->second + 1, 3);
            return true;
        }
        while (m_uses.size() >= m_capacity)
            evict();
        if (m_ghosts.erase(key))
            m_main.push(key);
        else
            m_small.push(key);
        m_uses[key] = 0;
        return false;
    }

private:
    void evict() {
        if (m_small.size() >= m_smallMax || m_main.size() == 0)
            evictSmall();
        else
            evictMain();
    }
    void evictSmall() {
        while (m_small.size() > 0) {
            const TraceKey key = m_small.popOldest();
            if (m_uses[key] > 1) {
                m_main.push(key);
                m_uses[key] = 0;
                continue;
            }
            m_uses.erase(key);
            m_ghosts.push(key);
            if (m_ghosts.size() > m_ghostsMax) m_ghosts.popOldest();
            return;
        }
    }
    void evictMain() {
        for (;;) {
            const TraceKey key = m_main.popOldest();
            if (m_uses[key]-- > 0) {
                m_main.push(key);
                continue;
            }
            m_uses.erase(key);
            return;
        }
    }
    std::size_t m_capacity, m_smallMax, m_ghostsMax;
    std::unordered_map<TraceKey, int> m_uses; // of residents
    KeyList m_small, m_main, m_ghosts;
};

// W-TinyLFU as in Caffeine: a window before a segmented main area, exact counters in place of its
// sketch (which only makes it better), halved every ten times the capacity. The climbing one moves
// its window by Caffeine's rule: steps of 6.25 % that shrink by 0.98, and start again when the hit
// rate changes by more than 5 %.
class TinyLfu final : public Rival {
public:
    TinyLfu(std::size_t capacity, bool climbs)
        : m_capacity(capacity),
          m_climbs(climbs),
          m_windowMax(std::max<std::size_t>(1, capacity / 100)),
          m_step(-0.0625 * static_cast<double>(capacity)) {}
    bool request(TraceKey key) override {
        count(key);
        const bool isHit = touch(key);
        if (!isHit) {
            m_window.push(key);
            settle();
        }
        if (m_climbs) climb(isHit);
        return isHit;
    }

private:
    [[nodiscard]] std::size_t mainMax() const { return m_capacity - m_windowMax; }
    [[nodiscard]] std::size_t mainSize() const { return m_probation.size() + m_protected.size(); }
    void count(TraceKey key) {
        if (int& uses = m_counts[key]; uses < 15) ++uses;
        if (++m_counted < 10 * m_capacity) return;
        m_counted /= 2;
        for (auto entry = m_counts.begin(); entry != m_counts.end();)
            entry = (entry->second /= 2) == 0 ? m_counts.erase(entry) : std::next(entry);
    }
    [[nodiscard]] int countOf(TraceKey key) const {
        const auto found = m_counts.find(key);
        return found == m_counts.end() ? 0 : found->second;
    }
    bool touch(TraceKey key) {
        if (m_window.contains(key)) {
            m_window.touch(key);
        } else if (m_probation.erase(key)) {
            m_protected.push(key);
            if (m_protected.size() > mainMax() * 8 / 10) m_probation.push(m_protected.popOldest());
        } else if (m_protected.contains(key)) {
            m_protected.touch(key);
        } else {
            return false;
        }
        return true;
    }
    void settle() {
        while (m_window.size() > m_windowMax) {
            const TraceKey candidate = m_window.popOldest();
            if (mainSize() < mainMax()) {
                m_probation.push(candidate);
                continue;
            }
            if (mainSize() == 0) continue;
            KeyList& main = m_probation.size() > 0 ? m_probation : m_protected;
            if (countOf(candidate) <= countOf(main.oldest())) continue;
            main.popOldest();
            m_probation.push(candidate);
        }
    }
    void climb(bool isHit) {
        m_hits += isHit ? 1 : 0;
        if (++m_sampled < 10 * m_capacity) return;
        const double rate = static_cast<double>(m_hits) / static_cast<double>(m_sampled);
        const double change = rate - m_lastRate;
        const double amount = change >= 0 ? m_step : -m_step;
        const double first = 0.0625 * static_cast<double>(m_capacity);
        m_step = std::abs(change) >= 0.05 ? (amount >= 0 ? first : -first) : 0.98 * amount;
        m_lastRate = rate;
        m_sampled = m_hits = 0;
        const double window = static_cast<double>(m_windowMax) + amount;
        m_windowMax = static_cast<std::size_t>(
            std::clamp(window, 1.0, std::max(1.0, 0.99 * static_cast<double>(m_capacity))));
        // What the area that shrank holds too much goes to the other one.
        while (mainSize() > mainMax())
            m_window.push((m_probation.size() > 0 ? m_probation : m_protected).popOldest());
        while (m_window.size() > m_windowMax && mainSize() < mainMax())
            m_probation.push(m_window.popOldest());
        while (m_protected.size() > mainMax() * 8 / 10)
            m_probation.push(m_protected.popOldest());
    }
    std::size_t m_capacity;
    bool m_climbs;
    std::size_t m_windowMax;
    double m_step, m_lastRate = 0;
    std::size_t m_counted = 0, m_sampled = 0, m_hits = 0;
    KeyList m_window, m_probation, m_protected;
    std::unordered_map<TraceKey, int> m_counts;
};

// The largest member of a set of small numbers, in a few steps: a tree of bit words.
class NumberSet {
public:
    explicit NumberSet(std::size_t count) {
        do {
            count = (count + 63) / 64;
            m_levels.emplace_back(count, 0);
        } while (count > 1);
    }
    [[nodiscard]] bool contains(std::size_t n) const {
        return (m_levels[0][n / 64] >> (n % 64)) & 1U;
    }
    void insert(std::size_t n) {
        for (auto& level : m_levels) {
            level[n / 64] |= std::uint64_t{1} << (n % 64);
            n /= 64;
        }
    }
    void erase(std::size_t n) {
        for (auto& level : m_levels) {
            level[n / 64] &= ~(std::uint64_t{1} << (n % 64));
            if (level[n / 64] != 0) return;
            n /= 64;
        }
    }
    [[nodiscard]] std::size_t largest() const {
        std::size_t n = 0;
        for (auto level = m_levels.rbegin(); level != m_levels.rend(); ++level)
            n = n * 64 + 63 - static_cast<std::size_t>(__builtin_clzll((*level)[n]));
        return n;
    }

private:
    std::vector<std::vector<std::uint64_t>> m_levels; // each says which words below are not empty
};

} // namespace

std::unique_ptr<Rival> makeLru(std::size_t capacity) {
    return std::make_unique<Lru>(capacity);
}
std::unique_ptr<Rival> makeArc(std::size_t capacity) {
    return std::make_unique<Arc>(capacity);
}
std::unique_ptr<Rival> makeLirs(std::size_t capacity) {
    return std::make_unique<Lirs>(capacity);
}
std::unique_ptr<Rival> makeS3Fifo(std::size_t capacity) {
    return std::make_unique<S3Fifo>(capacity);
}
std::unique_ptr<Rival> makeTinyLfu(std::size_t capacity) {
    return std::make_unique<TinyLfu>(capacity, false);
}
std::unique_ptr<Rival> makeClimbingTinyLfu(std::size_t capacity) {
    return std::make_unique<TinyLfu>(capacity, true);
}

const std::vector<std::string_view>& rivalNames() {
    static const std::vector<std::string_view> names{"lru",     "arc",       "lirs",
                                                     "s3-fifo", "w-tinylfu", "w-tinylfu-climbing"};
    return names;
}

std::unique_ptr<Rival> makeRival(std::string_view name, std::size_t capacity) {
    using Make = std::unique_ptr<Rival> (*)(std::size_t);
    constexpr Make kMakers[] = {makeLru,    makeArc,     makeLirs,
                                makeS3Fifo, makeTinyLfu, makeClimbingTinyLfu};
    const auto found = std::ranges::find(rivalNames(), name);
    if (found == rivalNames().end()) return nullptr;
    return kMakers[found - rivalNames().begin()](capacity);
}

std::uint64_t hitsOf(Rival& rival, std::span<const TraceKey> trace) {
    std::uint64_t hits = 0;
    for (const TraceKey key : trace)
        hits += rival.request(key) ? 1 : 0;
    return hits;
}

// Residents are known by the position of their next use; the one furthest away goes.
std::uint64_t beladyHits(std::span<const TraceKey> trace, std::size_t capacity) {
    const std::size_t never = trace.size();
    std::vector<std::size_t> next(trace.size(), never);
    std::unordered_map<TraceKey, std::size_t> seen;
    for (std::size_t i = trace.size(); i-- > 0;) {
        const auto [place, isNew] = seen.try_emplace(trace[i], i);
        if (!isNew) next[i] = std::exchange(place->second, i);
    }
    NumberSet resident(std::max<std::size_t>(trace.size(), 1));
    std::size_t size = 0;
    std::uint64_t hits = 0;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        if (resident.contains(i)) {
            ++hits;
            --size;
            resident.erase(i);
        }
        if (next[i] == never) continue;
        resident.insert(next[i]);
        if (++size > capacity) {
            resident.erase(resident.largest());
            --size;
        }
    }
    return hits;
}

} // namespace alluse::tests
