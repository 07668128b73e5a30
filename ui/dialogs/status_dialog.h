#pragma once
// Changes the status of an account along the arrows of the status table.

#include "ui/dialogs/command_dialog.h"

#include "services/rows.h"

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;

namespace alluse::ui {

class StatusDialog final : public CommandDialog {
    Q_OBJECT

public:
    StatusDialog(const DialogContext& context, domain::AccountId account,
                 QWidget* parent = nullptr);

protected:
    Send prepare() override;
    [[nodiscard]] QString jobName() const override;

private:
    void loadAccount();
    void showAccount(services::AccountDetails details);
    void refresh();
    [[nodiscard]] domain::ChangeStatusOrder order() const;

    domain::AccountId m_account;
    std::optional<services::AccountDetails> m_details;
    QComboBox* m_status;
    QComboBox* m_closeReason;
    QLineEdit* m_reason;
    QLabel* m_effect;
};

} // namespace alluse::ui
