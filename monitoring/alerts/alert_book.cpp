#include "alerts/alert_book.h"

#include "alerts/plain_words.h"
#include "alerts/rule_json.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

namespace alluse::alerts {

namespace {

// Timers of an alert that is not at rest are saved this often, so a crash loses no more.
constexpr std::int64_t kSaveEveryMs = 2 * kSecondMs;

// The labels of the instance that a series feeds, or nothing when the rule does not read it.
std::optional<metrics::Labels> matched(const metrics::Labels& wanted, const metrics::Labels& given) {
    if (wanted.isEmpty()) return given.isEmpty() ? std::optional(wanted) : std::nullopt;
    std::vector<metrics::Labels::Pair> pairs;
    for (const auto& [name, value] : wanted.pairs()) {
        const auto found = given.value(name);
        if (found.empty() || (value != "*" && value != found)) return std::nullopt;
        pairs.emplace_back(name, std::string(found));
    }
    return metrics::Labels(std::move(pairs));
}

bool contains(const MuteWindow& window, std::int64_t localMs) {
    const auto day = localMs >= 0 ? localMs / kDayMs : -((-localMs + kDayMs - 1) / kDayMs);
    const auto minute = static_cast<int>((localMs - day * kDayMs) / kMinuteMs);
    const auto isOn = [&](std::int64_t date) {
        const auto weekday = static_cast<int>(((date + 3) % 7 + 7) % 7); // day 0 was a Thursday
        return window.weekdays.empty() ||
               std::ranges::find(window.weekdays, weekday) != window.weekdays.end();
    };
    if (window.fromMinute <= window.toMinute)
        return isOn(day) && minute >= window.fromMinute && minute < window.toMinute;
    return (isOn(day) && minute >= window.fromMinute) || (isOn(day - 1) && minute < window.toMinute);
}

std::optional<Severity> severityOf(const Rule& rule, int level) {
    const auto severities = rule.severities();
    if (level < 0 || static_cast<std::size_t>(level) >= severities.size()) return std::nullopt;
    return severities[static_cast<std::size_t>(level)];
}

} // namespace

AlertBook::AlertBook(AlertStore& store, Notifier& notifier, BookSettings settings)
    : m_store(store), m_notifier(notifier), m_settings(settings) {}

const Rule* AlertBook::ruleOf(const std::string& id) const {
    const auto at = std::ranges::find(m_rules, id, &Rule::id);
    return at == m_rules.end() ? nullptr : &*at;
}

std::vector<RuleEdit> AlertBook::setRules(std::vector<Rule> rules, Moment now) {
    std::vector<RuleEdit> edits;
    const auto before = std::move(m_rules);
    m_rules = std::move(rules);
    sortRules();
    for (const auto& old : before) {
        const auto* rule = ruleOf(old.id);
        const bool isKept = rule != nullptr && keepsState(old, *rule);
        if (!isKept)
            edits.push_back({old.id, false,
                             rule == nullptr ? "The rule is gone, its alerts are closed."
                                             : "What the rule measures changed: its alerts start "
                                               "again at Normal."});
        else if (ruleToJson(old) != ruleToJson(*rule))
            edits.push_back({old.id, true, "Its alerts keep their state and their timers."});
        for (auto at = m_instances.begin(); at != m_instances.end();) {
            auto& held = at->second;
            if (held.alert.ruleId != old.id) {
                ++at;
                continue;
            }
            if (isKept) {
                held.desk.follow(*rule);
                ++at;
                continue;
            }
            if (auto end = held.machine.resolve(now, "the rule was edited or removed", {}))
                record(old, held, *end);
            m_store.remove(held.alert);
            at = m_instances.erase(at);
        }
    }
    if (!m_isLoaded) {
        m_isLoaded = true;
        for (const auto& saved : m_store.load()) {
            const auto* rule = ruleOf(saved.alert.ruleId);
            if (rule == nullptr) continue;
            auto& restored = instance(*rule, saved.alert);
            restored.machine.restore(saved.machine, now);
            restored.desk.restore(saved.desk, now);
            restored.sinceWallMs = saved.savedAtMs - saved.machine.inStateForMs;
        }
    }
    for (const auto& rule : m_rules) // a rule without wildcards has its alert from the start
        if (!isWildcard(rule)) instance(rule, {rule.id, rule.labels});
    return edits;
}

void AlertBook::sortRules() {
    m_order.clear();
    m_readers.clear();
    std::vector<bool> isPlaced(m_rules.size(), false);
    const std::function<void(std::size_t)> place = [&](std::size_t at) {
        if (isPlaced[at]) return;
        isPlaced[at] = true;
        const auto visit = [&](const std::string& id) {
            for (std::size_t i = 0; i < m_rules.size(); ++i)
                if (m_rules[i].id == id) place(i);
        };
        if (const auto* composite = std::get_if<CompositeParameters>(&m_rules[at].parameters))
            for (const auto& id : composite->rules) visit(id);
        if (!m_rules[at].parent.empty()) visit(m_rules[at].parent);
        m_order.push_back(at);
    };
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        place(i);
        const auto inputs = inputsOf(m_rules[i]);
        for (std::size_t input = 0; input < inputs.size(); ++input)
            m_readers[inputs[input].metric].push_back({i, input, inputs[input].labels});
    }
}

AlertBook::Instance& AlertBook::instance(const Rule& rule, const AlertIdentity& alert) {
    const auto at = m_instances.find(alert);
    if (at != m_instances.end()) return at->second;
    Instance made{alert, makeCondition(rule), StateMachine(rule, m_settings.gapMs),
                  NoticeDesk(rule), {}, {}, 0, 0, 0, 0, false};
    return m_instances.emplace(alert, std::move(made)).first->second;
}

void AlertBook::observe(const std::string& metric, const metrics::Labels& labels,
                        const Sample& sample) {
    const auto readers = m_readers.find(metric);
    if (readers == m_readers.end()) return;
    for (const auto& [position, input, wanted] : readers->second) {
        const auto& rule = m_rules[position];
        const auto found = matched(wanted, labels);
        if (!found) continue;
        auto& fed = instance(rule, {rule.id, *found});
        if (fed.condition) fed.condition->observe(input, sample);
    }
}

void AlertBook::evaluate(Moment now) {
    for (const auto position : m_order) evaluateRule(m_rules[position], now);
}

void AlertBook::evaluateRule(const Rule& rule, Moment now) {
    const auto from = m_instances.lower_bound(AlertIdentity{rule.id, {}});
    for (auto at = from; at != m_instances.end() && at->first.ruleId == rule.id; ++at)
        evaluateInstance(rule, at->second, now);
    if (isWildcard(rule)) removeLost(rule, now);
}

void AlertBook::evaluateInstance(const Rule& rule, Instance& held, Moment now) {
    if (held.wasEvaluated && rule.evaluationMs > 0 &&
        now.monotonicMs - held.lastEvaluatedMs < rule.evaluationMs)
        return;
    held.wasEvaluated = true;
    held.lastEvaluatedMs = now.monotonicMs;
    std::optional<Transition> transition;
    if (!rule.isEnabled) {
        transition = held.machine.resolve(now, "the rule is disabled", {});
    } else {
        held.reading = held.condition
                           ? held.condition->evaluate(now)
                           : compositeReading(std::get<CompositeParameters>(rule.parameters),
                                              [&](const std::string& id) -> std::optional<bool> {
                                                  if (ruleOf(id) == nullptr) return std::nullopt;
                                                  return isFiring(id);
                                              });
        held.missing = held.reading.kind == Reading::Kind::NoData ? held.missing + 1 : 0;
        transition = held.machine.step(now, held.reading);
    }
    if (transition) record(rule, held, *transition);
    const bool isQuiet = isMuted(rule, now) || !firingParentOf(rule).empty() || !rule.isEnabled;
    for (const auto kind :
         held.desk.step(now, held.machine.state(), held.machine.level(), transition, isQuiet))
        tell(rule, held, kind, now);
    const bool isAtRest = held.machine.state() == State::Normal;
    if (transition || (!isAtRest && now.monotonicMs - held.lastSavedMs >= kSaveEveryMs))
        save(held, now);
}

// A label set whose series went away while others of the rule still come is closed.
void AlertBook::removeLost(const Rule& rule, Moment now) {
    const auto from = m_instances.lower_bound(AlertIdentity{rule.id, {}});
    bool hasOther = false;
    for (auto at = from; at != m_instances.end() && at->first.ruleId == rule.id; ++at)
        hasOther = hasOther || at->second.missing == 0;
    if (!hasOther) return;
    for (auto at = from; at != m_instances.end() && at->first.ruleId == rule.id;) {
        auto& held = at->second;
        if (held.missing < rule.missingEvaluations) {
            ++at;
            continue;
        }
        if (auto end = held.machine.resolve(
                now, "MissingSeries: " + held.alert.labels.text() + " is no longer measured", {})) {
            record(rule, held, *end);
            for (const auto kind : held.desk.step(now, State::Normal, -1, end, isMuted(rule, now)))
                tell(rule, held, kind, now);
        }
        m_store.remove(held.alert);
        at = m_instances.erase(at);
    }
}

void AlertBook::record(const Rule& rule, Instance& held, const Transition& transition) {
    held.latest = transition;
    if (transition.from != transition.to) held.sinceWallMs = transition.timeMs;
    m_store.append({held.alert, severityOf(rule, std::max(transition.levelTo, transition.levelFrom)),
                    transition});
}

void AlertBook::tell(const Rule& rule, Instance& held, NoticeKind kind, Moment now) {
    Notice notice{.kind = kind, .alert = held.alert,
                  .severity = severityOf(rule, held.machine.level()), .timeMs = now.wallMs,
                  .repetition = held.desk.repetitions(),
                  .text = fillTemplate(rule, held.alert, held.latest, held.sinceWallMs),
                  .runbook = rule.runbook};
    if (kind == NoticeKind::StillFiring && !rule.escalation.empty())
        notice.text += ' ' + rule.escalation;
    if (kind == NoticeKind::Flapping)
        notice.text = rule.id + " changes back and forth: " + std::to_string(kFlappingChanges) +
                      " times or more in " + durationInWords(kFlappingMs) +
                      ". It is quiet until it stays as it is.";
    const auto sent = m_notifier.send(notice);
    m_channelFailure = sent ? std::string() : sent.error();
}

void AlertBook::save(Instance& held, Moment now) {
    held.lastSavedMs = now.monotonicMs;
    m_store.save({held.alert, held.machine.memory(now), held.desk.memory(now), now.wallMs});
}

bool AlertBook::isMuted(const Rule& rule, Moment now) const {
    if (m_isInMaintenance || m_mutedRules.contains(rule.id)) return true;
    const auto localMs = now.wallMs + m_settings.zoneMinutes * kMinuteMs;
    return std::ranges::any_of(rule.muteWindows,
                               [&](const auto& window) { return contains(window, localMs); });
}

std::string AlertBook::firingParentOf(const Rule& rule) const {
    return !rule.parent.empty() && isFiring(rule.parent) ? rule.parent : std::string();
}

bool AlertBook::isFiring(const std::string& ruleId) const {
    for (auto at = m_instances.lower_bound(AlertIdentity{ruleId, {}});
         at != m_instances.end() && at->first.ruleId == ruleId; ++at)
        if (isOpen(at->second.machine.state())) return true;
    return false;
}

bool AlertBook::acknowledge(const AlertIdentity& alert, Acknowledgement acknowledgement) {
    const auto at = m_instances.find(alert);
    const auto* rule = ruleOf(alert.ruleId);
    if (at == m_instances.end() || rule == nullptr) return false;
    auto& held = at->second;
    const auto state = held.machine.state();
    if (!needsAttention(state)) return false;
    m_store.append({alert, severityOf(*rule, held.machine.level()),
                    {.timeMs = acknowledgement.atMs, .from = state, .to = state,
                     .levelFrom = held.machine.level(), .levelTo = held.machine.level(),
                     .value = held.reading.value, .limit = held.reading.limit,
                     .why = "acknowledged: " + acknowledgement.note, .actor = acknowledgement.who}});
    held.desk.acknowledge(std::move(acknowledgement));
    held.lastSavedMs = 0; // with the next evaluation
    return true;
}

bool AlertBook::snooze(const AlertIdentity& alert, std::int64_t untilWallMs, const std::string& who,
                       Moment now) {
    const auto at = m_instances.find(alert);
    if (at == m_instances.end()) return false;
    const auto state = at->second.machine.state();
    const int level = at->second.machine.level();
    at->second.desk.snooze(untilWallMs);
    m_store.append({alert, std::nullopt,
                    {.timeMs = now.wallMs, .from = state, .to = state, .levelFrom = level,
                     .levelTo = level, .why = "snoozed until " + timeInIso(untilWallMs),
                     .actor = who}});
    save(at->second, now);
    return true;
}

bool AlertBook::resolve(const AlertIdentity& alert, const std::string& who,
                        const std::string& reason, Moment now) {
    const auto at = m_instances.find(alert);
    const auto* rule = ruleOf(alert.ruleId);
    if (at == m_instances.end() || rule == nullptr) return false;
    auto& held = at->second;
    const auto transition = held.machine.resolve(now, "resolved by hand: " + reason, who);
    if (!transition) return false;
    record(*rule, held, *transition);
    for (const auto kind :
         held.desk.step(now, State::Normal, -1, transition, isMuted(*rule, now)))
        tell(*rule, held, kind, now);
    save(held, now);
    return true;
}

void AlertBook::mute(const std::string& ruleId, bool isMuted) {
    if (isMuted) m_mutedRules.insert(ruleId);
    else m_mutedRules.erase(ruleId);
}

std::optional<std::string> AlertBook::sendTest(const std::string& ruleId, Moment now) {
    const auto* rule = ruleOf(ruleId);
    if (rule == nullptr) return "There is no rule " + ruleId + '.';
    const auto sent =
        m_notifier.send({.kind = NoticeKind::Test, .alert = {rule->id, rule->labels},
                         .severity = rule->severities().front(), .timeMs = now.wallMs,
                         .text = "This is a test of the rule " + rule->id + '.',
                         .runbook = rule->runbook});
    m_channelFailure = sent ? std::string() : sent.error();
    if (sent) return std::nullopt;
    return sent.error();
}

std::vector<AlertView> AlertBook::alerts(Moment now) const {
    std::vector<AlertView> views;
    for (const auto& [identity, held] : m_instances) {
        const auto* rule = ruleOf(identity.ruleId);
        if (rule == nullptr) continue;
        AlertView view{identity, held.machine.state(), severityOf(*rule, held.machine.level()), {},
                       held.reading, held.machine.inStateMs(now)};
        view.overlays = {held.desk.acknowledged(), held.desk.snoozedUntilMs(), isMuted(*rule, now),
                         firingParentOf(*rule), !rule->isEnabled, held.desk.isFlapping()};
        views.push_back(std::move(view));
    }
    return views;
}

} // namespace alluse::alerts
