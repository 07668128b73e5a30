#pragma once
// Edits every parameter of an account's policy, with the limits at the fields.

#include "ui/dialogs/command_dialog.h"

#include "services/rows.h"

#include <optional>

class QLabel;
class QLineEdit;

namespace alluse::ui {

class PolicyFields;

class PolicyDialog final : public CommandDialog {
    Q_OBJECT

public:
    PolicyDialog(const DialogContext& context, domain::AccountId account,
                 QWidget* parent = nullptr);

protected:
    Send prepare() override;
    [[nodiscard]] QString jobName() const override;

private:
    void loadAccount();
    void showAccount(services::AccountDetails details);
    void refresh();

    domain::AccountId m_account;
    std::optional<services::AccountDetails> m_details;
    PolicyFields* m_fields = nullptr;
    QLineEdit* m_reason = nullptr;
    QLabel* m_changes = nullptr;
};

} // namespace alluse::ui
