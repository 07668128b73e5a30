#include "composition/saved_state.h"

#include <QSettings>

namespace alluse::composition {
namespace {

const QString kTables = QStringLiteral("tables");

} // namespace

ui::UiState readUiState(QSettings& settings) {
    ui::UiState state;
    settings.beginGroup(QStringLiteral("window"));
    state.theme = ui::parseTheme(settings.value(QStringLiteral("theme")).toString());
    state.page = settings.value(QStringLiteral("page"), QStringLiteral("today")).toString(); // a first start begins there
    state.layoutVersion = settings.value(QStringLiteral("layoutVersion"), 0).toInt();
    state.geometry = settings.value(QStringLiteral("geometry")).toByteArray();
    state.docks = settings.value(QStringLiteral("docks")).toByteArray();
    state.splitter = settings.value(QStringLiteral("splitter")).toByteArray();
    state.isDetailsShown = settings.value(QStringLiteral("details"), true).toBool();
    state.recentActions = settings.value(QStringLiteral("recentActions")).toStringList();
    settings.beginGroup(kTables);
    // Columns may have moved with the layout's version; then the table starts afresh.
    if (state.layoutVersion == ui::kLayoutVersion)
        for (const QString& page : settings.childKeys())
            state.tables.insert(page, settings.value(page).toByteArray());
    settings.endGroup();
    settings.endGroup();
    return state;
}

void writeUiState(QSettings& settings, const ui::UiState& state) {
    settings.beginGroup(QStringLiteral("window"));
    settings.setValue(QStringLiteral("theme"), ui::themeName(state.theme));
    settings.setValue(QStringLiteral("page"), state.page);
    settings.setValue(QStringLiteral("layoutVersion"), state.layoutVersion);
    settings.setValue(QStringLiteral("geometry"), state.geometry);
    settings.setValue(QStringLiteral("docks"), state.docks);
    settings.setValue(QStringLiteral("splitter"), state.splitter);
    settings.setValue(QStringLiteral("details"), state.isDetailsShown);
    settings.setValue(QStringLiteral("recentActions"), state.recentActions);
    settings.beginGroup(kTables);
    for (auto it = state.tables.cbegin(); it != state.tables.cend(); ++it)
        settings.setValue(it.key(), it.value());
    settings.endGroup();
    settings.endGroup();
}

QString lastProfile(QSettings& settings) {
    return settings.value(QStringLiteral("database/last")).toString();
}

void setLastProfile(QSettings& settings, const QString& name) {
    settings.setValue(QStringLiteral("database/last"), name);
}

} // namespace alluse::composition
