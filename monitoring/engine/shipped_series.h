#pragma once
// What the shipped docks need beyond the plain metrics.

namespace alluse::engine {

class Sampler;

// Declares merged series such as the time of all operations together.
void addShippedSeries(Sampler& sampler);

} // namespace alluse::engine
