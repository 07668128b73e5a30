// Profiles are remembered without passwords; a connection is tested before it is opened.

#include "metrics/metric_registry.h"
#include "ui/common/prompts.h"
#include "ui/dialogs/database_dialog.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QComboBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace alluse;
using namespace alluse::ui;
using Kind = DatabaseProfile::Kind;
using namespace Qt::StringLiterals;

namespace {
// Answers with one file, as a person would.
class OneFile final : public Prompts {
public:
    void confirm(QWidget*, const QString&, const QString&, const QString&,
                 std::function<void(bool)> answered) override {
        answered(true);
    }
    void chooseFile(QWidget*, const QString&, const QString&,
                    std::function<void(const QString&)> chosen) override {
        chosen(u"/data/book.db"_s);
    }
    void chooseSaveFile(QWidget*, const QString&, const QString&, const QString&,
                        std::function<void(const QString&)>) override {}
};

DatabaseProfile serverProfile() {
    DatabaseProfile profile;
    profile.name = u"branch-2"_s;
    profile.kind = Kind::Server;
    profile.host = u"ledger.example"_s;
    profile.port = 5433;
    profile.database = u"book"_s;
    profile.user = u"teller"_s;
    return profile;
}
} // namespace

class TestDatabaseDialog final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void profilesComeBackAsTheyWere();
    void noPasswordReachesTheSettings();
    void aConninfoQuotesItsValues();
    void theNewestProfileStandsFirst();
    void aMissingFileNameIsSaidAtTheField();
    void browseFillsThePath();
    void testConnectionSaysWhatAnswered();
    void testConnectionSaysWhyNot();
    void anOldAnswerIsForgottenWhenTheProfileChanges();

private:
    DatabaseDialogContext contextAnswering(services::Outcome<services::DatabaseStatus> answer) {
        return {*m_runner, m_prompts,
                [this, answer](const std::string& location, const services::Call&) {
                    m_askedFor = location;
                    return answer;
                }};
    }

    metrics::MetricRegistry m_registry;
    std::unique_ptr<jobs::JobRunner> m_runner;
    OneFile m_prompts;
    std::string m_askedFor;
};

void TestDatabaseDialog::init() {
    m_runner = std::make_unique<jobs::JobRunner>(jobs::LaneWorkers{}, m_registry);
}

void TestDatabaseDialog::cleanup() { m_runner.reset(); }

void TestDatabaseDialog::profilesComeBackAsTheyWere() {
    QTemporaryDir folder;
    DatabaseProfile file;
    file.name = u"Sample"_s;
    file.path = u"/data/a b.db"_s;
    {
        QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        writeProfiles(settings, {file, serverProfile()});
    }
    QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
    QCOMPARE(readProfiles(settings), (QList<DatabaseProfile>{file, serverProfile()}));
    writeProfiles(settings, {file});
    QCOMPARE(readProfiles(settings).size(), 1);
}

void TestDatabaseDialog::noPasswordReachesTheSettings() {
    QTemporaryDir folder;
    DatabaseDialog dialog(contextAnswering({}), {serverProfile()});
    QSignalSpy chosen(&dialog, &DatabaseDialog::databaseChosen);
    dialog.show();
    dialog.findChild<QLineEdit*>(u"password"_s)->setText(u"s3cr'et"_s);
    dialog.primaryButton()->click();
    QCOMPARE(chosen.size(), 1);
    const auto choice = chosen[0][0].value<DatabaseChoice>();
    QVERIFY(choice.location.find("password='s3cr\\'et'") != std::string::npos);

    const QString path = folder.filePath(u"s.ini"_s);
    {
        QSettings settings(path, QSettings::IniFormat);
        writeProfiles(settings, withProfile({}, choice.profile));
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains("ledger.example"));
    QVERIFY(!text.contains("s3cr"));
    QVERIFY(!text.contains("password"));
}

void TestDatabaseDialog::aConninfoQuotesItsValues() {
    DatabaseProfile profile = serverProfile();
    profile.database = u"o'brien\\x"_s;
    QCOMPARE(QString::fromStdString(locationOf(profile)),
             u"postgresql:host='ledger.example' port='5433' dbname='o\\'brien\\\\x' user='teller'"_s);
}

void TestDatabaseDialog::theNewestProfileStandsFirst() {
    DatabaseProfile file;
    file.name = u"Sample"_s;
    QList<DatabaseProfile> profiles = withProfile({file, serverProfile()}, serverProfile());
    QCOMPARE(profiles.size(), 2);
    QCOMPARE(profiles.front().name, u"branch-2"_s);
}

void TestDatabaseDialog::aMissingFileNameIsSaidAtTheField() {
    DatabaseDialog dialog(contextAnswering({}), {});
    QSignalSpy chosen(&dialog, &DatabaseDialog::databaseChosen);
    dialog.show();
    dialog.primaryButton()->click();
    QVERIFY(!dialog.fieldError(u"path"_s).isEmpty());
    QCOMPARE(chosen.size(), 0);
    QVERIFY(dialog.isVisible());
}

void TestDatabaseDialog::browseFillsThePath() {
    DatabaseDialog dialog(contextAnswering({}), {});
    dialog.show();
    dialog.findChild<QPushButton*>(u"browseButton"_s)->click();
    QCOMPARE(dialog.findChild<QLineEdit*>(u"pathEdit"_s)->text(), u"/data/book.db"_s);
}

void TestDatabaseDialog::testConnectionSaysWhatAnswered() {
    services::DatabaseStatus status;
    status.dialect = "postgresql";
    status.serverVersion = "15.8";
    status.schemaVersion = 3;
    status.schemaVersionNewest = 3;
    DatabaseDialog dialog(contextAnswering(status), {serverProfile()});
    dialog.show();
    dialog.findChild<QPushButton*>(u"testButton"_s)->click();
    auto* result = dialog.findChild<QLabel*>(u"testResult"_s);
    QTRY_COMPARE(result->text(), u"Connected: postgresql 15.8, schema 3 of 3."_s);
    QVERIFY(m_askedFor.starts_with("postgresql:host='ledger.example'"));
    QVERIFY(dialog.isVisible());
}

void TestDatabaseDialog::testConnectionSaysWhyNot() {
    DatabaseDialog dialog(
        contextAnswering(services::failed(services::FailureKind::Unavailable, "no route")),
        {serverProfile()});
    dialog.show();
    dialog.findChild<QPushButton*>(u"testButton"_s)->click();
    auto* result = dialog.findChild<QLabel*>(u"testResult"_s);
    QTRY_VERIFY(result->text().startsWith(u"No connection."));
    QVERIFY(result->text().size() > 20);
}

void TestDatabaseDialog::anOldAnswerIsForgottenWhenTheProfileChanges() {
    DatabaseDialog dialog(contextAnswering(services::DatabaseStatus{}), {serverProfile()});
    dialog.show();
    dialog.findChild<QPushButton*>(u"testButton"_s)->click();
    auto* result = dialog.findChild<QLabel*>(u"testResult"_s);
    QTRY_VERIFY(result->text().startsWith(u"Connected"));
    dialog.findChild<QLineEdit*>(u"host"_s)->setText(u"other.example"_s);
    QVERIFY(result->text().isEmpty());
}

Q_DECLARE_METATYPE(alluse::ui::DatabaseChoice)
QTEST_MAIN(TestDatabaseDialog)
#include "tst_database_dialog.moc"
