// Profiles are remembered without passwords; a connection is tested before it is opened.

#include "exchange/profile_file.h"
#include "metrics/metric_registry.h"
#include "ui/common/prompts.h"
#include "ui/dialogs/database_dialog.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QComboBox>
#include <QPushButton>
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
    profile.name = "branch-2";
    profile.kind = Kind::Server;
    profile.host = "ledger.example";
    profile.port = 5433;
    profile.database = "book";
    profile.user = "teller";
    return profile;
}
} // namespace

class TestDatabaseDialog final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void noPasswordReachesTheFileOfProfiles();
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

void TestDatabaseDialog::noPasswordReachesTheFileOfProfiles() {
    QTemporaryDir folder;
    DatabaseDialog dialog(contextAnswering({}), {serverProfile()});
    QSignalSpy chosen(&dialog, &DatabaseDialog::databaseChosen);
    dialog.show();
    dialog.findChild<QLineEdit*>(u"password"_s)->setText(u"s3cr'et"_s);
    dialog.primaryButton()->click();
    QCOMPARE(chosen.size(), 1);
    const auto choice = chosen[0][0].value<DatabaseChoice>();
    QVERIFY(choice.location.find("password='s3cr\\'et'") != std::string::npos);

    const QString path = folder.filePath(u"databases.json"_s);
    QVERIFY(exchange::saveProfile(path.toStdString(), choice.profile).has_value());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains("ledger.example"));
    QVERIFY(!text.contains("s3cr"));
    QVERIFY(!text.contains("password"));
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
