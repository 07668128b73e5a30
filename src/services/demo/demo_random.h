#pragma once
// The random source of demo families.

#include "domain/seeded_random.h"

namespace alluse::services::demo {

using DemoRandom = domain::SeededRandom;

} // namespace alluse::services::demo
