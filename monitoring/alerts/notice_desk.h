#pragma once
// Decides which transitions of one alert people hear of, and when. The state itself never waits.

#include "alerts/notice.h"

#include <deque>
#include <vector>

namespace alluse::alerts {

// Four or more changes in ten minutes are one notice.
inline constexpr std::size_t kFlappingChanges = 4;
inline constexpr std::int64_t kFlappingMs = 10 * kMinuteMs;

struct Acknowledgement {
    std::string who;
    std::string note;
    std::int64_t atMs = 0;                 // wall clock
    std::optional<std::int64_t> untilMs{}; // nothing: until the alert changes
};

// Overlays lie on a state and change what is told, not what is.
struct Overlays {
    std::optional<Acknowledgement> acknowledged{};
    std::optional<std::int64_t> snoozedUntilMs{};
    bool isMuted = false;        // by a person, a mute window or maintenance
    std::string mutedByParent{}; // id of the parent that fires
    bool isDisabled = false;
    bool isFlapping = false;
};

struct DeskMemory {
    std::optional<Acknowledgement> acknowledged{};
    std::optional<std::int64_t> snoozedUntilMs{};
    std::optional<std::int64_t> notifiedAgoMs{};
    std::size_t repetitions = 0;
    bool isTold = false; // people believe that it is open
    int toldLevel = -1;
};

class NoticeDesk {
public:
    explicit NoticeDesk(const Rule& rule) : m_rule(rule) {}

    void follow(const Rule& rule) { m_rule = rule; }
    // At every evaluation, with the transition if there was one. Times ascend.
    std::vector<NoticeKind> step(Moment now, State state, int level,
                                 const std::optional<Transition>& transition, bool isQuiet);

    void acknowledge(Acknowledgement acknowledgement) { m_acknowledged = std::move(acknowledgement); }
    void snooze(std::int64_t untilWallMs) { m_snoozedUntilMs = untilWallMs; }
    void wake() { m_snoozedUntilMs.reset(); }
    [[nodiscard]] const std::optional<Acknowledgement>& acknowledged() const { return m_acknowledged; }
    [[nodiscard]] std::optional<std::int64_t> snoozedUntilMs() const { return m_snoozedUntilMs; }
    [[nodiscard]] bool isFlapping() const { return m_isFlapping; }
    [[nodiscard]] std::size_t repetitions() const { return m_repetitions; }

    [[nodiscard]] DeskMemory memory(Moment now) const;
    void restore(const DeskMemory& memory, Moment now);

private:
    void noticeFlapping(Moment now, const std::optional<Transition>& transition,
                        std::vector<NoticeKind>& notices, bool isQuiet);
    [[nodiscard]] std::int64_t delayMs(bool isUp) const;
    void remind(Moment now, int level, std::vector<NoticeKind>& notices);

    Rule m_rule;
    std::optional<Acknowledgement> m_acknowledged;
    std::optional<std::int64_t> m_snoozedUntilMs;
    std::deque<std::int64_t> m_changes; // monotonic
    bool m_isFlapping = false;
    bool m_isTold = false;
    int m_toldLevel = -1;
    State m_toldState = State::Normal;
    std::optional<std::int64_t> m_differsSince; // from what people were told
    std::optional<std::int64_t> m_notifiedAt;
    std::size_t m_repetitions = 0;
};

} // namespace alluse::alerts
