#include "ui/growth/what_if_dialog.h"

#include "models/text_format.h"
#include "services/simulation_fan.h"
#include "ui/common/theme.h"
#include "ui/dialogs/account_form.h"
#include "ui/dialogs/command_dialog.h"
#include "ui/dialogs/field_edits.h"
#include "ui/dialogs/refusal_text.h"
#include "ui/growth/fan_chart.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QTimer>
#include <QVBoxLayout>

namespace alluse::ui {

using namespace Qt::StringLiterals;
using domain::BasisPoints;
using domain::Money;

namespace {

constexpr int kWeeksPerYear = 52, kYearsMax = 10;
constexpr int kReturnMaxBp = 500, kSpreadMaxBp = 400; // domain section 2: at most 5 % a week
constexpr int kForkStep = 5'000, kMergeStep = 25'000; // dollars of one slider step
constexpr int kPaths = 400;
constexpr std::uint64_t kSeed = 1;
constexpr int kRestMs = 250;
constexpr int kControlsWidth = 300;

using Simulated = domain::Result<domain::SimulationResult, domain::Refusal>;

using Fanned = services::Outcome<domain::SimulationFan>;

} // namespace

WhatIfDialog::WhatIfDialog(jobs::JobRunner& runner, QWidget* parent)
    : QDialog(parent), m_runner(runner), m_capital(new MoneyEdit), m_template(new QComboBox),
      m_summary(new QLabel), m_fanText(new QLabel), m_chart(new FanChart), m_rest(new QTimer(this)) {
    setObjectName(u"whatIfDialog"_s);
    setWindowTitle(tr("What if"));
    resize(1'040, 620);
    auto* controls = new QWidget(this);
    controls->setFixedWidth(kControlsWidth);
    auto* grid = new QGridLayout(controls);
    grid->setContentsMargins(metric::kPad, metric::kPad, metric::kPad, metric::kPad);
    grid->setVerticalSpacing(metric::kStep);
    buildControls(*grid);
    auto* right = new QVBoxLayout;
    right->setContentsMargins(0, metric::kPad, metric::kPad, metric::kPad);
    m_summary->setProperty("tone", u"heading"_s);
    m_summary->setObjectName(u"whatIfSummary"_s);
    m_fanText->setProperty("tone", u"muted"_s);
    for (QLabel* label : {m_summary, m_fanText}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    auto* close = new QPushButton(tr("Close"), this);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto* footer = new QHBoxLayout;
    footer->addStretch(1);
    footer->addWidget(close);
    right->addWidget(m_summary);
    right->addWidget(m_fanText);
    right->addWidget(m_chart, 1);
    right->addLayout(footer);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(controls);
    layout->addLayout(right, 1);
    m_rest->setSingleShot(true);
    m_rest->setInterval(kRestMs);
    connect(m_rest, &QTimer::timeout, this, &WhatIfDialog::simulateFan);
    takeTemplate();
    m_returns[0].slider->setFocus();
}

WhatIfDialog::Control WhatIfDialog::addSlider(QGridLayout& grid, const QString& name,
                                              const QString& label, int low, int high, int value) {
    Control control{new QSlider(Qt::Horizontal), new QLabel};
    control.slider->setObjectName(name);
    control.slider->setAccessibleName(QString(label).remove(u'&'));
    control.slider->setRange(low, high);
    control.slider->setValue(value);
    control.value->setAlignment(Qt::AlignRight);
    auto* title = new QLabel(label);
    title->setBuddy(control.slider);
    title->setProperty("tone", u"muted"_s);
    const int row = grid.rowCount();
    grid.addWidget(title, row, 0);
    grid.addWidget(control.value, row, 1);
    grid.addWidget(control.slider, row + 1, 0, 1, 2);
    connect(control.slider, &QSlider::valueChanged, this, &WhatIfDialog::changed);
    return control;
}

void WhatIfDialog::buildControls(QGridLayout& grid) {
    m_capital->setObjectName(u"capital"_s);
    m_capital->setAmount(Money::fromCents(250'000'00));
    m_template->setObjectName(u"template"_s);
    m_template->setAccessibleName(tr("Template"));
    for (const domain::PolicyTemplate& found : domain::shippedTemplates())
        m_template->addItem(wordForTemplate(found.name), QString::fromStdString(found.name));
    m_template->setCurrentIndex(m_template->findData(u"moderate"_s));
    const auto field = [&grid](const QString& label, QWidget* editor) {
        auto* title = new QLabel(label);
        title->setBuddy(editor);
        title->setProperty("tone", u"muted"_s);
        editor->setAccessibleName(QString(label).remove(u'&'));
        const int row = grid.rowCount();
        grid.addWidget(title, row, 0, 1, 2);
        grid.addWidget(editor, row + 1, 0, 1, 2);
    };
    field(tr("&Capital in USD"), m_capital);
    field(tr("&Template"), m_template);
    m_returns = {addSlider(grid, u"genReturn"_s, tr("&Gen-Acc, a week"), 0, kReturnMaxBp, 150),
                 addSlider(grid, u"revReturn"_s, tr("&Rev-Acc, a week"), 0, kReturnMaxBp, 100),
                 addSlider(grid, u"comReturn"_s, tr("C&om-Acc, a week"), 0, kReturnMaxBp, 50)};
    m_spread = addSlider(grid, u"spread"_s, tr("&Spread of a week"), 0, kSpreadMaxBp, 150);
    m_forkThreshold = addSlider(grid, u"forkThreshold"_s, tr("&Fork threshold"), 2, 40, 10);
    m_mergeThreshold = addSlider(grid, u"mergeThreshold"_s, tr("&Merge threshold"), 9, 80, 20);
    m_years = addSlider(grid, u"years"_s, tr("&Years"), 1, kYearsMax, kYearsMax);
    grid.setRowStretch(grid.rowCount(), 1);
    connect(m_capital, &MoneyEdit::amountEdited, this, &WhatIfDialog::changed);
    connect(m_template, &QComboBox::currentIndexChanged, this, &WhatIfDialog::takeTemplate);
}

// The targets of the template are where the sliders begin.
void WhatIfDialog::takeTemplate() {
    const auto* found = domain::findTemplate(m_template->currentData().toString().toStdString());
    if (!found) return;
    for (std::size_t i = 0; i < m_returns.size(); ++i) {
        const QSignalBlocker quiet(m_returns[i].slider);
        m_returns[i].slider->setValue(static_cast<int>(found->policies[i].targetWeeklyReturn.value()));
    }
    changed();
}

void WhatIfDialog::showValues() {
    const auto percent = [this](int basisPoints) {
        return tr("%1 %").arg(locale().toString(basisPoints / 100.0, 'f', 2));
    };
    const auto dollars = [this](int amount) { return locale().toString(amount); };
    for (const Control& control : m_returns) control.value->setText(percent(control.slider->value()));
    m_spread.value->setText(tr("± %1").arg(percent(m_spread.slider->value())));
    m_forkThreshold.value->setText(dollars(m_forkThreshold.slider->value() * kForkStep));
    m_mergeThreshold.value->setText(dollars(m_mergeThreshold.slider->value() * kMergeStep));
    m_years.value->setText(models::countedText(m_years.slider->value(), tr("1 year"), tr("%1 years")));
}

domain::SimulationInput WhatIfDialog::input() const {
    const auto* found = domain::findTemplate(m_template->currentData().toString().toStdString());
    auto input = domain::simulationOf(*found, m_capital->amount().value_or(Money()),
                                      m_years.slider->value() * kWeeksPerYear);
    const auto thresholdOf = [](const Control& control, int step) {
        return Money::fromCents(std::int64_t(control.slider->value()) * step * 100);
    };
    for (std::size_t i = 0; i < m_returns.size(); ++i) {
        input.weeklyReturns[i] = BasisPoints(m_returns[i].slider->value());
        input.policies[i].forkThreshold = thresholdOf(m_forkThreshold, kForkStep);
        input.policies[i].mergeThreshold = thresholdOf(m_mergeThreshold, kMergeStep);
    }
    return input;
}

void WhatIfDialog::changed() {
    showValues();
    m_fanning.drop();
    m_chart->setFan(std::nullopt);
    m_fanText->clear();
    if (!m_capital->amount()) {
        m_summary->setText(m_capital->errorText());
        m_chart->setResult({});
        return;
    }
    simulate();
    m_rest->start();
}

void WhatIfDialog::simulate() {
    m_simulating = m_runner.start<Simulated>(
        jobs::Lane::Interactive, {.name = tr("Simulate"), .priority = jobs::Priority::High},
        [input = input()](jobs::JobContext&) { return domain::simulate(input); }, this,
        [this](jobs::JobOutcome<Simulated> outcome) {
            if (!outcome.isDone()) return;
            const Simulated& result = outcome.value();
            if (!result) {
                m_summary->setText(refusalText(result.error(), locale()));
                m_chart->setResult({});
                return;
            }
            showResult(*result);
        });
}

void WhatIfDialog::showResult(const domain::SimulationResult& result) {
    m_chart->setResult(result);
    const int years = m_years.slider->value();
    QStringList parts{
        tr("%1 after %2").arg(models::moneyText(result.weeks.back().total(), locale()),
                           models::countedText(years, tr("1 year"), tr("%1 years"))),
        models::countedText(result.forks, tr("1 fork"), tr("%1 forks")),
        models::countedText(result.merges, tr("1 merge"), tr("%1 merges"))};
    if (result.firstMergeWeek) parts << tr("the first merge in week %1").arg(*result.firstMergeWeek);
    m_summary->setText(parts.join(u" · "_s));
    emit resultShown();
}

void WhatIfDialog::simulateFan() {
    services::FanRequest request;
    request.input = input();
    request.spread.weekly.fill(BasisPoints(m_spread.slider->value()));
    request.spread.seed = kSeed;
    request.paths = kPaths;
    m_fanning = m_runner.start<Fanned>(
        jobs::Lane::Analytics, {.name = tr("Simulate random paths")},
        [request](jobs::JobContext& job) {
            return services::simulateFan(request, callOf(services::Lane::Analytics, job));
        },
        this, [this](jobs::JobOutcome<Fanned> outcome) {
            if (!outcome.isDone() || !outcome.value()) return;
            const domain::SimulationFan& fan = *outcome.value();
            m_chart->setFan(fan);
            m_fanText->setText(
                tr("Of %1 random paths eight in ten end between %2 and %3, with %4 to %5 forks.")
                    .arg(fan.paths)
                    .arg(models::moneyText(fan.weeks.back().p10, locale()),
                         models::moneyText(fan.weeks.back().p90, locale()))
                    .arg(fan.forksP10)
                    .arg(fan.forksP90));
            emit fanShown();
        });
}

QString WhatIfDialog::summaryText() const { return m_summary->text(); }

} // namespace alluse::ui
