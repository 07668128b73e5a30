#pragma once
// The seed of a random test: new for each run, printed, and repeatable through ALLUSE_SEED.

#include <cstdlib>
#include <iostream>
#include <random>

namespace alluse::tests {

[[nodiscard]] inline unsigned seedOfThisRun() {
    const char* given = std::getenv("ALLUSE_SEED");
    const unsigned seed =
        given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
    std::cout << "seed " << seed << " (repeat with ALLUSE_SEED=" << seed << ")" << std::endl; // seen even when the test aborts
    return seed;
}

} // namespace alluse::tests
