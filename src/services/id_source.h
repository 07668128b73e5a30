#pragma once
// Where fresh command ids come from.

#include "domain/ids.h"

#include <cstdint>
#include <random>

namespace alluse::services {

class IdSource {
public:
    virtual ~IdSource() = default;
    [[nodiscard]] virtual domain::CommandId next() = 0;
};

// Random ids from the operating system. Thread-safe: it keeps no state.
class SystemIdSource final : public IdSource {
public:
    [[nodiscard]] domain::CommandId next() override;
};

// The same ids for the same seed, for tests and demo data. One thread.
class SeededIdSource final : public IdSource {
public:
    explicit SeededIdSource(std::uint64_t seed) : m_random(seed) {}
    [[nodiscard]] domain::CommandId next() override;

private:
    std::mt19937_64 m_random;
};

} // namespace alluse::services
