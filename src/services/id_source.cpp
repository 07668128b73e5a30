#include "services/id_source.h"

namespace alluse::services {

namespace {

std::uint64_t systemRandom64() {
    // A fresh device per call: std::random_device is not promised to be shareable by threads.
    std::random_device device;
    const std::uint64_t high = device();
    return high << 32U | device();
}

} // namespace

domain::CommandId SystemIdSource::next() {
    return domain::CommandId::fromRandom(systemRandom64(), systemRandom64());
}

domain::CommandId SeededIdSource::next() {
    const std::uint64_t high = m_random();
    return domain::CommandId::fromRandom(high, m_random());
}

} // namespace alluse::services
