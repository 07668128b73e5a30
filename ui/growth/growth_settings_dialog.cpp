#include "ui/growth/growth_settings_dialog.h"

#include "services/growth_service.h"
#include "ui/dialogs/account_form.h"
#include "ui/growth/growth_words.h"

#include <QComboBox>

namespace alluse::ui {

using namespace Qt::StringLiterals;
using domain::GrowthMode;

GrowthSettingsDialog::GrowthSettingsDialog(const DialogContext& context,
                                           services::GrowthService& growth, domain::FamilyId family,
                                           const QString& familyName, QWidget* parent)
    : CommandDialog(context, parent), m_growth(growth), m_family(family), m_forks(modeBox()),
      m_merges(modeBox()), m_reinvestments(modeBox()) {
    setObjectName(u"growthSettingsDialog"_s);
    setHeading(tr("Growth of %1").arg(familyName),
               tr("What happens when a threshold or a day is reached."));
    setPrimary(tr("&Save settings"));
    addField(u"forks"_s, tr("&Forks"), m_forks);
    addField(u"merges"_s, tr("&Merges"), m_merges);
    addField(u"reinvestments"_s, tr("&Reinvestments"), m_reinvestments);
    using Settings = std::optional<domain::FamilyGrowthSettings>;
    load<Settings>(
        tr("Read growth settings"),
        [growth = &m_growth, family](const services::Call& call) {
            return growth->settings(family, call);
        },
        [this](const Settings& settings) {
            const domain::FamilyGrowthSettings found = settings.value_or(domain::FamilyGrowthSettings{});
            const auto show = [](QComboBox* box, GrowthMode mode) {
                box->setCurrentIndex(box->findData(static_cast<int>(mode)));
            };
            show(m_forks, found.forks);
            show(m_merges, found.merges);
            show(m_reinvestments, found.reinvestments);
        });
}

QComboBox* GrowthSettingsDialog::modeBox() {
    auto* box = new QComboBox;
    for (const auto mode : {GrowthMode::AtOnce, GrowthMode::AfterApproval, GrowthMode::ByHand})
        box->addItem(wordFor(mode), static_cast<int>(mode));
    return box;
}

CommandDialog::Send GrowthSettingsDialog::prepare() {
    domain::GrowthSettingsOrder order;
    order.header = header(context().clock.today(), {});
    order.family = m_family;
    order.settings = {chosen<GrowthMode>(m_forks->currentData()),
                      chosen<GrowthMode>(m_merges->currentData()),
                      chosen<GrowthMode>(m_reinvestments->currentData())};
    return [growth = &m_growth, order](const services::Call& call) {
        return growth->changeSettings(order, call);
    };
}

QString GrowthSettingsDialog::jobName() const { return tr("Save growth settings"); }

} // namespace alluse::ui
