#pragma once
// The editors of one policy, in the order of the policy table, and the limits at them. GUI thread.

#include "domain/policy.h"

#include <QList>
#include <QObject>
#include <QString>

#include <array>
#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QSpinBox;
class QWidget;

namespace alluse::ui {

class HundredthsEdit;
class MoneyEdit;
class PercentEdit;

// One labelled line of the form; `name` is code(PolicyField).
struct PolicyLine {
    QString name;
    QString label;
    QList<QWidget*> editors;
    QList<QString> between;
    QString hint;
    bool isForkRule = false; // Gen-Acc only
};

class PolicyFields final : public QObject {
    Q_OBJECT

public:
    explicit PolicyFields(domain::AccountType type, QObject* parent = nullptr);

    // The widgets belong to whoever lays them out.
    [[nodiscard]] std::vector<PolicyLine> lines() const;
    void setPolicy(const domain::Policy& policy);
    // None while a field holds no number; errors() then names it.
    [[nodiscard]] std::optional<domain::Policy> policy() const;

    struct Error {
        QString field;
        QString text;
    };
    // Every field without a value, else every broken limit.
    [[nodiscard]] std::vector<Error> errors() const;

signals:
    void edited();

private:
    void watch();
    [[nodiscard]] bool isGeneration() const;

    domain::AccountType m_type;
    domain::Policy m_base; // what the form does not show stays as it was
    PercentEdit* m_allocation;
    PercentEdit* m_buffer;
    PercentEdit* m_weekly;
    QSpinBox* m_deltaMin;
    QSpinBox* m_deltaMax;
    std::array<QCheckBox*, 5> m_days{}; // Monday to Friday
    PercentEdit* m_sizing;
    QComboBox* m_reinvestment;
    PercentEdit* m_contracts;
    PercentEdit* m_leaps;
    PercentEdit* m_tax;
    PercentEdit* m_drawdown;
    HundredthsEdit* m_atr;
    QCheckBox* m_withdrawals;
    QCheckBox* m_forking;
    MoneyEdit* m_forkThreshold;
    MoneyEdit* m_forkRemaining;
    PercentEdit* m_retain;
    PercentEdit* m_child;
    PercentEdit* m_com;
    MoneyEdit* m_mergeThreshold;
};

// The limit sentence in the operator's language.
[[nodiscard]] QString violationText(const domain::PolicyViolation& violation);

} // namespace alluse::ui
