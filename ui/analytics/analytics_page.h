#pragma once
// The Analytics page: the book, one account, one family, peers, and where the risk is.

#include "jobs/runner/job_runner.h"
#include "models/row_table_model.h"
#include "services/analytics_service.h"
#include "ui/pages/page.h"
#include "ui/pages/workspace.h"

#include <QPointer>

#include <map>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTableView;
class QTimer;

namespace alluse::ui {

class Banner;
class FigureStrip;
class PlotChart;
struct PlotData;

class AnalyticsPage final : public Page {
    Q_OBJECT

public:
    enum View { Overview, Account, Family, Peers, Risk, ViewCount };

    explicit AnalyticsPage(const Workspace& workspace, QWidget* parent);

    void showView(View view);
    [[nodiscard]] View view() const;
    // What Account and Family show; none: the first account of the book.
    void setSubject(domain::AccountId account);
    [[nodiscard]] PlotChart* chart(const QString& name) const;
    [[nodiscard]] FigureStrip* figures() const;
    [[nodiscard]] domain::AccountId currentAccount() const;

    void load() override;
    [[nodiscard]] bool isLoaded() const override { return m_isLoaded; }
    void refresh() override;
    [[nodiscard]] QWidget* keyboardTarget() const override;
    bool prepareExport(std::function<void(TableSource)> ready) override;
    [[nodiscard]] QByteArray tableState() const override; // view and time range
    void restoreTable(const QByteArray& state) override;

signals:
    void accountActivated(alluse::domain::AccountId account);
    void postingsWanted(alluse::domain::AccountId account, const QString& name, alluse::domain::Date from,
                        alluse::domain::Date to);
    void statementWanted(alluse::domain::AccountId account);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildStrip();
    QWidget* buildCharts(View view, const QStringList& names, QWidget* above = nullptr);
    void buildTable(View view, QTableView*& table);
    void loadView();
    template <class Value>
    void read(const QString& what, std::function<services::Outcome<Value>(const services::Call&)> work,
              std::function<void(Value)> done);
    void showOverview(const services::BookOverview& overview);
    void showAccount(const services::AccountAnalytics& account);
    void showFamily(const services::FamilyAnalytics& family);
    void showBook(const std::shared_ptr<const services::BookFigures>& book);
    void setPlot(const QString& name, PlotData plot);
    void openPostings(double x);
    void exportChart(PlotChart* chart);
    void findSubject();
    void shown(const QString& failure);
    [[nodiscard]] analytics::Window window() const;

    Workspace m_workspace;
    services::AnalyticsService& m_service;
    QTabBar* m_tabs;
    QComboBox* m_range;
    QLineEdit* m_find;
    QLabel* m_subject;
    QPushButton* m_statement;
    Banner* m_banner;
    QStackedWidget* m_stack;
    std::map<View, FigureStrip*> m_figures;
    std::map<QString, PlotChart*> m_charts;
    QTableView* m_peers = nullptr;
    QTableView* m_risks = nullptr;
    models::RowTableModel<services::AccountFigures> m_rows;
    QTimer* m_refreshTimer;
    jobs::LatestTicket m_reading;
    domain::AccountId m_account;
    domain::FamilyId m_family;
    QString m_accountName;
    bool m_isLoaded = false;
};

} // namespace alluse::ui
