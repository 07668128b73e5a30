#include "ui/dialogs/export_dialog.h"

#include "models/text_format.h"
#include "ui/common/prompts.h"
#include "ui/dialogs/command_dialog.h"
#include "ui/dialogs/refusal_text.h"

#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

namespace alluse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kRowsPerStep = 2'000; // between two words about the progress
}

ExportDialog::ExportDialog(const ExportDialogContext& context, TableSource source, QWidget* parent)
    : FormDialog(parent), m_context(context), m_source(std::move(source)) {
    setObjectName(u"exportDialog"_s);
    setHeading(tr("Export %1").arg(m_source.title),
               tr("The file gets the columns that are shown, in the order and with the filters of the "
                  "page."));
    setPrimary(tr("&Export"));
    buildFields();
    connect(&m_context.runner, &jobs::JobRunner::jobsProgressed, this, &ExportDialog::showProgress);
}

void ExportDialog::buildFields() {
    m_rows = new QComboBox;
    m_rows->addItem(m_source.allCount < 0
                        ? tr("All rows shown")
                        : models::countedText(m_source.allCount, tr("The 1 row shown"),
                                              tr("All %1 rows shown")));
    if (m_source.selected) {
        m_rows->addItem(models::countedText(m_source.selectedCount, tr("The selected row"),
                                            tr("The %1 selected rows")));
        if (m_source.selectedCount > 1) m_rows->setCurrentIndex(1);
    }
    m_format = new QComboBox;
    m_format->addItem(tr("Workbook (.xlsx)"), u".xlsx"_s);
    m_format->addItem(tr("Comma-separated text (.csv)"), u".csv"_s);
    for (QComboBox* box : {m_rows, m_format}) box->setMinimumWidth(232);
    m_file = new QLineEdit;
    m_file->setMinimumWidth(330);
    m_file->setObjectName(u"fileEdit"_s);
    auto* browse = new QPushButton(tr("&Browse…"));
    browse->setAutoDefault(false);
    browse->setObjectName(u"browseButton"_s);
    m_progress = new QProgressBar;
    m_progress->setObjectName(u"progress"_s);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->hide();
    addField(u"rows"_s, tr("&Rows"), m_rows);
    addField(u"format"_s, tr("&Format"), m_format);
    addLine(u"file"_s, tr("Fi&le"), {m_file, browse});
    addWide(m_progress);
    m_file->setText(QDir(m_context.folder)
                        .filePath(m_source.title.toLower().replace(u' ', u'-') % u'-' % m_context.day
                                  % u".xlsx"_s));
    connect(m_format, &QComboBox::activated, this, &ExportDialog::formatChosen);
    connect(browse, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(m_file, &QLineEdit::textChanged, this, [this](const QString& path) {
        clearErrors();
        m_format->setCurrentIndex(path.endsWith(u".xlsx"_s, Qt::CaseInsensitive) ? 0 : 1);
    });
}

void ExportDialog::setPath(const QString& path) { m_file->setText(path); }

QString ExportDialog::path() const { return m_file->text().trimmed(); }

bool ExportDialog::isSelectionChosen() const { return m_rows->currentIndex() == 1; }

// The ending follows the format, and the format the ending: they never contradict each other.
void ExportDialog::formatChosen() {
    QString name = path();
    for (const QString& ending : {u".xlsx"_s, u".csv"_s})
        if (name.endsWith(ending, Qt::CaseInsensitive)) name.chop(ending.size());
    m_file->setText(name % m_format->currentData().toString());
}

void ExportDialog::browse() {
    m_context.prompts.chooseSaveFile(this, tr("Export to"),
                                     tr("Workbooks (*.xlsx);;Text files (*.csv);;All files (*)"), path(),
                                     [this](const QString& chosen) {
                                         if (!chosen.isEmpty()) m_file->setText(chosen);
                                     });
}

void ExportDialog::submit() {
    if (m_ticket.isActive()) return;
    clearErrors();
    hideBanner();
    if (path().isEmpty() || path().endsWith(u'/')) {
        setFieldError(u"file"_s, tr("Name the file to write."));
        focusFirstError();
        return;
    }
    setBusy(true, tr("Exporting…"));
    m_progress->setRange(0, 0);
    m_progress->show();
    fitHeight();
    m_ticket = m_context.runner.start<Result>(
        jobs::Lane::Batch, {.name = tr("Export %1").arg(m_source.title)},
        [context = m_context, source = m_source, isSelection = isSelectionChosen(),
         path = path()](jobs::JobContext& job) { return work(context, source, isSelection, path, job); },
        this, [this](jobs::JobOutcome<Result> outcome) { settle(std::move(outcome)); });
}

ExportDialog::Result ExportDialog::work(const ExportDialogContext& context, const TableSource& source,
                                        bool isSelection, const QString& path, jobs::JobContext& job) {
    auto file = context.make(path.toStdString(), source.title.toStdString());
    if (!file) return tl::unexpected(QString::fromStdString(file.error()));
    (*file)->header(source.columns);
    qint64 rows = 0;
    const qint64 total = std::max<qint64>(0, isSelection ? source.selectedCount : source.allCount);
    const auto take = [&](std::span<const services::TableCell> cells) {
        (*file)->row(cells);
        if (++rows % kRowsPerStep == 0)
            job.progress(rows, total, tr("%1 rows").arg(models::countText(rows)));
    };
    const auto read = (isSelection ? source.selected : source.all)(take, callOf(services::Lane::Batch, job));
    job.stopIfCancelled();
    if (!read) return tl::unexpected(failureText(read.error(), QLocale()));
    if (auto saved = (*file)->commit(); !saved) return tl::unexpected(QString::fromStdString(saved.error()));
    return rows;
}

void ExportDialog::settle(jobs::JobOutcome<Result> outcome) {
    setBusy(false);
    m_progress->hide();
    fitHeight();
    if (outcome.isDone() && outcome.value()) {
        accept();
        emit exported(path(), *outcome.value());
        return;
    }
    if (outcome.isCancelled()) return showBanner(tr("The export was cancelled; no file was written."));
    showBanner(outcome.isFailed() ? outcome.failure().text : outcome.value().error(), tr("Retry"),
               [this] { submit(); });
}

void ExportDialog::showProgress(const QList<jobs::JobSummary>& jobs) {
    if (!m_ticket.isActive()) return;
    for (const jobs::JobSummary& job : jobs) {
        if (job.id != m_ticket.id() || job.total <= 0) continue;
        m_progress->setRange(0, 1'000);
        m_progress->setValue(static_cast<int>(std::min<qint64>(1'000, job.done * 1'000 / job.total)));
        m_progress->setAccessibleDescription(job.progressText);
    }
}

void ExportDialog::cancelPressed() {
    if (m_ticket.isActive()) {
        m_ticket.cancel();
        return;
    }
    FormDialog::cancelPressed();
}

} // namespace alluse::ui
