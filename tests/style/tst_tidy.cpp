// The tree keeps the house rules; and each rule is shown to find a breach made on purpose.

#include "style/source_text.h"
#include "style/tidy_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

using namespace alluse::tests;
namespace fs = std::filesystem;

namespace {

const std::vector<Breach>& breachesOfTheTree() {
    static const auto breaches = inspectTree(ALLUSE_SOURCE_DIR);
    return breaches;
}

std::string listed(const std::vector<Breach>& breaches, const std::string& rule) {
    std::string text;
    for (const auto& breach : breaches)
        if (breach.rule == rule)
            text += breach.file + ":" + std::to_string(breach.line) + ": [" + rule + "] " +
                    breach.what + "\n";
    return text;
}

// A tree of files in a temporary folder that goes away with the test.
class TemporaryTree {
public:
    TemporaryTree()
        : m_root(fs::temp_directory_path() /
                 ("alluse-tidy-" + std::to_string(std::random_device{}()))) {
        fs::create_directories(m_root);
    }
    ~TemporaryTree() { fs::remove_all(m_root); }
    TemporaryTree(const TemporaryTree&) = delete;
    TemporaryTree& operator=(const TemporaryTree&) = delete;

    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((m_root / name).parent_path());
        std::ofstream(m_root / name) << text;
    }
    const fs::path& root() const { return m_root; }

private:
    fs::path m_root;
};

struct Sample {
    std::string name; // a claim
    std::string path;
    std::string text;
    std::string rule; // the one that it breaches; empty: none
};

std::string manyLines(int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "int f" + std::to_string(i) + "();\n";
    return text;
}

// A folder of one machine, in pieces so that this file itself stays clean.
const std::string kMachinePath = std::string("/ho") + "me/someone/data";

const std::vector<Sample>& breachesOnPurpose() {
    static const std::vector<Sample> samples{
        {"DomainUsesServices", "src/domain/a.cpp", "#include \"services/outcome.h\"\n", "layers"},
        {"ServicesUseStorage", "src/services/a.cpp", "#include \"storage/session.h\"\n", "layers"},
        {"DomainUsesQt", "src/domain/a.cpp", "#include <QString>\n", "layers"},
        {"ServicesUseSoci", "src/services/a.cpp", "#include <soci/soci.h>\n", "layers"},
        {"ModelsUseUi", "models/a.cpp", "#include \"ui/main_window.h\"\n", "layers"},
        {"ModelsUseWidgets", "models/a.cpp", "#include <QWidget>\n", "layers"},
        {"UiUsesStorage", "ui/pages/a.cpp", "#include \"storage/session.h\"\n", "layers"},
        {"UiUsesQtSql", "ui/pages/a.cpp", "#include <QSqlQuery>\n", "layers"},
        {"PanelsUseServices", "monitoring/panels/a.cpp", "#include \"services/call.h\"\n",
         "layers"},
        {"QueueUsesQt", "src/jobs/queue/a.cpp", "#include <QThread>\n", "layers"},
        {"QueueUsesRunner", "src/jobs/queue/a.cpp", "#include \"jobs/runner/job_runner.h\"\n",
         "layers"},
        {"SqlInPage", "ui/pages/a.cpp", "auto q = \"select id from account where id = 1\";\n",
         "sql-outside-storage"},
        {"SqlOverTwoLiterals", "models/a.cpp", "auto q = \"select id \"\n    \"from account\";\n",
         "sql-outside-storage"},
        {"SqlInRawString", "src/services/a.cpp",
         "auto q = R\"sql(\n  update account set x = 1\n)sql\";\n", "sql-outside-storage"},
        {"PragmaInCli", "src/cli/a.cpp", "run(\"pragma foreign_keys=on\");\n",
         "sql-outside-storage"},
        {"ProcessEvents", "ui/a.cpp", "void f() { QCoreApplication::processEvents(); }\n",
         "process-events"},
        {"BlockingConnection", "ui/a.cpp", "connect(a, b, c, d, Qt::BlockingQueuedConnection);\n",
         "blocking-connection"},
        {"GlobalPool", "src/jobs/runner/a.cpp", "QThreadPool::globalInstance()->start(f);\n",
         "global-pool"},
        {"WaitForFinished", "src/jobs/runner/a.cpp", "future.waitForFinished();\n", "waiting"},
        {"Sleep", "ui/a.cpp", "QThread::msleep(5);\n", "sleep"},
        {"StandardSleep", "src/services/a.cpp", "std::this_thread::sleep_for(kPause);\n", "sleep"},
        {"SleepInATest", "tests/jobs/a.cpp", "std::this_thread::sleep_for(kPause);\n", "sleep"},
        {"RichText", "ui/a.cpp", "label->setTextFormat(Qt::RichText);\n", "rich-text"},
        {"AutoText", "monitoring/panels/a.cpp", "label->setTextFormat(Qt::AutoText);\n",
         "rich-text"},
        {"HexColour", "ui/pages/a.cpp", "auto c = QColor(QStringLiteral(\"#2a63d4\"));\n",
         "colours"},
        {"NumberColour", "monitoring/panels/a.cpp", "const QColor c(42, 99, 212);\n", "colours"},
        {"PackedColour", "ui/pages/a.cpp", "const auto c = qRgb(42, 99, 212);\n", "colours"},
        {"NamedColour", "ui/pages/a.cpp", "painter.setPen(Qt::red);\n", "colours"},
        {"StyleSheetColour", "resources/styles/a.qss", "QLabel { color: #B3261E; }\n", "colours"},
        {"LongFile", "src/domain/a.cpp", manyLines(601), "file-length"},
        {"LongMainWindow", "ui/shell/main_window.cpp", manyLines(301), "main-window"},
        {"ServiceOnCachedReads", "src/composition/open_database.cpp",
         "commands(ledger, cachedAccounts, database->entries(), authorizer, clock, registry)\n",
         "cached-decision"},
        {"CachedReadsInAService", "src/services/a.cpp", "CachedAccounts& m_accounts;\n", "cached-decision"},
        {"MachinePath", "docs/a.md", "See " + kMachinePath + ".\n", "machine-paths"},
        {"HeaderWithoutGuard", "ui/a.h", "class A;\n", "header"},
    };
    return samples;
}

const std::vector<Sample>& cleanSamples() {
    static const std::vector<Sample> samples{
        {"UiUsesServices", "ui/a.cpp", "#include \"services/outcome.h\"\n#include <QWidget>\n", ""},
        {"StorageHoldsSql", "src/storage/a.cpp",
         "#include <soci/soci.h>\nauto q = \"select id from account\";\n", ""},
        {"EngineHoldsSql", "monitoring/engine/a.cpp",
         "#include <QSqlQuery>\nauto q = \"delete from series\";\n", ""},
        {"CommentNamesACall", "ui/a.cpp",
         "// never processEvents() here, nor Qt::red\n/* QThread::sleep(1) */\n", ""},
        {"LiteralNamesACall", "ui/a.cpp", "auto s = \"processEvents() is banned\";\n", ""},
        {"SentenceBeginsWithSelect", "ui/a.cpp",
         "auto s = tr(\"Select an account from the list\");\n", ""},
        {"SentenceBeginsWithUpdate", "ui/a.cpp", "auto s = tr(\"Update policy\");\n", ""},
        {"ShutdownBarrierWaits", "src/jobs/runner/shutdown_barrier.cpp",
         "future.waitForFinished();\n", ""},
        {"PauseBeforeARetry", "src/storage/a.cpp", "std::this_thread::sleep_for(kPause);\n", ""},
        {"PlainText", "ui/a.cpp", "label->setTextFormat(Qt::PlainText);\n", ""},
        {"ThemeNamesColours", "ui/common/theme.cpp", "auto c = QColor(\"#2a63d4\");\n", ""},
        {"NumberSignIsNoColour", "ui/a.cpp", "auto s = tr(\"Entry #%1\");\n", ""},
        {"ColourFromPalette", "ui/a.cpp", "const QColor c(palette.color(QPalette::Text));\n", ""},
        {"TransparentIsNoColour", "ui/a.cpp", "image.fill(Qt::transparent);\n", ""},
        {"FileOf600Lines", "src/domain/a.cpp", manyLines(600), ""},
        {"MainWindowOf300Lines", "ui/shell/main_window.cpp", manyLines(300), ""},
        {"AddressWithHome", "docs/a.md", "https://example.org" + kMachinePath + "\n", ""},
        {"ServiceOnTheDatabase", "src/composition/open_database.cpp",
         "commands(ledger, database->accounts(), database->entries(), authorizer, clock, registry)\n", ""},
        {"BuildFolder", "build/dev/a.cpp", "QThread::msleep(5);\n", ""},
        {"DigitSeparator", "src/domain/a.cpp",
         "constexpr int k = 1'000; // it's fine\nint g(); // 'x\n", ""},
    };
    return samples;
}

// How GoogleTest shows a sample that failed.
void PrintTo(const Sample& sample, std::ostream* stream) {
    *stream << sample.path << ":\n" << sample.text;
}

std::string testName(std::string rule) {
    std::ranges::replace(rule, '-', '_');
    return rule;
}

template <typename Info>
std::string sampleName(const Info& info) {
    return info.param.name;
}

class TreeKeeps : public testing::TestWithParam<std::string> {};
class RuleFinds : public testing::TestWithParam<Sample> {};
class RulesLeave : public testing::TestWithParam<Sample> {};

} // namespace

TEST_P(TreeKeeps, theRule) {
    EXPECT_EQ(listed(breachesOfTheTree(), GetParam()), "");
}

INSTANTIATE_TEST_SUITE_P(Tidy, TreeKeeps, testing::ValuesIn(ruleNames()),
                         [](const auto& rule) { return testName(rule.param); });

TEST_P(RuleFinds, aBreachOnPurpose) {
    const TemporaryTree tree;
    tree.write(GetParam().path, GetParam().text);
    const auto breaches = inspectTree(tree.root());
    ASSERT_EQ(breaches.size(), 1U);
    EXPECT_EQ(breaches.front().rule, GetParam().rule);
    EXPECT_EQ(breaches.front().file, GetParam().path);
}

INSTANTIATE_TEST_SUITE_P(Tidy, RuleFinds, testing::ValuesIn(breachesOnPurpose()),
                         sampleName<testing::TestParamInfo<Sample>>);

TEST_P(RulesLeave, whatIsAllowed) {
    const TemporaryTree tree;
    tree.write(GetParam().path, GetParam().text);
    for (const auto& breach : inspectTree(tree.root()))
        ADD_FAILURE() << breach.rule << ": " << breach.what;
}

INSTANTIATE_TEST_SUITE_P(Tidy, RulesLeave, testing::ValuesIn(cleanSamples()),
                         sampleName<testing::TestParamInfo<Sample>>);

TEST(Tidy, everyRuleHasABreachOnPurpose) {
    for (const auto& rule : ruleNames()) {
        const auto& samples = breachesOnPurpose();
        EXPECT_TRUE(std::ranges::any_of(samples, [&](const Sample& sample) {
            return sample.rule == rule;
        })) << rule;
    }
}

TEST(Tidy, theTreeIsTheRealOne) {
    EXPECT_TRUE(fs::exists(fs::path(ALLUSE_SOURCE_DIR) / "src/domain/money.h"));
}

TEST(SourceText, keepsLinesAndLiteralsApart) {
    const auto source = takeApart(
        "int a; // \"no\"\nauto s = \"x\\\"y\"; char c = '\"';\nauto r = R\"(two\nlines)\";\n");
    ASSERT_EQ(source.lines.size(), 4U);
    ASSERT_EQ(source.code.size(), 4U);
    ASSERT_EQ(source.literals.size(), 2U);
    EXPECT_EQ(source.literals[0].text, "x\\\"y");
    EXPECT_EQ(source.literals[0].line, 2);
    EXPECT_EQ(source.literals[1].text, "two\nlines");
    EXPECT_EQ(source.literals[1].line, 3);
}
