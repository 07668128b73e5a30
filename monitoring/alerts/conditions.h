#pragma once
// The makers of each kind, for makeCondition and for tests of one kind.

#include "alerts/condition.h"

namespace alluse::alerts {

[[nodiscard]] std::unique_ptr<Condition> makeThreshold(const Rule& rule);
[[nodiscard]] std::unique_ptr<Condition> makeRateOfChange(const Rule& rule);
[[nodiscard]] std::unique_ptr<Condition> makeRatio(const Rule& rule);
[[nodiscard]] std::unique_ptr<Condition> makeAbsence(const Rule& rule);
[[nodiscard]] std::unique_ptr<Condition> makeEvent(const Rule& rule);
[[nodiscard]] std::unique_ptr<Condition> makeDomain(const Rule& rule);
[[nodiscard]] std::unique_ptr<Condition> makeBurnRate(const Rule& rule);
[[nodiscard]] std::unique_ptr<Condition> makeTrend(const Rule& rule);
[[nodiscard]] std::unique_ptr<Condition> makeAnomaly(const Rule& rule);

} // namespace alluse::alerts
