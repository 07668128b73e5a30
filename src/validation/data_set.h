#pragma once
// The made-up book that a load works on: families with balances, some of them ready to fork, to
// merge or to reinvest. The same rule gives the same rows.

#include "services/ports/database_port.h"
#include "services/ports/read_port.h"
#include "validation/scenario.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace alluse::validation {

// Loads the families into an empty database.
[[nodiscard]] services::Outcome<void>
makeDataSet(const DataSetRule& rule, std::uint64_t seed, services::DatabasePort& database,
            const std::function<void(std::int64_t done, std::int64_t total)>& onProgress,
            const services::Call& call);

struct LoadFamily {
    domain::FamilyId family;
    domain::AccountId generation, revenue, compounding;
};
// What there is to work on, as it stands now.
struct DataSet {
    std::vector<LoadFamily> families;
    std::vector<domain::AccountId> forkable, mergeable, reinvestable;
};
[[nodiscard]] services::Outcome<DataSet> readDataSet(const DataSetRule& rule, services::AccountReads& accounts,
                                                     const services::Call& call);

} // namespace alluse::validation
