#include "metrics/thread_shard.h"

namespace alluse::metrics::detail {

HistogramShard::~HistogramShard() {
    for (auto& block : m_blocks) delete block.load(std::memory_order_relaxed);
}

void HistogramShard::mergeInto(Histogram& target) const {
    for (std::size_t index = 0; index < kBlockCount; ++index) {
        const Block* block = m_blocks[index].load(std::memory_order_acquire);
        if (!block) continue;
        for (std::size_t step = 0; step < kBlockSteps; ++step)
            if (const auto times = (*block)[step].load(std::memory_order_relaxed); times != 0)
                target.addToBucket({index, step}, times);
    }
    target.addToSum(m_sum.load(std::memory_order_relaxed));
    target.raiseMax(m_max.load(std::memory_order_relaxed));
}

void HistogramShard::add(const HistogramShard& ended) {
    for (std::size_t index = 0; index < kBlockCount; ++index) {
        const Block* source = ended.m_blocks[index].load(std::memory_order_acquire);
        if (!source) continue;
        Block* target = m_blocks[index].load(std::memory_order_relaxed);
        if (!target) target = addBlock(index);
        for (std::size_t step = 0; step < kBlockSteps; ++step)
            addSingleWriter((*target)[step], (*source)[step].load(std::memory_order_relaxed));
    }
    addSingleWriter(m_sum, ended.m_sum.load(std::memory_order_relaxed));
    const std::uint64_t max = ended.m_max.load(std::memory_order_relaxed);
    if (max > m_max.load(std::memory_order_relaxed)) m_max.store(max, std::memory_order_relaxed);
}

HistogramShard::Block* HistogramShard::addBlock(std::size_t index) noexcept {
    // Released once with its zeroes; the atomics inside are value-initialised (C++20).
    auto* block = new Block();
    m_blocks[index].store(block, std::memory_order_release);
    return block;
}

ThreadShard::~ThreadShard() {
    for (auto& cell : m_chunks) {
        Chunk* chunk = cell.load(std::memory_order_relaxed);
        if (!chunk) continue;
        for (Slot& slot : *chunk) delete slot.histogram.load(std::memory_order_relaxed);
        delete chunk;
    }
}

const Slot* ThreadShard::find(SeriesId series) const {
    const Chunk* chunk = m_chunks[series / kChunkSlots].load(std::memory_order_acquire);
    return chunk ? &(*chunk)[series % kChunkSlots] : nullptr;
}

void ThreadShard::add(const ThreadShard& ended) {
    for (std::size_t index = 0; index < kChunkCount; ++index) {
        const Chunk* source = ended.m_chunks[index].load(std::memory_order_acquire);
        if (!source) continue;
        for (std::size_t position = 0; position < kChunkSlots; ++position) {
            const Slot& from = (*source)[position];
            Slot& to = slot(static_cast<SeriesId>(index * kChunkSlots + position));
            addSingleWriter(to.count, from.count.load(std::memory_order_relaxed));
            const HistogramShard* values = from.histogram.load(std::memory_order_acquire);
            if (!values) continue;
            HistogramShard* histogram = to.histogram.load(std::memory_order_relaxed);
            if (!histogram) histogram = addHistogram(to);
            histogram->add(*values);
        }
    }
}

ThreadShard::Chunk* ThreadShard::addChunk(std::size_t index) noexcept {
    auto* chunk = new Chunk();
    m_chunks[index].store(chunk, std::memory_order_release);
    return chunk;
}

HistogramShard* ThreadShard::addHistogram(Slot& at) noexcept {
    auto* histogram = new HistogramShard();
    at.histogram.store(histogram, std::memory_order_release);
    return histogram;
}

} // namespace alluse::metrics::detail
