#pragma once
// The Validation page: scenarios, a run with its live charts and verdict, the runs so far.

#include "jobs/runner/job_runner.h"
#include "models/row_table_model.h"
#include "ui/pages/page.h"
#include "ui/pages/workspace.h"
#include "ui/validation/scenario_editor.h"
#include "validation/run_history.h"
#include "validation/run_lab.h"

#include <QPointer>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTableView;
class QTextEdit;
class QTimer;

namespace alluse::ui {

class Banner;
class RunView;

struct RunRow {
    validation::HistoryRow row;
    QString baseline;
};

class ValidationPage final : public Page {
    Q_OBJECT

public:
    ValidationPage(const Workspace& workspace, QWidget* window);
    ~ValidationPage() override; // stops what runs

    void load() override { refresh(); }
    [[nodiscard]] bool isLoaded() const override { return m_isLoaded; }
    void refresh() override; // the runs on disk
    [[nodiscard]] QWidget* keyboardTarget() const override;

    void run();
    void stop();
    void openEditor();
    void saveReport();    // of the run that is shown
    void compareSelected(); // the selected run with its baseline, or two selected ones
    void pinSelected();
    [[nodiscard]] bool isRunning() const { return m_ticket.isActive(); }
    [[nodiscard]] RunView& view() const { return *m_view; }
    [[nodiscard]] ScenarioEditor* editor() const { return m_editor; }

private:
    struct Feed; // what the run's thread tells, until the timer takes it
    struct Offered {
        QString title, name, text;
    };

    void buildScenarios(QWidget* side);
    void buildHead(class QVBoxLayout* layout);
    void addScenario(const QString& text);
    [[nodiscard]] const Offered* current() const;
    void showScenario();
    void takeFeed();
    void finished(jobs::JobOutcome<services::Outcome<validation::Document>> outcome);
    void showSelectedRun();
    [[nodiscard]] QStringList selectedRuns() const;
    void updateButtons();
    void showTab(int index);
    template <class Result>
    jobs::JobTicket onDisk(const QString& name, std::function<Result(const validation::RunHistory&)> work,
                           std::function<void(Result)> done);

    Workspace m_workspace;
    QString m_folder; // of the runs
    std::vector<Offered> m_offered;
    models::RowTableModel<RunRow> m_runs;
    QListWidget* m_scenarios;
    QLabel* m_title;
    QLabel* m_about;
    QComboBox* m_place;
    QPushButton* m_run;
    QPushButton* m_stop;
    QPushButton* m_edit;
    QPushButton* m_report;
    QPushButton* m_compare;
    QPushButton* m_pin;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    Banner* m_banner;
    RunView* m_view;
    QTableView* m_history;
    QTextEdit* m_comparison;
    QTimer* m_poll;
    QPointer<ScenarioEditor> m_editor;
    std::shared_ptr<Feed> m_feed;
    std::stop_source m_stopSource;
    jobs::JobTicket m_ticket, m_saving;
    jobs::LatestTicket m_reading, m_showing;
    std::optional<validation::Document> m_shown;
    bool m_isLoaded = false;
};

} // namespace alluse::ui
