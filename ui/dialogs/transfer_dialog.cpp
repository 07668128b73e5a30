#include "ui/dialogs/transfer_dialog.h"

#include "domain/text.h"
#include "services/command_service.h"
#include "ui/dialogs/account_form.h"
#include "ui/dialogs/amount_text.h"
#include "ui/dialogs/change_table.h"
#include "ui/dialogs/field_edits.h"

#include <QComboBox>
#include <QLineEdit>

#include <algorithm>

namespace alluse::ui {

using namespace Qt::StringLiterals;

namespace {
// A family grows to about a hundred accounts before merges fold it; the list names the first ones.
constexpr int kTargetsMax = 200;
} // namespace

TransferDialog::TransferDialog(const DialogContext& context, domain::AccountId source,
                               QWidget* parent)
    : CommandDialog(context, parent), m_source(source) {
    setObjectName(u"transferDialog"_s);
    setHeading(tr("Transfer from account %1").arg(source.value()), tr("Loading…"));
    setPrimary(tr("&Transfer"));
    buildFields();
    loadFamily();
}

void TransferDialog::buildFields() {
    m_target = new QComboBox;
    m_target->setMinimumWidth(320);
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_amount = new MoneyEdit;
    m_date = new DateEdit;
    m_date->setDate(context().clock.today());
    m_note = new QLineEdit;
    m_note->setMaxLength(static_cast<int>(domain::kNoteLengthMax));
    m_preview = new ChangeTable;
    addField(u"target"_s, tr("T&o account"), m_target);
    addField(u"amount"_s, tr("A&mount, USD"), m_amount);
    addField(u"businessDate"_s, tr("&Business date"), m_date);
    addField(u"note"_s, tr("&Note"), m_note);
    addWide(m_preview);
    connect(m_target, &QComboBox::currentIndexChanged, this, &TransferDialog::refresh);
    for (QLineEdit* edit : {static_cast<QLineEdit*>(m_amount), static_cast<QLineEdit*>(m_date),
                            m_note})
        connect(edit, &QLineEdit::textChanged, this, &TransferDialog::refresh);
}

services::Outcome<TransferDialog::Family>
TransferDialog::readFamily(services::AccountReads& accounts, domain::AccountId source,
                           const services::Call& call) {
    auto details = accounts.details(source, call);
    if (!details) return tl::unexpected(details.error());
    if (!*details) {
        domain::Refusal unknown;
        unknown.code = domain::RefusalCode::UnknownAccount;
        unknown.account = source;
        return services::refused(unknown);
    }
    Family family{**details, {}};
    services::AccountQuery query;
    query.family = family.source.account.familyId;
    query.statuses = {domain::AccountStatus::Active, domain::AccountStatus::Inactive};
    const auto page = accounts.page(query, {.after = {}, .skip = 0, .limit = kTargetsMax}, call);
    if (!page) return tl::unexpected(page.error());
    for (const services::AccountRow& row : page->rows) {
        if (row.id == source) continue;
        auto account = accounts.find(row.id, call);
        if (!account) return tl::unexpected(account.error());
        if (*account) family.targets.push_back(std::move(**account));
    }
    return family;
}

void TransferDialog::loadFamily() {
    load<Family>(
        tr("Read the family of account %1").arg(m_source.value()),
        [accounts = &context().accounts, source = m_source](const services::Call& call) {
            return readFamily(*accounts, source, call);
        },
        [this](Family family) { showFamily(std::move(family)); });
}

void TransferDialog::showFamily(Family family) {
    m_family = std::move(family);
    const domain::Account& source = m_family->source.account;
    setHeading(tr("Transfer from %1").arg(stored(source.name)), accountLine(m_family->source));
    setHint(u"amount"_s, limitsLine(source, locale()));
    m_target->clear();
    for (const domain::Account& account : m_family->targets)
        m_target->addItem(stored(account.name) % u" · " % moneyText(account.balance(), locale()),
                          QVariant::fromValue<qint64>(account.id.value()));
    if (m_family->targets.empty()) {
        setPrimaryEnabled(false);
        showBanner(tr("The family has no other open account. Open one first."));
    }
    refresh();
}

const domain::Account* TransferDialog::target() const {
    if (!m_family) return nullptr;
    const domain::AccountId id(m_target->currentData().toLongLong());
    const auto found = std::ranges::find(m_family->targets, id, &domain::Account::id);
    return found == m_family->targets.end() ? nullptr : &*found;
}

std::optional<domain::TransferOrder> TransferDialog::order() const {
    const auto amount = m_amount->amount();
    const auto date = m_date->date();
    if (!amount || !date || !target()) return std::nullopt;
    return domain::TransferOrder{header(*date, m_note->text()), m_source, target()->id, *amount};
}

void TransferDialog::refresh() {
    clearErrors();
    if (!m_amount->text().trimmed().isEmpty()) setFieldError(u"amount"_s, m_amount->errorText());
    if (!m_family || !target()) return;
    const domain::Account& source = m_family->source.account;
    std::vector<ChangeRow> rows{
        {stored(source.name), source.balance(), {}, source.balance(), {}, source.type},
        {stored(target()->name), target()->balance(), {}, target()->balance(), {}, target()->type}};
    if (const auto draft = order()) {
        if (const auto plan = domain::planTransfer(*draft)) {
            auto refusal = domain::checkAgainst(*plan, source, source.id);
            if (!refusal) refusal = domain::checkAgainst(*plan, *target(), target()->id);
            if (refusal) {
                setFieldError(QString::fromStdString(refusal->field),
                              refusalText(*refusal, locale()));
            } else {
                rows[0].after = domain::applied(*plan, source).balance();
                rows[1].after = domain::applied(*plan, *target()).balance();
                for (ChangeRow& row : rows) row.change = row.after - *row.before;
            }
        }
    }
    m_preview->setRows(rows);
    fitHeight();
}

CommandDialog::Send TransferDialog::prepare() {
    setFieldError(u"amount"_s, m_amount->errorText());
    setFieldError(u"businessDate"_s, m_date->errorText());
    if (!target()) setFieldError(u"target"_s, tr("Choose the account that receives the money."));
    if (hasErrors()) return {};
    const auto draft = order();
    const auto plan = domain::planTransfer(*draft);
    if (!plan) {
        showRefusal(plan.error());
        return {};
    }
    return [commands = &context().commands, order = *draft](const services::Call& call) {
        return commands->transfer(order, call);
    };
}

QString TransferDialog::jobName() const {
    return tr("Transfer from account %1").arg(m_source.value());
}

} // namespace alluse::ui
