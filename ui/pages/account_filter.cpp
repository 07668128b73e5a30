#include "ui/pages/account_filter.h"

#include "models/text_format.h"
#include "ui/common/theme.h"
#include "ui/dialogs/amount_text.h"

#include <QFormLayout>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace alluse::ui {
namespace {

constexpr std::array kStatuses{domain::AccountStatus::Active, domain::AccountStatus::Inactive,
                               domain::AccountStatus::Suspended, domain::AccountStatus::Closed};

template <class T>
void toggle(std::vector<T>& values, T value, bool isOn) {
    std::erase(values, value);
    if (isOn) values.push_back(value);
}

// Empty is "no bound"; none in the outer optional is "not an amount".
std::optional<std::optional<domain::Money>> bound(const QLineEdit& edit) {
    if (edit.text().trimmed().isEmpty()) return std::optional<domain::Money>();
    const auto amount = parseMoney(edit.text(), edit.locale());
    if (!amount) return std::nullopt;
    return std::optional(*amount);
}

} // namespace

AccountFilter::AccountFilter(QWidget* anchor) : QObject(anchor), m_anchor(anchor) {
    setObjectName(QStringLiteral("accountFilter"));
}

void AccountFilter::fillMenu(QMenu& menu) {
    const auto add = [&](const QString& text, bool isOn, auto toggled) {
        QAction* action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(isOn);
        connect(action, &QAction::triggered, this, toggled);
    };
    for (const auto type : domain::kAccountTypes)
        add(tr("Type: %1").arg(models::typeText(type)),
            std::ranges::find(m_filter.types, type) != m_filter.types.end(),
            [this, type](bool on) { toggleType(type, on); });
    menu.addSeparator();
    for (const auto status : kStatuses)
        add(tr("Status: %1").arg(models::statusText(status)),
            std::ranges::find(m_filter.statuses, status) != m_filter.statuses.end(),
            [this, status](bool on) { toggleStatus(status, on); });
    menu.addSeparator();
    connect(menu.addAction(tr("&Balance range…")), &QAction::triggered, this,
            &AccountFilter::showRangePopup);
}

void AccountFilter::showRangePopup() {
    auto* popup = new QFrame(m_anchor, Qt::Popup);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setObjectName(QStringLiteral("rangePopup"));
    popup->setFrameShape(QFrame::StyledPanel);
    auto* form = new QFormLayout(popup);
    auto* from = new QLineEdit(popup);
    auto* to = new QLineEdit(popup);
    from->setObjectName(QStringLiteral("balanceMinEdit"));
    to->setObjectName(QStringLiteral("balanceMaxEdit"));
    if (m_filter.balanceMin) from->setText(models::moneyText(*m_filter.balanceMin));
    if (m_filter.balanceMax) to->setText(models::moneyText(*m_filter.balanceMax));
    auto* error = new QLabel(popup);
    error->setProperty("tone", QStringLiteral("error"));
    error->setTextFormat(Qt::PlainText);
    error->hide();
    auto* show = new QPushButton(tr("Show accounts"), popup);
    show->setProperty("primary", true);
    form->addRow(tr("Balance &from"), from);
    form->addRow(tr("&to"), to);
    form->addRow(error);
    form->addRow(show);
    const auto submit = [this, popup, from, to, error] {
        const auto low = bound(*from);
        const auto high = bound(*to);
        if (!low || !high) {
            error->setText(tr("Enter an amount such as %1.")
                               .arg(models::moneyText(domain::Money::fromCents(5'000'000))));
            error->show();
            return;
        }
        m_filter.balanceMin = *low;
        m_filter.balanceMax = *high;
        popup->close();
        emit changed();
    };
    connect(show, &QPushButton::clicked, popup, submit);
    connect(from, &QLineEdit::returnPressed, popup, submit);
    connect(to, &QLineEdit::returnPressed, popup, submit);
    popup->move(m_anchor->mapToGlobal(QPoint(metric::kWide, metric::kWide)));
    popup->show();
    from->setFocus();
}

void AccountFilter::toggleType(domain::AccountType type, bool isOn) {
    toggle(m_filter.types, type, isOn);
    emit changed();
}

void AccountFilter::toggleStatus(domain::AccountStatus status, bool isOn) {
    toggle(m_filter.statuses, status, isOn);
    emit changed();
}

void AccountFilter::apply(services::AccountQuery& query) const {
    query.types = m_filter.types;
    query.statuses = m_filter.statuses;
    query.balanceMin = m_filter.balanceMin;
    query.balanceMax = m_filter.balanceMax;
    query.family = m_filter.family;
}

void AccountFilter::setFamily(domain::FamilyId family, const QString& name) {
    m_filter = {};
    m_filter.family = family;
    m_familyName = name;
    emit changed();
}

bool AccountFilter::isEmpty() const {
    return m_filter == services::AccountQuery{};
}

void AccountFilter::clear() {
    m_filter = {};
    emit changed();
}

QList<ChipBar::Chip> AccountFilter::chips() {
    QList<ChipBar::Chip> chips;
    if (m_filter.family)
        chips << ChipBar::Chip{tr("Family: %1").arg(m_familyName), [this] {
                                   m_filter.family.reset();
                                   emit changed();
                               }};
    for (const auto type : m_filter.types)
        chips << ChipBar::Chip{tr("Type: %1").arg(models::typeText(type)),
                               [this, type] { toggleType(type, false); }};
    for (const auto status : m_filter.statuses)
        chips << ChipBar::Chip{tr("Status: %1").arg(models::statusText(status)),
                               [this, status] { toggleStatus(status, false); }};
    if (m_filter.balanceMin)
        chips << ChipBar::Chip{tr("Balance ≥ %1").arg(models::moneyText(*m_filter.balanceMin)),
                               [this] {
                                   m_filter.balanceMin.reset();
                                   emit changed();
                               }};
    if (m_filter.balanceMax)
        chips << ChipBar::Chip{tr("Balance ≤ %1").arg(models::moneyText(*m_filter.balanceMax)),
                               [this] {
                                   m_filter.balanceMax.reset();
                                   emit changed();
                               }};
    return chips;
}

} // namespace alluse::ui
