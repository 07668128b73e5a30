// What a person waits for at the window, on a book of any size:
//   bench_window --db sqlite:PATH|postgresql:CONNINFO [--starts N]
// Prints one JSON object. The start is measured from outside: a process of its own, from before it
// is started until its first row is painted. Everything else happens inside one session: frames
// while scrolling, the jump to the far end, searches typed letter by letter until the answer is
// painted, and how long a letter takes to appear. Median, p95 and maximum in milliseconds.

#include "bench/bench_figures.h"
#include "composition/application.h"
#include "models/paged_table_model.h"
#include "ui/pages/table_page.h"
#include "ui/shell/pages.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QLineEdit>
#include <QProcess>
#include <QScrollBar>
#include <QTableView>
#include <QTest>
#include <QTimer>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <random>

using namespace alluse;
using nlohmann::json;

namespace {

constexpr int kStartsDefault = 5;
constexpr int kScrollFrames = 400;
constexpr int kJumps = 100;
constexpr int kWaitMsMax = 30'000;
constexpr std::uint64_t kSeed = 1;

qint64 nowNs() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

double ms(qint64 ns) { return static_cast<double>(ns) / 1e6; }

json summary(std::vector<double> values) {
    if (values.empty()) return nullptr;
    std::ranges::sort(values);
    const auto at = [&](double share) {
        return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
    };
    return {{"count", values.size()}, {"p50", at(0.5)}, {"p95", at(0.95)}, {"max", values.back()}};
}

// Runs the event loop until the table, or the sentence that nothing matches, has been painted while
// `isThere` holds; the time of that.
class PaintWatch final : public QObject {
public:
    explicit PaintWatch(const ui::TablePage& page)
        : m_places{page.table()->viewport(),
                   page.findChild<QWidget*>(QStringLiteral("emptyState"))} {
        for (QWidget* place : m_places) place->installEventFilter(this);
    }
    qint64 waitUntil(std::function<bool()> isThere) {
        m_isThere = std::move(isThere);
        QTimer tooLong;
        connect(&tooLong, &QTimer::timeout, &m_loop, [this] { m_loop.exit(1); });
        tooLong.start(kWaitMsMax);
        for (QWidget* place : m_places) place->update();
        if (m_loop.exec() != 0) qFatal("not painted in %d ms", kWaitMsMax);
        return m_paintedNs;
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint && m_isThere && m_isThere())
            QTimer::singleShot(0, this, [this] { // after this paint
                m_paintedNs = nowNs();
                m_isThere = {};
                m_loop.exit(0);
            });
        return QObject::eventFilter(watched, event);
    }

private:
    QList<QWidget*> m_places;
    QEventLoop m_loop;
    std::function<bool()> m_isThere;
    qint64 m_paintedNs = 0;
};

struct Session {
    explicit Session(const QString& location) {
        composition::ApplicationOptions options;
        options.location = location.toStdString();
        options.remembers = false;
        program = std::make_unique<composition::Application>(options);
        QEventLoop opened;
        QObject::connect(program.get(), &composition::Application::databaseOpened, &opened,
                         &QEventLoop::quit);
        QObject::connect(program.get(), &composition::Application::databaseFailed, &opened,
                         [](const QString& text) { qFatal("%s", qPrintable(text)); });
        program->start();
        opened.exec();
    }
    [[nodiscard]] ui::TablePage& page() const { return *program->window().pages()->currentTable(); }
    [[nodiscard]] QTableView& table() const { return *page().table(); }
    [[nodiscard]] models::PagedTableModel& model() const {
        return *static_cast<models::PagedTableModel*>(table().model());
    }
    std::unique_ptr<composition::Application> program;
};

int runStart(const QString& location) {
    Session session(location);
    PaintWatch watch(session.page());
    const qint64 painted = watch.waitUntil([&] { return session.model().isLoaded(0); });
    std::printf("%lld\n", static_cast<long long>(painted));
    std::fflush(stdout);
    std::_Exit(0); // the end of the program is not what is measured
}

json measureStarts(const QString& location, int starts) {
    std::vector<double> times;
    for (int i = 0; i < starts; ++i) {
        QProcess child;
        const qint64 begin = nowNs();
        child.start(QCoreApplication::applicationFilePath(),
                    {QStringLiteral("--child"), QStringLiteral("--db"), location});
        QEventLoop ended;
        QObject::connect(&child, &QProcess::finished, &ended, &QEventLoop::quit);
        ended.exec();
        const qint64 painted = child.readAllStandardOutput().trimmed().toLongLong();
        if (painted == 0) qFatal("%s", child.readAllStandardError().constData());
        times.push_back(ms(painted - begin));
    }
    return summary(times);
}

json measureScroll(Session& session) {
    QTableView& table = session.table();
    std::vector<double> frames, jumps;
    const auto frame = [&](std::vector<double>& times) {
        const qint64 begin = nowNs();
        table.viewport()->repaint();
        times.push_back(ms(nowNs() - begin));
        QTest::qWait(0); // what the frame asked for may arrive
    };
    for (int i = 0; i < kScrollFrames; ++i) {
        table.verticalScrollBar()->setValue(table.verticalScrollBar()->value() + 3 * 26);
        frame(frames);
    }
    std::mt19937_64 random(kSeed);
    for (int i = 0; i < kJumps; ++i) {
        table.verticalScrollBar()->setValue(static_cast<int>(
            random() % static_cast<std::uint64_t>(std::max(1, table.verticalScrollBar()->maximum()))));
        frame(jumps);
    }
    return {{"scrollFrameMs", summary(frames)}, {"jumpFrameMs", summary(jumps)}};
}

json measureFarEnd(Session& session) {
    PaintWatch watch(session.page());
    const auto go = [&](int row) {
        const qint64 begin = nowNs();
        session.table().scrollTo(session.model().index(row, 0));
        return ms(watch.waitUntil([&] { return session.model().isLoaded(row); }) - begin);
    };
    std::vector<double> near, far;
    const int last = session.model().rowCount() - 1;
    for (int i = 0; i < 10; ++i) { // pages not seen before, at both ends
        near.push_back(go(std::min(last, 20'000 + i * 1'000)));
        far.push_back(go(std::max(0, last - i * 1'000)));
    }
    return {{"nearPagePaintedMs", summary(near)}, {"farPagePaintedMs", summary(far)}};
}

json measureSearch(Session& session) {
    auto* field = session.program->window().findChild<QLineEdit*>(QStringLiteral("searchEdit"));
    PaintWatch watch(session.page());
    // Frequent and rare words, names, an id, a word that nobody has.
    const QStringList words{QStringLiteral("trust"),   QStringLiteral("gen-acc"),
                            QStringLiteral("harbor"),  QStringLiteral("500123"),
                            QStringLiteral("emerson"), QStringLiteral("zq"),
                            QStringLiteral("rossi com"), QStringLiteral("maple llc")};
    std::vector<double> answers, echoes;
    json byText;
    field->setFocus();
    for (const QString& word : words) {
        for (const QChar letter : word) {
            const qint64 begin = nowNs();
            QTest::keyClick(field, letter.toLatin1());
            field->repaint();
            echoes.push_back(ms(nowNs() - begin));
            const double answer = ms(watch.waitUntil([&] { return !session.page().isSearching(); })
                                     - begin);
            answers.push_back(answer);
            byText[field->text().toStdString()] = answer;
        }
        field->clear();
        watch.waitUntil([&] { return !session.page().isSearching(); });
    }
    return {{"searchAnswerMs", summary(answers)}, {"searchAnswerMsByText", byText},
            {"typingEchoMs", summary(echoes)}};
}

double residentMb() {
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1'024.0;
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QLocale::setDefault(QLocale(QStringLiteral("en_US")));
    const QStringList arguments = QApplication::arguments();
    const auto valueOf = [&](const char* name) {
        const qsizetype at = arguments.indexOf(QLatin1String(name));
        return at > 0 && at + 1 < arguments.size() ? arguments[at + 1] : QString();
    };
    const QString location = valueOf("--db");
    if (location.isEmpty()) {
        std::fprintf(stderr, "usage: bench_window --db sqlite:PATH|postgresql:CONNINFO [--starts N]\n");
        return 2;
    }
    if (arguments.contains(QLatin1String("--child"))) return runStart(location);

    const int starts = valueOf("--starts").isEmpty() ? kStartsDefault : valueOf("--starts").toInt();
    json report{{"benchmark", "window"}, {"machine", bench::describeMachine()},
                {"dialect", location.section(QLatin1Char(':'), 0, 0).toStdString()}};
    // Each part is also told on the way, so that a run that is cut short still says something.
    const auto tell = [](const json& part) { std::fprintf(stderr, "%s\n", part.dump().c_str()); };
    report["startToFirstRowMs"] = measureStarts(location, starts);
    tell(report);
    Session session(location);
    {
        PaintWatch watch(session.page());
        watch.waitUntil([&] { return session.model().isLoaded(0); });
        const qint64 begin = nowNs();
        session.program->window().repaint();
        report["fullPaintMs"] = ms(nowNs() - begin);
        watch.waitUntil([&] {
            return session.model().countState() == models::PagedTableModel::Count::Exact;
        });
        report["accounts"] = session.model().total();
    }
    tell(report);
    for (const auto& measure : {measureScroll, measureFarEnd, measureSearch}) {
        const json part = measure(session);
        tell(part);
        report.update(part);
    }
    report["residentMb"] = residentMb();
    std::printf("%s\n", report.dump(2).c_str());
    return 0;
}
