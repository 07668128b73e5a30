#pragma once
// The status bar: which database, in which role, what is selected, which jobs run.

#include "jobs/runner/job_summary.h"

#include <QStatusBar>

#include <map>

class QLabel;

namespace alluse::jobs {
class JobRunner;
}

namespace alluse::ui {

class StatusLine final : public QStatusBar {
    Q_OBJECT

public:
    explicit StatusLine(jobs::JobRunner& runner, QWidget* parent = nullptr);
    // The name is short, the tool tip has the whole place.
    void setDatabase(const QString& dialect, const QString& location);
    void setReachable(bool isReachable);
    // As stored: "back office"; "live", "test", "demo".
    void setRole(const QString& role, const QString& environment);
    void setSelection(const QString& text);
    [[nodiscard]] QString databaseText() const;
    [[nodiscard]] QString selectionText() const;
    [[nodiscard]] QString jobsText() const;

private:
    void follow(const QList<jobs::JobSummary>& jobs);
    void showDatabase();
    void showJobs();

    std::map<jobs::JobId, jobs::JobSummary> m_running; // not those of the interactive lane
    QString m_databaseName;
    bool m_isReachable = true;
    QLabel* m_database;
    QLabel* m_role;
    QLabel* m_selection;
    QLabel* m_jobs;
};

} // namespace alluse::ui
