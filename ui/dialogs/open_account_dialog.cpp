#include "ui/dialogs/open_account_dialog.h"

#include "domain/text.h"
#include "services/command_service.h"
#include "ui/dialogs/account_form.h"
#include "ui/dialogs/change_table.h"
#include "ui/dialogs/field_edits.h"

#include <QComboBox>
#include <QLineEdit>

namespace alluse::ui {

using namespace Qt::StringLiterals;

OpenAccountDialog::OpenAccountDialog(const DialogContext& context, domain::FamilyId family,
                                     QWidget* parent)
    : CommandDialog(context, parent), m_familyId(family) {
    setObjectName(u"openAccountDialog"_s);
    setHeading(tr("Open an account"), tr("Loading…"));
    setPrimary(tr("&Open account"));
    buildFields();
    refresh();
    loadFamily();
}

void OpenAccountDialog::buildFields() {
    m_type = new QComboBox;
    for (const domain::AccountType type : domain::kAccountTypes)
        m_type->addItem(shortWordFor(type), static_cast<int>(type));
    m_name = new QLineEdit;
    m_name->setMaxLength(static_cast<int>(domain::kNameLengthMax));
    m_reference = new QLineEdit;
    m_reference->setMaxLength(static_cast<int>(domain::kNameLengthMax));
    m_reference->setFixedWidth(232);
    m_amount = new MoneyEdit;
    m_note = new QLineEdit;
    m_note->setMaxLength(static_cast<int>(domain::kNoteLengthMax));
    m_preview = new ChangeTable;
    addField(u"type"_s, tr("&Type"), m_type);
    addField(u"name"_s, tr("N&ame"), m_name);
    addField(u"reference"_s, tr("&Reference"), m_reference,
             tr("Your own number for it; empty lets the database give one."));
    addField(u"amount"_s, tr("Openin&g amount, USD"), m_amount,
             tr("May be empty: the account then opens without money."));
    addField(u"note"_s, tr("&Note"), m_note);
    addWide(m_preview);
    connect(m_type, &QComboBox::currentIndexChanged, this, &OpenAccountDialog::refresh);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_isNameTyped = true; });
    for (QLineEdit* edit : {m_name, m_reference, static_cast<QLineEdit*>(m_amount), m_note})
        connect(edit, &QLineEdit::textChanged, this, &OpenAccountDialog::refresh);
}

void OpenAccountDialog::loadFamily() {
    load<std::optional<services::FamilyRow>>(
        tr("Read family %1").arg(m_familyId.value()),
        [families = &context().families, id = m_familyId](const services::Call& call) {
            return families->find(id, call);
        },
        [this](std::optional<services::FamilyRow> family) {
            if (family) {
                showFamily(std::move(*family));
                return;
            }
            setPrimaryEnabled(false);
            showBanner(tr("There is no family %1. Close this form and refresh the list.")
                           .arg(m_familyId.value()));
        });
}

void OpenAccountDialog::showFamily(services::FamilyRow family) {
    m_family = std::move(family);
    setHeading(tr("Open an account in %1").arg(stored(m_family->name)),
               stored(m_family->clientName) % u" · " % wordForTemplate(m_family->templateName) %
                   u" · " % tr("%1 accounts open").arg(m_family->accountsOpen));
    refresh();
}

domain::AccountType OpenAccountDialog::type() const {
    return chosen<domain::AccountType>(m_type->currentData());
}

domain::Policy OpenAccountDialog::policy() const {
    if (m_family)
        if (const domain::PolicyTemplate* known = domain::findTemplate(m_family->templateName))
            return known->of(type());
    return domain::Policy::defaultsFor(type());
}

void OpenAccountDialog::refresh() {
    clearErrors();
    if (m_family && !m_isNameTyped)
        m_name->setText(stored(m_family->name) % u' ' % shortWordFor(type())); // as the plan names them
    domain::Money amount;
    if (!m_amount->text().trimmed().isEmpty()) {
        setFieldError(u"amount"_s, m_amount->errorText());
        amount = m_amount->amount().value_or(domain::Money{});
    }
    m_preview->setRows({{m_name->text().trimmed(), std::nullopt, amount, amount, tr("new"), type()}});
    fitHeight();
}

CommandDialog::Send OpenAccountDialog::prepare() {
    if (m_name->text().trimmed().isEmpty())
        setFieldError(u"name"_s, tr("Give the account a name."));
    const bool hasAmount = !m_amount->text().trimmed().isEmpty();
    if (hasAmount) setFieldError(u"amount"_s, m_amount->errorText());
    if (hasErrors()) return {};
    domain::OpenAccountOrder order;
    order.header = header(context().clock.today(), m_note->text());
    order.family = m_familyId;
    order.name = m_name->text().trimmed().toStdString();
    order.reference = m_reference->text().trimmed().toStdString();
    order.type = type();
    order.policy = policy();
    if (hasAmount) order.openingAmount = *m_amount->amount();
    if (const auto plan = domain::planOpenAccount(order); !plan) {
        showRefusal(plan.error());
        return {};
    }
    return [commands = &context().commands, order](const services::Call& call) {
        return commands->openAccount(order, call);
    };
}

QString OpenAccountDialog::jobName() const {
    return tr("Open an account in family %1").arg(m_familyId.value());
}

} // namespace alluse::ui
