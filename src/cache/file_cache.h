#pragma once
// The second level: one LMDB file per machine and database, shared by the programs that are open on
// it. It may be deleted, cut or damaged at any time: what is not whole is thrown away and never
// served.

#include "cache/second_level.h"

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <string>

namespace alluse::cache {

class FileCache final : public SecondLevel {
public:
    struct Opened {
        std::unique_ptr<FileCache> cache; // null: it cannot be used, `problem` says why
        std::string problem;
        bool isFresh = false; // nothing of an earlier time was found, or could be trusted
    };
    // `identity` names what the entries were made from and how they are written; a file with
    // another one starts over.
    [[nodiscard]] static Opened open(const std::string& path, const std::string& identity,
                                     std::size_t bytesMax);
    // The last program that closes it seals it with a checksum, without which the next start trusts
    // nothing.
    ~FileCache() override;

    [[nodiscard]] std::uint64_t now() override;
    [[nodiscard]] std::optional<StoredEntry> find(const CacheKey& key) override;
    void put(const CacheKey& key, const StoredEntry& entry) override;
    void invalidate(std::span<const Tag> tags) override;
    void invalidateAll() override;
    [[nodiscard]] SecondLevelStats stats() override;

    // Up to where the changes of the database have been applied to this file.
    [[nodiscard]] std::string watermark();
    void setWatermark(const std::string& position);
    // How often an operator has purged it: programs that hold copies in memory forget them, too.
    [[nodiscard]] std::uint64_t purges();
    void notePurge();
    // Every entry with whether it would still be served.
    void
    forEach(const std::function<void(const CacheKey&, const StoredEntry&, bool isCurrent)>& visit);
    [[nodiscard]] bool isUsable() const { return !m_isBroken.load(std::memory_order_acquire); }

private:
    struct Environment;
    class Transaction;
    explicit FileCache(std::unique_ptr<Environment> environment);
    [[nodiscard]] std::optional<StoredEntry> read(const Transaction& transaction,
                                                  std::string_view key, std::string_view bytes,
                                                  bool& isCurrent);
    [[nodiscard]] bool isHealthy();
    template <class Body>
    bool inTransaction(bool writes, Body body);

    std::unique_ptr<Environment> m_environment;
    std::atomic<bool> m_isBroken{false};
    std::atomic<std::int64_t> m_sizeSeen{0};
    std::atomic<std::uint64_t> m_hits{0}, m_misses{0}, m_puts{0}, m_invalidations{0}, m_damaged{0},
        m_dropped{0};
};

} // namespace alluse::cache
