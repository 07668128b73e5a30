#pragma once
// The one question every command asks before it is planned.

#include "domain/ledger_entry.h"
#include "domain/refusal.h"

#include <optional>

namespace alluse::services {

class Authorizer {
public:
    virtual ~Authorizer() = default;
    // None: the actor may do it. `subject` is the account, family or entry the command names.
    [[nodiscard]] virtual std::optional<domain::Refusal>
    authorize(const domain::Actor& actor, domain::CommandKind action, std::int64_t subject) const = 0;
};

// The owner of an embedded database holds every role.
class OwnerAuthorizer final : public Authorizer {
public:
    [[nodiscard]] std::optional<domain::Refusal>
    authorize(const domain::Actor&, domain::CommandKind, std::int64_t) const override {
        return std::nullopt;
    }
};

} // namespace alluse::services
