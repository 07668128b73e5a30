// Lines in a frame with round ticks; text is text, so that a report can be searched and read aloud.

#include "validation/html_report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace alluse::validation {
namespace {

constexpr double kWidth = 640, kHeight = 260;
constexpr double kLeft = 64, kRight = 16, kTop = 40, kBottom = 34;
// Okabe and Ito's colours: told apart by colour-blind readers, too.
constexpr const char* kClasses[] = {"c0", "c1", "c2", "c3", "c4", "c5"};

struct Scale {
    double low = 0, high = 1;
    bool isLog = false;
    [[nodiscard]] double share(double value) const {
        if (!isLog) return (value - low) / (high - low);
        return (std::log10(std::max(value, low)) - std::log10(low)) / (std::log10(high) - std::log10(low));
    }
};

std::vector<double> roundTicks(const Scale& scale, int count) {
    std::vector<double> ticks;
    if (scale.isLog) {
        for (double at = std::pow(10, std::ceil(std::log10(scale.low) - 1e-9)); at <= scale.high * 1.0001; at *= 10) ticks.push_back(at);
        if (ticks.size() < 2) ticks = {scale.low, scale.high};
        return ticks;
    }
    const double raw = (scale.high - scale.low) / count;
    const double power = std::pow(10, std::floor(std::log10(raw)));
    const double step = power * (raw / power < 1.5 ? 1 : raw / power < 3.5 ? 2 : raw / power < 7.5 ? 5 : 10);
    for (double at = std::ceil(scale.low / step - 1e-9) * step; at <= scale.high + step * 1e-6; at += step) ticks.push_back(at);
    return ticks;
}

std::string label(double value) {
    char text[32];
    if (std::abs(value) >= 1e6) std::snprintf(text, sizeof text, "%gM", value / 1e6);
    else if (std::abs(value) >= 1e4) std::snprintf(text, sizeof text, "%gk", value / 1e3);
    else std::snprintf(text, sizeof text, "%g", std::abs(value) < 1e-9 ? 0 : value);
    return text;
}

std::string f(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

} // namespace

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) switch (c) {
        case '&': safe += "&amp;"; break;
        case '<': safe += "&lt;"; break;
        case '>': safe += "&gt;"; break;
        case '"': safe += "&quot;"; break;
        default: safe += c;
        }
    return safe;
}

std::string svgChart(const ChartSpec& chart) {
    Scale x{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(), chart.isLogX};
    Scale y{chart.isLogY ? std::numeric_limits<double>::infinity() : 0, 0, chart.isLogY};
    for (const auto& line : chart.lines)
        for (const auto& [px, py] : line.points) {
            if (std::isnan(py) || (chart.isLogX && px <= 0) || (chart.isLogY && py <= 0)) continue;
            x.low = std::min(x.low, px), x.high = std::max(x.high, px);
            y.low = std::min(y.low, py), y.high = std::max(y.high, py);
        }
    if (chart.xUnit == "seconds" && x.low < 5) x.low = std::min(x.low, 0.0); // a run begins at its beginning
    if (!(x.high > x.low)) x.low = std::isfinite(x.low) ? x.low : chart.isLogX ? 1 : 0, x.high = x.low + 1;
    if (!(y.high > y.low)) y.low = std::isfinite(y.low) ? y.low : chart.isLogY ? 1 : 0, y.high = y.low + 1;
    if (!chart.isLogY) y.high *= 1.05;
    const double right = kWidth - kRight, bottom = kHeight - kBottom;
    const auto px = [&](double value) { return kLeft + x.share(value) * (right - kLeft); };
    const auto py = [&](double value) { return bottom - y.share(value) * (bottom - kTop); };
    std::string svg = "<svg viewBox=\"0 0 " + f(kWidth) + ' ' + f(kHeight) + "\" role=\"img\" aria-label=\"" +
                      escaped(chart.title) + "\" xmlns=\"http://www.w3.org/2000/svg\">\n<text class=\"t\" x=\"8\" y=\"18\">" +
                      escaped(chart.title) + "</text><text class=\"u\" x=\"" + f(right) + "\" y=\"18\" text-anchor=\"end\">" +
                      escaped(chart.unit) + "</text>\n";
    for (const double tick : roundTicks(y, 4))
        svg += "<line class=\"g\" x1=\"" + f(kLeft) + "\" x2=\"" + f(right) + "\" y1=\"" + f(py(tick)) + "\" y2=\"" + f(py(tick)) +
               "\"/><text class=\"a\" x=\"" + f(kLeft - 6) + "\" y=\"" + f(py(tick) + 4) + "\" text-anchor=\"end\">" + label(tick) + "</text>\n";
    for (const double tick : roundTicks(x, 8))
        svg += "<text class=\"a\" x=\"" + f(px(tick)) + "\" y=\"" + f(bottom + 16) + "\" text-anchor=\"middle\">" + label(tick) + "</text>\n";
    svg += "<text class=\"a\" x=\"" + f(right) + "\" y=\"" + f(bottom + 30) + "\" text-anchor=\"end\">" + escaped(chart.xUnit) + "</text>\n";
    double lastMark = -100;
    for (const auto& [at, text] : chart.marks) {
        if (at < x.low || at > x.high) continue;
        svg += "<line class=\"m\" x1=\"" + f(px(at)) + "\" x2=\"" + f(px(at)) + "\" y1=\"" + f(kTop) + "\" y2=\"" + f(bottom) + "\"/>";
        const bool isAtEdge = px(at) > right - 7 * static_cast<double>(text.size()) - 6;
        // Names of neighbours would lie over each other.
        if (px(at) - lastMark > 60) svg += "<text class=\"n\" x=\"" + f(px(at) + (isAtEdge ? -3 : 3)) + "\" y=\"" + f(kTop + 10) + (isAtEdge ? "\" text-anchor=\"end\">" : "\">") + escaped(text) + "</text>";
        if (px(at) - lastMark > 60) lastMark = px(at);
        svg += '\n';
    }
    double legend = kLeft;
    for (std::size_t i = 0; i < chart.lines.size(); ++i) {
        const auto& line = chart.lines[i];
        const std::string name = kClasses[i % std::size(kClasses)];
        std::string path;
        bool isDown = false;
        double first = 0, last = 0;
        for (const auto& [vx, vy] : line.points) {
            if (std::isnan(vy) || (chart.isLogX && vx <= 0) || (chart.isLogY && vy <= 0)) {
                isDown = false;
                continue;
            }
            if (path.empty()) first = px(vx);
            last = px(vx);
            path += (isDown ? "L" : "M") + f(px(vx)) + ' ' + f(py(vy));
            isDown = true;
        }
        if (path.empty()) continue;
        if (chart.isFilled && i == 0)
            svg += "<path class=\"f " + name + "\" d=\"" + path + 'L' + f(last) + ' ' + f(bottom) + 'L' + f(first) + ' ' + f(bottom) + "Z\"/>\n";
        svg += "<path class=\"l " + name + "\" d=\"" + path + "\"/>\n";
        if (chart.lines.size() < 2) continue;
        svg += "<line class=\"l " + name + "\" x1=\"" + f(legend) + "\" x2=\"" + f(legend + 16) + "\" y1=\"29\" y2=\"29\"/><text class=\"a\" x=\"" +
               f(legend + 20) + "\" y=\"33\">" + escaped(line.name) + "</text>\n";
        legend += 34 + 7 * static_cast<double>(line.name.size());
    }
    return svg + "</svg>\n";
}

} // namespace alluse::validation
