#pragma once
// Reads series from a CSV file of times and values, however it was written.

#include "alerts/sample.h"

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace alluse::alerts {

struct CsvWishes {
    std::optional<std::string> timeColumn{};
    // Names in the order of the series that are wanted. A name that the file does not have is a
    // mistake, unless it is the only one and `mayGuess`: then `value` or the first other column.
    std::vector<std::string> valueColumns;
    bool mayGuess = true;
};

struct CsvSeries {
    std::vector<std::vector<Sample>> series; // ascending in time, each time once, the later row wins
    std::size_t rows = 0;
    std::size_t blanks = 0;     // empty, NaN, null: gaps
    std::size_t unreadable = 0; // rows whose time, or values that, could not be read
    std::size_t duplicates = 0;
    bool wasUnsorted = false;
    std::string timeColumn;
    std::vector<std::string> valueColumns;
};

// A failure is a sentence for people.
[[nodiscard]] tl::expected<CsvSeries, std::string> readSeriesCsv(std::string_view text,
                                                                 const CsvWishes& wishes);

} // namespace alluse::alerts
