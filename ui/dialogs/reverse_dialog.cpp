#include "ui/dialogs/reverse_dialog.h"

#include "domain/text.h"
#include "services/command_service.h"
#include "ui/dialogs/account_form.h"
#include "ui/dialogs/amount_text.h"
#include "ui/dialogs/change_table.h"
#include "ui/dialogs/field_edits.h"

#include <QLineEdit>

#include <algorithm>

namespace alluse::ui {

using namespace Qt::StringLiterals;

ReverseDialog::ReverseDialog(const DialogContext& context, domain::EntryId entry, QWidget* parent)
    : CommandDialog(context, parent), m_entry(entry) {
    setObjectName(u"reverseDialog"_s);
    setHeading(tr("Reverse entry %1").arg(entry.value()), tr("Loading…"));
    setPrimary(tr("&Reverse entry"));
    m_reason = new QLineEdit;
    m_reason->setMaxLength(static_cast<int>(domain::kNoteLengthMax));
    m_date = new DateEdit;
    m_date->setDate(context.clock.today());
    m_preview = new ChangeTable;
    addField(u"reason"_s, tr("R&eason"), m_reason,
             tr("Both entries stay in the ledger and show in statements."));
    addField(u"businessDate"_s, tr("&Business date"), m_date);
    addWide(m_preview);
    connect(m_reason, &QLineEdit::textChanged, this, [this] { setFieldError(u"reason"_s, {}); });
    connect(m_date, &QLineEdit::textChanged, this,
            [this] { setFieldError(u"businessDate"_s, {}); });
    loadEntry();
}

services::Outcome<ReverseDialog::Loaded> ReverseDialog::readEntry(const DialogContext& context,
                                                                  domain::EntryId entry,
                                                                  const services::Call& call) {
    auto details = context.entries.entry(entry, call);
    if (!details) return tl::unexpected(details.error());
    if (!*details) {
        domain::Refusal unknown;
        unknown.code = domain::RefusalCode::UnknownEntry;
        unknown.detail = std::to_string(entry.value());
        return services::refused(unknown);
    }
    Loaded loaded{std::move(**details), {}};
    for (const services::PostingRow& posting : loaded.details.postings) {
        if (std::ranges::count(loaded.accounts, posting.accountId, &domain::Account::id)) continue;
        auto account = context.accounts.find(posting.accountId, call);
        if (!account) return tl::unexpected(account.error());
        if (*account) loaded.accounts.push_back(std::move(**account));
    }
    return loaded;
}

void ReverseDialog::loadEntry() {
    load<Loaded>(
        tr("Read entry %1").arg(m_entry.value()),
        [context = context(), entry = m_entry](const services::Call& call) {
            return readEntry(context, entry, call);
        },
        [this](Loaded loaded) { showEntry(std::move(loaded)); });
}

void ReverseDialog::showEntry(Loaded loaded) {
    m_loaded = std::move(loaded);
    const services::EntryDetails& details = m_loaded->details;
    QStringList types;
    for (const services::PostingRow& posting : details.postings)
        if (const QString word = wordFor(posting.type); !types.contains(word)) types << word;
    QString line = types.join(u", ") % u" · " % dateText(details.stored.businessDate) % u" · " %
                   stored(details.actor.name);
    if (!details.note.empty()) line += u" · " % stored(details.note);
    setHeading(tr("Reverse entry %1").arg(m_entry.value()), line);
    showPreview();

    domain::ReverseOrder order{header(context().clock.today(), {}, u"-"_s), m_entry};
    const auto plan = domain::planReverse(order, details.stored);
    if (!plan) {
        setPrimaryEnabled(false);
        showBanner(refusalText(plan.error(), locale()));
        return;
    }
    for (const domain::Account& account : m_loaded->accounts)
        if (const auto refusal = domain::checkAgainst(*plan, account, account.id)) {
            setPrimaryEnabled(false);
            showBanner(refusalText(*refusal, locale()));
            return;
        }
}

void ReverseDialog::showPreview() {
    std::vector<ChangeRow> rows;
    for (const domain::Account& account : m_loaded->accounts) {
        domain::Money change;
        for (const services::PostingRow& posting : m_loaded->details.postings)
            if (posting.accountId == account.id) change = change - posting.amount;
        rows.push_back({stored(account.name), account.balance(), change,
                        account.balance() + change, {}, account.type});
    }
    m_preview->setRows(rows);
    fitHeight();
}

CommandDialog::Send ReverseDialog::prepare() {
    if (m_reason->text().trimmed().isEmpty())
        setFieldError(u"reason"_s, tr("Say why the entry is taken back."));
    setFieldError(u"businessDate"_s, m_date->errorText());
    if (hasErrors() || !m_loaded) return {};
    const domain::ReverseOrder order{header(*m_date->date(), {}, m_reason->text()), m_entry};
    if (const auto plan = domain::planReverse(order, m_loaded->details.stored); !plan) {
        showRefusal(plan.error());
        return {};
    }
    return [commands = &context().commands, order](const services::Call& call) {
        return commands->reverse(order, call);
    };
}

QString ReverseDialog::jobName() const { return tr("Reverse entry %1").arg(m_entry.value()); }

} // namespace alluse::ui
