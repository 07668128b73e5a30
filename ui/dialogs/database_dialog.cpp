#include "ui/dialogs/database_dialog.h"

#include "models/text_format.h"
#include "ui/common/prompts.h"
#include "ui/dialogs/command_dialog.h"
#include "ui/dialogs/refusal_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace alluse::ui {

using Kind = DatabaseProfile::Kind;
using models::fromUtf8;
using namespace Qt::StringLiterals;

namespace {
constexpr int kPortMax = 65'535;
}

DatabaseDialog::DatabaseDialog(const DatabaseDialogContext& context,
                               const std::vector<DatabaseProfile>& profiles, QWidget* parent)
    : FormDialog(parent), m_context(context), m_profiles(profiles) {
    setObjectName(u"databaseDialog"_s);
    setHeading(tr("Open a database"),
               tr("A file on this computer, or a PostgreSQL server. Passwords are never stored."));
    setPrimary(tr("&Open database"));
    buildFields();
    showProfile(m_saved->currentIndex());
}

void DatabaseDialog::buildFields() {
    m_saved = new QComboBox;
    for (const DatabaseProfile& saved : m_profiles) m_saved->addItem(fromUtf8(saved.name));
    m_saved->addItem(tr("New profile"));
    m_saved->setMinimumWidth(232);
    m_kind = new QComboBox;
    m_kind->addItem(tr("File on this computer (SQLite)"), static_cast<int>(Kind::File));
    m_kind->addItem(tr("Server (PostgreSQL)"), static_cast<int>(Kind::Server));
    m_name = new QLineEdit;
    m_path = new QLineEdit;
    m_host = new QLineEdit;
    m_port = new QSpinBox;
    m_port->setRange(1, kPortMax);
    m_port->setButtonSymbols(QSpinBox::NoButtons);
    m_port->setFixedWidth(96);
    m_database = new QLineEdit;
    m_user = new QLineEdit;
    m_password = new QLineEdit;
    m_password->setEchoMode(QLineEdit::Password);
    m_create = new QCheckBox(tr("Create the file when it does not exist"));
    auto* browse = new QPushButton(tr("&Browse…"));
    browse->setAutoDefault(false);
    browse->setObjectName(u"browseButton"_s);
    m_path->setMinimumWidth(300);
    m_path->setObjectName(u"pathEdit"_s);

    addField(u"saved"_s, tr("Saved &profile"), m_saved);
    addField(u"kind"_s, tr("&Kind"), m_kind);
    addField(u"name"_s, tr("Profile &name"), m_name);
    addLine(u"path"_s, tr("&File"), {m_path, browse});
    addField(u"create"_s, {}, m_create);
    m_create->setAccessibleName(m_create->text());
    addField(u"host"_s, tr("&Host"), m_host);
    addField(u"port"_s, tr("Po&rt"), m_port);
    addField(u"database"_s, tr("&Database"), m_database);
    addField(u"user"_s, tr("&User"), m_user);
    addField(u"password"_s, tr("Pass&word"), m_password,
             tr("Leave empty to use the server's own rules or a .pgpass file."));

    m_test = new QPushButton(tr("&Test connection"));
    m_test->setObjectName(u"testButton"_s);
    m_test->setAutoDefault(false);
    m_result = new QLabel;
    m_result->setObjectName(u"testResult"_s);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setWordWrap(true);
    auto* line = new QWidget;
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->addWidget(m_test, 0, Qt::AlignTop);
    layout->addWidget(m_result, 1);
    addWide(line);

    connect(m_saved, &QComboBox::activated, this, &DatabaseDialog::showProfile);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &DatabaseDialog::refresh);
    connect(browse, &QPushButton::clicked, this, &DatabaseDialog::browse);
    connect(m_test, &QPushButton::clicked, this, &DatabaseDialog::testConnection);
    for (QLineEdit* edit : {m_name, m_path, m_host, m_database, m_user, m_password})
        connect(edit, &QLineEdit::textChanged, this, &DatabaseDialog::refresh);
}

void DatabaseDialog::showProfile(int index) {
    const auto at = static_cast<std::size_t>(index);
    const bool isSaved = index >= 0 && at < m_profiles.size();
    const DatabaseProfile profile = isSaved ? m_profiles[at] : DatabaseProfile{};
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(profile.kind)));
    m_name->setText(fromUtf8(profile.name));
    m_path->setText(fromUtf8(profile.path));
    m_host->setText(fromUtf8(profile.host));
    m_port->setValue(profile.port);
    m_database->setText(fromUtf8(profile.database));
    m_user->setText(fromUtf8(profile.user));
    m_password->clear();
    m_create->setChecked(!isSaved);
    refresh();
}

bool DatabaseDialog::isServer() const {
    return m_kind->currentData().toInt() == static_cast<int>(Kind::Server);
}

DatabaseProfile DatabaseDialog::profile() const {
    DatabaseProfile profile;
    profile.name = m_name->text().trimmed().toStdString();
    profile.kind = isServer() ? Kind::Server : Kind::File;
    if (isServer()) {
        profile.host = m_host->text().trimmed().toStdString();
        profile.port = m_port->value();
        profile.database = m_database->text().trimmed().toStdString();
        profile.user = m_user->text().trimmed().toStdString();
    } else {
        profile.path = m_path->text().trimmed().toStdString();
    }
    return profile;
}

void DatabaseDialog::refresh() {
    clearErrors();
    m_testing.drop();
    m_result->clear();
    m_test->setEnabled(true);
    for (const QString& name : {u"path"_s, u"create"_s}) setFieldVisible(name, !isServer());
    for (const QString& name : {u"host"_s, u"port"_s, u"database"_s, u"user"_s, u"password"_s})
        setFieldVisible(name, isServer());
}

bool DatabaseDialog::check() {
    clearErrors();
    if (!isServer() && m_path->text().trimmed().isEmpty())
        setFieldError(u"path"_s, tr("Choose the file of the database."));
    if (isServer() && m_database->text().trimmed().isEmpty())
        setFieldError(u"database"_s, tr("Name the database on the server."));
    focusFirstError();
    return !hasErrors();
}

void DatabaseDialog::browse() {
    m_context.prompts.chooseFile(this, tr("Choose a database file"),
                                 tr("Databases (*.db *.sqlite *.sqlite3);;All files (*)"),
                                 [this](const QString& path) {
                                     if (!path.isEmpty()) m_path->setText(path);
                                 });
}

void DatabaseDialog::testConnection() {
    if (!check()) return;
    using Answer = services::Outcome<services::DatabaseStatus>;
    m_test->setEnabled(false);
    m_result->setText(tr("Connecting…"));
    m_testing = m_context.runner.start<Answer>(
        jobs::Lane::Interactive, {.name = tr("Test a connection")},
        [test = m_context.test,
         location = locationOf(profile(), m_password->text().toStdString())](jobs::JobContext& job) {
            return test(location, callOf(services::Lane::Interactive, job));
        },
        this, [this](jobs::JobOutcome<Answer> outcome) {
            m_test->setEnabled(true);
            if (outcome.isDone() && outcome.value()) {
                const services::DatabaseStatus& status = *outcome.value();
                m_result->setText(
                    tr("Connected: %1 %2, schema %3 of %4.")
                        .arg(QString::fromStdString(status.dialect),
                             QString::fromStdString(status.serverVersion))
                        .arg(status.schemaVersion)
                        .arg(status.schemaVersionNewest));
                return;
            }
            const QString why = outcome.isDone()
                                    ? QString::fromStdString(services::describe(outcome.value().error()))
                                : outcome.isFailed() ? outcome.failure().text
                                                     : QString();
            m_result->setText(tr("No connection. %1").arg(why));
            fitHeight();
        });
}

void DatabaseDialog::submit() {
    if (!check()) return;
    DatabaseChoice choice{profile(), locationOf(profile(), m_password->text().toStdString()),
                          !isServer() && m_create->isChecked()};
    if (choice.profile.name.empty())
        choice.profile.name = isServer() ? choice.profile.database + " @ " + choice.profile.host
                                         : choice.profile.path.substr(choice.profile.path.rfind('/') + 1);
    accept();
    emit databaseChosen(choice);
}

} // namespace alluse::ui
