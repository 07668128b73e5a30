#include "composition/application.h"

#include "composition/import_files.h"
#include "composition/report_tools.h"
#include "composition/named_database.h"
#include "composition/saved_state.h"
#include "composition/validation_lab.h"
#include "engine/shipped_series.h"
#include "exchange/profile_file.h"
#include "exchange/table_export.h"
#include "exchange/table_file.h"
#include "engine/system_source.h"
#include "metrics/catalogue.h"
#include "ui/dialogs/command_dialog.h"

#include <QDir>
#include <QStandardPaths>

#include <algorithm>

namespace alluse::composition {
namespace {

constexpr int kRememberMs = 15'000; // what a crash may cost of the arrangement
constexpr int kRollupDelayMs = 10'000; // after the last posting of a stream; readings are exact without it
constexpr int kDrainDelayMs = 400;  // a burst of postings is looked at once

std::string samplePath() {
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    return folder.filePath(QStringLiteral("sample.sqlite")).toStdString();
}

OpenRequest sampleRequest() {
    OpenRequest request;
    request.location = "sqlite:" + samplePath();
    request.isSample = true;
    return request;
}

std::string ownName() {
    const QByteArray user = qgetenv("USER");
    return user.isEmpty() ? "owner" : user.toStdString();
}

// One that cannot be read is empty here; it is kept when the next one is saved.
std::vector<services::DatabaseProfile> savedProfiles() {
    auto read = exchange::readProfiles(exchange::profilesPath());
    return read ? *std::move(read) : std::vector<services::DatabaseProfile>{};
}

QString dialectName(const std::string& dialect) {
    return dialect == "sqlite" ? QStringLiteral("SQLite") : QStringLiteral("PostgreSQL");
}

} // namespace

Application::Application(const ApplicationOptions& options) : m_options(options) {
    metrics::describeCatalogue(m_registry);
    m_sampler = std::make_unique<engine::Sampler>(m_registry, m_series, m_engineClock);
    m_sampler->addSource(std::make_unique<engine::SystemSource>(m_registry));
    engine::addShippedSeries(*m_sampler);
    m_runner = std::make_unique<jobs::JobRunner>(jobs::LaneWorkers{}, m_registry);
    ui::UiState state = options.remembers ? readUiState(m_settings) : ui::UiState{};
    if (options.theme) state.theme = *options.theme;
    m_window = std::make_unique<ui::MainWindow>(*m_runner, m_series, state);
    connect(m_sampler.get(), &engine::Sampler::sampled, m_window.get(),
            [this] {
                m_runner->publishGauges(); // for the next sample
                m_window->markSampled();
            });
    connect(m_window.get(), &ui::MainWindow::databaseWanted, this, &Application::showDatabaseDialog);
    connect(m_window.get(), &ui::MainWindow::sampleWanted, this, [this] {
        setLastProfile(m_settings, {});
        openLocation(sampleRequest());
    });
    connect(m_window.get(), &ui::MainWindow::reopenWanted, this,
            [this] { openLocation(m_lastRequest); });
    connect(m_window.get(), &ui::MainWindow::importWanted, this, &Application::showImportDialog);
    connect(m_window.get(), &ui::MainWindow::closing, this, &Application::remember);
    // During the session too: what was arranged survives a crash or a power cut.
    m_rememberTimer.setInterval(kRememberMs);
    connect(&m_rememberTimer, &QTimer::timeout, this, &Application::remember);
    m_rememberTimer.start();
    connect(m_runner.get(), &jobs::JobRunner::jobsFinished, this, &Application::releaseRetired);
    m_drainTimer.setSingleShot(true);
    m_drainTimer.setInterval(kDrainDelayMs);
    connect(&m_drainTimer, &QTimer::timeout, this, &Application::drainPendingForks);
    m_rollupTimer.setSingleShot(true);
    m_rollupTimer.setInterval(kRollupDelayMs);
    connect(&m_rollupTimer, &QTimer::timeout, this, &Application::advanceRollups);
    connect(&m_changes, &ui::ChangeHub::changed, this, [this](const domain::ChangeSet& changes) {
        m_rollupTimer.start();
        // Only a Gen-Acc can cross a threshold.
        if (std::ranges::count(changes.types, domain::AccountType::Generation) > 0)
            m_drainTimer.start();
    });
}

Application::~Application() {
    m_opening.drop();
    m_window.reset();
    m_sampler->stop();
    m_runner->shutdown();
    m_database.reset();
    m_retired.clear();
}

void Application::start() {
    m_window->show();
    m_sampler->start();
    openLocation(firstRequest());
}

OpenRequest Application::firstRequest() const {
    OpenRequest request;
    if (m_options.location) {
        // What names nothing is said where every database that cannot be opened is.
        request.location = locationNamed(*m_options.location).value_or(*m_options.location);
        return request;
    }
    if (m_options.remembers) {
        QSettings settings;
        const std::string last = lastProfile(settings).toStdString();
        for (const auto& profile : savedProfiles())
            if (!last.empty() && profile.name == last) {
                request.location = services::locationOf(profile);
                return request;
            }
    }
    return sampleRequest();
}

void Application::openLocation(OpenRequest request) {
    m_lastRequest = request;
    const auto location = storage::DatabaseLocation::parse(request.location);
    m_window->showOpening(location ? QString::fromStdString(location->shown()) : QString());
    retireDatabase();
    using Outcome = services::Outcome<std::shared_ptr<OpenDatabase>>;
    m_opening = m_runner->start<Outcome>(
        jobs::Lane::Batch, {.name = request.isSample ? tr("Prepare the sample") : tr("Open database")},
        [this, request](jobs::JobContext& job) {
            OpenRequest told = request;
            told.progress = [&job](std::int64_t done, std::int64_t total) {
                job.progress(done, total);
            };
            return openDatabase(told, m_registry, ui::callOf(services::Lane::Batch, job));
        },
        this, [this](jobs::JobOutcome<Outcome> outcome) {
            if (outcome.isCancelled()) return;
            if (outcome.isDone() && outcome.value())
                return showDatabase(*std::move(outcome).value());
            const services::Failure failure = outcome.isFailed()
                                                  ? ui::failureOf(outcome.failure())
                                                  : outcome.value().error();
            const QString text = QString::fromStdString(
                failure.text.empty() ? services::describe(failure) : failure.text);
            m_window->showOpenError(text, failure.kind == services::FailureKind::Unavailable);
            emit databaseFailed(text);
        });
}

void Application::showDatabase(std::shared_ptr<OpenDatabase> database) {
    m_database = std::move(database);
    const auto announce = [this](const domain::ChangeSet& changes) { m_changes.announce(changes); };
    m_database->commands.onCommitted(announce);
    m_database->imports.onCommitted(announce);
    m_database->growth.onCommitted(announce);
    const auto& status = m_database->status;
    m_window->openWorkspace({dialogContext(), m_changes, m_database->growth,
                             &exchange::familyTreeCsv, dialectName(status.dialect),
                             QString::fromStdString(status.location),
                             QString::fromStdString(status.environment), &exchange::createTableFile,
                             &m_prompts,
                             labOf(m_lastRequest.location, m_registry), &m_database->analytics,
                             &m_database->reports,
                             reportTools(m_database->reports, m_database->families)});
    m_rollupTimer.start();
    m_drainTimer.start(); // what another program left waiting
    emit databaseOpened();
}

// What crossed its threshold forks at once, where the family wants it; the rest is marked with why.
void Application::drainPendingForks() {
    if (!m_database) return;
    m_runner->post(jobs::Lane::Batch, {.name = tr("Automatic forks")},
                   [database = m_database, starter = ownName()](jobs::JobContext& job) {
                       domain::Actor actor{"automatic forks of " + starter, "Owner", "job",
                                           "The fork threshold was reached"};
                       // A failure leaves the rows pending: the next commit or start tries again.
                       (void)database->growth.drainPending(actor,
                                                           ui::callOf(services::Lane::Batch, job));
                   });
}

// Keeps the overview of the book quick: what was posted since goes into its sums.
void Application::advanceRollups() {
    if (!m_database) return;
    m_runner->post(jobs::Lane::Analytics, {.name = tr("Sum up the book")},
                   [database = m_database](jobs::JobContext& job) {
                       // A failure leaves the sums as they are; the next one takes over.
                       (void)database->database->analytics().advanceRollups(
                           ui::callOf(services::Lane::Analytics, job));
                   });
}

bool Application::isDemo() const {
    return m_database && m_database->status.environment == "demo";
}

ui::DialogContext Application::dialogContext() {
    OpenDatabase& database = *m_database;
    return {database.commands,
            database.accounts,
            database.families,
            database.entries,
            database.database->admin(),
            *m_runner,
            database.clock,
            [this] { return m_ids.next(); },
            {ownName(), "owner", "form", {}}};
}

void Application::retireDatabase() {
    delete m_importDialog;
    m_window->closeWorkspace();
    if (m_database) m_retired.push_back(std::exchange(m_database, nullptr));
}

void Application::releaseRetired() {
    if (m_retired.empty()) return;
    const auto counts = m_runner->counts();
    if (counts.queued + counts.running > 0) return;
    // Closing a database may write; so a worker lets go of it.
    m_runner->post(jobs::Lane::Batch, {.name = tr("Close database")},
                   [retired = std::exchange(m_retired, {})](jobs::JobContext&) {});
}

void Application::showDatabaseDialog() {
    const ui::DatabaseDialogContext context{
        *m_runner, m_prompts,
        [this](const std::string& location,
               const services::Call& call) -> services::Outcome<services::DatabaseStatus> {
            const auto parsed = storage::DatabaseLocation::parse(location);
            if (!parsed)
                return services::failed(services::FailureKind::Unavailable, "No such database.");
            storage::OpenOptions options;
            options.registry = &m_registry;
            auto opened = storage::Database::open(*parsed, options);
            if (!opened) return tl::unexpected(opened.error());
            return (*opened)->admin().status(call);
        }};
    auto* dialog = new ui::DatabaseDialog(context, savedProfiles(), m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ui::DatabaseDialog::databaseChosen, this,
            [this](const ui::DatabaseChoice& choice) {
                // A database opens also where its name cannot be remembered.
                (void)exchange::saveProfile(exchange::profilesPath(), choice.profile);
                setLastProfile(m_settings, QString::fromStdString(choice.profile.name));
                OpenRequest request;
                request.location = choice.location;
                request.createWhenMissing = choice.createWhenMissing;
                openLocation(request);
            });
    dialog->open();
}

void Application::showImportDialog() {
    if (!m_database) return;
    if (m_importDialog) {
        m_importDialog->raise();
        m_importDialog->activateWindow();
        return;
    }
    auto* dialog = new ui::ImportDialog({m_database->imports, *m_runner, m_prompts,
                                         {ownName(), "Owner", "import", {}}, openImportFile},
                                        m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_importDialog = dialog;
    dialog->open();
}

void Application::remember() {
    if (!m_options.remembers) return;
    ui::UiState state = m_window->state();
    if (state == m_remembered) return;
    writeUiState(m_settings, state);
    m_settings.sync();
    m_remembered = std::move(state);
}

} // namespace alluse::composition
