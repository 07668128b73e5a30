#include "ui/dialogs/import_dialog.h"

#include "ui/common/prompts.h"
#include "ui/dialogs/account_form.h"
#include "ui/dialogs/amount_text.h"
#include "ui/dialogs/command_dialog.h"

#include <QHBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>

#include <algorithm>

namespace alluse::ui {

using services::ImportSummary;
using namespace Qt::StringLiterals;

namespace {
constexpr int kRowHeight = 26;
constexpr int kTableRowsShown = 5;

QTableWidget* quietTable(const QString& name, const QString& accessibleName,
                         const QStringList& headers) {
    auto* table = new QTableWidget(0, static_cast<int>(headers.size()));
    table->setObjectName(name);
    table->setAccessibleName(accessibleName);
    table->setHorizontalHeaderLabels(headers);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setHighlightSections(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setFixedHeight(kRowHeight * (kTableRowsShown + 1) + 4);
    table->hide();
    return table;
}

void appendRow(QTableWidget* table, const QStringList& texts, int rightColumn) {
    const int row = table->rowCount();
    table->insertRow(row);
    for (int column = 0; column < texts.size(); ++column) {
        auto* item = new QTableWidgetItem(texts[column]);
        if (column == 0 || column == rightColumn)
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        table->setItem(row, column, item);
    }
}
} // namespace

ImportDialog::ImportDialog(const ImportDialogContext& context, QWidget* parent)
    : FormDialog(parent), m_context(context) {
    setObjectName(u"importDialog"_s);
    setHeading(tr("Import a bank file"),
               tr("The file is checked under the real rules first. Nothing is written before you "
                  "press Import."));
    buildFields();
    backToStart();
    connect(&m_context.runner, &jobs::JobRunner::jobsProgressed, this, &ImportDialog::showProgress);
}

void ImportDialog::buildFields() {
    m_file = addFile(u"file"_s, tr("Bank &file"), tr("Text files (*.csv *.txt);;All files (*)"));
    m_mapping = addFile(u"mapping"_s, tr("&Mapping"), tr("Mappings (*.json);;All files (*)"));
    m_counts = new QLabel;
    m_counts->setObjectName(u"counts"_s);
    m_counts->setTextFormat(Qt::PlainText);
    m_counts->setWordWrap(true);
    m_counts->hide();
    m_progress = new QProgressBar;
    m_progress->setObjectName(u"progress"_s);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_first = quietTable(u"firstRows"_s, tr("First rows"),
                         {tr("Row"), tr("Date"), tr("Account"), tr("Type"), tr("Amount"),
                          tr("Note")});
    m_rejects = quietTable(u"rejects"_s, tr("Rejected rows"),
                           {tr("Row"), tr("Column"), tr("Why it is not posted")});
    m_copy = new QPushButton(tr("&Copy rejects"));
    m_copy->setObjectName(u"copyRejectsButton"_s);
    m_copy->setAutoDefault(false);
    m_save = new QPushButton(tr("&Save rejects…"));
    m_save->setObjectName(u"saveRejectsButton"_s);
    m_save->setAutoDefault(false);
    m_save->setVisible(static_cast<bool>(m_saveRejects));
    m_rejectButtons = new QWidget;
    auto* buttons = new QHBoxLayout(m_rejectButtons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_save);
    buttons->addStretch(1);
    m_rejectButtons->hide();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_first, m_progress, m_counts,
                                                           m_rejects, m_rejectButtons})
        addWide(widget);
    connect(m_copy, &QPushButton::clicked, this, &ImportDialog::copyRejects);
    connect(m_save, &QPushButton::clicked, this, &ImportDialog::saveRejects);
}

QLineEdit* ImportDialog::addFile(const QString& name, const QString& label,
                                 const QString& filter) {
    auto* edit = new QLineEdit;
    edit->setMinimumWidth(300);
    edit->setObjectName(name + u"Edit"_s);
    auto* browse = new QPushButton(tr("Browse…"));
    browse->setAutoDefault(false);
    browse->setObjectName(name + u"Browse"_s);
    browse->setAccessibleName(tr("Browse for: %1").arg(QString(label).remove(u'&')));
    addLine(name, label, {edit, browse});
    connect(edit, &QLineEdit::textChanged, this, &ImportDialog::backToStart);
    connect(browse, &QPushButton::clicked, this, [this, edit, filter, label] {
        m_context.prompts.chooseFile(this, QString(label).remove(u'&'), filter,
                                     [edit](const QString& path) {
                                         if (!path.isEmpty()) edit->setText(path);
                                     });
    });
    return edit;
}

void ImportDialog::setFiles(const QString& file, const QString& mapping) {
    m_file->setText(file);
    m_mapping->setText(mapping);
}

void ImportDialog::backToStart() {
    m_step = Step::Choose;
    clearErrors();
    hideBanner();
    setPrimary(tr("C&heck file"));
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_first, m_progress, m_counts, m_rejects, m_rejectButtons})
        widget->hide();
    fitHeight();
}

void ImportDialog::submit() {
    if (m_ticket.isActive()) return;
    switch (m_step) {
    case Step::Choose:
        clearErrors();
        if (m_file->text().trimmed().isEmpty())
            setFieldError(u"file"_s, tr("Choose the file of the bank."));
        if (m_mapping->text().trimmed().isEmpty())
            setFieldError(u"mapping"_s, tr("Choose the mapping that says what its columns mean."));
        if (hasErrors()) {
            focusFirstError();
            return;
        }
        start(true);
        return;
    case Step::Checked: start(false); return;
    case Step::Finished: accept(); return;
    }
}

void ImportDialog::start(bool isDryRun) {
    setBusy(true, isDryRun ? tr("Checking…") : tr("Importing…"));
    hideBanner();
    m_progress->setRange(0, isDryRun ? 0 : static_cast<int>(std::max<qint64>(m_summary.read, 1)));
    m_progress->setValue(0);
    m_progress->show();
    fitHeight();
    m_ticket = m_context.runner.start<Result>(
        jobs::Lane::Batch,
        {.name = isDryRun ? tr("Check a bank file") : tr("Import a bank file")},
        [context = m_context, file = m_file->text().trimmed().toStdString(),
         mapping = m_mapping->text().trimmed().toStdString(), isDryRun,
         rowsTotal = isDryRun ? qint64{0} : m_summary.read](jobs::JobContext& job) {
            return work(context, file, mapping, isDryRun, rowsTotal, job);
        },
        this, [this, isDryRun](jobs::JobOutcome<Result> outcome) {
            settle(isDryRun, std::move(outcome));
        });
}

ImportDialog::Result ImportDialog::work(const ImportDialogContext& context, const std::string& file,
                                        const std::string& mapping, bool isDryRun,
                                        qint64 rowsTotal, jobs::JobContext& job) {
    auto opened = context.open(file, mapping);
    if (!opened) throw jobs::JobError(QString::fromStdString(opened.error()));
    Result result{ImportSummary{}, {}, opened->saveRejects};
    services::ImportRequest request;
    request.settings = opened->settings;
    request.columns = opened->columns;
    request.actor = context.actor;
    request.actor.origin = "import";
    request.fileName = file.substr(file.find_last_of('/') + 1);
    request.fileSha256 = opened->sha256;
    request.isDryRun = isDryRun;
    request.onReject = opened->onReject;
    request.onProgress = [&](const ImportSummary& soFar) {
        if (opened->onBatch) opened->onBatch();
        job.progress(soFar.read, rowsTotal,
                     rowsTotal > 0 ? tr("%1 of %2 rows").arg(soFar.read).arg(rowsTotal)
                                   : tr("%1 rows").arg(soFar.read));
    };
    const auto rows = [&]() -> std::optional<domain::ImportRow> {
        auto row = opened->rows();
        if (row && result.firstRows.size() < kPreviewRows) result.firstRows.push_back(*row);
        return row;
    };
    result.summary = context.imports.run(request, rows, callOf(services::Lane::Batch, job));
    return result;
}

void ImportDialog::settle(bool isDryRun, jobs::JobOutcome<Result> outcome) {
    setBusy(false);
    m_progress->hide();
    if (outcome.isDone() && outcome.value().summary) {
        m_summary = *outcome.value().summary;
        m_step = isDryRun ? Step::Checked : Step::Finished;
        if (isDryRun && m_summary.wasCancelled) {
            backToStart();
            return;
        }
        m_saveRejects = outcome.value().saveRejects;
        showFirstRows(outcome.value().firstRows);
        showRejects();
        showSummary(isDryRun);
        if (!isDryRun) emit importFinished(m_summary);
        return;
    }
    if (outcome.isCancelled()) {
        backToStart();
        return;
    }
    // A run that broke off kept what it had posted; the same file may be sent again, because each
    // external id is posted at most once.
    const QString why = outcome.isDone() ? failureText(outcome.value().summary.error(), locale())
                                         : outcome.failure().text;
    showBanner(isDryRun ? why
                        : tr("The import stopped. %1 Rows that were posted stay posted; import the "
                             "file again to post the rest.").arg(why),
               {}, [this, isDryRun] { start(isDryRun); });
}

void ImportDialog::showSummary(bool isDryRun) {
    const QString counts =
        tr("Read %1 · posted %2 · duplicates %3 · refused %4 · bad %5 · accounts opened %6")
            .arg(locale().toString(static_cast<qlonglong>(m_summary.read)),
                 locale().toString(static_cast<qlonglong>(m_summary.posted)),
                 locale().toString(static_cast<qlonglong>(m_summary.duplicates)),
                 locale().toString(static_cast<qlonglong>(m_summary.refused)),
                 locale().toString(static_cast<qlonglong>(m_summary.bad)),
                 locale().toString(static_cast<qlonglong>(m_summary.accountsCreated)));
    m_counts->setText(isDryRun ? tr("As it would go, nothing is written yet: %1").arg(counts)
                      : m_summary.wasCancelled
                          ? tr("Cancelled; what was posted stays posted: %1").arg(counts)
                          : tr("Done: %1").arg(counts));
    m_counts->show();
    if (!isDryRun) {
        setPrimary(tr("C&lose"));
        setFieldsLocked(false);
    } else if (m_summary.posted > 0) {
        setPrimary(tr("&Import %1 rows").arg(
            locale().toString(static_cast<qlonglong>(m_summary.posted))));
    } else {
        m_step = Step::Choose;
        setPrimary(tr("C&heck file"));
    }
    fitHeight();
}

void ImportDialog::showFirstRows(const std::vector<domain::ImportRow>& rows) {
    m_first->setRowCount(0);
    for (const domain::ImportRow& row : rows) {
        if (const auto* bad = std::get_if<domain::RowError>(&row.content)) {
            appendRow(m_first, {QString::number(row.row), {}, {}, {}, {}, stored(bad->text)}, 4);
            continue;
        }
        const auto& good = std::get<domain::ImportedRow>(row.content);
        appendRow(m_first,
               {QString::number(row.row), dateText(good.date), stored(good.accountReference),
                wordFor(good.type), moneyText(good.amount, locale()), stored(good.note)},
               4);
    }
    m_first->resizeColumnsToContents();
    m_first->show();
}

void ImportDialog::showRejects() {
    m_rejects->setRowCount(0);
    for (const services::ImportReject& reject : m_summary.rejects)
        appendRow(m_rejects,
               {QString::number(reject.row), stored(reject.column), stored(reject.text)}, -1);
    m_rejects->resizeColumnsToContents();
    m_rejects->setVisible(!m_summary.rejects.empty());
    m_save->setVisible(static_cast<bool>(m_saveRejects));
    m_rejectButtons->setVisible(!m_summary.rejects.empty());
}

void ImportDialog::showProgress(const QList<jobs::JobSummary>& jobs) {
    if (!m_ticket.isActive()) return;
    for (const jobs::JobSummary& job : jobs) {
        if (job.id != m_ticket.id()) continue;
        if (job.total > 0) m_progress->setValue(static_cast<int>(std::min(job.done, job.total)));
        m_counts->setText(job.progressText);
        m_counts->show();
    }
}

void ImportDialog::copyRejects() {
    QStringList lines;
    for (const services::ImportReject& reject : m_summary.rejects)
        lines << QStringList{QString::number(reject.row), stored(reject.column),
                             stored(reject.code), stored(reject.text)}
                     .join(u'\t');
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

// All of them, with the bank's own columns: corrected, the file can be imported again.
void ImportDialog::saveRejects() {
    m_context.prompts.chooseSaveFile(
        this, tr("Save rejects"), tr("Text files (*.csv *.txt);;All files (*)"), tr("rejects.csv"),
        [this](const QString& path) {
            if (path.isEmpty() || m_saving.isActive()) return;
            using Saved = domain::Result<void, std::string>;
            m_saving = m_context.runner.start<Saved>(
                jobs::Lane::Batch, {.name = tr("Save rejects")},
                [save = m_saveRejects, path](jobs::JobContext&) { return save(path.toStdString()); },
                this, [this, path](jobs::JobOutcome<Saved> outcome) {
                    if (outcome.isCancelled()) return;
                    if (outcome.isDone() && outcome.value())
                        m_counts->setText(tr("The rejects are saved in %1.").arg(path));
                    else
                        showBanner(outcome.isDone() ? stored(outcome.value().error())
                                                    : outcome.failure().text);
                });
        });
}

void ImportDialog::cancelPressed() {
    // The batch on its way is finished; the answer then says what was posted.
    if (m_ticket.isActive()) {
        m_ticket.cancel();
        return;
    }
    FormDialog::cancelPressed();
}

} // namespace alluse::ui
