#pragma once
// Writes what a page shows to a file, with progress and Cancel; half a file is never left. GUI thread.

#include "jobs/runner/job_runner.h"
#include "ui/common/table_source.h"
#include "ui/dialogs/form_dialog.h"

class QComboBox;
class QLineEdit;
class QProgressBar;

namespace alluse::ui {

class Prompts;

struct ExportDialogContext {
    jobs::JobRunner& runner;
    Prompts& prompts;
    services::TableFileMaker make;
    QString folder; // where the file is suggested
    QString day;    // "2026-11-24", for its name
};

class ExportDialog final : public FormDialog {
    Q_OBJECT

public:
    ExportDialog(const ExportDialogContext& context, TableSource source, QWidget* parent = nullptr);

    void setPath(const QString& path);
    [[nodiscard]] QString path() const;

signals:
    void exported(const QString& path, qint64 rows);

protected:
    void submit() override;
    void cancelPressed() override;

private:
    using Result = domain::Result<qint64, QString>; // rows, or why not

    void buildFields();
    void formatChosen();
    void browse();
    void settle(jobs::JobOutcome<Result> outcome);
    void showProgress(const QList<jobs::JobSummary>& jobs);
    [[nodiscard]] bool isSelectionChosen() const;
    static Result work(const ExportDialogContext& context, const TableSource& source, bool isSelection,
                       const QString& path, jobs::JobContext& job);

    ExportDialogContext m_context;
    TableSource m_source;
    QComboBox* m_rows;
    QComboBox* m_format;
    QLineEdit* m_file;
    QProgressBar* m_progress;
    jobs::JobTicket m_ticket;
};

} // namespace alluse::ui
