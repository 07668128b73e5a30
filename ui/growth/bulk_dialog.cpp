#include "ui/growth/bulk_dialog.h"

#include "models/text_format.h"
#include "ui/common/theme.h"
#include "ui/dialogs/command_dialog.h"
#include "ui/widgets/cell_delegate.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QTableView>

namespace alluse::ui {

using namespace Qt::StringLiterals;
using services::BulkReport;
using services::BulkRow;

namespace {

constexpr int kTableHeight = 280;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(alluse::ui::BulkGrowthDialog)
};

QString resultWord(BulkRow::Result result) {
    switch (result) {
    case BulkRow::Result::Done: return Text::tr("Done");
    case BulkRow::Result::Planned: return Text::tr("Will run");
    case BulkRow::Result::AlreadyDone: return Text::tr("Done before");
    case BulkRow::Result::Waiting: return Text::tr("Waits");
    case BulkRow::Result::Refused: return Text::tr("Not possible");
    case BulkRow::Result::Failed: return Text::tr("Failed");
    }
    return {};
}

models::Tone resultTone(BulkRow::Result result) {
    switch (result) {
    case BulkRow::Result::Done:
    case BulkRow::Result::Planned: return models::Tone::Positive;
    case BulkRow::Result::AlreadyDone: return models::Tone::Muted;
    case BulkRow::Result::Waiting:
    case BulkRow::Result::Refused: return models::Tone::Warning;
    case BulkRow::Result::Failed: return models::Tone::Critical;
    }
    return models::Tone::Neutral;
}

std::vector<models::RowColumn<BulkRow>> columns() {
    return {{Text::tr("Account"), models::CellKind::Text,
             [](const BulkRow& row) { return models::fromUtf8(row.name); }},
            {Text::tr("Amount"), models::CellKind::Money,
             [](const BulkRow& row) { return models::changeText(row.amount); }},
            {Text::tr("Result"), models::CellKind::Chip,
             [](const BulkRow& row) { return resultWord(row.result); }, nullptr,
             [](const BulkRow& row) { return resultTone(row.result); }},
            {Text::tr("Why"), models::CellKind::Muted,
             [](const BulkRow& row) { return models::fromUtf8(row.text); }}};
}

} // namespace

BulkGrowthDialog::BulkGrowthDialog(const DialogContext& context, services::GrowthService& growth,
                                   What what, QWidget* parent)
    : FormDialog(parent), m_context(context), m_growth(growth), m_what(what),
      m_run(context.newCommandId()),
      m_rows(columns(), [](const BulkRow& row) { return row.subject; }), m_summary(new QLabel),
      m_progress(new QProgressBar), m_table(new QTableView) {
    setObjectName(u"bulkGrowthDialog"_s);
    const QString heading = what == Forks    ? tr("Fork all eligible accounts")
                            : what == Merges ? tr("Merge all ready branches")
                                             : tr("Run all due reinvestments");
    setHeading(heading, tr("Nothing is written before you press the button."));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 0);
    m_table->setObjectName(u"bulkTable"_s);
    m_table->setAccessibleName(tr("What happens to each account"));
    m_table->setModel(&m_rows);
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setFixedHeight(kTableHeight);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metric::kRow);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    constexpr int kWidths[] = {220, 110, 110};
    for (int column = 0; column < 3; ++column) m_table->setColumnWidth(column, kWidths[column]);
    addWide(m_summary);
    addWide(m_progress);
    addWide(m_table);
    setMinimumWidth(720);
    start(true);
}

QString BulkGrowthDialog::summaryText() const { return m_summary->text(); }

QString BulkGrowthDialog::verb(qint64 count) const {
    switch (m_what) {
    case Forks: return models::countedText(count, tr("&Fork 1 account"), tr("&Fork %1 accounts"));
    case Merges: return models::countedText(count, tr("&Merge 1 branch"), tr("&Merge %1 branches"));
    case Reinvestments: break;
    }
    return models::countedText(count, tr("&Run 1 reinvestment"), tr("&Run %1 reinvestments"));
}

void BulkGrowthDialog::start(bool isDryRun) {
    services::BulkRequest request;
    request.actor = m_context.actor;
    request.actor.reason = tr("Run for all that are due").toStdString();
    request.run = m_run;
    request.businessDate = m_context.clock.today();
    request.isDryRun = isDryRun;
    setPrimary(verb(m_planned));
    setPrimaryEnabled(false);
    hideBanner();
    m_summary->setText(isDryRun ? tr("Looking at what is due…") : tr("Running…"));
    m_progress->show();
    using Outcome = services::Outcome<BulkReport>;
    m_ticket = m_context.runner.start<Outcome>(
        jobs::Lane::Batch,
        {.name = isDryRun ? tr("Preview of many") : windowTitle(),
         .whenUnattended = isDryRun ? jobs::Unattended::Cancel : jobs::Unattended::Finish},
        [growth = &m_growth, what = m_what, request, total = m_planned](jobs::JobContext& job) mutable {
            request.onProgress = [&job, total](std::int64_t done) { job.progress(done, total); };
            const services::Call call = callOf(services::Lane::Batch, job);
            return what == Forks    ? growth->forkAllEligible(request, call)
                   : what == Merges ? growth->mergeAllReady(request, call)
                                    : growth->runAllDue(request, call);
        },
        this, [this, isDryRun](jobs::JobOutcome<Outcome> outcome) {
            m_progress->hide();
            if (outcome.isDone() && outcome.value())
                settle(*outcome.value(), isDryRun);
            else if (outcome.isDone())
                showFailure(outcome.value().error());
            else if (outcome.isFailed())
                showFailure(failureOf(outcome.failure()));
            else
                showFailure({services::FailureKind::Cancelled, {}, {}});
        });
}

QString BulkGrowthDialog::sentence(const BulkReport& report, bool isDryRun) const {
    QStringList parts;
    if (isDryRun)
        parts << tr("%1 of %2 will run, %3 in all.")
                     .arg(models::countText(report.planned), models::countText(report.looked),
                          models::moneyText(report.amount, locale()));
    else
        parts << tr("%1 done, %2 in all.")
                     .arg(models::countText(report.done), models::moneyText(report.amount, locale()));
    if (report.alreadyDone > 0) parts << tr("%1 were done before.").arg(models::countText(report.alreadyDone));
    if (report.waiting > 0) parts << tr("%1 wait.").arg(models::countText(report.waiting));
    if (report.refused > 0) parts << tr("%1 are not possible.").arg(models::countText(report.refused));
    if (report.failed > 0) parts << tr("%1 failed.").arg(models::countText(report.failed));
    if (report.isCancelled) parts << tr("Stopped before the end; press the button to go on.");
    return parts.join(u' ');
}

void BulkGrowthDialog::settle(const BulkReport& report, bool isDryRun) {
    m_rows.setRows(report.rows);
    m_summary->setText(report.looked == 0 ? tr("Nothing is due.") : sentence(report, isDryRun));
    if (isDryRun) m_planned = report.planned;
    m_isDone = !isDryRun && !report.isCancelled;
    if (m_isDone) {
        setPrimary(tr("&Close"));
        setPrimaryEnabled(true);
        setCancelText(tr("Cancel"));
        return;
    }
    setPrimary(verb(m_planned));
    setPrimaryEnabled(m_planned > 0);
}

void BulkGrowthDialog::showFailure(const services::Failure& failure) {
    m_summary->setText(tr("It did not come to an end. What was done stays done and is not done twice."));
    setPrimaryEnabled(m_planned > 0);
    showBanner(failureText(failure, locale()), {}, [this] { start(m_planned == 0); });
}

void BulkGrowthDialog::submit() {
    if (m_ticket.isActive()) return;
    if (m_isDone)
        accept();
    else
        start(false);
}

void BulkGrowthDialog::cancelPressed() {
    if (m_ticket.isActive() && m_planned > 0) {
        m_ticket.cancel();
        return;
    }
    FormDialog::cancelPressed();
}

} // namespace alluse::ui
