#include "ui/dialogs/post_dialog.h"

#include "domain/text.h"
#include "services/command_service.h"
#include "ui/dialogs/account_form.h"
#include "ui/dialogs/amount_text.h"
#include "ui/dialogs/change_table.h"
#include "ui/dialogs/field_edits.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

#include <map>

namespace alluse::ui {

using domain::PostOrder;
using domain::TransactionType;
using namespace Qt::StringLiterals;

namespace {
constexpr int kContractsMax = 100'000;
constexpr int kOsiLength = 21; // OSI symbol: root, date, side, strike

// A type without a verb of its own is simply posted.
QString verbFor(TransactionType type) {
    static const std::map<TransactionType, const char*> verbs{
        {TransactionType::Deposit, QT_TRANSLATE_NOOP("alluse::ui::PostDialog", "&Deposit")},
        {TransactionType::Withdrawal, QT_TRANSLATE_NOOP("alluse::ui::PostDialog", "&Withdraw")},
        {TransactionType::TradePremium, QT_TRANSLATE_NOOP("alluse::ui::PostDialog", "&Post premium")},
        {TransactionType::TradeAssignment, QT_TRANSLATE_NOOP("alluse::ui::PostDialog", "&Post assignment")},
        {TransactionType::Fee, QT_TRANSLATE_NOOP("alluse::ui::PostDialog", "&Charge fee")},
        {TransactionType::Interest, QT_TRANSLATE_NOOP("alluse::ui::PostDialog", "&Credit interest")},
        {TransactionType::Adjustment, QT_TRANSLATE_NOOP("alluse::ui::PostDialog", "&Adjust")},
    };
    const auto found = verbs.find(type);
    return found == verbs.end() ? PostDialog::tr("&Post") : PostDialog::tr(found->second);
}
} // namespace

PostDialog::PostDialog(const DialogContext& context, domain::AccountId account,
                       TransactionType type, QWidget* parent)
    : CommandDialog(context, parent), m_account(account) {
    setObjectName(u"postDialog"_s);
    setHeading(tr("Post to account %1").arg(account.value()), tr("Loading…"));
    buildFields(type);
    refresh();
    loadAccount();
}

void PostDialog::buildFields(TransactionType type) {
    m_type = new QComboBox;
    for (const domain::TransactionRule& rule : domain::transactionRules())
        if (rule.mayBePostedByHand) m_type->addItem(wordFor(rule.type), static_cast<int>(rule.type));
    m_type->setCurrentIndex(std::max(0, m_type->findData(static_cast<int>(type))));
    m_amount = new MoneyEdit;
    m_date = new DateEdit;
    m_date->setDate(context().clock.today());
    m_underlying = new QLineEdit;
    m_underlying->setMaxLength(12);
    m_underlying->setFixedWidth(168);
    m_symbol = new QLineEdit;
    m_symbol->setMaxLength(kOsiLength);
    m_symbol->setFixedWidth(232);
    m_symbol->setPlaceholderText(u"AAPL  261218C00190000"_s);
    m_contracts = new QSpinBox;
    m_contracts->setRange(0, kContractsMax);
    m_contracts->setButtonSymbols(QSpinBox::NoButtons); // the arrow keys step
    m_contracts->setFixedWidth(96);
    m_contracts->setSpecialValueText(u"–"_s);
    m_tradeDate = new DateEdit;
    m_tradeDate->setOptional(true);
    m_note = new QLineEdit;
    m_note->setMaxLength(static_cast<int>(domain::kNoteLengthMax));
    m_reason = new QLineEdit;
    m_reason->setMaxLength(static_cast<int>(domain::kNoteLengthMax));
    m_preview = new ChangeTable;

    addField(u"amount"_s, tr("A&mount, USD"), m_amount);
    addField(u"type"_s, tr("&Type"), m_type);
    addField(u"businessDate"_s, tr("&Business date"), m_date);
    addField(u"underlying"_s, tr("&Underlying"), m_underlying);
    addField(u"optionSymbol"_s, tr("Option &symbol"), m_symbol);
    addField(u"contracts"_s, tr("&Contracts"), m_contracts);
    addField(u"tradeDate"_s, tr("T&rade date"), m_tradeDate);
    addField(u"note"_s, tr("&Note"), m_note);
    addField(u"reason"_s, tr("R&eason"), m_reason, tr("An adjustment needs a reason."));
    addWide(m_preview);

    connect(m_type, &QComboBox::currentIndexChanged, this, &PostDialog::refresh);
    for (QLineEdit* edit : {static_cast<QLineEdit*>(m_amount), static_cast<QLineEdit*>(m_date),
                            m_underlying, m_symbol, static_cast<QLineEdit*>(m_tradeDate), m_note,
                            m_reason})
        connect(edit, &QLineEdit::textChanged, this, &PostDialog::refresh);
}

void PostDialog::loadAccount() {
    load<std::optional<services::AccountDetails>>(
        tr("Read account %1").arg(m_account.value()),
        [accounts = &context().accounts, id = m_account](const services::Call& call) {
            return accounts->details(id, call);
        },
        [this](std::optional<services::AccountDetails> details) {
            if (details) {
                showAccount(std::move(*details));
                return;
            }
            setPrimaryEnabled(false);
            showBanner(tr("There is no account %1. Close this form and refresh the list.")
                           .arg(m_account.value()));
        });
}

void PostDialog::showAccount(services::AccountDetails details) {
    m_details = std::move(details);
    setHeading(tr("Post to %1").arg(stored(m_details->account.name)), accountLine(*m_details));
    setHint(u"amount"_s, limitsLine(m_details->account, locale()));
    refresh();
}

TransactionType PostDialog::type() const { return chosen<TransactionType>(m_type->currentData()); }

bool PostDialog::isTrade() const {
    return type() == TransactionType::TradePremium || type() == TransactionType::TradeAssignment;
}

std::optional<domain::TradeDetails> PostDialog::trade() const {
    if (!isTrade()) return std::nullopt;
    domain::TradeDetails details{m_underlying->text().trimmed().toStdString(),
                                 m_symbol->text().toStdString(), m_contracts->value(),
                                 m_tradeDate->date()};
    if (details == domain::TradeDetails{}) return std::nullopt;
    return details;
}

std::optional<PostOrder> PostDialog::order() const {
    const auto amount = m_amount->amount();
    const auto date = m_date->date();
    if (!amount || !date) return std::nullopt;
    PostOrder order;
    order.header = header(*date, m_note->text(), m_reason->text());
    order.account = m_account;
    order.type = type();
    order.amount = *amount;
    order.trade = trade();
    return order;
}

void PostDialog::refresh() {
    clearErrors();
    setPrimary(verbFor(type()));
    for (const QString& name : {u"underlying"_s, u"optionSymbol"_s, u"contracts"_s, u"tradeDate"_s})
        setFieldVisible(name, isTrade());
    setFieldVisible(u"reason"_s, domain::ruleOf(type()).needsManager);
    // A wrong number is said at once, a missing one only when the form is sent.
    if (!m_amount->text().trimmed().isEmpty()) setFieldError(u"amount"_s, m_amount->errorText());
    if (!m_date->text().trimmed().isEmpty() && m_date->text().size() == 10)
        setFieldError(u"businessDate"_s, m_date->errorText());
    if (!m_details) return;

    const domain::Account& account = m_details->account;
    ChangeRow row{stored(account.name), account.balance(), {}, account.balance(), {}, account.type};
    if (const auto draft = order()) {
        if (const auto plan = domain::planPost(*draft)) {
            if (const auto refusal = domain::checkAgainst(*plan, account, account.id)) {
                setFieldError(QString::fromStdString(refusal->field),
                              refusalText(*refusal, locale()));
            } else {
                row.after = domain::applied(*plan, account).balance();
                row.change = row.after - account.balance();
            }
        }
    }
    m_preview->setRows({row});
    fitHeight();
}

CommandDialog::Send PostDialog::prepare() {
    setFieldError(u"amount"_s, m_amount->errorText());
    setFieldError(u"businessDate"_s, m_date->errorText());
    if (isTrade()) setFieldError(u"tradeDate"_s, m_tradeDate->errorText());
    if (hasErrors()) return {};
    const auto draft = order();
    const auto plan = domain::planPost(*draft);
    if (!plan) {
        showRefusal(plan.error());
        return {};
    }
    return [commands = &context().commands, order = *draft](const services::Call& call) {
        return commands->post(order, call);
    };
}

QString PostDialog::jobName() const {
    return tr("%1 on account %2").arg(wordFor(type())).arg(m_account.value());
}

} // namespace alluse::ui
