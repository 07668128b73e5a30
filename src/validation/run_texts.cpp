// JUnit, CSV and terminal text of a run, and two runs side by side.

#include "validation/run_document.h"

#include <cmath>
#include <cstdio>

namespace alluse::validation {
namespace {

std::string xml(std::string_view text) {
    std::string escaped;
    for (const char c : text) switch (c) {
        case '&': escaped += "&amp;"; break;
        case '<': escaped += "&lt;"; break;
        case '>': escaped += "&gt;"; break;
        case '"': escaped += "&quot;"; break;
        default: escaped += static_cast<unsigned char>(c) < 0x20 && c != '\n' ? ' ' : c;
        }
    return escaped;
}

std::string fixed(double value, int digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

std::string text(const Document& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string joined(const Document& list) {
    std::string all;
    for (const auto& item : list) all += (all.empty() ? "" : " ") + item.get<std::string>();
    return all;
}

} // namespace

std::string junitOf(const Document& run) {
    std::string cases;
    int failures = 0, errors = 0, skipped = 0;
    const auto add = [&](const std::string& name, const std::string& verdict, const std::string& why) {
        cases += "    <testcase classname=\"" + xml(text(run, "name")) + "\" name=\"" + xml(name) + "\">";
        if (verdict == "FAIL") {
            ++failures;
            cases += "<failure message=\"" + xml(why) + "\"/>";
        } else if (verdict == "INVALID") {
            ++errors;
            cases += "<error message=\"" + xml(why) + "\"/>";
        } else if (verdict == "INCONCLUSIVE") {
            ++skipped;
            cases += "<skipped message=\"" + xml(why) + "\"/>";
        }
        cases += "</testcase>\n";
    };
    int count = 1;
    add("verdict", text(run, "verdict"), joined(run.at("reasons")));
    for (const auto& target : run.at("targets")) {
        add(text(target, "text") + " (measured " + text(target, "valueText") + ")", text(target, "verdict"), text(target, "why"));
        ++count;
    }
    if (const auto& money = run.at("money"); money.is_object()) {
        add("money is conserved", money.at("ok") ? "PASS" : "FAIL", joined(run.at("reasons")));
        ++count;
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"" + xml(text(run, "title")) +
           "\" tests=\"" + std::to_string(count) + "\" failures=\"" + std::to_string(failures) + "\" errors=\"" +
           std::to_string(errors) + "\" skipped=\"" + std::to_string(skipped) + "\" time=\"" +
           fixed(run.at("seconds").get<double>(), 3) + "\" timestamp=\"" + xml(text(run, "startedAt")) + "\">\n" + cases +
           "  </testsuite>\n</testsuites>\n";
}

std::string seriesCsvOf(const Document& run) {
    std::string csv = "second,operation,rate,p50_ms,p95_ms,p99_ms,errors,late,client_cpu,server_cpu,memory_mb\n";
    const auto cell = [](const Document& value) { return value.is_null() ? std::string() : value.dump(); };
    for (const auto& series : run.at("series")) {
        const bool isAll = text(series, "operation") == "all";
        for (std::size_t second = 0; second < series.at("rate").size(); ++second) {
            csv += std::to_string(second) + ',' + text(series, "operation");
            for (const char* key : {"rate", "p50Ms", "p95Ms", "p99Ms", "errors", "late"})
                csv += ',' + cell(series.at(key)[second]);
            const auto& resources = run.at("resources");
            for (const char* key : {"clientCpu", "serverCpu", "memoryMb"})
                csv += ',' + (isAll && second < resources.size() ? cell(resources[second].at(key)) : std::string());
            csv += '\n';
        }
    }
    return csv;
}

std::string textOf(const Document& run) {
    std::string out = text(run, "title") + "\n" + text(run, "verdict") + ": " + joined(run.at("reasons")) + "\n";
    const auto pad = [](std::string word, std::size_t width) {
        // Width in characters: a continuation byte of UTF-8 takes no place.
        std::size_t shown = 0;
        for (const char c : word) shown += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        return word + std::string(shown < width ? width - shown : 1, ' ');
    };
    if (!run.at("targets").empty()) out += '\n';
    for (const auto& target : run.at("targets")) {
        const auto& detectable = target.at("detectable");
        out += "  " + pad(text(target, "verdict"), 14) + pad(text(target, "text"), 28) + pad(text(target, "valueText"), 14) +
               pad(text(target, "intervalText"), 28) +
               (detectable.is_number() && detectable.get<double>() > 0
                    ? "would have seen " + fixed(detectable.get<double>() * 100, 1) + " %"
                    : "") + '\n';
    }
    if (!run.at("operations").empty())
        out += "\n  " + pad("Operation", 14) + pad("Count", 10) + pad("Rate/s", 11) + pad("Mean ms", 10) + pad("p50", 9) +
           pad("p95", 9) + pad("p99", 9) + pad("Max", 9) + pad("Errors", 8) + "Late\n";
    const auto row = [&](const Document& operation) {
        const auto& latency = operation.at("corrected");
        out += "  " + pad(text(operation, "operation"), 14) + pad(operation.at("count").dump(), 10) +
               pad(fixed(operation.at("rate").get<double>(), 1), 11);
        for (const char* key : {"meanMs", "p50Ms", "p95Ms", "p99Ms", "maxMs"})
            out += pad(fixed(latency.at(key).get<double>(), 3), key[0] == 'm' && key[1] == 'e' ? 10 : 9);
        out += pad(operation.at("errors").dump(), 8) + operation.at("late").dump() + '\n';
    };
    for (const auto& operation : run.at("operations")) row(operation);
    if (run.at("operations").size() > 1) row(run.at("all"));
    if (const auto found = run.find("comparison"); found != run.end()) {
        out += "\n  " + text(*found, "sentence") + '\n';
        for (const auto& side : found->at("sides"))
            out += "  against " + pad(text(side, "against"), 26) + "ratio " + fixed(side.at("ratio").get<double>(), 3) +
                   "  95 % " + fixed(side.at("interval").at("low").get<double>(), 3) + " – " +
                   fixed(side.at("interval").at("high").get<double>(), 3) + "  p " + fixed(side.at("p").get<double>(), 4) +
                   "  effect " + fixed(side.at("effect").get<double>(), 2) + '\n';
    }
    if (const auto found = run.find("levels"); found != run.end()) {
        for (const auto& level : *found)
            out += "  " + pad(level.at("users").dump() + " users", 12) + fixed(level.at("rate").get<double>(), 0) + "/s\n";
        if (const auto usl = run.find("scalability"); usl != run.end())
            out += "  sigma " + fixed(usl->at("sigma").get<double>(), 4) + ", kappa " +
                   fixed(usl->at("kappa").get<double>(), 5) + ", most at " +
                   fixed(usl->at("peakUsers").get<double>(), 1) + " users\n";
    }
    if (const auto found = run.find("capacity"); found != run.end()) {
        for (const auto& step : found->at("steps"))
            out += "  " + pad(fixed(step.at("offered").get<double>(), 0) + "/s", 12) +
                   pad("p99 " + fixed(step.at("p99Ms").get<double>(), 2) + " ms", 16) +
                   (step.at("sustained") ? "sustained" : "broke: " + text(step, "why")) + '\n';
        out += "  Largest sustained rate: " + fixed(found->at("sustained").get<double>(), 0) + "/s\n";
    }
    const auto& generator = run.at("generator");
    out += "\n  Generator at " + fixed(generator.at("share").get<double>() * 100, 1) + " % of its limit, " +
           fixed(generator.at("lateWakeShare").get<double>() * 100, 2) + " % late wakes. Warm-up cut: " +
           run.at("measured").at("warmUpSeconds").dump() + " s.\n";
    if (const auto found = run.find("limit"); found != run.end())
        out += "  " + fixed(found->at("share").get<double>() * 100, 0) + " % of the bare work without the product, " +
               fixed(found->at("rate").get<double>(), 0) + "/s right after.\n";
    if (const auto& money = run.at("money"); money.is_object())
        out += "  Money: " + fixed(money.at("missingCents").get<double>() / 100, 2) + " missing, " +
               money.at("invariants").dump() + " invariants " + (money.at("verified") ? "hold" : "BROKEN") + ", " +
               money.at("acknowledged").dump() + " commands acknowledged, " + money.at("entriesWritten").dump() +
               " entries written.\n";
    for (const auto& note : run.at("notes")) out += "  " + note.get<std::string>() + '\n';
    return out;
}

Document compareRuns(const Document& base, const Document& other) {
    Document rows = Document::array();
    for (const auto& after : other.at("operations"))
        for (const auto& before : base.at("operations")) {
            if (text(after, "operation") != text(before, "operation")) continue;
            const auto row = [&](const std::string& metric, double a, double b, const WindowPair& windows, bool lowerIsBetter) {
                // Halves of a run are no pairs in time; the windows of both are compared as they are.
                const RankTest rank = mannWhitney(windows.a, windows.b);
                const double change = a > 0 ? b / a - 1 : 0;
                const Interval ia = batchInterval(windows.a), ib = batchInterval(windows.b);
                const double error = std::hypot((ia.high - ia.low) / 2, (ib.high - ib.low) / 2);
                const double level = std::max(1e-12, meanOf(windows.a));
                const bool isReal = rank.p < 0.05 && std::abs(meanOf(windows.b) - meanOf(windows.a)) > error;
                rows.push_back({{"operation", text(after, "operation")}, {"metric", metric}, {"base", a}, {"other", b},
                                {"change", change}, {"low", change - error / level}, {"high", change + error / level},
                                {"p", rank.p}, {"effect", rank.effect}, {"significant", isReal},
                                {"better", isReal ? Document((change < 0) == lowerIsBetter) : Document(nullptr)}});
            };
            const auto windowsOf = [&](const char* key) {
                WindowPair pair;
                for (const auto& [run, into] : {std::pair{&base, &pair.a}, {&other, &pair.b}}) {
                    const auto& measured = run->at("measured");
                    for (const auto& series : run->at("series")) {
                        const bool isIt = text(series, "operation") == text(after, "operation") ||
                                          (run->at("series").size() == 1);
                        if (!isIt) continue;
                        const auto& values = series.at(key);
                        for (std::size_t i = measured.at("fromSecond").get<std::size_t>();
                             i < std::min(values.size(), measured.at("toSecond").get<std::size_t>()); ++i)
                            if (values[i].is_number()) into->push_back(values[i].get<double>());
                    }
                }
                return pair;
            };
            row("rate", before.at("rate").get<double>(), after.at("rate").get<double>(), windowsOf("rate"), false);
            for (const char* key : {"p50Ms", "p95Ms", "p99Ms"})
                row(key, before.at("corrected").at(key).get<double>(), after.at("corrected").at(key).get<double>(),
                    windowsOf(key), true);
        }
    return {{"base", text(base, "id")}, {"other", text(other, "id")}, {"title", text(other, "title")}, {"rows", rows}};
}

std::string textOfComparison(const Document& comparison) {
    std::string out = text(comparison, "other") + " against " + text(comparison, "base") + "\n";
    for (const auto& row : comparison.at("rows")) {
        char line[256];
        std::snprintf(line, sizeof line, "  %-12s %-6s %12.3f -> %12.3f  %+7.1f %% (%+.1f to %+.1f)  p %.4f  effect %+.2f  %s\n",
                      text(row, "operation").c_str(), text(row, "metric").c_str(), row.at("base").get<double>(),
                      row.at("other").get<double>(), row.at("change").get<double>() * 100, row.at("low").get<double>() * 100,
                      row.at("high").get<double>() * 100, row.at("p").get<double>(), row.at("effect").get<double>(),
                      row.at("better").is_null() ? "no difference" : row.at("better").get<bool>() ? "better" : "worse");
        out += line;
    }
    return out;
}

} // namespace alluse::validation
