#include "cache/policy/policy.h"

#include "cache/policy/arc_policy.h"
#include "cache/policy/lirs_policy.h"
#include "cache/policy/lru_policy.h"
#include "cache/policy/s3_fifo_policy.h"
#include "cache/policy/tiny_lfu_policy.h"

namespace alluse::cache {

std::string_view nameOf(PolicyKind kind) {
    switch (kind) {
    case PolicyKind::Lru:
        return "lru";
    case PolicyKind::S3Fifo:
        return "s3-fifo";
    case PolicyKind::Arc:
        return "arc";
    case PolicyKind::Lirs:
        return "lirs";
    case PolicyKind::TinyLfu1:
        return "w-tinylfu-1";
    case PolicyKind::TinyLfu20:
        return "w-tinylfu-20";
    case PolicyKind::TinyLfu60:
        return "w-tinylfu-60";
    }
    return "";
}

std::unique_ptr<Policy> makePolicy(PolicyKind kind, std::size_t capacity) {
    switch (kind) {
    case PolicyKind::Lru:
        return std::make_unique<LruPolicy>(capacity);
    case PolicyKind::S3Fifo:
        return std::make_unique<S3FifoPolicy>(capacity);
    case PolicyKind::Arc:
        return std::make_unique<ArcPolicy>(capacity);
    case PolicyKind::Lirs:
        return std::make_unique<LirsPolicy>(capacity);
    case PolicyKind::TinyLfu1:
        return std::make_unique<TinyLfuPolicy>(capacity, 1);
    case PolicyKind::TinyLfu20:
        return std::make_unique<TinyLfuPolicy>(capacity, 20);
    case PolicyKind::TinyLfu60:
        return std::make_unique<TinyLfuPolicy>(capacity, 60);
    }
    return nullptr;
}

} // namespace alluse::cache
