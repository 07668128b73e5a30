#pragma once
// All rules with their live alerts: takes samples and moments, keeps states, tells people.
//
// The live engine, the backtest and the rule tests are hosts of this one class; none of them has an
// alert logic of its own. One thread.

#include "alerts/alert_store.h"
#include "alerts/state_machine.h"

#include <memory>
#include <set>

namespace alluse::alerts {

struct BookSettings {
    // A longer silence between two evaluations is a gap (suspend, a stopped program): 0 for hosts
    // that evaluate at whatever times their data has.
    std::int64_t gapMs = 30 * kSecondMs;
    // Minutes to add to UTC for the mute windows.
    int zoneMinutes = 0;
};

struct AlertView {
    AlertIdentity alert;
    State state = State::Normal;
    std::optional<Severity> severity{};
    Overlays overlays;
    Reading reading;
    std::int64_t inStateMs = 0;
};

struct RuleEdit {
    std::string ruleId;
    bool keptState = false;
    std::string sentence; // for the editor: what happens to its alerts
};

class AlertBook {
public:
    AlertBook(AlertStore& store, Notifier& notifier, BookSettings settings = {});

    // Replaces the rules and says what became of the alerts of each rule that changed. The first
    // call takes up what the store holds.
    std::vector<RuleEdit> setRules(std::vector<Rule> rules, Moment now);
    [[nodiscard]] const std::vector<Rule>& rules() const { return m_rules; }

    void observe(const std::string& metric, const metrics::Labels& labels, const Sample& sample);
    void evaluate(Moment now);

    // What people do. `who` goes into the history.
    bool acknowledge(const AlertIdentity& alert, Acknowledgement acknowledgement);
    bool snooze(const AlertIdentity& alert, std::int64_t untilWallMs, const std::string& who,
                Moment now);
    bool resolve(const AlertIdentity& alert, const std::string& who, const std::string& reason,
                 Moment now);
    void mute(const std::string& ruleId, bool isMuted);
    void setMaintenance(bool isOn) { m_isInMaintenance = isOn; }
    // Sends one test notice; its failure is the result and is kept as the channel's failure.
    std::optional<std::string> sendTest(const std::string& ruleId, Moment now);

    [[nodiscard]] std::vector<AlertView> alerts(Moment now) const;
    [[nodiscard]] bool isFiring(const std::string& ruleId) const;
    // Of the channel; empty while it works.
    [[nodiscard]] const std::string& channelFailure() const { return m_channelFailure; }

private:
    struct Instance {
        AlertIdentity alert;
        std::unique_ptr<Condition> condition; // nullptr for composites
        StateMachine machine;
        NoticeDesk desk;
        Reading reading;
        Transition latest;
        std::int64_t lastEvaluatedMs = 0;
        std::int64_t sinceWallMs = 0;
        std::int64_t lastSavedMs = 0; // monotonic
        std::size_t missing = 0;      // evaluations in a row without data
        bool wasEvaluated = false;
    };
    using Instances = std::map<AlertIdentity, Instance>;
    struct Reader { // of a metric
        std::size_t rule;
        std::size_t input;
        metrics::Labels labels;
    };

    Instance& instance(const Rule& rule, const AlertIdentity& alert);
    void evaluateRule(const Rule& rule, Moment now);
    void evaluateInstance(const Rule& rule, Instance& instance, Moment now);
    void removeLost(const Rule& rule, Moment now);
    void record(const Rule& rule, Instance& instance, const Transition& transition);
    void tell(const Rule& rule, Instance& instance, NoticeKind kind, Moment now);
    void save(Instance& instance, Moment now);
    [[nodiscard]] bool isMuted(const Rule& rule, Moment now) const;
    [[nodiscard]] std::string firingParentOf(const Rule& rule) const;
    [[nodiscard]] const Rule* ruleOf(const std::string& id) const;
    void sortRules();

    AlertStore& m_store;
    Notifier& m_notifier;
    BookSettings m_settings;
    std::vector<Rule> m_rules;
    std::vector<std::size_t> m_order; // of evaluation: parts before the whole
    std::map<std::string, std::vector<Reader>> m_readers; // by metric
    Instances m_instances;
    std::set<std::string> m_mutedRules;
    bool m_isInMaintenance = false;
    bool m_isLoaded = false;
    std::string m_channelFailure;
};

} // namespace alluse::alerts
