#include "alerts/notice_desk.h"

#include "alerts/plain_words.h"
#include "alerts/rule_json.h"

#include <algorithm>
#include <cmath>

namespace alluse::alerts {

std::string_view nameOf(NoticeKind kind) {
    switch (kind) {
    case NoticeKind::Fired: return "fired";
    case NoticeKind::Worsened: return "worsened";
    case NoticeKind::StillFiring: return "still firing";
    case NoticeKind::Resolved: return "resolved";
    case NoticeKind::NoData: return "no data";
    case NoticeKind::Failed: return "failed";
    case NoticeKind::Flapping: return "flapping";
    case NoticeKind::Test: return "test";
    }
    return "test";
}

std::string fillTemplate(const Rule& rule, const AlertIdentity& alert, const Transition& transition,
                         std::int64_t sinceMs) {
    const auto severities = rule.severities();
    const bool hasLevel = transition.levelTo >= 0 &&
                          static_cast<std::size_t>(transition.levelTo) < severities.size();
    const std::pair<std::string_view, std::string> fields[] = {
        {"{rule}", rule.id},
        {"{severity}", hasLevel ? std::string(nameOf(severities[static_cast<std::size_t>(
                                      transition.levelTo)]))
                                : std::string()},
        {"{state}", std::string(nameOf(transition.to))},
        {"{value}", transition.value ? inWords(*transition.value) : "no value"},
        {"{limit}", transition.limit ? inWords(*transition.limit) : "no limit"},
        {"{since}", timeInIso(sinceMs)},
        {"{labels}", alert.labels.text()},
        {"{why}", transition.why},
        {"{runbook}", rule.runbook},
        {"{link}", "alert:" + rule.id + (alert.labels.isEmpty() ? "" : '/' + alert.labels.text())},
    };
    if (rule.message.empty()) return rule.id + ": " + transition.why;
    // One pass, so that a value which looks like a field is not filled again.
    std::string text;
    for (std::size_t at = 0; at < rule.message.size();) {
        const auto rest = std::string_view(rule.message).substr(at);
        const auto* field = std::ranges::find_if(
            fields, [&](const auto& candidate) { return rest.starts_with(candidate.first); });
        if (field == std::end(fields)) {
            text += rest.front();
            ++at;
        } else {
            text += field->second;
            at += field->first.size();
        }
    }
    return text;
}

std::int64_t NoticeDesk::delayMs(bool isUp) const {
    const auto& delay = m_rule.noticeDelay;
    const auto changes = static_cast<double>(m_changes.empty() ? 0 : m_changes.size() - 1);
    const double grown = static_cast<double>(isUp ? delay.upMs : delay.downMs) *
                         std::pow(delay.multiplier, changes);
    return static_cast<std::int64_t>(std::min(grown, static_cast<double>(delay.maxMs)));
}

void NoticeDesk::noticeFlapping(Moment now, const std::optional<Transition>& transition,
                                std::vector<NoticeKind>& notices, bool isQuiet) {
    const auto isChange = [](const Transition& step) {
        return needsAttention(step.from) != needsAttention(step.to);
    };
    if (transition && isChange(*transition)) m_changes.push_back(now.monotonicMs);
    while (!m_changes.empty() && now.monotonicMs - m_changes.front() > kFlappingMs)
        m_changes.pop_front();
    const bool isFlapping = m_changes.size() >= kFlappingChanges;
    if (isFlapping && !m_isFlapping && !isQuiet) notices.push_back(NoticeKind::Flapping);
    // Once it began it lasts until ten minutes pass without any change.
    m_isFlapping = isFlapping || (m_isFlapping && !m_changes.empty());
}

std::vector<NoticeKind> NoticeDesk::step(Moment now, State state, int level,
                                         const std::optional<Transition>& transition,
                                         bool isQuiet) {
    std::vector<NoticeKind> notices;
    noticeFlapping(now, transition, notices, isQuiet);
    // An acknowledgement ends with what it acknowledged: getting better is no reason to speak.
    const bool isNews = transition && (transition->from != transition->to || transition->isWorse());
    const bool isLate = m_acknowledged && m_acknowledged->untilMs &&
                        now.wallMs >= *m_acknowledged->untilMs;
    if (isLate || (isNews && state != State::Recovering)) m_acknowledged.reset();
    if (m_snoozedUntilMs && now.wallMs >= *m_snoozedUntilMs) m_snoozedUntilMs.reset();

    const bool isUp = needsAttention(state);
    const bool differs = isUp != m_isTold ||
                         (isUp && (level > m_toldLevel ||
                                   (state != m_toldState && !isOpen(state)) ||
                                   (isOpen(state) && !isOpen(m_toldState))));
    if (!differs) m_differsSince.reset();
    else if (!m_differsSince) m_differsSince = now.monotonicMs;
    if (isQuiet || m_snoozedUntilMs || m_isFlapping) return notices;
    if (differs && now.monotonicMs - *m_differsSince >= delayMs(isUp)) {
        if (!isUp) notices.push_back(NoticeKind::Resolved);
        else if (state == State::NoData) notices.push_back(NoticeKind::NoData);
        else if (state == State::Error) notices.push_back(NoticeKind::Failed);
        else if (m_isTold && isOpen(m_toldState)) notices.push_back(NoticeKind::Worsened);
        else notices.push_back(NoticeKind::Fired);
        m_isTold = isUp;
        m_toldLevel = level;
        m_toldState = state;
        m_notifiedAt = now.monotonicMs;
        m_repetitions = 0;
        m_differsSince.reset();
        return notices;
    }
    if (isUp && m_isTold && !m_acknowledged) remind(now, level, notices);
    return notices;
}

void NoticeDesk::remind(Moment now, int level, std::vector<NoticeKind>& notices) {
    const auto every = m_rule.renotifyMsOf(level);
    if (every <= 0 || !m_notifiedAt || now.monotonicMs - *m_notifiedAt < every) return;
    if (m_rule.renotifyMax > 0 && m_repetitions >= m_rule.renotifyMax) return;
    m_notifiedAt = now.monotonicMs;
    ++m_repetitions;
    notices.push_back(NoticeKind::StillFiring);
}

DeskMemory NoticeDesk::memory(Moment now) const {
    DeskMemory memory{.acknowledged = m_acknowledged, .snoozedUntilMs = m_snoozedUntilMs,
                      .notifiedAgoMs = {}, .repetitions = m_repetitions, .isTold = m_isTold,
                      .toldLevel = m_toldLevel};
    if (m_notifiedAt) memory.notifiedAgoMs = now.monotonicMs - *m_notifiedAt;
    return memory;
}

void NoticeDesk::restore(const DeskMemory& memory, Moment now) {
    m_acknowledged = memory.acknowledged;
    m_snoozedUntilMs = memory.snoozedUntilMs;
    if (memory.notifiedAgoMs) m_notifiedAt = now.monotonicMs - *memory.notifiedAgoMs;
    m_repetitions = memory.repetitions;
    m_isTold = memory.isTold;
    m_toldLevel = memory.toldLevel;
    m_toldState = memory.isTold ? State::Firing : State::Normal;
}

} // namespace alluse::alerts
