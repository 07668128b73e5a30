#pragma once
// One preview for every statement and report: choose, look, save; or a statement for each family.

#include "jobs/runner/job_runner.h"
#include "services/reports/report_service.h"
#include "ui/pages/workspace.h"

#include <QDialog>
#include <QImage>

#include <functional>
#include <memory>
#include <optional>

class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace alluse::ui {

class ReportDialog final : public QDialog {
    Q_OBJECT

public:
    enum Kind { AccountStatement, FamilyStatement, GrowthRegister, PremiumReport };

    ReportDialog(const Workspace& workspace, domain::AccountId account, QWidget* parent);

    void showKind(Kind kind);
    [[nodiscard]] int pagesCount() const { return static_cast<int>(m_pages.size()); }
    [[nodiscard]] QString message() const;

    void saveAs();
    void saveAllFamilies(const QString& folder); // pressed again: cancels
    void reject() override;

signals:
    void previewed();
    void saved(const QString& path);

private:
    void build();
    void preview();
    void showPage();
    void saveReport(const QString& path);
    void tell(const QString& text);
    [[nodiscard]] services::ReportPeriod period() const;
    [[nodiscard]] std::function<services::Outcome<std::optional<services::Report>>(const services::Call&)> maker() const;

    Workspace m_workspace;
    domain::AccountId m_account;
    QComboBox* m_kind;
    QDateEdit* m_from;
    QDateEdit* m_to;
    QSpinBox* m_page;
    QLabel* m_paper;
    QLabel* m_message;
    QComboBox* m_ending;
    QPushButton* m_save;
    QPushButton* m_all;
    QLineEdit* m_folder;
    QProgressBar* m_progress;
    QList<QImage> m_pages;
    std::shared_ptr<const services::Report> m_report;
    jobs::LatestTicket m_previewing;
    jobs::JobTicket m_saving, m_savingAll;
};

} // namespace alluse::ui
