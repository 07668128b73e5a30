#pragma once
// ALLUSE_ASSERT stays on in release: a broken money invariant must stop before it is stored.

#include <cstdio>
#include <cstdlib>

// The message states the invariant that does not hold.
#define ALLUSE_ASSERT(condition, invariant)                                                        \
    do {                                                                                           \
        if (!(condition)) [[unlikely]] {                                                           \
            std::fprintf(stderr, "%s:%d: invariant broken: %s\n", __FILE__, __LINE__, invariant);  \
            std::abort();                                                                          \
        }                                                                                          \
    } while (false)
