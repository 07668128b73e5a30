#include "alerts/series_csv.h"

#include "alerts/plain_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace alluse::alerts {

namespace {

using Fields = std::vector<std::string_view>;

constexpr std::array<std::string_view, 7> kTimeNames{"timestamp", "time", "t",  "date",
                                                     "datetime",  "ts",   "at"};
constexpr std::array<std::string_view, 4> kValueNames{"value", "v", "y", "values"};

std::string lower(std::string_view text) {
    std::string small(text);
    std::ranges::transform(small, small.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return small;
}

std::string_view bare(std::string_view text) {
    const auto isBlank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && isBlank(text.front())) text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back())) text.remove_suffix(1);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        return bare(text.substr(1, text.size() - 2));
    return text;
}

std::optional<std::string_view> takeLine(std::string_view& text) {
    if (text.empty()) return std::nullopt;
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

void split(std::string_view line, char delimiter, Fields& fields) {
    fields.clear();
    bool isQuoted = false;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= line.size(); ++i) {
        if (i < line.size() && line[i] == '"') isQuoted = !isQuoted;
        if (i < line.size() && (line[i] != delimiter || isQuoted)) continue;
        fields.push_back(bare(line.substr(begin, i - begin)));
        begin = i + 1;
    }
}

char delimiterOf(std::string_view line) {
    for (const char candidate : {'\t', ';', ','})
        if (line.find(candidate) != std::string_view::npos) return candidate;
    return ',';
}

enum class Cell { Number, Blank, Unreadable };

Cell readNumber(std::string_view text, bool mayHaveComma, double& number) {
    if (text.empty()) return Cell::Blank;
    if (text.front() == '+') text.remove_prefix(1);
    const auto parse = [&](std::string_view digits) {
        const auto [end, code] =
            std::from_chars(digits.data(), digits.data() + digits.size(), number);
        return code == std::errc{} && end == digits.data() + digits.size();
    };
    if (parse(text)) return std::isfinite(number) ? Cell::Number : Cell::Blank;
    const auto word = lower(text);
    if (word == "nan" || word == "null" || word == "na" || word == "n/a" || word == "none" ||
        word == "-")
        return Cell::Blank;
    if (mayHaveComma && std::ranges::count(text, ',') == 1) {
        std::string pointed(text);
        std::ranges::replace(pointed, ',', '.');
        if (parse(pointed) && std::isfinite(number)) return Cell::Number;
    }
    return Cell::Unreadable;
}

std::optional<std::size_t> positionOf(const std::vector<std::string>& names, std::string_view name) {
    const auto exact = std::ranges::find(names, name);
    if (exact != names.end()) return static_cast<std::size_t>(exact - names.begin());
    for (std::size_t i = 0; i < names.size(); ++i)
        if (lower(names[i]) == lower(name)) return i;
    return std::nullopt;
}

std::string missingColumn(const std::string& name, const std::vector<std::string>& names) {
    std::string known;
    for (const auto& other : names) known += (known.empty() ? "" : ", ") + other;
    return "There is no column \"" + name + "\"; the file has " + known + '.';
}

struct Layout {
    std::size_t time = 0;
    std::vector<std::size_t> values;
};

tl::expected<Layout, std::string> chooseColumns(const std::vector<std::string>& names,
                                                const CsvWishes& wishes) {
    Layout layout;
    if (wishes.timeColumn) {
        const auto at = positionOf(names, *wishes.timeColumn);
        if (!at) return tl::unexpected(missingColumn(*wishes.timeColumn, names));
        layout.time = *at;
    } else {
        for (const auto name : kTimeNames)
            if (const auto at = positionOf(names, name)) {
                layout.time = *at;
                break;
            }
    }
    for (const auto& name : wishes.valueColumns) {
        auto at = positionOf(names, name);
        if (!at && !(wishes.mayGuess && wishes.valueColumns.size() == 1))
            return tl::unexpected(missingColumn(name, names));
        for (const auto usual : kValueNames)
            if (!at) at = positionOf(names, usual);
        for (std::size_t i = 0; i < names.size() && !at; ++i)
            if (i != layout.time) at = i;
        if (!at || (*at == layout.time && names.size() < 2))
            return tl::unexpected(std::string("The file has one column; a series needs time and value."));
        layout.values.push_back(*at);
    }
    return layout;
}

void sortOut(std::vector<Sample>& samples, CsvSeries& found) {
    if (!std::ranges::is_sorted(samples, {}, &Sample::timeMs)) {
        found.wasUnsorted = true;
        std::ranges::stable_sort(samples, {}, &Sample::timeMs);
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (kept > 0 && samples[kept - 1].timeMs == samples[i].timeMs) {
            ++found.duplicates;
            samples[kept - 1] = samples[i];
        } else {
            samples[kept++] = samples[i];
        }
    }
    samples.resize(kept);
}

} // namespace

tl::expected<CsvSeries, std::string> readSeriesCsv(std::string_view text, const CsvWishes& wishes) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    auto rest = text;
    std::optional<std::string_view> first = takeLine(rest);
    while (first && bare(*first).empty()) first = takeLine(rest);
    if (!first) return tl::unexpected(std::string("The file is empty."));
    const char delimiter = delimiterOf(*first);
    Fields fields;
    split(*first, delimiter, fields);

    // A header is a first line without a time and without a number in it.
    double number = 0.0;
    const bool hasHeader = std::ranges::none_of(fields, [&](std::string_view field) {
        return timeFromText(field) || readNumber(field, false, number) == Cell::Number;
    });
    std::vector<std::string> names;
    for (std::size_t i = 0; i < fields.size(); ++i)
        names.push_back(hasHeader ? std::string(fields[i]) : "column" + std::to_string(i + 1));
    const auto layout = chooseColumns(names, wishes);
    if (!layout) return tl::unexpected(layout.error());

    CsvSeries found;
    found.timeColumn = names[layout->time];
    for (const auto column : layout->values) found.valueColumns.push_back(names[column]);
    found.series.resize(layout->values.size());
    auto line = hasHeader ? takeLine(rest) : first;
    for (; line; line = takeLine(rest)) {
        if (bare(*line).empty()) continue;
        ++found.rows;
        split(*line, delimiter, fields);
        const auto time = layout->time < fields.size() ? timeFromText(fields[layout->time])
                                                       : std::optional<std::int64_t>{};
        if (!time) {
            ++found.unreadable;
            continue;
        }
        for (std::size_t i = 0; i < layout->values.size(); ++i) {
            const auto column = layout->values[i];
            const auto cell = column < fields.size()
                                  ? readNumber(fields[column], delimiter != ',', number)
                                  : Cell::Blank;
            if (cell == Cell::Number) found.series[i].push_back({*time, number, {}});
            else if (cell == Cell::Blank) ++found.blanks;
            else ++found.unreadable;
        }
    }
    if (found.unreadable > found.rows / 2)
        return tl::unexpected("Column \"" + found.timeColumn + "\" does not hold times, or \"" +
                              found.valueColumns.front() + "\" no numbers: " +
                              std::to_string(found.unreadable) + " of " +
                              std::to_string(found.rows) + " rows cannot be read.");
    for (auto& samples : found.series) sortOut(samples, found);
    return found;
}

} // namespace alluse::alerts
