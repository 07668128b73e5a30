#include "validation/html_report.h"

#include <cmath>
#include <cstdio>
#include <limits>

namespace alluse::validation {
namespace {

constexpr const char* kStyle = R"(
:root{--ink:#1f2328;--soft:#656d76;--line:#d0d7de;--back:#fff;--card:#fff;--pass:#1a7f37;--fail:#cf222e;--other:#9a6700}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9198a1;--line:#3d444d;--back:#0d1117;--card:#151b23;--pass:#3fb950;--fail:#f85149;--other:#d29922}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--back);max-width:1340px;margin:0 auto;padding:24px}
h1{font-size:24px;margin:0}h2{font-size:18px;margin:32px 0 8px}p{margin:4px 0}.soft{color:var(--soft)}
.verdict{font-size:26px;font-weight:700;margin:12px 0 4px}.PASS{color:var(--pass)}.FAIL{color:var(--fail)}.INVALID,.INCONCLUSIVE{color:var(--other)}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{padding:5px 10px;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th{color:var(--soft);font-weight:600}th:first-child,td:first-child,.w{text-align:left;white-space:normal}.scroll{overflow-x:auto}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,520px),1fr));gap:16px}.charts>div{border:1px solid var(--line);border-radius:6px;background:var(--card);padding:6px}
svg{width:100%;height:auto;display:block}svg text{fill:var(--ink);font:11px system-ui,sans-serif}svg .t{font-size:13px;font-weight:600}svg .u,svg .a,svg .n{fill:var(--soft)}
svg .g{stroke:var(--line)}svg .m{stroke:var(--soft);stroke-dasharray:3 3}svg .l{fill:none;stroke-width:1.8}svg .f{stroke:none;opacity:.15}
.c0{stroke:#0072b2;fill:#0072b2}.c1{stroke:#e69f00;fill:#e69f00}.c2{stroke:#d55e00;fill:#d55e00}.c3{stroke:#009e73;fill:#009e73}.c4{stroke:#cc79a7;fill:#cc79a7}.c5{stroke:#56b4e9;fill:#56b4e9}
details{margin-top:8px}pre{overflow-x:auto;font-size:12px}
@media print{body{max-width:none;padding:0}h2,.charts>div,tr{break-inside:avoid}h2{break-after:avoid}.charts{grid-template-columns:1fr 1fr}})";

std::string fixed(double value, int digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}
std::string word(const Document& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? escaped(found->get<std::string>()) : std::string();
}
std::string figure(const Document& object, const char* key, int digits, double factor = 1) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? fixed(found->get<double>() * factor, digits) : std::string("–");
}
std::string mark(const std::string& verdict) { return "<b class=\"" + verdict + "\">" + verdict + "</b>"; }

class Table {
public:
    explicit Table(std::initializer_list<const char*> heads) {
        for (const char* head : heads) m_html += std::string("<th>") + head + "</th>";
        m_html = "<div class=\"scroll\"><table><thead><tr>" + m_html + "</tr></thead><tbody>\n";
    }
    void add(std::initializer_list<std::string> cells) {
        m_html += "<tr>";
        for (const auto& cell : cells) m_html += "<td>" + cell + "</td>";
        m_html += "</tr>\n";
    }
    [[nodiscard]] std::string html() const { return m_html + "</tbody></table></div>\n"; }

private:
    std::string m_html;
};

std::string targetsOf(const Document& run) {
    if (run.at("targets").empty()) return {};
    Table table({"Target", "Over", "Limit", "Measured", "95 % interval", "Would have seen", "Verdict"});
    for (const auto& target : run.at("targets"))
        table.add({word(target, "text"), word(target, "over"), word(target, "relation") + ' ' + word(target, "limitText"),
                   word(target, "valueText"), word(target, "intervalText"),
                   target.at("detectable").is_number() && target.at("detectable").get<double>() > 0
                       ? figure(target, "detectable", 1, 100) + " %"
                       : "–",
                   mark(word(target, "verdict")) + (word(target, "why").empty() ? "" : "<br><span class=soft>" + word(target, "why") + "</span>")});
    return "<h2>Targets</h2>\n" + table.html();
}

std::string operationsOf(const Document& run) {
    if (run.at("operations").empty()) return {};
    std::string html;
    for (const bool isCorrected : {true, false}) {
        Table table({"Operation", "Count", "Rate/s", "min", "max", "Mean ms", "p50", "p90", "p95", "p99", "p99.9", "Max", "σ", "Errors", "Late", "Dropped"});
        const auto row = [&](const Document& operation) {
            const auto& latency = operation.at(isCorrected ? "corrected" : "uncorrected");
            table.add({word(operation, "operation"), figure(operation, "count", 0), figure(operation, "rate", 1),
                       figure(operation, "rateMin", 0), figure(operation, "rateMax", 0), figure(latency, "meanMs", 3),
                       figure(latency, "p50Ms", 3), figure(latency, "p90Ms", 3), figure(latency, "p95Ms", 3),
                       figure(latency, "p99Ms", 3), figure(latency, "p999Ms", 3), figure(latency, "maxMs", 2),
                       figure(latency, "deviationMs", 3), figure(operation, "errors", 0), figure(operation, "late", 0),
                       figure(operation, "dropped", 0)});
        };
        for (const auto& operation : run.at("operations")) row(operation);
        if (run.at("operations").size() > 1) row(run.at("all"));
        html += isCorrected ? "<h2>Operations</h2><p class=soft>Latency from the intended start, over the steady seconds.</p>\n" + table.html()
                            : "<details><summary>From the real start, uncorrected</summary>" + table.html() + "</details>\n";
    }
    std::string errors;
    for (const auto& operation : run.at("operations"))
        for (const auto& [kind, count] : operation.at("errorKinds").items())
            errors += (errors.empty() ? "" : ", ") + word(operation, "operation") + ' ' + escaped(kind) + " × " + count.dump();
    return html + (errors.empty() ? "" : "<p>Errors by kind: " + errors + "</p>\n");
}

std::string trialsOf(const Document& run) {
    std::string html;
    if (const auto found = run.find("comparison"); found != run.end()) {
        Table table({"Claim", "Against", "Claimed", "Measured", "95 % interval", "p", "Effect", "Would have seen", "Significant"});
        for (const auto& side : found->at("sides"))
            table.add({word(*found, "claim"), word(side, "against"),
                       found->at("claimedChange").is_number() ? fixed(found->at("claimedChange").get<double>() * 100, 1) + " %" : "–",
                       figure(side, "change", 1, 100) + " %",
                       fixed((side.at("interval").at("low").get<double>() - 1) * 100, 1) + " … " +
                           fixed((side.at("interval").at("high").get<double>() - 1) * 100, 1) + " %",
                       figure(side, "p", 4), figure(side, "effect", 2), figure(side, "detectable", 1, 100) + " %",
                       side.at("significant") ? "yes" : "no"});
        html += "<h2>Before and after: " + word(*found, "metric") + "</h2>\n<p>" + word(*found, "sentence") + ' ' +
                word(*found, "valueAText") + " against " + word(*found, "valueBText") + ".</p>\n" + table.html();
    }
    if (const auto found = run.find("levels"); found != run.end()) {
        Table table({"Users", "Rate/s", "Of the bare work", "p50 ms", "p99 ms"});
        const auto bare = run.find("levelsOfLimit");
        for (std::size_t i = 0; i < found->size(); ++i) {
            const auto& level = (*found)[i];
            const double share = bare != run.end() && i < bare->size() ? level.at("rate").get<double>() / (*bare)[i].at("rate").get<double>() : NAN;
            table.add({figure(level, "users", 0), figure(level, "rate", 0), std::isnan(share) ? "–" : fixed(share * 100, 0) + " %",
                       figure(level.at("latency"), "p50Ms", 3), figure(level.at("latency"), "p99Ms", 3)});
        }
        html += "<h2>Scalability</h2>\n" + table.html();
        for (const auto& [key, name] : {std::pair{"scalability", "Product"}, {"scalabilityOfLimit", "Bare work"}})
            if (const auto usl = run.find(key); usl != run.end())
                html += std::string("<p>") + name + ": σ " + figure(*usl, "sigma", 4) + " (" + figure(usl->at("sigmaInterval"), "low", 4) +
                        " … " + figure(usl->at("sigmaInterval"), "high", 4) + "), κ " + figure(*usl, "kappa", 5) + " (" +
                        figure(usl->at("kappaInterval"), "low", 5) + " … " + figure(usl->at("kappaInterval"), "high", 5) +
                        "), most at " + figure(*usl, "peakUsers", 1) + " users.</p>\n";
    }
    if (const auto found = run.find("capacity"); found != run.end()) {
        Table table({"Offered/s", "Achieved/s", "p99 ms", "Errors", "Held"});
        for (const auto& step : found->at("steps"))
            table.add({figure(step, "offered", 0), figure(step, "achieved", 0), figure(step, "p99Ms", 2),
                       figure(step, "errors", 2, 100) + " %", step.at("sustained") ? "yes" : "no: " + word(step, "why")});
        html += "<h2>Capacity</h2>\n<p>Largest sustained rate: <b>" + figure(*found, "sustained", 0) + "/s</b></p>\n" + table.html();
    }
    return html;
}

std::string checksOf(const Document& run) {
    Table table({"Check", "Result"});
    const auto& generator = run.at("generator");
    table.add({"Generator", figure(generator, "share", 1, 100) + " % of its limit of " + figure(generator, "limitPerSecond", 0) + "/s"});
    table.add({"Late wakes of the generator", figure(generator, "lateWakeShare", 2, 100) + " % (p99 " + figure(generator, "wakeLagP99Ms", 3) + " ms)"});
    if (const auto found = run.find("limit"); found != run.end())
        table.add({"Share of the bare work without the product", figure(*found, "share", 0, 100) + " % of " + figure(*found, "rate", 0) + "/s"});
    table.add({"Warm-up cut", run.at("measured").at("warmUpSeconds").dump() + " s"});
    table.add({"Drift of p95", figure(run, "drift", 1, 100) + " %"});
    table.add({"Memory slope", figure(run, "memorySlopeMbPerHour", 1) + " MB/h"});
    if (!run.at("faults").empty()) table.add({"Longest recovery from a fault", figure(run, "recoverySeconds", 1) + " s"});
    if (const auto& money = run.at("money"); money.is_object()) {
        table.add({"Money missing", figure(money, "missingCents", 2, 0.01)});
        table.add({"Commands acknowledged / entries written", money.at("acknowledged").dump() + " / " + money.at("entriesWritten").dump()});
        table.add({"Invariants", money.at("invariants").dump() + (money.at("verified") ? " hold" : ": broken, " + word(money, "firstBreak"))});
    }
    return "<h2>Checks</h2>\n" + table.html();
}

std::string comparisonOf(const Document& comparison) {
    if (!comparison.is_object()) return {};
    Table table({"Operation", "Figure", "Baseline", "This run", "Change", "95 % interval", "p", "Effect", ""});
    for (const auto& row : comparison.at("rows"))
        table.add({word(row, "operation"), word(row, "metric"), figure(row, "base", 3), figure(row, "other", 3),
                   figure(row, "change", 1, 100) + " %", figure(row, "low", 1, 100) + " … " + figure(row, "high", 1, 100) + " %",
                   figure(row, "p", 4), figure(row, "effect", 2),
                   row.at("better").is_null() ? "no difference" : row.at("better") ? "better" : "<b class=FAIL>worse</b>"});
    return "<h2>Against the baseline " + word(comparison, "base") + "</h2>\n" + table.html();
}

std::string environmentOf(const Document& run) {
    Table table({"Environment", ""});
    for (const auto& [key, value] : run.at("environment").items())
        table.add({escaped(key), escaped(value.is_string() ? value.get<std::string>() : value.dump())});
    return "<h2>Environment</h2>\n" + table.html() + "<details><summary>Scenario</summary><pre>" +
           escaped(run.at("scenario").dump(2)) + "</pre></details>\n";
}

double orGap(const Document& value) { return value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN(); }

ChartLine lineOf(const std::string& name, const Document& values) {
    ChartLine line{name, {}};
    for (std::size_t i = 0; i < values.size(); ++i) line.points.emplace_back(static_cast<double>(i) + 0.5, orGap(values[i]));
    return line;
}

ChartSpec distributionOf(const Document& run) {
    ChartSpec chart{"Latency distribution", "share of operations, %", "ms, logarithmic", {}, {}, true, false, true};
    const auto timeline = run.find("timeline");
    if (timeline == run.end()) return chart;
    const Timeline whole = timelineOf(nlohmann::json::parse(timeline->dump()));
    const auto& measured = run.at("measured");
    const Cell cell = whole.sum(measured.at("fromSecond").get<std::size_t>(), measured.at("toSecond").get<std::size_t>());
    // Eight steps of an octave are enough for the eye.
    std::map<int, double> shares;
    cell.corrected.forEachBucket([&](metrics::BucketPosition at, std::uint64_t times) {
        const double ms = metrics::bucketMiddle(at) / 1e6;
        if (ms > 0) shares[static_cast<int>(std::floor(std::log2(ms) * 8))] += 100.0 * static_cast<double>(times) / static_cast<double>(cell.corrected.count());
    });
    ChartLine line{"from the intended start", {}};
    if (!shares.empty())
        for (int step = shares.begin()->first - 1; step <= shares.rbegin()->first + 1; ++step)
            line.points.emplace_back(std::exp2((step + 0.5) / 8), shares.contains(step) ? shares[step] : 0);
    chart.lines.push_back(std::move(line));
    return chart;
}

} // namespace

std::vector<ChartSpec> chartsOf(const Document& run) {
    std::vector<ChartSpec> charts;
    std::vector<std::pair<double, std::string>> marks;
    for (const auto& stage : run.at("stages")) marks.emplace_back(stage.at("from").get<double>(), stage.at("name").get<std::string>());
    for (const auto& fault : run.at("faults")) marks.emplace_back(fault.at("atSeconds").get<double>(), fault.at("kind").get<std::string>());
    std::sort(marks.begin(), marks.end());
    const auto& series = run.at("series");
    if (!series.empty() && !series[0].at("rate").empty() && !run.contains("comparison") && !run.contains("capacity") && !run.contains("levels")) {
        const auto& all = series[0];
        ChartSpec rate{"Rate", "answers per second", "seconds", {lineOf("all", all.at("rate"))}, marks, false, false, true};
        for (std::size_t i = 1; i < series.size(); ++i)
            rate.lines.push_back(lineOf(series[i].at("operation").get<std::string>(), series[i].at("rate")));
        charts.push_back(std::move(rate));
        charts.push_back({"Latency", "ms, from the intended start", "seconds",
                          {lineOf("p50", all.at("p50Ms")), lineOf("p95", all.at("p95Ms")), lineOf("p99", all.at("p99Ms"))}, marks});
        charts.push_back(distributionOf(run));
        ChartLine load{"load", {}};
        for (const auto& stage : run.at("stages")) {
            load.points.emplace_back(stage.at("from").get<double>(), stage.at("loadFrom").get<double>());
            load.points.emplace_back(stage.at("to").get<double>(), stage.at("loadTo").get<double>());
        }
        charts.push_back({"Load", run.at("loadUnit").get<std::string>(), "seconds", {load}, marks, false, false, true});
        charts.push_back({"Errors and late starts", "per second", "seconds", {lineOf("errors", all.at("errors")), lineOf("late", all.at("late"))}, marks});
        if (!run.at("resources").empty()) {
            ChartLine client{"load", {}}, server{"database server", {}}, memory{"memory", {}};
            for (const auto& sample : run.at("resources")) {
                const double at = sample.at("second").get<double>();
                client.points.emplace_back(at, sample.at("clientCpu").get<double>());
                server.points.emplace_back(at, sample.at("serverCpu").get<double>());
                memory.points.emplace_back(at, sample.at("memoryMb").get<double>());
            }
            charts.push_back({"Processor", "cores in use", "seconds", {client, server}, marks});
            charts.push_back({"Memory of the load", "MB", "seconds", {memory}, marks, false, false, true});
        }
    }
    if (const auto found = run.find("comparison"); found != run.end()) {
        ChartLine a{"A", {}}, b{"B", {}};
        double number = 0;
        for (const auto& pair : found->at("pairs")) {
            a.points.emplace_back(++number, orGap(pair.at("a")));
            b.points.emplace_back(number, orGap(pair.at("b")));
        }
        charts.push_back({"Pairs of " + found->at("metric").get<std::string>(), "raw units", "pair", {a, b}, {}});
    }
    if (const auto found = run.find("levels"); found != run.end()) {
        ChartSpec chart{"Rate by users", "answers per second", "users", {}, {}};
        for (const auto& [key, name] : {std::pair{"levels", "product"}, {"levelsOfLimit", "bare work"}}) {
            ChartLine line{name, {}};
            if (const auto levels = run.find(key); levels != run.end())
                for (const auto& level : *levels) line.points.emplace_back(level.at("users").get<double>(), level.at("rate").get<double>());
            if (!line.points.empty()) chart.lines.push_back(std::move(line));
        }
        charts.push_back(std::move(chart));
    }
    if (const auto found = run.find("capacity"); found != run.end()) {
        ChartLine line{"p99", {}};
        std::map<double, double> byRate;
        for (const auto& step : found->at("steps")) byRate[step.at("offered").get<double>()] = step.at("p99Ms").get<double>();
        for (const auto& [rate, p99] : byRate) line.points.emplace_back(rate, p99);
        charts.push_back({"p99 by offered rate", "ms, logarithmic", "arrivals per second", {line}, {}, false, true});
    }
    return charts;
}

std::string htmlReport(const Document& run, const Document& comparison) {
    std::string html = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                       "<title>" + word(run, "title") + ": " + word(run, "verdict") + "</title><style>" + kStyle + "</style></head><body>\n<h1>" +
                       word(run, "title") + "</h1>\n<p class=soft>" + word(run.at("environment"), "server") + " · " + word(run, "startedAt") + " · " +
                       figure(run, "seconds", 0) + " s · seed " + run.at("environment").at("seed").dump() + " · " + word(run, "id") +
                       "</p>\n<p class=\"verdict " + word(run, "verdict") + "\">" + word(run, "verdict") + "</p>\n";
    for (const char* list : {"reasons", "notes"})
        for (const auto& sentence : run.at(list)) html += "<p>" + escaped(sentence.get<std::string>()) + "</p>\n";
    html += targetsOf(run) + trialsOf(run);
    html += "<h2>Charts</h2>\n<div class=\"charts\">\n";
    for (const auto& chart : chartsOf(run)) html += "<div>" + svgChart(chart) + "</div>\n";
    html += "</div>\n" + operationsOf(run) + comparisonOf(comparison) + checksOf(run) + environmentOf(run);
    return html + "</body></html>\n";
}

} // namespace alluse::validation
