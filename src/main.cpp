// alluse-admin: the window.

#include "composition/application.h"
#include "composition/screenshot_tour.h"
#include "ui/common/icons.h"
#include "ui/dialogs/languages.h"
#include "ui/shell/single_instance.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTextStream>

using namespace alluse;

namespace {

struct CommandLine {
    composition::ApplicationOptions options;
    QString screenshots;
};

CommandLine parse(const QApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::tr("Keeps the ledger of account families."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption database(
        QStringLiteral("db"), QApplication::tr("Database to open: sqlite:PATH, postgresql:CONNINFO or the name of a saved one."),
        QStringLiteral("location"));
    const QCommandLineOption screenshots(
        QStringLiteral("screenshots"),
        QApplication::tr("Walk every page, write pictures to this folder, and end."),
        QStringLiteral("folder"));
    const QCommandLineOption theme(QStringLiteral("theme"),
                                   QApplication::tr("Theme: light, dark or system."),
                                   QStringLiteral("name"));
    parser.addOptions({database, screenshots, theme});
    parser.process(application);
    CommandLine line;
    if (parser.isSet(database)) line.options.location = parser.value(database).toStdString();
    if (parser.isSet(theme)) line.options.theme = ui::parseTheme(parser.value(theme));
    line.screenshots = parser.value(screenshots);
    // Pictures show the program as it is delivered, whatever its owner has arranged.
    if (!line.screenshots.isEmpty()) line.options.remembers = false;
    return line;
}

int takeScreenshots(QApplication& application, composition::Application& program,
                    const QString& folder) {
    composition::ScreenshotTour tour(program, QDir(folder));
    QObject::connect(&tour, &composition::ScreenshotTour::finished, &application,
                     [](int pictures, const QString& failure) {
                         QTextStream out(failure.isEmpty() ? stdout : stderr);
                         out << (failure.isEmpty()
                                     ? QApplication::tr("%1 pictures written").arg(pictures)
                                     : failure)
                             << Qt::endl;
                         QApplication::exit(failure.isEmpty() ? 0 : 1);
                     });
    tour.start();
    program.start();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("alluse"));
    QApplication::setApplicationName(QStringLiteral("account-admin"));
    QApplication::setApplicationDisplayName(QStringLiteral("ALL-USE Account Manager"));
    QApplication::setApplicationVersion(QStringLiteral("0.1.0"));
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.alluse.AccountAdmin"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/app.svg")));
    const CommandLine line = parse(application);
    // Pictures speak English wherever they are taken.
    ui::installLanguage(application, line.screenshots.isEmpty() ? QLocale()
                                                                 : QLocale(QStringLiteral("en_US")));

    if (!line.screenshots.isEmpty()) {
        composition::Application program(line.options);
        return takeScreenshots(application, program, line.screenshots);
    }
    ui::SingleInstance instance(QStringLiteral("alluse-account-admin"));
    if (instance.handOver()) return 0;
    composition::Application program(line.options);
    QObject::connect(&instance, &ui::SingleInstance::raiseRequested, &program.window(),
                     &ui::MainWindow::bringToFront);
    program.start();
    return QApplication::exec();
}
