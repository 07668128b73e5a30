#pragma once
// What people are told, and the port through which they are.

#include "alerts/alert_state.h"

#include <tl/expected.hpp>

namespace alluse::alerts {

enum class NoticeKind {
    Fired,
    Worsened,
    StillFiring, // the re-notify interval passed
    Resolved,
    NoData,
    Failed,   // the rule cannot be evaluated
    Flapping, // one notice instead of many
    Test,
};

[[nodiscard]] std::string_view nameOf(NoticeKind kind);

struct Notice {
    NoticeKind kind = NoticeKind::Fired;
    AlertIdentity alert;
    std::optional<Severity> severity{};
    std::int64_t timeMs = 0;
    std::size_t repetition = 0; // of StillFiring
    std::string text;           // from the rule's message template
    std::string runbook;
};

// A channel: badge, tray, command, webhook, mail. A failure is a sentence that is shown to people.
class Notifier {
public:
    virtual ~Notifier() = default;
    virtual tl::expected<void, std::string> send(const Notice& notice) = 0;
};

// Fills {rule}, {severity}, {state}, {value}, {limit}, {since}, {labels}, {why}, {runbook} and
// {link}; a template without text says rule and reason.
[[nodiscard]] std::string fillTemplate(const Rule& rule, const AlertIdentity& alert,
                                       const Transition& transition, std::int64_t sinceMs);

} // namespace alluse::alerts
