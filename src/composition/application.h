#pragma once
// Builds everything once and keeps it alive in the right order: registry, jobs, database, window.

#include "composition/open_database.h"
#include "engine/engine_clock.h"
#include "engine/sampler.h"
#include "engine/series_store.h"
#include "jobs/runner/job_runner.h"
#include "services/id_source.h"
#include "ui/common/change_hub.h"
#include "ui/common/prompts.h"
#include "ui/dialogs/database_dialog.h"
#include "ui/shell/main_window.h"

#include <QDialog>
#include <QObject>
#include <QPointer>
#include <QSettings>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace alluse::composition {

struct ApplicationOptions {
    std::optional<std::string> location;  // --db; none: the profile of last time, or the sample
    std::optional<ui::ThemeChoice> theme; // --theme
    bool remembers = true;                // false: neither reads nor writes the settings file
};

// GUI thread. The destructor stops the jobs before anything they use goes away.
class Application final : public QObject {
    Q_OBJECT

public:
    explicit Application(const ApplicationOptions& options);
    ~Application() override;

    // Shows the window at once and opens the database behind it.
    void start();
    [[nodiscard]] ui::MainWindow& window() { return *m_window; }
    [[nodiscard]] jobs::JobRunner& runner() { return *m_runner; }
    // What the forms work with; only while a database is open.
    [[nodiscard]] ui::DialogContext dialogContext();
    [[nodiscard]] bool isDemo() const; // the open database holds made-up data
    void openLocation(OpenRequest request);

signals:
    void databaseOpened();
    void databaseFailed(const QString& text);

private:
    [[nodiscard]] OpenRequest firstRequest() const;
    void showDatabase(std::shared_ptr<OpenDatabase> database);
    void retireDatabase();
    void releaseRetired();
    void drainPendingForks();
    void advanceRollups();
    void showDatabaseDialog();
    void showImportDialog();
    void remember();

    ApplicationOptions m_options;
    QSettings m_settings;
    metrics::MetricRegistry m_registry;
    engine::SystemEngineClock m_engineClock;
    engine::SeriesStore m_series;
    std::unique_ptr<engine::Sampler> m_sampler;
    services::SystemIdSource m_ids;
    ui::DesktopPrompts m_prompts;
    ui::ChangeHub m_changes;
    std::unique_ptr<jobs::JobRunner> m_runner;
    std::shared_ptr<OpenDatabase> m_database;
    // Closed ones whose last jobs may still be running.
    std::vector<std::shared_ptr<OpenDatabase>> m_retired;
    std::unique_ptr<ui::MainWindow> m_window;
    QPointer<QDialog> m_importDialog; // speaks to the open database, and goes before it
    QTimer m_drainTimer;
    QTimer m_rollupTimer;
    jobs::LatestTicket m_opening;
    OpenRequest m_lastRequest;
    ui::UiState m_remembered; // as it was last written
    QTimer m_rememberTimer;
};

} // namespace alluse::composition
