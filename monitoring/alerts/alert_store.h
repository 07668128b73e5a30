#pragma once
// Where alerts live on when the program ends: states, timers, overlays and history.

#include "alerts/notice_desk.h"

#include <map>

namespace alluse::alerts {

struct SavedAlert {
    AlertIdentity alert;
    MachineMemory machine;
    DeskMemory desk;
    std::int64_t savedAtMs = 0; // wall clock
};

struct HistoryRow {
    AlertIdentity alert;
    std::optional<Severity> severity{};
    Transition transition;
};

// One thread, the engine's; a store that writes files does so behind this interface.
class AlertStore {
public:
    virtual ~AlertStore() = default;
    virtual void save(const SavedAlert& alert) = 0;
    virtual void remove(const AlertIdentity& alert) = 0;
    virtual void append(const HistoryRow& row) = 0;
    [[nodiscard]] virtual std::vector<SavedAlert> load() = 0;
};

// For backtests and tests.
class MemoryAlertStore final : public AlertStore {
public:
    void save(const SavedAlert& alert) override { m_saved[alert.alert] = alert; }
    void remove(const AlertIdentity& alert) override { m_saved.erase(alert); }
    void append(const HistoryRow& row) override { m_history.push_back(row); }
    std::vector<SavedAlert> load() override {
        std::vector<SavedAlert> all;
        for (const auto& [alert, saved] : m_saved) all.push_back(saved);
        return all;
    }
    [[nodiscard]] const std::vector<HistoryRow>& history() const { return m_history; }

private:
    std::map<AlertIdentity, SavedAlert> m_saved;
    std::vector<HistoryRow> m_history;
};

} // namespace alluse::alerts
