#pragma once
// Chooses the database: a saved profile or a new one, tested before it is opened. GUI thread.

#include "jobs/runner/job_runner.h"
#include "services/database_profile.h"
#include "services/ports/database_port.h"
#include "ui/dialogs/form_dialog.h"

#include <functional>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace alluse::ui {

class Prompts;
using services::DatabaseProfile;

struct DatabaseDialogContext {
    // Opens and closes a connection; runs on a worker.
    using Test = std::function<services::Outcome<services::DatabaseStatus>(
        const std::string& location, const services::Call& call)>;
    jobs::JobRunner& runner;
    Prompts& prompts;
    Test test;
};

struct DatabaseChoice {
    DatabaseProfile profile; // to be remembered
    std::string location;    // with the password: keep it in memory only
    bool createWhenMissing = false;
};

class DatabaseDialog final : public FormDialog {
    Q_OBJECT

public:
    DatabaseDialog(const DatabaseDialogContext& context, const std::vector<DatabaseProfile>& profiles,
                   QWidget* parent = nullptr);

signals:
    void databaseChosen(const alluse::ui::DatabaseChoice& choice);

protected:
    void submit() override;

private:
    void buildFields();
    void showProfile(int index);
    void refresh();
    [[nodiscard]] bool check();
    [[nodiscard]] DatabaseProfile profile() const;
    [[nodiscard]] bool isServer() const;
    void browse();
    void testConnection();

    DatabaseDialogContext m_context;
    std::vector<DatabaseProfile> m_profiles;
    QComboBox* m_saved;
    QComboBox* m_kind;
    QLineEdit* m_name;
    QLineEdit* m_path;
    QLineEdit* m_host;
    QSpinBox* m_port;
    QLineEdit* m_database;
    QLineEdit* m_user;
    QLineEdit* m_password;
    QCheckBox* m_create;
    QPushButton* m_test;
    QLabel* m_result;
    jobs::LatestTicket m_testing;
};

} // namespace alluse::ui
