#include "ui/dialogs/policy_fields.h"

#include "ui/dialogs/account_form.h"
#include "ui/dialogs/field_edits.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QSpinBox>

namespace alluse::ui {

using domain::Policy;
using domain::PolicyField;
using domain::ReinvestmentFrequency;
using domain::Weekday;
using namespace Qt::StringLiterals;

namespace {
constexpr std::array kFrequencies{ReinvestmentFrequency::Off, ReinvestmentFrequency::Weekly,
                                  ReinvestmentFrequency::Monthly, ReinvestmentFrequency::Quarterly,
                                  ReinvestmentFrequency::Yearly};
constexpr int kDeltaMost = 100; // the limits themselves come from the domain

QString nameOf(PolicyField field) {
    const std::string_view name = domain::code(field);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QSpinBox* deltaBox(const QString& accessibleName) {
    auto* box = new QSpinBox;
    box->setRange(0, kDeltaMost);
    box->setButtonSymbols(QSpinBox::NoButtons); // the arrow keys step
    box->setFixedWidth(72);
    box->setAccessibleName(accessibleName);
    return box;
}
} // namespace

QString violationText(const domain::PolicyViolation& violation) {
    return QCoreApplication::translate("PolicyViolation", violation.text.c_str());
}

PolicyFields::PolicyFields(domain::AccountType type, QObject* parent)
    : QObject(parent), m_type(type), m_base(Policy::defaultsFor(type)) {
    for (PercentEdit** edit : {&m_allocation, &m_buffer, &m_weekly, &m_sizing, &m_contracts,
                               &m_leaps, &m_tax, &m_drawdown, &m_retain, &m_child, &m_com})
        *edit = new PercentEdit;
    m_contracts->setAccessibleName(tr("Contracts share"));
    m_leaps->setAccessibleName(tr("LEAPS share"));
    m_retain->setAccessibleName(tr("Share the parent keeps"));
    m_child->setAccessibleName(tr("Share of the new Gen-Acc"));
    m_com->setAccessibleName(tr("Share of the Com-Acc"));
    m_deltaMin = deltaBox(tr("Lowest delta"));
    m_deltaMax = deltaBox(tr("Highest delta"));
    for (std::size_t i = 0; i < m_days.size(); ++i) {
        m_days[i] = new QCheckBox(wordFor(static_cast<Weekday>(i)));
        m_days[i]->setObjectName(u"entryDay%1"_s.arg(i));
    }
    m_reinvestment = new QComboBox;
    for (const ReinvestmentFrequency frequency : kFrequencies)
        m_reinvestment->addItem(wordFor(frequency), static_cast<int>(frequency));
    m_atr = new HundredthsEdit;
    m_withdrawals = new QCheckBox(tr("Allowed"));
    m_forking = new QCheckBox(tr("Enabled"));
    m_forkThreshold = new MoneyEdit;
    m_forkRemaining = new MoneyEdit;
    m_mergeThreshold = new MoneyEdit;
    watch();
}

bool PolicyFields::isGeneration() const { return m_type == domain::AccountType::Generation; }

void PolicyFields::watch() {
    for (QLineEdit* edit : std::initializer_list<QLineEdit*>{
             m_allocation, m_buffer, m_weekly, m_sizing, m_contracts, m_leaps, m_tax, m_drawdown,
             m_retain, m_child, m_com, m_atr, m_forkThreshold, m_forkRemaining, m_mergeThreshold})
        connect(edit, &QLineEdit::textChanged, this, &PolicyFields::edited);
    for (QSpinBox* box : {m_deltaMin, m_deltaMax})
        connect(box, &QSpinBox::valueChanged, this, &PolicyFields::edited);
    for (QCheckBox* box : m_days) connect(box, &QCheckBox::toggled, this, &PolicyFields::edited);
    for (QCheckBox* box : {m_withdrawals, m_forking})
        connect(box, &QCheckBox::toggled, this, &PolicyFields::edited);
    connect(m_reinvestment, &QComboBox::currentIndexChanged, this, &PolicyFields::edited);
}

std::vector<PolicyLine> PolicyFields::lines() const {
    const QString dash = u"–"_s;
    const QString slash = u"/"_s;
    return {
        {nameOf(PolicyField::InitialAllocation), tr("Initial allocation"), {m_allocation}, {}, {}, false},
        {nameOf(PolicyField::CashBuffer), tr("Cash &buffer"), {m_buffer}, {}, tr("0 to 20 % of the larger of baseline and balance."), false},
        {nameOf(PolicyField::TargetWeeklyReturn), tr("Target weekly &return"), {m_weekly}, {}, tr("0.1 to 5 %."), false},
        {nameOf(PolicyField::DeltaRange), tr("&Delta range"), {m_deltaMin, m_deltaMax}, {dash}, tr("From 10–60 to 20–70."), false},
        {nameOf(PolicyField::EntryDays), tr("Entry da&ys"), {m_days[0], m_days[1], m_days[2], m_days[3], m_days[4]}, {}, {}, false},
        {nameOf(PolicyField::PositionSizing), tr("&Position sizing"), {m_sizing}, {}, {}, false},
        {nameOf(PolicyField::Reinvestment), tr("Re&investment"), {m_reinvestment}, {}, {}, false},
        {nameOf(PolicyField::SleeveShares), tr("Con&tracts / LEAPS"), {m_contracts, m_leaps}, {slash}, tr("Together 100 %."), false},
        {nameOf(PolicyField::TaxReserve), tr("Ta&x reserve"), {m_tax}, {}, {}, false},
        {nameOf(PolicyField::MaxDrawdown), tr("Max drawd&own"), {m_drawdown}, {}, {}, false},
        {nameOf(PolicyField::AtrThreshold), tr("&ATR adjustment threshold"), {m_atr}, {}, {}, false},
        {nameOf(PolicyField::WithdrawalsAllowed), tr("&Withdrawals"), {m_withdrawals}, {}, {}, false},
        {nameOf(PolicyField::MergeThreshold), tr("&Merge threshold, USD"), {m_mergeThreshold}, {}, {}, false},
        {nameOf(PolicyField::ForkingEnabled), tr("For&king"), {m_forking}, {}, {}, true},
        {nameOf(PolicyField::ForkThreshold), tr("&Fork threshold, USD"), {m_forkThreshold}, {}, {}, true},
        {nameOf(PolicyField::ForkMinimumRemaining), tr("Fork minimum remainin&g, USD"), {m_forkRemaining}, {}, {}, true},
        {nameOf(PolicyField::ForkShares), tr("Retain / &new Gen / Com"), {m_retain, m_child, m_com}, {slash, slash}, tr("Together 100 %."), true},
    };
}

void PolicyFields::setPolicy(const Policy& policy) {
    m_base = policy;
    const QSignalBlocker quiet(this); // one signal at the end instead of twenty
    m_allocation->setShare(policy.initialAllocation);
    m_buffer->setShare(policy.cashBuffer);
    m_weekly->setShare(policy.targetWeeklyReturn);
    m_deltaMin->setValue(policy.deltaMin);
    m_deltaMax->setValue(policy.deltaMax);
    for (std::size_t i = 0; i < m_days.size(); ++i)
        m_days[i]->setChecked(policy.entryDays.contains(static_cast<Weekday>(i)));
    m_sizing->setShare(policy.positionSizing);
    m_reinvestment->setCurrentIndex(
        m_reinvestment->findData(static_cast<int>(policy.reinvestment)));
    m_contracts->setShare(policy.contractsShare);
    m_leaps->setShare(policy.leapsShare);
    m_tax->setShare(policy.taxReserve);
    m_drawdown->setShare(policy.maxDrawdown);
    m_atr->setHundredths(policy.atrThresholdHundredths);
    m_withdrawals->setChecked(policy.withdrawalsAllowed);
    m_forking->setChecked(policy.forkingEnabled);
    m_forkThreshold->setAmount(policy.forkThreshold);
    m_forkRemaining->setAmount(policy.forkMinimumRemaining);
    m_retain->setShare(policy.forkRetainShare);
    m_child->setShare(policy.forkChildShare);
    m_com->setShare(policy.forkComShare);
    m_mergeThreshold->setAmount(policy.mergeThreshold);
}

std::optional<Policy> PolicyFields::policy() const {
    for (const PercentEdit* edit : {m_allocation, m_buffer, m_weekly, m_sizing, m_contracts,
                                    m_leaps, m_tax, m_drawdown, m_retain, m_child, m_com})
        if (!edit->share()) return std::nullopt;
    for (const MoneyEdit* edit : {m_forkThreshold, m_forkRemaining, m_mergeThreshold})
        if (!edit->amount()) return std::nullopt;
    if (!m_atr->hundredths()) return std::nullopt;

    Policy policy = m_base;
    policy.initialAllocation = *m_allocation->share();
    policy.cashBuffer = *m_buffer->share();
    policy.targetWeeklyReturn = *m_weekly->share();
    policy.deltaMin = m_deltaMin->value();
    policy.deltaMax = m_deltaMax->value();
    std::uint8_t days = 0;
    for (std::size_t i = 0; i < m_days.size(); ++i)
        if (m_days[i]->isChecked()) days = static_cast<std::uint8_t>(days | (1U << i));
    policy.entryDays = domain::EntryDays(days);
    policy.positionSizing = *m_sizing->share();
    policy.reinvestment = chosen<ReinvestmentFrequency>(m_reinvestment->currentData());
    policy.contractsShare = *m_contracts->share();
    policy.leapsShare = *m_leaps->share();
    policy.taxReserve = *m_tax->share();
    policy.maxDrawdown = *m_drawdown->share();
    policy.atrThresholdHundredths = *m_atr->hundredths();
    policy.withdrawalsAllowed = m_withdrawals->isChecked();
    policy.mergeThreshold = *m_mergeThreshold->amount();
    if (isGeneration()) {
        policy.forkingEnabled = m_forking->isChecked();
        policy.forkThreshold = *m_forkThreshold->amount();
        policy.forkMinimumRemaining = *m_forkRemaining->amount();
        policy.forkRetainShare = *m_retain->share();
        policy.forkChildShare = *m_child->share();
        policy.forkComShare = *m_com->share();
    }
    return policy;
}

std::vector<PolicyFields::Error> PolicyFields::errors() const {
    std::vector<Error> errors;
    for (const PolicyLine& line : lines()) {
        QString text;
        for (QWidget* editor : line.editors) {
            if (!text.isEmpty()) break;
            if (const auto* share = qobject_cast<PercentEdit*>(editor)) text = share->errorText();
            if (const auto* money = qobject_cast<MoneyEdit*>(editor)) text = money->errorText();
            if (const auto* number = qobject_cast<HundredthsEdit*>(editor))
                text = number->errorText();
        }
        if (!text.isEmpty()) errors.push_back({line.name, text});
    }
    if (const auto draft = policy(); draft && errors.empty())
        for (const domain::PolicyViolation& violation : domain::violations(*draft, m_type))
            errors.push_back({nameOf(violation.field), violationText(violation)});
    return errors;
}

} // namespace alluse::ui
