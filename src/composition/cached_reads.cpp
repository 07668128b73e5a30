#include "composition/cached_reads.h"

#include "composition/read_codecs.h"

#include <utility>

namespace alluse::composition {

namespace {

using cache::CacheKey;
using cache::KeyKind;
using cache::TagKind;
using services::Call;
using services::Outcome;

// A load hands its failure to the thread that asked for it.
thread_local std::optional<services::Failure> lastFailure;

std::uint32_t bytesOf(const domain::Account& account) {
    return static_cast<std::uint32_t>(sizeof account + account.reference.size() +
                                      account.name.size());
}
std::uint32_t bytesOf(const services::AccountDetails& details) {
    return static_cast<std::uint32_t>(sizeof details + details.account.reference.size() +
                                      details.account.name.size() + details.clientName.size() +
                                      details.familyName.size() + details.parentName.size());
}
std::uint32_t bytesOf(const services::FamilyRow& row) {
    return static_cast<std::uint32_t>(sizeof row + row.name.size() + row.clientName.size() +
                                      row.templateName.size());
}
std::uint32_t bytesOf(const services::BookTotals&) {
    return sizeof(services::BookTotals);
}
std::uint32_t bytesOf(const std::vector<services::SeriesPoint>& points) {
    return static_cast<std::uint32_t>(points.size() * sizeof(services::SeriesPoint));
}

template <class T>
std::shared_ptr<const void> shared(std::optional<T> value) {
    return value ? std::make_shared<const T>(*std::move(value)) : nullptr;
}

// `read` outlives this call (a refresh runs later), so it holds no reference to it.
template <class T, class Read>
Outcome<std::optional<T>> cached(CacheCoherence& coherence, const CacheKey& key,
                                 const cache::Codec* codec, const cache::TagSet& tags, Read read) {
    auto found = coherence.reads().get(key, codec, [read, tags]() -> std::optional<cache::Loaded> {
        Outcome<std::optional<T>> outcome = read();
        if (!outcome) {
            lastFailure = outcome.error();
            return std::nullopt;
        }
        cache::Loaded loaded;
        loaded.bytes = *outcome ? bytesOf(**outcome) : 0;
        loaded.value = shared(*std::move(outcome));
        loaded.tags = tags;
        return loaded;
    });
    if (!found)
        return tl::unexpected(
            std::exchange(lastFailure, std::nullopt).value_or(services::Failure()));
    if (!*found) return std::optional<T>();
    return std::optional<T>(*static_cast<const T*>(found->get()));
}

cache::Tag accountTag(domain::AccountId id) {
    return {TagKind::Account, id.value()};
}

} // namespace

Outcome<std::optional<domain::Account>> CachedAccounts::find(domain::AccountId id,
                                                             const Call& call) {
    if (!m_cache || !m_cache->isServing()) return m_reads.find(id, call);
    return cached<domain::Account>(*m_cache, {KeyKind::Account, id.value(), 0}, &accountCodec(),
                                   {accountTag(id)}, [reads = &m_reads, id, lane = call.lane] {
                                       return reads->find(id, {lane, {}});
                                   });
}

Outcome<std::optional<services::AccountDetails>> CachedAccounts::details(domain::AccountId id,
                                                                         const Call& call) {
    if (!m_cache || !m_cache->isServing()) return m_reads.details(id, call);
    return cached<services::AccountDetails>(*m_cache, {KeyKind::AccountDetails, id.value(), 0},
                                            &accountDetailsCodec(), {accountTag(id)},
                                            [reads = &m_reads, id, lane = call.lane] {
                                                return reads->details(id, {lane, {}});
                                            });
}

Outcome<std::vector<services::SeriesPoint>>
CachedAccounts::equitySeries(domain::AccountId id, domain::Date from, const Call& call) {
    if (!m_cache || !m_cache->isServing()) return m_reads.equitySeries(id, from, call);
    using Points = std::vector<services::SeriesPoint>;
    auto points = cached<Points>(
        *m_cache, {KeyKind::Series, id.value(), from.daysSinceEpoch()}, nullptr,
        {accountTag(id), {TagKind::Analytics, 0}},
        [reads = &m_reads, id, from, lane = call.lane]() -> Outcome<std::optional<Points>> {
            auto read = reads->equitySeries(id, from, {lane, {}});
            if (!read) return tl::unexpected(read.error());
            return std::optional<Points>(*std::move(read));
        });
    if (!points) return tl::unexpected(points.error());
    return points->value_or(Points());
}

Outcome<std::optional<services::FamilyRow>> CachedFamilies::find(domain::FamilyId id,
                                                                 const Call& call) {
    if (!m_cache || !m_cache->isServing()) return m_reads.find(id, call);
    return cached<services::FamilyRow>(*m_cache, {KeyKind::Family, id.value(), 0}, &familyCodec(),
                                       {{TagKind::Family, id.value()}},
                                       [reads = &m_reads, id, lane = call.lane] {
                                           return reads->find(id, {lane, {}});
                                       });
}

Outcome<services::BookTotals> CachedFamilies::totals(const Call& call) {
    if (!m_cache || !m_cache->isServing()) return m_reads.totals(call);
    auto totals = cached<services::BookTotals>(
        *m_cache, {KeyKind::BookTotals, 0, 0}, &bookTotalsCodec(), {{TagKind::Analytics, 0}},
        [reads = &m_reads, lane = call.lane]() -> Outcome<std::optional<services::BookTotals>> {
            auto read = reads->totals({lane, {}});
            if (!read) return tl::unexpected(read.error());
            return std::optional<services::BookTotals>(*std::move(read));
        });
    if (!totals) return tl::unexpected(totals.error());
    return totals->value_or(services::BookTotals());
}

} // namespace alluse::composition
