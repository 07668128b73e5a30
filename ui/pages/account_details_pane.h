#pragma once
// Everything about one account beside the table: figures, next fork, equity, postings, policy.

#include "jobs/runner/job_ticket.h"
#include "services/call.h"
#include "services/outcome.h"
#include "services/ports/read_port.h"
#include "ui/pages/workspace.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace alluse::ui {

class Actions;
class Banner;
class EmptyState;
class EquityChart;
class MeterBar;

class AccountDetailsPane final : public QFrame {
    Q_OBJECT

public:
    AccountDetailsPane(const Workspace& workspace, Actions& actions, QWidget* parent);

    // The newest call wins; 0 shows the hint what to do.
    void showAccount(domain::AccountId account);
    void reload(); // the same account again, after a change
    [[nodiscard]] domain::AccountId account() const { return m_account; }
    [[nodiscard]] const QString& accountName() const { return m_name; }

signals:
    void loaded();

private:
    struct Content {
        services::AccountDetails details;
        std::vector<services::PostingRow> postings;
        std::vector<services::SeriesPoint> equity;
    };
    static services::Outcome<std::optional<Content>> read(services::AccountReads& accounts,
                                                          services::LedgerReads& entries,
                                                          domain::AccountId account,
                                                          const services::Call& call);
    QWidget* buildContent(Actions& actions);
    void buildButtons(QVBoxLayout* layout, Actions& actions);
    QLabel* addFigure(QGridLayout* grid, QLabel*& name, const QString& text);
    void show(Content content);
    void showFigures(const domain::Account& account);
    void showFork(const domain::Account& account);
    void showPostings(const std::vector<services::PostingRow>& postings);
    void showPolicy(const domain::Account& account);
    void showError(const QString& text);

    Workspace m_workspace;
    domain::AccountId m_account;
    QString m_name;
    jobs::LatestTicket m_ticket;

    Banner* m_banner;
    EmptyState* m_empty;
    QWidget* m_content = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_subtitle = nullptr;
    QLabel* m_balance = nullptr;
    QLabel* m_available = nullptr;
    QLabel* m_buffer = nullptr;
    QLabel* m_bufferName = nullptr;
    QLabel* m_baseline = nullptr;
    QLabel* m_surplus = nullptr;
    QWidget* m_fork = nullptr;
    MeterBar* m_forkMeter = nullptr;
    QLabel* m_forkText = nullptr;
    EquityChart* m_chart = nullptr;
    QGridLayout* m_postings = nullptr;
    QGridLayout* m_policy = nullptr;
};

} // namespace alluse::ui
