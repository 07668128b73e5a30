#pragma once
// The real window on a real SQLite book, offscreen; the ledger and the reads can lose their
// connection at a chosen moment. Everything is pressed and read as a person would.

#include "engine/series_store.h"
#include "exchange/table_export.h"
#include "exchange/table_file.h"
#include "services/analytics_service.h"
#include "services/ports/read_port.h"
#include "services/reports/report_service.h"
#include "ui/common/change_hub.h"
#include "ui/common/prompts.h"
#include "ui/dialogs/form_dialog.h"
#include "ui/dialogs/form_bench.h"
#include "ui/pages/accounts_page.h"
#include "ui/pages/form_opener.h"
#include "ui/shell/main_window.h"
#include "ui/shell/pages.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QTest>

#include <atomic>
#include <memory>

namespace alluse::test {

// In front of the real reads: passes everything on, except while the database is away.
class AwayReads final : public services::AccountReads {
public:
    explicit AwayReads(services::AccountReads& real) : m_real(real) {}
    std::atomic<bool> isAway = false;
    std::atomic<int> pagesAsked = 0;

    services::Outcome<std::optional<domain::Account>> find(domain::AccountId id,
                                                           const services::Call& call) override {
        if (isAway) return away();
        return m_real.find(id, call);
    }
    services::Outcome<std::optional<services::AccountDetails>>
    details(domain::AccountId id, const services::Call& call) override {
        if (isAway) return away();
        return m_real.details(id, call);
    }
    services::Outcome<std::optional<domain::AccountId>>
    findByReference(const std::string& reference, const services::Call& call) override {
        return m_real.findByReference(reference, call);
    }
    services::Outcome<std::unordered_map<std::string, domain::AccountId>>
    findByReferences(std::span<const std::string> references, const services::Call& call) override {
        return m_real.findByReferences(references, call);
    }
    services::Outcome<services::Page<services::AccountRow>>
    page(const services::AccountQuery& query, const services::PageRequest& request,
         const services::Call& call) override {
        ++pagesAsked;
        if (isAway) return away();
        return m_real.page(query, request, call);
    }
    services::Outcome<services::ListIndex> index(const services::AccountQuery& query, int stride,
                                                 const services::Call& call) override {
        if (isAway) return away();
        return m_real.index(query, stride, call);
    }
    services::Outcome<domain::Money> balanceAsOf(domain::AccountId id, domain::Date date,
                                                 std::optional<domain::Timestamp> knownAt,
                                                 const services::Call& call) override {
        return m_real.balanceAsOf(id, date, knownAt, call);
    }
    services::Outcome<std::vector<services::SeriesPoint>>
    equitySeries(domain::AccountId id, domain::Date from, const services::Call& call) override {
        return m_real.equitySeries(id, from, call);
    }

private:
    static tl::unexpected<services::Failure> away() {
        return services::failed(services::FailureKind::Unavailable, "connection refused");
    }
    services::AccountReads& m_real;
};

class WindowBench {
public:
    WindowBench() : reads(book.database().accounts()) {
        book.commands().onCommitted(
            [this](const domain::ChangeSet& changed) { changes.announce(changed); });
        book.growth().onCommitted(
            [this](const domain::ChangeSet& changed) { changes.announce(changed); });
    }

    // Before open(): with the start page, the analyses and the reports.
    void addAnalytics() {
        storage::Database& database = book.database();
        analytics = std::make_unique<services::AnalyticsService>(database.analytics(), analyses, book.context().clock);
        reports = std::make_unique<services::ReportService>(database.accounts(), database.families(), database.entries(),
                                                            database.growth(), database.analytics());
        book.commands().onCommitted([this](const domain::ChangeSet& changed) { analytics->forget(changed); });
    }

    void open(const ui::UiState& state = {}) {
        window.reset();
        const ui::DialogContext real = book.context();
        window = std::make_unique<ui::MainWindow>(real.runner, series, state);
        ui::Workspace workspace{{real.commands, reads, real.families, real.entries, real.database,
                                real.runner, real.clock, real.newCommandId, real.actor},
                               changes,
                               book.growth(),
                               &exchange::familyTreeCsv,
                               QStringLiteral("SQLite"),
                               QStringLiteral("/tmp/book.db"),
                               QStringLiteral("test"),
                               &exchange::createTableFile,
                               &prompts,
                               runValidation};
        if (analytics) {
            workspace.analytics = analytics.get();
            workspace.reports = reports.get();
            workspace.reportTools = reportTools;
        }
        window->openWorkspace(workspace);
        window->show();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }

    // To whoever has the keyboard.
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const {
        activate();
        QTest::keyClick(keyboardOwner(), static_cast<Qt::Key>(key), modifiers);
    }
    void type(const QString& text) const {
        activate();
        QTest::keyClicks(keyboardOwner(), text);
    }
    // Offscreen nobody gives the keyboard back to the window when a form or menu closes.
    void activate() const {
        if (QApplication::activePopupWidget() || QApplication::activeModalWidget()) return;
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }

    [[nodiscard]] QAction* action(const char* id) const {
        return window->actions().get(QLatin1String(id));
    }
    [[nodiscard]] ui::TablePage& page() const { return *window->pages()->currentTable(); }
    [[nodiscard]] QTableView* table() const { return page().table(); }
    [[nodiscard]] int rows() const { return table()->model()->rowCount(); }
    [[nodiscard]] QString cell(int row, int column) const {
        return table()->model()->index(row, column).data().toString();
    }
    // The row whose first column says `name`; −1: none.
    [[nodiscard]] int rowOf(const QString& name, int column = 0) const {
        for (int row = 0; row < rows(); ++row)
            if (cell(row, column) == name) return row;
        return -1;
    }
    [[nodiscard]] ui::FormDialog* form() const {
        return qobject_cast<ui::FormDialog*>(window->pages()->forms().current());
    }
    // What the form says, for the message of a test that fails.
    [[nodiscard]] QByteArray formTexts() const {
        QStringList texts;
        if (form())
            for (const QLabel* one : form()->findChildren<QLabel*>())
                if (one->isVisible()) texts << one->text();
        return texts.join(QStringLiteral(" | ")).toUtf8();
    }
    [[nodiscard]] QString label(const char* name) const {
        const auto* found = window->findChild<QLabel*>(QLatin1String(name));
        return found ? found->text() : QString();
    }

    FormBench book;
    AwayReads reads;
    ui::ChangeHub changes;
    ui::DesktopPrompts prompts;
    // See ui/pages/workspace.h; a test that runs scenarios sets it before open().
    decltype(ui::Workspace::runValidation) runValidation;
    engine::SeriesStore series;
    services::MemoryAnalyticsStore analyses;
    std::unique_ptr<services::AnalyticsService> analytics; // none: a window without analyses
    std::unique_ptr<services::ReportService> reports;
    std::shared_ptr<const ui::ReportTools> reportTools;
    std::unique_ptr<ui::MainWindow> window; // last: first to go

private:
    [[nodiscard]] QWidget* keyboardOwner() const {
        if (QWidget* popup = QApplication::activePopupWidget())
            return popup->focusWidget() ? popup->focusWidget() : popup;
        QWidget* focused = QApplication::focusWidget();
        if (focused) return focused;
        return QApplication::activeModalWidget() ? QApplication::activeModalWidget() : window.get();
    }
};

} // namespace alluse::test
