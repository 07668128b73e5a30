#include "ui/validation/run_view.h"

#include "ui/common/theme.h"
#include "ui/validation/run_chart.h"
#include "ui/validation/validation_table.h"
#include "models/text_format.h"

#include <QFontMetrics>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStyle>
#include <QTableView>
#include <QVBoxLayout>

namespace alluse::ui {

using namespace Qt::StringLiterals;
using models::CellKind;
using models::RowColumn;
using models::Tone;
using validation::Document;

namespace {

QString text(const Document& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

std::vector<RowColumn<TargetLine>> targetColumns() {
    const auto words = [](const QString& title, QString TargetLine::* member, CellKind kind = CellKind::Text) {
        return RowColumn<TargetLine>(title, kind, [member](const TargetLine& row) { return row.*member; });
    };
    return {words(RunView::tr("Target"), &TargetLine::target),
            words(RunView::tr("Over"), &TargetLine::over, CellKind::Muted),
            words(RunView::tr("Limit"), &TargetLine::limit, CellKind::Number),
            words(RunView::tr("Measured"), &TargetLine::measured, CellKind::Number),
            words(RunView::tr("95 % interval"), &TargetLine::interval, CellKind::Number),
            words(RunView::tr("Would have seen"), &TargetLine::seen, CellKind::Number),
            {RunView::tr("Verdict"), CellKind::Chip, [](const TargetLine& row) { return row.verdict; }, nullptr,
             [](const TargetLine& row) { return toneOfVerdict(row.verdict); }},
            words(RunView::tr("Why"), &TargetLine::why, CellKind::Muted)};
}

} // namespace

RunView::RunView(QWidget* parent)
    : QWidget(parent), m_verdict(new QLabel(this)), m_text(new QLabel(this)),
      m_rows(targetColumns(), [](const TargetLine& row) { return row.id; }),
      m_table(makeTable(m_rows, u"validationTargets"_s, tr("Targets"), this)), m_grid(new QGridLayout) {
    m_verdict->setObjectName(u"validationVerdict"_s);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setFont(figureFont());
    m_text->setObjectName(u"validationReasons"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kPad, metric::kSpace, metric::kPad, metric::kPad);
    layout->setSpacing(metric::kSpace);
    layout->addWidget(m_verdict);
    layout->addWidget(m_text);
    layout->addWidget(m_table);
    m_grid->setSpacing(metric::kSpace);
    layout->addLayout(m_grid, 1);
    m_table->hide();
}

QString RunView::verdict() const { return m_verdict->text(); }

void RunView::showText(const QString& verdict, const QString& words) {
    m_verdict->setText(verdict);
    // The style sheet colours by this property, in both themes.
    const auto tone = [&]() -> QString {
        if (verdict == u"PASS"_s) return u"positive"_s;
        if (verdict == u"FAIL"_s) return u"error"_s;
        return u"warning"_s;
    };
    m_verdict->setProperty("tone", tone());
    m_verdict->style()->unpolish(m_verdict);
    m_verdict->style()->polish(m_verdict);
    m_verdict->setVisible(!verdict.isEmpty());
    m_text->setText(words);
}

void RunView::showRun(const Document& run) {
    QStringList sentences;
    for (const char* list : {"reasons", "notes"})
        for (const auto& sentence : run.at(list)) sentences << QString::fromStdString(sentence.get<std::string>());
    if (const auto& money = run.at("money"); money.is_object())
        sentences << tr("Money missing: %1; %2 invariants checked; generator at %3 % of its limit.")
                         .arg(models::moneyText(domain::Money::fromCents(money.at("missingCents").get<std::int64_t>())))
                         .arg(money.at("invariants").get<int>())
                         .arg(run.at("generator").at("share").get<double>() * 100, 0, 'f', 1);
    showText(text(run, "verdict"), sentences.join(u' '));
    showTargets(run);
    m_live.clear();
    setCharts(validation::chartsOf(run));
}

void RunView::showTargets(const Document& run) {
    std::vector<TargetLine> lines;
    for (const auto& target : run.at("targets")) {
        TargetLine line;
        line.id = qint64(lines.size()) + 1;
        line.target = text(target, "text");
        line.over = text(target, "over");
        line.limit = text(target, "relation") + u' ' + text(target, "limitText");
        line.measured = text(target, "valueText");
        line.interval = text(target, "intervalText");
        const auto& seen = target.at("detectable");
        if (seen.is_number() && seen.get<double>() > 0) line.seen = QString::number(seen.get<double>() * 100, 'f', 1) + u" %"_s;
        line.verdict = text(target, "verdict");
        line.why = text(target, "why");
        lines.push_back(std::move(line));
    }
    if (const auto found = run.find("comparison"); found != run.end())
        for (const auto& side : found->at("sides")) {
            TargetLine line;
            line.id = qint64(lines.size()) + 1;
            line.target = text(*found, "metric") + u": "_s + text(*found, "b") + u" / "_s + text(side, "against");
            const auto percent = [](double ratio) { return QString::asprintf("%+.1f %%", (ratio - 1) * 100); };
            if (found->at("claimedChange").is_number()) line.limit = percent(found->at("claimedChange").get<double>() + 1);
            line.measured = percent(side.at("ratio").get<double>());
            line.interval = percent(side.at("interval").at("low").get<double>()) + u" … "_s +
                            percent(side.at("interval").at("high").get<double>());
            if (side.at("detectable").is_number()) line.seen = QString::asprintf("%.1f %%", side.at("detectable").get<double>() * 100);
            line.verdict = &side == &found->at("sides").front() ? text(*found, "verdict") : QString();
            line.why = side.at("significant").get<bool>() ? tr("significant") : tr("no significant difference");
            lines.push_back(std::move(line));
        }
    const auto rows = int(lines.size());
    m_rows.setRows(std::move(lines));
    m_table->setVisible(rows > 0);
    m_table->setFixedHeight(metric::kHeader + rows * metric::kRow + 2 * metric::kSpace);
}

void RunView::beginLive(const validation::Scenario& scenario) {
    std::vector<std::pair<double, std::string>> marks;
    double at = 0;
    for (const auto& stage : scenario.stages) {
        marks.emplace_back(at, stage.name);
        at += stage.seconds;
    }
    for (const auto& fault : scenario.faults) marks.emplace_back(fault.atSeconds, std::string(code(fault.kind)));
    m_live = {{tr("Rate").toStdString(), tr("answers per second").toStdString(), "s", {{"all", {}}}, marks, false, false, true},
              {tr("Latency").toStdString(), tr("ms, from the intended start").toStdString(), "s",
               {{"p50", {}}, {"p95", {}}, {"p99", {}}}, marks},
              {tr("Processor").toStdString(), tr("cores in use").toStdString(), "s",
               {{tr("load").toStdString(), {}}, {tr("database server").toStdString(), {}}}, marks},
              {tr("Load").toStdString(),
               (scenario.model.kind == validation::LoadModel::Open ? tr("arrivals per second") : tr("users")).toStdString(), "s",
               {{"load", {}}, {tr("errors").toStdString(), {}}}, marks}};
    m_rows.setRows({});
    m_table->hide();
    setCharts(m_live);
}

void RunView::addLive(const validation::LiveSecond& second) {
    if (m_live.size() != 4) return;
    const auto add = [&](std::size_t chart, std::initializer_list<double> values) {
        std::size_t line = 0;
        for (const double value : values) m_live[chart].lines[line++].points.emplace_back(second.second, value);
        m_charts[chart]->setChart(m_live[chart]);
    };
    add(0, {second.rate});
    add(1, {second.p50Ms, second.p95Ms, second.p99Ms});
    add(2, {second.clientCpu, second.serverCpu});
    add(3, {second.load, double(second.errors)});
    showText({}, tr("%1 of %2 s · %3 · %4 per second · p95 %5 ms · %6 errors")
                     .arg(int(second.second)).arg(int(second.seconds)).arg(QString::fromStdString(second.stage))
                     .arg(QLocale().toString(second.rate, 'f', 0)).arg(second.p95Ms, 0, 'f', 2).arg(second.errors));
}

void RunView::setCharts(std::vector<validation::ChartSpec> charts) {
    while (m_charts.size() > charts.size()) {
        delete m_charts.back();
        m_charts.pop_back();
    }
    for (std::size_t i = 0; i < charts.size(); ++i) {
        if (i == m_charts.size()) {
            m_charts.push_back(new RunChart(this));
            m_charts.back()->setObjectName(u"validationChart%1"_s.arg(i));
            m_grid->addWidget(m_charts.back(), int(i) / 2, int(i) % 2);
        }
        m_charts[i]->setChart(std::move(charts[i]));
    }
}

} // namespace alluse::ui
