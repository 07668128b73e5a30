#pragma once
// Location and spread that a few wild values cannot move.
//
// Median and median absolute deviation; the factor 1.4826 makes the deviation of normal data equal
// to its standard deviation (Rousseeuw and Croux, JASA 88, 1993).

#include <span>
#include <vector>

namespace alluse::alerts::statistics {

inline constexpr double kMadToDeviation = 1.4826;

// All of these want at least one value. The vector is reordered.
[[nodiscard]] double quantileOf(std::vector<double>& values, double q);
[[nodiscard]] double medianOf(std::vector<double>& values);

struct RobustScale {
    double median = 0.0;
    double spread = 0.0; // never zero: see robustScale
};

// The deviation, but not below what the outer tenths of the data say: a series that sits still more
// than half of the time has a MAD of zero and moves nevertheless. A constant series gets the floor:
// one percent of its value, or one millionth when it is zero.
[[nodiscard]] RobustScale robustScale(std::vector<double> values);
[[nodiscard]] double constantFloor(double value);

} // namespace alluse::alerts::statistics
