#pragma once
// For sections of a few dozen instructions; gives the processor away when it waits for long.

#include <atomic>
#include <thread>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace alluse::cache {

class SpinLock {
public:
    void lock() noexcept {
        constexpr int kTurnsMax = 128;
        for (int turns = 0; m_isHeld.exchange(true, std::memory_order_acquire);) {
            while (m_isHeld.load(std::memory_order_relaxed)) {
                if (++turns > kTurnsMax)
                    std::this_thread::yield();
                else
                    relax();
            }
        }
    }
    void unlock() noexcept { m_isHeld.store(false, std::memory_order_release); }

private:
    static void relax() noexcept {
#if defined(__x86_64__)
        _mm_pause();
#endif
    }
    std::atomic<bool> m_isHeld{false};
};

} // namespace alluse::cache
