#include "services/reports/report.h"

#include <cmath>
#include <cstdio>

namespace alluse::services {
namespace {

struct Shown {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(domain::Money amount) const { return amount.grouped(); }
    std::string operator()(domain::Date date) const { return date.text(); }
    std::string operator()(domain::Timestamp time) const { return time.text(); }
    std::string operator()(double share) const {
        char text[32];
        std::snprintf(text, sizeof text, "%.1f %%", share * 100);
        return text;
    }
};

} // namespace

std::string textOf(const Cell& cell) { return std::visit(Shown{}, cell); }

} // namespace alluse::services
