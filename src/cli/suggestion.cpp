#include "cli/suggestion.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace alluse::cli {
namespace {

// Damerau's distance: inserted, dropped, changed and swapped letters count one each.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before, last(b.size() + 1), row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
            const bool isSwapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (isSwapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before = last;
        last = row;
    }
    return last.back();
}

} // namespace

std::optional<std::string> nearestWord(std::string_view typed, std::span<const std::string> words) {
    std::optional<std::string> nearest;
    // Two letters off in a word of six is a typing error; more is another word.
    std::size_t limit = std::max<std::size_t>(1, typed.size() / 3) + 1;
    for (const std::string& word : words) {
        const bool isBeginning = typed.size() > 1 && word.starts_with(typed);
        const std::size_t off = isBeginning ? 0 : distance(typed, word);
        if (off >= limit || off >= word.size()) continue;
        limit = off;
        nearest = word;
        if (off == 0) break;
    }
    return nearest;
}

} // namespace alluse::cli
