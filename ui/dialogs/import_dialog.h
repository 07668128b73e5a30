#pragma once
// Imports a bank file: first a dry run under the real rules that writes nothing, then the import
// with progress, then what was posted and what was not. GUI thread.

#include "domain/import_row.h"
#include "domain/result.h"
#include "jobs/runner/job_runner.h"
#include "services/import_service.h"
#include "ui/dialogs/form_dialog.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

class QLabel;
class QLineEdit;
class QProgressBar;
class QTableWidget;

namespace alluse::ui {

class Prompts;

// An opened file and what its mapping says; `rows` reads on, row by row.
struct ImportFile {
    domain::ImportSettings settings;
    std::map<std::string, std::string> columns;
    std::string sha256; // hexadecimal
    services::ImportRows rows;
    std::function<void(const services::ImportReject&)> onReject; // every one of them
    std::function<void()> onBatch;                               // what was read is settled
    // Writes the rejects so far as a bank file with reasons; blocks. May be called from any thread
    // once the run is over.
    std::function<domain::Result<void, std::string>(const std::string& path)> saveRejects;
};

struct ImportDialogContext {
    // Opens file and mapping, or says in one sentence what is wrong. Runs on a worker.
    using Open = std::function<domain::Result<ImportFile, std::string>(const std::string& file,
                                                                       const std::string& mapping)>;
    services::ImportService& imports;
    jobs::JobRunner& runner;
    Prompts& prompts;
    domain::Actor actor;
    Open open;
};

class ImportDialog final : public FormDialog {
    Q_OBJECT

public:
    explicit ImportDialog(const ImportDialogContext& context, QWidget* parent = nullptr);

    void setFiles(const QString& file, const QString& mapping);
    [[nodiscard]] const services::ImportSummary& summary() const { return m_summary; }

    static constexpr std::size_t kPreviewRows = 8;

signals:
    void importFinished(const alluse::services::ImportSummary& summary);

protected:
    void submit() override;
    void cancelPressed() override;

private:
    enum class Step { Choose, Checked, Finished };
    struct Result { // of a dry run or a run
        services::Outcome<services::ImportSummary> summary;
        std::vector<domain::ImportRow> firstRows;
        std::function<domain::Result<void, std::string>(const std::string&)> saveRejects;
    };
    void buildFields();
    QLineEdit* addFile(const QString& name, const QString& label, const QString& filter);
    void backToStart();
    void start(bool isDryRun);
    void settle(bool isDryRun, jobs::JobOutcome<Result> outcome);
    void showSummary(bool isDryRun);
    void showFirstRows(const std::vector<domain::ImportRow>& rows);
    void showRejects();
    void showProgress(const QList<jobs::JobSummary>& jobs);
    void copyRejects();
    void saveRejects();
    static Result work(const ImportDialogContext& context, const std::string& file,
                       const std::string& mapping, bool isDryRun, qint64 rowsTotal,
                       jobs::JobContext& job);

    ImportDialogContext m_context;
    Step m_step = Step::Choose;
    services::ImportSummary m_summary;
    QLineEdit* m_file;
    QLineEdit* m_mapping;
    QLabel* m_counts;
    QProgressBar* m_progress;
    QTableWidget* m_first;
    QTableWidget* m_rejects;
    QPushButton* m_copy;
    QWidget* m_rejectButtons = nullptr;
    QPushButton* m_save;
    std::function<domain::Result<void, std::string>(const std::string&)> m_saveRejects;
    jobs::JobTicket m_ticket;
    jobs::JobTicket m_saving;
};

} // namespace alluse::ui
