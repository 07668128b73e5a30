#pragma once
// Moves money from one account to another of the same family.

#include "ui/dialogs/command_dialog.h"

#include "services/rows.h"

#include <optional>
#include <vector>

class QComboBox;
class QLineEdit;

namespace alluse::ui {

class ChangeTable;
class DateEdit;
class MoneyEdit;

class TransferDialog final : public CommandDialog {
    Q_OBJECT

public:
    TransferDialog(const DialogContext& context, domain::AccountId source,
                   QWidget* parent = nullptr);

protected:
    Send prepare() override;
    [[nodiscard]] QString jobName() const override;

private:
    // The source and the accounts of its family that may receive.
    struct Family {
        services::AccountDetails source;
        std::vector<domain::Account> targets;
    };
    void buildFields();
    void loadFamily();
    void showFamily(Family family);
    void refresh();
    [[nodiscard]] const domain::Account* target() const;
    [[nodiscard]] std::optional<domain::TransferOrder> order() const;
    static services::Outcome<Family> readFamily(services::AccountReads& accounts,
                                                domain::AccountId source,
                                                const services::Call& call);

    domain::AccountId m_source;
    std::optional<Family> m_family;
    QComboBox* m_target;
    MoneyEdit* m_amount;
    DateEdit* m_date;
    QLineEdit* m_note;
    ChangeTable* m_preview;
};

} // namespace alluse::ui
