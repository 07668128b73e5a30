// How long a family of 5,000 accounts takes to open its tree, and what a frame costs while panning.
//   bench_family_tree [--db postgresql:CONNINFO]    without it: a SQLite file of its own
// Prints one JSON object; milliseconds, medians of five openings and 200 frames at two zooms.

#include "bench/bench_support.h"
#include "services/ports/read_port.h"
#include "ui/common/theme.h"
#include "ui/growth/tree_view.h"

#include <QApplication>
#include <QImage>
#include <QKeyEvent>
#include <QPainter>

#include <cstdio>

using namespace alluse;

namespace {

constexpr int kAccounts = 5'000;
constexpr int kOpenings = 5, kFrames = 200;
constexpr QSize kSize(1'280, 900);

// Three roots; each Gen-Acc forks three times, until there are enough.
services::BulkFamily largeFamily() {
    const auto opened = *domain::Date::fromParts(2020, 1, 6);
    services::BulkFamily family;
    family.client.name = "Large Family";
    family.name = "Large Family";
    family.templateName = "moderate";
    family.openedOn = opened;
    const auto add = [&](const std::string& name, domain::AccountType type, std::int64_t parent) {
        services::BulkAccount& row = family.accounts.emplace_back();
        row.account.name = name;
        row.account.type = type;
        row.account.policy = domain::Policy::defaultsFor(type);
        row.account.isDesignatedCom = type == domain::AccountType::Compounding;
        row.openedOn = opened;
        if (parent < 0) return;
        row.parentIndex = static_cast<std::size_t>(parent);
        row.depth = family.accounts[*row.parentIndex].depth + 1;
    };
    add("Large Family Gen-Acc", domain::AccountType::Generation, -1);
    add("Large Family Rev-Acc", domain::AccountType::Revenue, -1);
    add("Large Family Com-Acc", domain::AccountType::Compounding, -1);
    for (int i = 3; i < kAccounts; ++i)
        add("Large Family Gen-Acc-F" + std::to_string(i - 2), domain::AccountType::Generation,
            i < 6 ? 0 : i / 3 + 1);
    const domain::Money each = domain::Money::fromCents(26'000'00);
    for (std::size_t i = 0; i < family.accounts.size(); ++i) {
        services::BulkEntry& entry = family.entries.emplace_back();
        entry.kind = domain::CommandKind::Post;
        entry.commandId = domain::CommandId::fromRandom(20'261'124, i);
        entry.businessDate = opened;
        entry.recordedAt = domain::Timestamp(1'578'322'800'000'000 + static_cast<std::int64_t>(i));
        entry.postings = {
            {i, domain::TransactionType::Deposit, domain::Sleeve::Cash, each, each, {}},
            {domain::SystemAccount::ClientCash, domain::TransactionType::Deposit, domain::Sleeve::Cash,
             each.negated(), {}, {}}};
    }
    return family;
}

double frameMs(ui::TreeView& view, QImage& image) {
    return bench::microsOf([&] {
               QPainter painter(&image);
               view.render(&painter);
           })
           / 1'000;
}

} // namespace

int main(int argc, char** argv) {
    const bench::Options options = bench::parseOptions(
        argc, argv, "Opens the tree of a family of 5,000 accounts.", bench::Options{});
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    ui::applyTheme(application, ui::ThemeChoice::Light);

    tests::TempDirectory folder;
    std::optional<bench::PostgresScratch> scratch;
    storage::DatabaseLocation location{storage::Dialect::Sqlite, (folder.path() / "book.db").string()};
    if (options.database) {
        scratch.emplace(bench::postgresServer(options), "tree");
        location = {storage::Dialect::Postgresql, scratch->conninfo()};
    }
    const auto database = bench::create(location);
    const std::vector families{largeFamily()};
    bench::orDie(database->admin().loadFamilies(families));
    const auto family = bench::orDie(database->families().page({}, {})).rows.at(0).id;

    std::vector<double> reads, opens, near, far;
    for (int i = 0; i < kOpenings; ++i) {
        ui::TreeView view;
        view.resize(kSize);
        QImage image(kSize, QImage::Format_ARGB32_Premultiplied);
        std::optional<services::FamilyTree> tree;
        const double read = bench::microsOf([&] {
                                tree = bench::orDie(database->growth().familyTree(
                                    family, *domain::Date::fromParts(2026, 11, 24)));
                            })
                            / 1'000;
        const double shown = bench::microsOf([&] { view.setTree(std::move(*tree)); }) / 1'000
                             + frameMs(view, image);
        reads.push_back(read);
        opens.push_back(read + shown);
        const auto pan = [&](std::vector<double>& frames) {
            for (int frame = 0; frame < kFrames / kOpenings; ++frame) {
                QKeyEvent key(QEvent::KeyPress, frame % 2 ? Qt::Key_Right : Qt::Key_Down,
                              Qt::ControlModifier);
                QCoreApplication::sendEvent(&view, &key);
                frames.push_back(frameMs(view, image));
            }
        };
        pan(far); // the whole family is on the screen
        for (int step = 0; step < 20; ++step) {
            QKeyEvent key(QEvent::KeyPress, Qt::Key_Plus, Qt::NoModifier);
            QCoreApplication::sendEvent(&view, &key);
        }
        pan(near);
    }
    const nlohmann::json result{
        {"name", "family_tree"},
        {"machine", bench::machine()},
        {"accounts", kAccounts},
        {"readMs", bench::median(reads)},
        {"openMs", bench::median(opens)},
        {"panFrameMs",
         {{"whole", {{"p50", bench::median(far)}, {"p95", bench::percentile(far, 0.95)}}},
          {"near", {{"p50", bench::median(near)}, {"p95", bench::percentile(near, 0.95)}}}}}};
    std::puts(result.dump(1).c_str());
    return 0;
}
