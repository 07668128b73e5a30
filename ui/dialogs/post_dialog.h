#pragma once
// Deposit, withdrawal, premium, assignment, fee, interest or adjustment on one account.

#include "ui/dialogs/command_dialog.h"

#include "services/rows.h"

#include <optional>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace alluse::ui {

class ChangeTable;
class DateEdit;
class MoneyEdit;

class PostDialog final : public CommandDialog {
    Q_OBJECT

public:
    PostDialog(const DialogContext& context, domain::AccountId account,
               domain::TransactionType type = domain::TransactionType::Deposit,
               QWidget* parent = nullptr);

protected:
    Send prepare() override;
    [[nodiscard]] QString jobName() const override;

private:
    void buildFields(domain::TransactionType type);
    void loadAccount();
    void showAccount(services::AccountDetails details);
    void refresh(); // verb, visible fields, preview
    [[nodiscard]] domain::TransactionType type() const;
    [[nodiscard]] bool isTrade() const;
    [[nodiscard]] std::optional<domain::TradeDetails> trade() const;
    // None while a field has no value.
    [[nodiscard]] std::optional<domain::PostOrder> order() const;

    domain::AccountId m_account;
    std::optional<services::AccountDetails> m_details;
    QComboBox* m_type;
    MoneyEdit* m_amount;
    DateEdit* m_date;
    QLineEdit* m_underlying;
    QLineEdit* m_symbol;
    QSpinBox* m_contracts;
    DateEdit* m_tradeDate;
    QLineEdit* m_note;
    QLineEdit* m_reason;
    ChangeTable* m_preview;
};

} // namespace alluse::ui
