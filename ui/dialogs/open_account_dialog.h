#pragma once
// Opens one more account in an existing family, with or without money.

#include "ui/dialogs/command_dialog.h"

#include "services/rows.h"

#include <optional>

class QComboBox;
class QLineEdit;

namespace alluse::ui {

class ChangeTable;
class MoneyEdit;

class OpenAccountDialog final : public CommandDialog {
    Q_OBJECT

public:
    OpenAccountDialog(const DialogContext& context, domain::FamilyId family,
                      QWidget* parent = nullptr);

protected:
    Send prepare() override;
    [[nodiscard]] QString jobName() const override;

private:
    void buildFields();
    void loadFamily();
    void showFamily(services::FamilyRow family);
    void refresh();
    [[nodiscard]] domain::AccountType type() const;
    // The template of the family, else the defaults of the type.
    [[nodiscard]] domain::Policy policy() const;

    domain::FamilyId m_familyId;
    std::optional<services::FamilyRow> m_family;
    QComboBox* m_type;
    QLineEdit* m_name;
    QLineEdit* m_reference;
    MoneyEdit* m_amount;
    QLineEdit* m_note;
    ChangeTable* m_preview;
    bool m_isNameTyped = false;
};

} // namespace alluse::ui
