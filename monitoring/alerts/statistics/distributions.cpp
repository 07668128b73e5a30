#include "alerts/statistics/distributions.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alluse::alerts::statistics {

namespace {

double betaFraction(double a, double b, double x) {
    constexpr double kTiny = 1e-300;
    constexpr int kTermsMax = 300;
    const auto away = [](double v) { return std::abs(v) < kTiny ? kTiny : v; };
    double c = 1.0;
    double d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    double fraction = d;
    for (int m = 1; m <= kTermsMax; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m));
        d = 1.0 / away(1.0 + even * d);
        c = away(1.0 + even / c);
        fraction *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0));
        d = 1.0 / away(1.0 + odd * d);
        c = away(1.0 + odd / c);
        const double change = d * c;
        fraction *= change;
        if (std::abs(change - 1.0) < 1e-12) break;
    }
    return fraction;
}

double incompleteBeta(double a, double b, double x) {
    if (x <= 0.0) return 0.0;
    if (x >= 1.0) return 1.0;
    const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
                                  a * std::log(x) + b * std::log1p(-x));
    if (x < (a + 1.0) / (a + b + 2.0)) return front * betaFraction(a, b, x) / a;
    return 1.0 - front * betaFraction(b, a, 1.0 - x) / b;
}

} // namespace

double normalTwoSided(double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); }

double studentTwoSided(double t, double degrees) {
    const double nu = std::max(degrees, 1.0);
    return incompleteBeta(nu / 2.0, 0.5, nu / (nu + t * t));
}

double studentQuantile(double twoSided, double degrees) {
    double low = 0.0;
    double high = 2.0;
    while (studentTwoSided(high, degrees) > twoSided && high < 1e6) high *= 2.0;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2.0;
        (studentTwoSided(middle, degrees) > twoSided ? low : high) = middle;
    }
    return high;
}

} // namespace alluse::alerts::statistics
