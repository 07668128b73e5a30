#include "ui/dialogs/languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

namespace alluse::ui {

using namespace Qt::StringLiterals;

namespace {
// One slot each, so that choosing again replaces what was there.
void install(QCoreApplication& application, const QString& slot, const QLocale& locale,
             const QString& file, const QString& folder, bool& isThere) {
    if (auto* old = application.findChild<QTranslator*>(slot)) {
        QCoreApplication::removeTranslator(old);
        delete old;
    }
    auto* translator = new QTranslator(&application);
    translator->setObjectName(slot);
    isThere = translator->load(locale, file, u"_"_s, folder);
    if (isThere)
        QCoreApplication::installTranslator(translator);
    else
        delete translator;
}
} // namespace

QStringList languages() { return {u"en"_s, u"de"_s}; }

bool installLanguage(QCoreApplication& application, const QLocale& locale) {
    QLocale::setDefault(locale);
    bool hasQt = false;
    bool hasOurs = false;
    install(application, u"qtTranslator"_s, locale, u"qtbase"_s,
            QLibraryInfo::path(QLibraryInfo::TranslationsPath), hasQt);
    install(application, u"windowTranslator"_s, locale, u"alluse"_s, u":/translations"_s, hasOurs);
    return hasOurs || locale.language() == QLocale::English;
}

} // namespace alluse::ui
