#include "storage/growth_columns.h"

namespace alluse::storage {

using domain::Money;

namespace {

int number(const Statement& row, int column) { return static_cast<int>(row.integer(column)); }

std::optional<domain::Timestamp> time(const Statement& row, int column) {
    if (const auto micros = row.maybeInteger(column)) return domain::Timestamp(*micros);
    return std::nullopt;
}

} // namespace

domain::FamilyGrowthSettings readSettings(const Statement& row, int first) {
    return {static_cast<domain::GrowthMode>(row.integer(first)),
            static_cast<domain::GrowthMode>(row.integer(first + 1)),
            static_cast<domain::GrowthMode>(row.integer(first + 2))};
}

domain::FamilyGrowth readFamilyGrowth(const Statement& row, int first) {
    domain::FamilyGrowth family;
    family.id = domain::FamilyId(row.integer(first));
    family.name = row.string(first + 1);
    family.sequence = row.integer(first + 2);
    family.childNumberNext = number(row, first + 3) + 1;
    family.settings = readSettings(row, first + 4);
    family.forksOnDate = number(row, first + 7);
    return family;
}

domain::GrowthLimits readLimits(const Statement& row, int first) {
    domain::GrowthLimits limits;
    limits.coolingSeconds = row.integer(first);
    limits.forksPerFamilyDayMax = number(row, first + 1);
    limits.mergeSourcesMax = number(row, first + 2);
    limits.reinvestmentMin = Money::fromCents(row.integer(first + 3));
    limits.reinvestmentMax = Money::fromCents(row.integer(first + 4));
    limits.depthMax = number(row, first + 5);
    return limits;
}

domain::AccountGrowth readAccountGrowth(domain::Account account, const Statement& row, int first) {
    domain::AccountGrowth growth;
    growth.account = std::move(account);
    growth.lastForkAt = time(row, first);
    growth.areForksHeld = row.integer(first + 1) != 0;
    growth.lastMergeAt = time(row, first + 2);
    return growth;
}

} // namespace alluse::storage
