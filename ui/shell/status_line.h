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
    void setDatabase(const QString& text);
    void setRole(const QString& text);
    void setSelection(const QString& text);
    [[nodiscard]] QString selectionText() const;
    [[nodiscard]] QString jobsText() const;

private:
    void follow(const QList<jobs::JobSummary>& jobs);
    void showJobs();

    std::map<jobs::JobId, jobs::JobSummary> m_running; // not those of the interactive lane
    QLabel* m_database;
    QLabel* m_role;
    QLabel* m_selection;
    QLabel* m_jobs;
};

} // namespace alluse::ui
