#pragma once
// What a family does by itself: forks, merges and reinvestments at once, after approval, by hand.

#include "ui/dialogs/command_dialog.h"

class QComboBox;

namespace alluse::services {
class GrowthService;
}

namespace alluse::ui {

class GrowthSettingsDialog final : public CommandDialog {
    Q_OBJECT

public:
    GrowthSettingsDialog(const DialogContext& context, services::GrowthService& growth,
                         domain::FamilyId family, const QString& familyName,
                         QWidget* parent = nullptr);

protected:
    Send prepare() override;
    [[nodiscard]] QString jobName() const override;

private:
    QComboBox* modeBox();

    services::GrowthService& m_growth;
    domain::FamilyId m_family;
    QComboBox* m_forks;
    QComboBox* m_merges;
    QComboBox* m_reinvestments;
};

} // namespace alluse::ui
