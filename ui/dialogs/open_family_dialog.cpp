#include "ui/dialogs/open_family_dialog.h"

#include "domain/text.h"
#include "services/command_service.h"
#include "ui/dialogs/account_form.h"
#include "ui/dialogs/amount_text.h"
#include "ui/dialogs/change_table.h"
#include "ui/dialogs/field_edits.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QStringListModel>

#include <algorithm>

namespace alluse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kClientsMax = 12;
constexpr int kTypingPauseMs = 150;

// What stands in the field for an existing client; the id keeps namesakes apart.
QString lineFor(const services::ClientRow& client) {
    const QString id = client.externalReference.empty() ? QString::number(client.id.value())
                                                        : stored(client.externalReference);
    return stored(client.name) % u" · " % id;
}
} // namespace

OpenFamilyDialog::OpenFamilyDialog(const DialogContext& context, QWidget* parent)
    : CommandDialog(context, parent) {
    setObjectName(u"openFamilyDialog"_s);
    setHeading(tr("Open a family"),
               tr("One client, one capital, three accounts. Nothing is opened before you press the "
                  "button."));
    setPrimary(tr("&Open family"));
    buildFields();
    refresh();
}

void OpenFamilyDialog::buildFields() {
    m_client = new QLineEdit;
    m_reference = new QLineEdit;
    m_contact = new QLineEdit;
    m_name = new QLineEdit;
    m_capital = new MoneyEdit;
    m_template = new QComboBox;
    m_note = new QLineEdit;
    m_preview = new ChangeTable;
    m_suggestions = new QStringListModel(this);
    m_completer = new QCompleter(m_suggestions, this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion); // the database filtered
    m_client->setCompleter(m_completer);
    for (QLineEdit* edit : {m_client, m_reference, m_contact, m_name})
        edit->setMaxLength(static_cast<int>(domain::kNameLengthMax));
    m_note->setMaxLength(static_cast<int>(domain::kNoteLengthMax));
    m_reference->setFixedWidth(232);
    for (const domain::PolicyTemplate& known : domain::shippedTemplates()) {
        QStringList shares;
        for (const domain::Policy& policy : known.policies)
            shares << percentText(policy.initialAllocation, locale());
        m_template->addItem(wordForTemplate(known.name) % u" · " % shares.join(u" / "),
                            stored(known.name));
    }
    m_template->setCurrentIndex(std::max(0, m_template->findData(u"moderate"_s)));

    addField(u"client"_s, tr("C&lient"), m_client, tr("Type a name: an existing client is offered."));
    addField(u"externalReference"_s, tr("Client &reference"), m_reference);
    addField(u"contact"_s, tr("Con&tact"), m_contact);
    addField(u"name"_s, tr("&Family name"), m_name);
    addField(u"capital"_s, tr("Ca&pital, USD"), m_capital);
    addField(u"template"_s, tr("T&emplate"), m_template);
    addField(u"note"_s, tr("&Note"), m_note);
    addWide(m_preview);

    m_pause.setSingleShot(true);
    m_pause.setInterval(kTypingPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &OpenFamilyDialog::searchClients);
    connect(m_client, &QLineEdit::textEdited, &m_pause, qOverload<>(&QTimer::start));
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_isNameTyped = true; });
    for (QLineEdit* edit : {m_client, m_reference, m_contact, m_name,
                            static_cast<QLineEdit*>(m_capital), m_note})
        connect(edit, &QLineEdit::textChanged, this, &OpenFamilyDialog::refresh);
    connect(m_template, &QComboBox::currentIndexChanged, this, &OpenFamilyDialog::refresh);
}

void OpenFamilyDialog::searchClients() {
    using Found = services::Outcome<std::vector<services::ClientRow>>;
    const std::string text = m_client->text().trimmed().toStdString();
    if (text.empty() || knownClient()) return;
    m_search = context().runner.start<Found>(
        jobs::Lane::Interactive, {.name = tr("Search clients")},
        [families = &context().families, text](jobs::JobContext& job) {
            return families->findClients(text, kClientsMax,
                                         callOf(services::Lane::Interactive, job));
        },
        this, [this](jobs::JobOutcome<Found> outcome) {
            // Without suggestions a new client can still be typed.
            if (outcome.isDone() && outcome.value()) showClients(*std::move(outcome).value());
        });
}

void OpenFamilyDialog::showClients(std::vector<services::ClientRow> clients) {
    m_clients = std::move(clients);
    QStringList lines;
    for (const services::ClientRow& client : m_clients) lines << lineFor(client);
    m_suggestions->setStringList(lines);
    if (!lines.isEmpty() && m_client->hasFocus() && isVisible()) m_completer->complete();
}

const services::ClientRow* OpenFamilyDialog::knownClient() const {
    const QString text = m_client->text().trimmed();
    const auto found = std::ranges::find_if(
        m_clients, [&](const services::ClientRow& client) { return lineFor(client) == text; });
    return found == m_clients.end() ? nullptr : &*found;
}

const domain::PolicyTemplate& OpenFamilyDialog::chosenTemplate() const {
    return *domain::findTemplate(m_template->currentData().toString().toStdString());
}

void OpenFamilyDialog::refresh() {
    clearErrors();
    const services::ClientRow* known = knownClient();
    const bool isTyped = !m_client->text().trimmed().isEmpty();
    for (const QString& name : {u"externalReference"_s, u"contact"_s})
        setFieldVisible(name, isTyped && !known);
    setHint(u"client"_s, known     ? tr("Existing client.")
                         : isTyped ? tr("New client.")
                                   : tr("Type a name: an existing client is offered."));
    if (!m_isNameTyped)
        m_name->setText(known ? stored(known->name) : m_client->text().trimmed());
    if (!m_capital->text().trimmed().isEmpty()) setFieldError(u"capital"_s, m_capital->errorText());

    const domain::PolicyTemplate& policies = chosenTemplate();
    std::array<domain::BasisPoints, 3> shares;
    for (std::size_t i = 0; i < shares.size(); ++i)
        shares[i] = policies.policies[i].initialAllocation;
    std::array<domain::Money, 3> parts{};
    if (const auto capital = m_capital->amount()) {
        if (const auto split = domain::splitCapital(*capital, shares))
            parts = split->parts;
        else
            setFieldError(u"capital"_s, refusalText(split.error(), locale()));
    }
    std::vector<ChangeRow> rows;
    const QString family = m_name->text().trimmed();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const QString type = shortWordFor(domain::kAccountTypes[i]);
        rows.push_back({family.isEmpty() ? type : QString(family % u' ' % type), std::nullopt, parts[i],
                        parts[i], percentText(shares[i], locale()) % u" %", domain::kAccountTypes[i]});
    }
    m_preview->setRows(rows);
    fitHeight();
}

CommandDialog::Send OpenFamilyDialog::prepare() {
    const services::ClientRow* known = knownClient();
    const auto client = domain::checkedName(m_client->text().toStdString(), "client");
    if (!known && !client)
        setFieldError(u"client"_s, m_client->text().trimmed().isEmpty()
                                       ? tr("Name the client who owns the money.")
                                       : refusalText(client.error(), locale()));
    const auto name = domain::checkedName(m_name->text().toStdString(), "name");
    if (!name)
        setFieldError(u"name"_s, m_name->text().trimmed().isEmpty()
                                     ? tr("Give the family a name.")
                                     : refusalText(name.error(), locale()));
    setFieldError(u"capital"_s, m_capital->errorText());
    if (hasErrors()) return {};

    domain::OpenFamilyOrder order;
    order.header = header(context().clock.today(), m_note->text());
    if (known)
        order.client = known->id;
    else
        order.client = domain::NewClient{*client, m_reference->text().trimmed().toStdString(),
                                         m_contact->text().trimmed().toStdString(), {}};
    order.familyName = *name;
    order.capital = *m_capital->amount();
    order.templateName = chosenTemplate().name;
    if (const auto plan = domain::planOpenFamily(order); !plan) {
        showRefusal(plan.error());
        return {};
    }
    return [commands = &context().commands, order](const services::Call& call) {
        return commands->openFamily(order, call);
    };
}

QString OpenFamilyDialog::jobName() const { return tr("Open a family"); }

} // namespace alluse::ui
