#pragma once
// The languages of the window: English in the sources, German as a translation. GUI thread.

#include <QLocale>
#include <QStringList>

class QCoreApplication;

namespace alluse::ui {

[[nodiscard]] QStringList languages(); // "en", "de"
// Installs the translation of `locale`, ours and Qt's own, and makes it the default locale. False
// when the language is not there; English then stays and figures still follow the locale.
bool installLanguage(QCoreApplication& application, const QLocale& locale);

} // namespace alluse::ui
