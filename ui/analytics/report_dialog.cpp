#include "ui/analytics/report_dialog.h"

#include "models/text_format.h"
#include "services/ports/read_port.h"
#include "ui/analytics/report_tools.h"
#include "ui/common/prompts.h"
#include "ui/common/theme.h"
#include "ui/dialogs/command_dialog.h"

#include <QComboBox>
#include <QDateEdit>
#include <QDir>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QStandardPaths>

namespace alluse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPreviewDpi = 96;

domain::Date fromQt(const QDate& date) {
    return domain::Date(static_cast<std::int32_t>(QDate(1970, 1, 1).daysTo(date)));
}
QDate toQt(domain::Date date) { return QDate(1970, 1, 1).addDays(date.daysSinceEpoch()); }

struct Preview {
    std::shared_ptr<const services::Report> report; // null: there is no such account
    QList<QImage> pages;
};

} // namespace

ReportDialog::ReportDialog(const Workspace& workspace, domain::AccountId account, QWidget* parent)
    : QDialog(parent), m_workspace(workspace), m_account(account), m_kind(new QComboBox(this)), m_from(new QDateEdit(this)),
      m_to(new QDateEdit(this)), m_page(new QSpinBox(this)), m_paper(new QLabel), m_message(new QLabel(this)),
      m_ending(new QComboBox(this)), m_save(new QPushButton(tr("&Save report…"), this)),
      m_all(new QPushButton(tr("&A file for each family"), this)), m_folder(new QLineEdit(this)), m_progress(new QProgressBar(this)) {
    setObjectName(u"reportDialog"_s);
    setWindowTitle(tr("Statements and reports"));
    resize(1'150, 800); // a page fits beside the form
    build();
    for (auto* date : {m_from, m_to}) connect(date, &QDateEdit::dateChanged, this, &ReportDialog::preview);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ReportDialog::preview);
    connect(m_page, &QSpinBox::valueChanged, this, &ReportDialog::showPage);
    connect(m_save, &QPushButton::clicked, this, &ReportDialog::saveAs);
    connect(&workspace.context.runner, &jobs::JobRunner::jobsProgressed, this, [this](const QList<jobs::JobSummary>& jobs) {
        for (const auto& job : jobs) {
            if (job.id != m_savingAll.id() || job.total <= 0) continue;
            m_progress->setRange(0, static_cast<int>(job.total));
            m_progress->setValue(static_cast<int>(job.done));
        }
    });
    connect(m_all, &QPushButton::clicked, this, [this] { saveAllFamilies(m_folder->text()); });
    preview();
}

void ReportDialog::build() {
    m_kind->setObjectName(u"reportKind"_s);
    m_kind->addItems({tr("Account statement"), tr("Family statement"), tr("Fork and merge register"), tr("Weekly premium report")});
    if (m_account.isNone()) m_kind->setCurrentIndex(GrowthRegister);
    const QDate today = toQt(m_workspace.context.clock.today());
    m_from->setDate(QDate(today.year(), today.month(), 1).addMonths(-3));
    m_to->setDate(today);
    for (auto* date : {m_from, m_to}) {
        date->setCalendarPopup(true);
        date->setDisplayFormat(u"yyyy-MM-dd"_s);
    }
    m_from->setObjectName(u"reportFrom"_s);
    m_to->setObjectName(u"reportTo"_s);
    m_page->setObjectName(u"reportPage"_s);
    m_page->setRange(1, 1);
    m_page->setButtonSymbols(QAbstractSpinBox::NoButtons); // like the other numbers; up and down turn the page
    m_ending->setObjectName(u"reportFormat"_s);
    for (const QString& ending : {u"pdf"_s, u"xlsx"_s, u"csv"_s, u"json"_s}) m_ending->addItem(ending.toUpper(), ending);
    m_save->setObjectName(u"reportSaveButton"_s);
    m_save->setProperty("primary", true);
    m_all->setObjectName(u"reportAllButton"_s);
    m_folder->setObjectName(u"reportFolder"_s);
    m_folder->setText(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    m_progress->setVisible(false);
    m_message->setObjectName(u"reportMessage"_s);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    auto* form = new QFormLayout;
    form->addRow(tr("&Report"), m_kind);
    form->addRow(tr("&From"), m_from);
    form->addRow(tr("&To"), m_to);
    form->addRow(tr("&Page"), m_page);
    form->addRow(tr("F&ormat"), m_ending);
    form->addRow(m_save);
    form->addRow(tr("Fo&lder"), m_folder);
    form->addRow(m_all);
    form->addRow(m_progress);
    form->addRow(m_message);
    auto* side = new QWidget(this);
    side->setLayout(form);
    side->setFixedWidth(280);
    m_paper->setObjectName(u"reportPaper"_s);
    m_paper->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    auto* area = new QScrollArea(this);
    area->setWidget(m_paper);
    area->setWidgetResizable(true);
    auto* layout = new QHBoxLayout(this);
    layout->addWidget(side);
    layout->addWidget(area, 1);
}

void ReportDialog::showKind(Kind kind) { m_kind->setCurrentIndex(kind); }
QString ReportDialog::message() const { return m_message->text(); }
void ReportDialog::tell(const QString& text) { m_message->setText(text); }

services::ReportPeriod ReportDialog::period() const {
    return {fromQt(m_from->date()), fromQt(m_to->date()), std::nullopt};
}

std::function<services::Outcome<std::optional<services::Report>>(const services::Call&)> ReportDialog::maker() const {
    using Made = services::Outcome<std::optional<services::Report>>;
    auto* reports = m_workspace.reports;
    auto* accounts = &m_workspace.context.accounts;
    const auto kept = [](services::Outcome<services::Report> report) -> Made {
        if (!report) return tl::unexpected(report.error());
        return std::optional(*std::move(report));
    };
    return [=, kind = static_cast<Kind>(m_kind->currentIndex()), period = period(), id = m_account](const services::Call& call) -> Made {
        switch (kind) {
        case AccountStatement: return reports->accountStatement(id, period, call);
        case FamilyStatement: {
            const auto account = accounts->find(id, call);
            if (!account) return tl::unexpected(account.error());
            if (!*account) return std::nullopt;
            return reports->familyStatement((*account)->familyId, period, call);
        }
        case GrowthRegister: return kept(reports->growthRegister(std::nullopt, period, call));
        case PremiumReport: return kept(reports->premiumReport(std::nullopt, period, call));
        }
        return std::nullopt;
    };
}

void ReportDialog::preview() {
    if (m_from->date() > m_to->date()) return tell(tr("The first day must not be after the last."));
    tell(tr("Preparing the preview"));
    using Outcome = services::Outcome<Preview>;
    m_previewing = m_workspace.context.runner.start<Outcome>(
        jobs::Lane::Analytics, {.name = tr("Prepare a report")},
        [make = maker(), pages = m_workspace.reportTools->pages](jobs::JobContext& job) -> Outcome {
            auto report = make(callOf(services::Lane::Analytics, job));
            if (!report) return tl::unexpected(report.error());
            if (!*report) return Preview{};
            auto kept = std::make_shared<const services::Report>(**std::move(report));
            return Preview{kept, pages(*kept, kPreviewDpi)};
        },
        this, [this](jobs::JobOutcome<Outcome> outcome) {
            if (outcome.isCancelled()) return;
            if (outcome.isFailed()) return tell(outcome.failure().text);
            auto result = std::move(outcome).value();
            if (!result) return tell(failureText(result.error(), locale()));
            m_report = result->report;
            m_pages = result->pages;
            m_save->setEnabled(m_report != nullptr);
            m_page->setRange(1, std::max(1, pagesCount()));
            m_page->setSuffix(tr(" of %1").arg(std::max(1, pagesCount())));
            tell(m_report ? QString() : tr("Select an account first."));
            showPage();
            emit previewed();
        });
}

void ReportDialog::showPage() {
    const QImage page = m_pages.value(m_page->value() - 1);
    m_paper->setPixmap(page.isNull() ? QPixmap() : QPixmap::fromImage(page));
    m_paper->setAccessibleName(tr("Page %1").arg(m_page->value()));
}

void ReportDialog::saveAs() {
    if (!m_report || !m_workspace.prompts) return;
    const QString ending = m_ending->currentData().toString();
    const QString name = QDir(m_folder->text()).filePath(QString::fromStdString(m_report->kind) + u'.' + ending);
    m_workspace.prompts->chooseSaveFile(this, tr("Save report"), tr("Reports (*.%1)").arg(ending), name,
                                        [self = QPointer(this)](const QString& path) {
                                            if (self && !path.isEmpty()) self->saveReport(path);
                                        });
}

void ReportDialog::saveReport(const QString& path) {
    using Saved = domain::Result<void, std::string>;
    m_saving = m_workspace.context.runner.start<Saved>(
        jobs::Lane::Batch, {.name = tr("Save a report"), .whenUnattended = jobs::Unattended::Finish},
        [report = m_report, save = m_workspace.reportTools->save, path = path.toStdString()](jobs::JobContext&) {
            return save(*report, path);
        },
        this, [this, path](jobs::JobOutcome<Saved> outcome) {
            if (!outcome.isDone()) return;
            const auto result = std::move(outcome).value();
            if (!result) return tell(QString::fromStdString(result.error()));
            tell(tr("Saved to %1.").arg(QDir::toNativeSeparators(path)));
            emit saved(path);
        });
}

void ReportDialog::saveAllFamilies(const QString& folder) {
    if (m_savingAll.isActive()) return m_savingAll.cancel();
    if (!QDir(folder).exists()) return tell(tr("The folder %1 does not exist.").arg(folder));
    m_all->setText(tr("&Cancel"));
    m_progress->setVisible(true);
    m_progress->setRange(0, 0);
    using Outcome = services::Outcome<std::int64_t>;
    m_savingAll = m_workspace.context.runner.start<Outcome>(
        jobs::Lane::Analytics, {.name = tr("A statement for each family")},
        [period = period(), saveAll = m_workspace.reportTools->saveAll, folder = folder.toStdString(),
         ending = m_ending->currentData().toString().toStdString()](jobs::JobContext& job) {
            return saveAll(period, folder, ending,
                           [&job](std::int64_t done, std::int64_t total) { job.progress(done, total); },
                           callOf(services::Lane::Analytics, job));
        },
        this, [this, folder](jobs::JobOutcome<Outcome> outcome) {
            m_all->setText(tr("&A file for each family"));
            m_progress->setVisible(false);
            if (outcome.isCancelled()) return tell(tr("Cancelled; what was written stays."));
            if (outcome.isFailed()) return tell(outcome.failure().text);
            const auto count = std::move(outcome).value();
            if (!count) return tell(failureText(count.error(), locale()));
            tell(tr("%1 statements written to %2.").arg(models::countText(*count), QDir::toNativeSeparators(folder)));
            emit saved(folder);
        });
}

void ReportDialog::reject() {
    if (m_savingAll.isActive()) m_savingAll.cancel();
    QDialog::reject();
}

} // namespace alluse::ui
