#pragma once
// The distributions that the tests of this room are read from.
//
// Student's t through the regularized incomplete beta function, evaluated by Lentz's continued
// fraction (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5.8 and 26.7.1).

namespace alluse::alerts::statistics {

// Chance of a standard normal value further from zero than |z|.
[[nodiscard]] double normalTwoSided(double z);
// Chance of a Student value with `degrees` degrees of freedom further from zero than |t|.
[[nodiscard]] double studentTwoSided(double t, double degrees);
// The t that is exceeded, on either side, with the given chance.
[[nodiscard]] double studentQuantile(double twoSided, double degrees);

} // namespace alluse::alerts::statistics
