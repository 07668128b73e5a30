#pragma once
// A book of alerts with a clock that the test moves, and everything it said.

#include "alerts/alert_book.h"
#include "alerts/rule_json.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace alluse::tests {

inline std::vector<alerts::Rule> rulesOf(const std::string& json) {
    auto rules = alerts::parseRules(json);
    if (!rules) ADD_FAILURE() << rules.error().sentence();
    return rules ? *rules : std::vector<alerts::Rule>{};
}

class RecordingNotifier final : public alerts::Notifier {
public:
    tl::expected<void, std::string> send(const alerts::Notice& notice) override {
        if (!failure.empty()) return tl::unexpected(failure);
        notices.push_back(notice);
        return {};
    }
    [[nodiscard]] std::vector<std::string> kinds() const {
        std::vector<std::string> names;
        for (const auto& notice : notices) names.emplace_back(nameOf(notice.kind));
        return names;
    }

    std::vector<alerts::Notice> notices;
    std::string failure;
};

class AlertBench {
public:
    static constexpr std::int64_t kStartMs = 1'767'225'600'000; // Thursday, 2026-01-01 00:00 UTC

    explicit AlertBench(const std::string& rules, alerts::BookSettings settings = {})
        : book(std::make_unique<alerts::AlertBook>(store, notifier, settings)), m_settings(settings) {
        book->setRules(rulesOf(rules), now());
    }

    [[nodiscard]] alerts::Moment now() const { return {monotonicMs, kStartMs + wallMs}; }

    // One evaluation a second with this value of `m`, or without one.
    AlertBench& hold(std::optional<double> value, int seconds = 1, const metrics::Labels& labels = {},
                     const std::string& metric = "m") {
        for (int i = 0; i < seconds; ++i) {
            if (value) book->observe(metric, labels, {monotonicMs, *value, {}});
            tick();
        }
        return *this;
    }
    void tick() {
        book->evaluate(now());
        monotonicMs += 1'000;
        wallMs += 1'000;
    }
    // A new process with the same store: its monotonic clock starts anywhere.
    void restart(const std::string& rules, std::int64_t downMs) {
        wallMs += downMs;
        monotonicMs = 5'000'000;
        book = std::make_unique<alerts::AlertBook>(store, notifier, m_settings);
        book->setRules(rulesOf(rules), now());
    }

    [[nodiscard]] alerts::AlertView view(const std::string& rule = "r",
                                         const metrics::Labels& labels = {}) const {
        for (const auto& found : book->alerts(now()))
            if (found.alert.ruleId == rule && found.alert.labels == labels) return found;
        ADD_FAILURE() << "no alert of " << rule << ' ' << labels.text();
        return {};
    }
    [[nodiscard]] std::string state(const std::string& rule = "r",
                                    const metrics::Labels& labels = {}) const {
        return std::string(nameOf(view(rule, labels).state));
    }
    // "Normal>Pending Pending>Firing", of all alerts in order.
    [[nodiscard]] std::string history() const {
        std::string text;
        for (const auto& row : store.history())
            text += (text.empty() ? "" : " ") + std::string(nameOf(row.transition.from)) + '>' +
                    std::string(nameOf(row.transition.to));
        return text;
    }

    alerts::MemoryAlertStore store;
    RecordingNotifier notifier;
    std::unique_ptr<alerts::AlertBook> book;
    std::int64_t monotonicMs = 0;
    std::int64_t wallMs = 0;

private:
    alerts::BookSettings m_settings;
};

// A threshold rule `r` on `m` > 80 with further keys: above(R"("forSeconds":5)").
inline std::string above(const std::string& more = {}, const std::string& level = "") {
    return R"({"id":"r","kind":"threshold","metric":"m","windowSeconds":1,"operator":">","levels":[)" +
           (level.empty() ? std::string(R"({"enter":80,"clear":70})") : level) + ']' +
           (more.empty() ? "" : ',' + more) + '}';
}

} // namespace alluse::tests
