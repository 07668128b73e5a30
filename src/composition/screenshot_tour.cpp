#include "composition/screenshot_tour.h"

#include "panels/dock_host.h"
#include "services/command_service.h"
#include "ui/analytics/analytics_page.h"
#include "ui/dialogs/command_dialog.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/growth/growth_page.h"
#include "ui/pages/accounts_page.h"
#include "ui/pages/form_opener.h"
#include "ui/shell/pages.h"
#include "ui/shell/window_layout.h"

#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QTableView>

namespace alluse::composition {
namespace {

constexpr int kPollMs = 60;
constexpr int kQuietPolls = 5;       // jobs idle for this long: what was asked for is painted
constexpr int kWarmUpTicks = 1'000;  // a minute of work before the first picture
constexpr int kPostsEachTicks = 3;
constexpr int kFamilyRow = 4;
constexpr std::int64_t kPremiumCents = 120'00;
constexpr int kBankRows = 4;
constexpr int kBankAmount = 310; // dollars
constexpr int kFirstAccount = 1000;
constexpr QSize kLarge(1'440, 900);
constexpr QSize kSmall(1'280, 720);
constexpr QSize kNarrow(960, 720);
constexpr QSize kWide(1'920, 1'080);

template <class Form>
Form* openForm() {
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (auto* form = qobject_cast<Form*>(widget); form && form->isVisible()) return form;
    return nullptr;
}

} // namespace

ScreenshotTour::ScreenshotTour(Application& application, const QDir& folder, QObject* parent)
    : QObject(parent), m_application(application), m_folder(folder.absolutePath()) {
    connect(&m_timer, &QTimer::timeout, this, &ScreenshotTour::poll);
    connect(&application, &Application::databaseFailed, this,
            [this](const QString& text) { emit finished(m_pictures, text); });
}

void ScreenshotTour::start() {
    if (!m_folder.mkpath(QStringLiteral("."))) {
        emit finished(0, tr("The folder %1 cannot be made.").arg(m_folder.path()));
        return;
    }
    plan();
    connect(&m_application, &Application::databaseOpened, this, [this] { m_timer.start(kPollMs); });
}

void ScreenshotTour::addStep(const QString& picture, std::function<void()> prepare) {
    m_steps.push_back({picture, std::move(prepare)});
}

void ScreenshotTour::plan() {
    planTheme(ui::ThemeChoice::Light);
    planTheme(ui::ThemeChoice::Dark);
    addStep({}, [this] { window().setThemeChoice(ui::ThemeChoice::Light); });
    addStep(QStringLiteral("accounts-1920x1080"), [this] {
        window().resize(kWide);
        window().showPage(QStringLiteral("accounts"));
    });
    addStep(QStringLiteral("accounts-narrow"), [this] { window().resize(kNarrow); });
    addStep(QStringLiteral("details-narrow"),
            [this] { window().actions().get(QStringLiteral("view.details"))->trigger(); });
}

void ScreenshotTour::planTheme(ui::ThemeChoice theme) {
    const QString suffix = QLatin1Char('-') + ui::themeName(theme);
    for (panels::ChartPanel* panel : window().areas().docks().panels())
        panel->setRangeMs(panels::kMinuteMs);
    const auto page = [this](const char* name) {
        return [this, page = QString(QLatin1String(name))] {
            window().showPage(page);
            QTableView* table = window().pages()->currentTable()->table();
            table->selectRow(3);
        };
    };
    addStep({}, [this, theme] {
        window().setThemeChoice(theme);
        window().resize(kLarge);
    });
    addStep(QStringLiteral("families") + suffix, page("families"));
    addStep(QStringLiteral("accounts") + suffix, page("accounts"));
    addStep(QStringLiteral("ledger") + suffix, page("ledger"));
    planForms(suffix);
    planGrowth(suffix);
    planAnalysis(suffix);
    planImport(suffix);
    addStep(QStringLiteral("filters") + suffix, [this] {
        window().showPage(QStringLiteral("families"));
        window().pages()->currentTable()->table()->selectRow(kFamilyRow);
        window().actions().get(QStringLiteral("family.accounts"))->trigger();
    });
    addStep(QStringLiteral("menu-filter") + suffix, [this] {
        window().actions().get(QStringLiteral("edit.filter"))->trigger();
    });
    addStep(QStringLiteral("menu-columns") + suffix, [this] {
        closeForm();
        window().actions().get(QStringLiteral("edit.clearFilters"))->trigger();
        window().actions().get(QStringLiteral("view.columns"))->trigger();
    });
    addStep({}, [this] { closeForm(); });
    addStep(QStringLiteral("search") + suffix, [this] {
        window().showPage(QStringLiteral("accounts"));
        search(QStringLiteral("trust >200,000"));
    });
    addStep(QStringLiteral("nothing-found") + suffix, [this] {
        search(QStringLiteral("zzz"));
    });
    addStep(QStringLiteral("palette") + suffix, [this] {
        search({});
        window().actions().get(QStringLiteral("help.palette"))->trigger();
    });
    addStep(QStringLiteral("shortcuts") + suffix, [this] {
        closeForm();
        window().actions().get(QStringLiteral("help.shortcuts"))->trigger();
    });
    addStep({}, [this] {
        closeForm();
        window().resize(kSmall);
    });
    addStep(QStringLiteral("accounts-1280x720") + suffix, page("accounts"));
    addStep(QStringLiteral("ledger-1280x720") + suffix, page("ledger"));
}

void ScreenshotTour::planForms(const QString& suffix) {
    addStep({}, [this] {
        window().showPage(QStringLiteral("accounts"));
        window().pages()->accounts().table()->selectRow(1);
    });
    addStep({}, [this] { window().actions().get(QStringLiteral("account.post"))->trigger(); });
    addStep(QStringLiteral("form-post") + suffix, [this] {
        fill(QStringLiteral("amount"), QStringLiteral("2,500.00"));
        fill(QStringLiteral("note"), QStringLiteral("Quarterly contribution"));
    });
    addStep({}, [this] {
        closeForm();
        window().actions().get(QStringLiteral("account.transfer"))->trigger();
    });
    addStep(QStringLiteral("form-transfer") + suffix,
            [this] { fill(QStringLiteral("amount"), QStringLiteral("1,000.00")); });
    addStep({}, [this] {
        closeForm();
        window().actions().get(QStringLiteral("family.open"))->trigger();
    });
    addStep(QStringLiteral("form-open-family") + suffix, [this] {
        fill(QStringLiteral("client"), QStringLiteral("Meadow Holdings"));
        fill(QStringLiteral("capital"), QStringLiteral("250,000.00"));
    });
    addStep({}, [this] {
        closeForm();
        window().actions().get(QStringLiteral("account.policy"))->trigger();
    });
    addStep(QStringLiteral("form-policy") + suffix, [] {});
    addStep({}, [this] {
        closeForm();
        window().actions().get(QStringLiteral("account.status"))->trigger();
    });
    addStep(QStringLiteral("form-status") + suffix, [] {});
    addStep({}, [this] {
        closeForm();
        window().showPage(QStringLiteral("ledger"));
        window().pages()->currentTable()->table()->selectRow(kFamilyRow);
        window().actions().get(QStringLiteral("ledger.reverse"))->trigger();
    });
    addStep(QStringLiteral("form-reverse") + suffix,
            [this] { fill(QStringLiteral("reason"), QStringLiteral("Posted to the wrong account")); });
    addStep({}, [this] {
        closeForm();
        window().actions().get(QStringLiteral("file.database"))->trigger();
    });
    addStep(QStringLiteral("form-database") + suffix, [] {});
    addStep({}, [this] { closeForm(); });
}

void ScreenshotTour::planGrowth(const QString& suffix) {
    using List = ui::GrowthPage::List;
    const std::pair<List, const char*> lists[] = {{List::Forks, "forks"},
                                                  {List::Merges, "merges"},
                                                  {List::Reinvestments, "reinvestments"},
                                                  {List::History, "history"}};
    for (const auto& [list, name] : lists) {
        addStep(QStringLiteral("growth-") + QLatin1String(name) + suffix, [this, list = list] {
            window().showPage(QStringLiteral("growth"));
            window().pages()->growth().showList(list);
        });
    }
    addStep({}, [this] {
        window().pages()->growth().showList(List::Forks);
    });
    addStep({}, [this] { window().pages()->growth().table()->selectRow(0); });
    addStep(QStringLiteral("form-fork") + suffix, [this] { trigger("growth.run"); });
    addStep({}, [this] {
        closeForm();
        window().pages()->growth().showList(List::Merges);
    });
    addStep({}, [this] { window().pages()->growth().table()->selectRow(0); });
    addStep(QStringLiteral("form-merge") + suffix, [this] { trigger("growth.run"); });
    addStep({}, [this] {
        closeForm();
        window().pages()->growth().showList(List::History);
    });
    addStep({}, [this] { window().pages()->growth().table()->selectRow(0); });
    addStep(QStringLiteral("family-tree") + suffix, [this] { trigger("growth.tree"); });
    addStep({}, [this] { closeForm(); }); // the page has one form at a time
    addStep({}, [this] { trigger("growth.whatIf"); });
    // A second look, because the fan is drawn after the sliders have rested.
    addStep({}, [] {});
    addStep(QStringLiteral("what-if") + suffix, [] {});
    addStep({}, [this] { closeForm(); });
}

void ScreenshotTour::planAnalysis(const QString& suffix) {
    using View = ui::AnalyticsPage::View;
    addStep(QStringLiteral("today") + suffix, [this] { window().showPage(QStringLiteral("today")); });
    const std::pair<View, const char*> views[] = {{View::Overview, "overview"},
                                                  {View::Account, "account"},
                                                  {View::Family, "family"},
                                                  {View::Peers, "peers"},
                                                  {View::Risk, "risk"}};
    for (const auto& [view, name] : views)
        addStep(QStringLiteral("analytics-") + QLatin1String(name) + suffix, [this, view = view] {
            window().showPage(QStringLiteral("analytics"));
            window().pages()->analytics()->showView(view);
        });
    addStep({}, [this] { trigger("file.reports"); });
    addStep(QStringLiteral("form-reports") + suffix, [] {});
    addStep(QStringLiteral("validation") + suffix, [this] {
        closeForm();
        window().showPage(QStringLiteral("validation"));
    });
    addStep(QStringLiteral("growth-calendar") + suffix, [this] {
        window().showPage(QStringLiteral("growth"));
        window().pages()->growth().showList(ui::GrowthPage::List::Reinvestments);
        window().pages()->growth().showCalendar(true);
    });
    addStep({}, [this] {
        window().pages()->growth().showCalendar(false);
        window().showPage(QStringLiteral("families"));
        trigger("file.export");
    });
    addStep(QStringLiteral("form-export") + suffix, [] {});
    addStep({}, [this] { closeForm(); });
}

void ScreenshotTour::planImport(const QString& suffix) {
    addStep({}, [this] {
        writeBankFile();
        trigger("ledger.import");
        if (auto* form = openForm<ui::ImportDialog>())
            form->setFiles(QStringLiteral("bank.csv"), QStringLiteral("mapping.json"));
    });
    addStep(QStringLiteral("form-import") + suffix, [] {
        auto* form = openForm<ui::ImportDialog>();
        auto* check = form ? form->findChild<QPushButton*>(QStringLiteral("primaryButton")) : nullptr;
        if (check) check->click();
    });
    addStep({}, [this] { closeForm(); });
}

void ScreenshotTour::trigger(const char* action) {
    window().actions().get(QLatin1String(action))->trigger();
}

void ScreenshotTour::writeBankFile() {
    QDir::setCurrent(m_bank.path()); // the picture shows names, not somebody's folders
    QFile mapping(m_bank.filePath(QStringLiteral("mapping.json")));
    if (mapping.open(QIODevice::WriteOnly))
        mapping.write(R"({"source": "bank-a", "delimiter": ";", "dateFormat": "yyyy-MM-dd",
 "columns": {"externalId": "ref", "account": "account", "date": "booked", "amount": "amount",
             "direction": "kind", "note": "text"},
 "directions": {"IN": "DEPOSIT", "PREMIUM": "TRADE_PREMIUM"}})");
    QFile bank(m_bank.filePath(QStringLiteral("bank.csv")));
    if (!bank.open(QIODevice::WriteOnly)) return;
    const QByteArray today =
        QByteArray::fromStdString(m_application.dialogContext().clock.today().text());
    bank.write("ref;account;booked;amount;kind;text\n");
    for (int row = 0; row < kBankRows; ++row)
        bank.write("B-" + QByteArray::number(row) + ";A" + QByteArray::number(kFirstAccount + row) +
                   ";" + today + ";" + QByteArray::number(kBankAmount + row) +
                   ".50;PREMIUM;Week's premium\n");
    bank.write("B-90;A" + QByteArray::number(kFirstAccount) + ";" + today + ";12.345;IN;Typing error\n");
    bank.write("B-91;NOBODY;" + today + ";500.00;IN;No such account\n");
}

void ScreenshotTour::fill(const QString& field, const QString& text) {
    QDialog* form = window().pages()->forms().current();
    auto* edit = form ? form->findChild<QLineEdit*>(field) : nullptr;
    if (edit) edit->setText(text);
}

void ScreenshotTour::search(const QString& text) {
    if (auto* edit = window().findChild<QLineEdit*>(QStringLiteral("searchEdit"))) edit->setText(text);
}

void ScreenshotTour::closeForm() {
    while (QWidget* popup = QApplication::activePopupWidget()) popup->close();
    if (QDialog* form = window().pages()->forms().current()) delete form;
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (auto* dialog = qobject_cast<QDialog*>(widget)) dialog->close();
}

void ScreenshotTour::work() {
    static const QStringList words{QStringLiteral("a"), QStringLiteral("trust"), QStringLiteral("gen"),
                                   QStringLiteral("family"), QStringLiteral("llc"), QString()};
    auto* pages = window().pages();
    // Waves, as people make them: a search now and then, a few refreshes, premiums in between.
    if (m_warmUpTicks % 5 == 0) search(words[(m_warmUpTicks / 5) % words.size()]);
    if (m_warmUpTicks % 60 < 20) pages->current()->refresh();
    if (m_warmUpTicks % kPostsEachTicks == 0 && m_warmUpTicks % 90 < 60) post();
    if (m_warmUpTicks == kWarmUpTicks - 1) search({});
}

void ScreenshotTour::post() {
    if (!m_application.isDemo()) return;
    const auto* row = window().pages()->accounts().currentRow();
    if (!row || m_posting.isActive()) return;
    const ui::DialogContext context = m_application.dialogContext();
    domain::PostOrder order;
    order.header.commandId = context.newCommandId();
    order.header.actor = context.actor;
    order.header.requestedAt = context.clock.now();
    order.header.businessDate = context.clock.today();
    order.account = row->id;
    order.type = domain::TransactionType::TradePremium;
    order.amount = domain::Money::fromCents(kPremiumCents + m_warmUpTicks);
    order.trade = domain::TradeDetails{"SPY", {}, 1, order.header.businessDate};
    using Outcome = services::Outcome<services::EntryReceipt>;
    m_posting = m_application.runner().start<Outcome>(
        jobs::Lane::Writes, {.name = tr("Post a premium")},
        [commands = &context.commands, order](jobs::JobContext& job) {
            return commands->post(order, ui::callOf(services::Lane::Writes, job));
        },
        this, [](jobs::JobOutcome<Outcome>) {});
}

void ScreenshotTour::poll() {
    if (m_warmUpTicks < kWarmUpTicks) {
        work();
        ++m_warmUpTicks;
        return;
    }
    const auto counts = m_application.runner().counts();
    m_quietPolls = counts.queued + counts.running == 0 ? m_quietPolls + 1 : 0;
    if (m_quietPolls < kQuietPolls) return;
    m_quietPolls = 0;
    if (m_next > 0) take(m_steps[m_next - 1].picture);
    if (m_next == m_steps.size()) {
        m_timer.stop();
        emit finished(m_pictures, {});
        return;
    }
    m_steps[m_next++].prepare();
}

void ScreenshotTour::take(const QString& picture) {
    if (picture.isEmpty()) return;
    QPixmap image = window().grab();
    QPainter painter(&image);
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        const bool isMenu = widget->windowType() == Qt::Popup;
        auto* dialog = isMenu ? widget : qobject_cast<QDialog*>(widget);
        if (!dialog || !dialog->isVisible()) continue;
        QPoint place = dialog->pos() - window().mapToGlobal(QPoint());
        // Without a window manager a dialog lies in the corner of the screen.
        if (!isMenu && !QRect(QPoint(), window().size()).contains(QRect(place, dialog->size())))
            place = QPoint((window().width() - dialog->width()) / 2,
                           (window().height() - dialog->height()) / 2);
        const QPixmap content = dialog->grab();
        painter.drawPixmap(place, content);
        painter.setPen(window().palette().color(QPalette::Mid));
        painter.drawRect(QRect(place, dialog->size()).adjusted(0, 0, -1, -1));
    }
    painter.end();
    if (image.save(m_folder.filePath(picture + QStringLiteral(".png")))) ++m_pictures;
}

} // namespace alluse::composition
