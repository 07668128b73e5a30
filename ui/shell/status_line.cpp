#include "ui/shell/status_line.h"

#include "jobs/runner/job_runner.h"
#include "models/text_format.h"

#include <QFileInfo>
#include <QLabel>

#include <array>

namespace alluse::ui {

StatusLine::StatusLine(jobs::JobRunner& runner, QWidget* parent)
    : QStatusBar(parent), m_database(new QLabel(this)), m_role(new QLabel(this)),
      m_selection(new QLabel(this)), m_jobs(new QLabel(this)) {
    setObjectName(QStringLiteral("statusLine"));
    setSizeGripEnabled(false);
    m_database->setObjectName(QStringLiteral("statusDatabase"));
    m_selection->setObjectName(QStringLiteral("statusSelection"));
    m_jobs->setObjectName(QStringLiteral("statusJobs"));
    for (QLabel* label : {m_database, m_role, m_selection}) {
        label->setTextFormat(Qt::PlainText);
        addWidget(label);
    }
    m_jobs->setTextFormat(Qt::PlainText);
    addPermanentWidget(m_jobs);
    connect(&runner, &jobs::JobRunner::jobsQueued, this, &StatusLine::follow);
    connect(&runner, &jobs::JobRunner::jobsStarted, this, &StatusLine::follow);
    connect(&runner, &jobs::JobRunner::jobsProgressed, this, &StatusLine::follow);
    connect(&runner, &jobs::JobRunner::jobsFinished, this, &StatusLine::follow);
    showJobs();
}

void StatusLine::setDatabase(const QString& dialect, const QString& location) {
    // A file by its name, a server's database as it is called: host/database.
    const QString name = dialect == QLatin1String("SQLite") ? QFileInfo(location).fileName() : location;
    m_databaseName = location.isEmpty() ? dialect : tr("%1 · %2").arg(dialect, name);
    m_database->setToolTip(models::plainToolTip(location));
    m_isReachable = true;
    showDatabase();
}

void StatusLine::setReachable(bool isReachable) {
    m_isReachable = isReachable;
    showDatabase();
}

void StatusLine::showDatabase() {
    m_database->setText(m_isReachable ? tr("● %1").arg(m_databaseName)
                                      : tr("○ %1 · not reachable").arg(m_databaseName));
}

QString StatusLine::databaseText() const {
    return m_database->text();
}

void StatusLine::setRole(const QString& role, const QString& environment) {
    static constexpr std::array kRoles{QT_TR_NOOP("Owner"), QT_TR_NOOP("Manager"),
                                       QT_TR_NOOP("Back office"), QT_TR_NOOP("Teller"),
                                       QT_TR_NOOP("Auditor")};
    QString text = role;
    for (const char* known : kRoles)
        if (role.compare(QLatin1String(known), Qt::CaseInsensitive) == 0) text = tr(known);
    // Made-up money is never taken for real money.
    if (environment == QLatin1String("demo")) text = tr("%1 · demo data").arg(text);
    if (environment == QLatin1String("test")) text = tr("%1 · test data").arg(text);
    m_role->setText(text);
}

void StatusLine::setSelection(const QString& text) {
    m_selection->setText(text);
}

QString StatusLine::selectionText() const {
    return m_selection->text();
}

QString StatusLine::jobsText() const {
    return m_jobs->text();
}

void StatusLine::follow(const QList<jobs::JobSummary>& jobs) {
    for (const auto& job : jobs) {
        // Reads of the pages come and go within a blink; naming them would only flicker.
        if (job.lane == jobs::Lane::Interactive) continue;
        if (jobs::hasEnded(job.state))
            m_running.erase(job.id);
        else
            m_running[job.id] = job;
    }
    showJobs();
}

void StatusLine::showJobs() {
    if (m_running.empty()) {
        m_jobs->setText(tr("No jobs running"));
        return;
    }
    const auto& job = m_running.begin()->second;
    QString text = tr("Jobs: %1 running · %2")
                       .arg(models::countText(static_cast<qint64>(m_running.size())), job.name);
    if (job.total > 0)
        text = tr("%1 · %2 of %3").arg(text, models::countText(job.done), models::countText(job.total));
    m_jobs->setText(text);
}

} // namespace alluse::ui
