// The import form on a real book and real files: checked first, imported once, rejects saved.

#include "composition/import_files.h"
#include "ui/common/prompts.h"
#include "ui/dialogs/form_bench.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

using namespace alluse;
using namespace alluse::ui;
using namespace Qt::StringLiterals;
using test::FormBench;

namespace {
class SaveTo final : public Prompts {
public:
    QString path;
    void confirm(QWidget*, const QString&, const QString&, const QString&,
                 std::function<void(bool)> answered) override {
        answered(true);
    }
    void chooseFile(QWidget*, const QString&, const QString&,
                    std::function<void(const QString&)>) override {}
    void chooseSaveFile(QWidget*, const QString&, const QString&, const QString&,
                        std::function<void(const QString&)> chosen) override {
        chosen(path);
    }
};

QString textOf(const FormDialog& dialog) { return dialog.findChild<QLabel*>(u"counts"_s)->text(); }
} // namespace

class TestImportDialog final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(u"en_US"_s)); }
    void init();
    void cleanup();

    void aFileIsCheckedImportedAndItsRejectsSaved();
    void aMappingThatIsWrongIsNamed();
    void aFileThatIsNotThereIsNamed();

private:
    QString write(const QString& name, const QByteArray& content);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FormBench> m_bench;
    services::OwnerAuthorizer m_authorizer;
    test::FixedClock m_clock;
    metrics::MetricRegistry m_registry;
    std::unique_ptr<services::ImportService> m_imports;
    SaveTo m_prompts;
    std::unique_ptr<ImportDialog> m_dialog;
    domain::AccountId m_account;
    QByteArray m_reference;
};

void TestImportDialog::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_bench = std::make_unique<FormBench>();
    m_account = m_bench->openFamily("Dogwood LLC", 250'000'00).accounts[1];
    m_reference = QByteArray::fromStdString(m_bench->account(m_account).reference);
    auto& book = m_bench->database();
    m_imports = std::make_unique<services::ImportService>(book.ledger(), book.accounts(), book.entries(),
                                                          book.admin(), m_authorizer, m_clock, m_registry);
    m_dialog = std::make_unique<ImportDialog>(
        ImportDialogContext{*m_imports, m_bench->context().runner, m_prompts,
                            {"jo", "owner", "import", ""}, composition::openImportFile});
    m_dialog->setLocale(QLocale(u"en_US"_s));
    m_dialog->show();
}

void TestImportDialog::cleanup() {
    m_dialog.reset();
    m_bench.reset();
}

QString TestImportDialog::write(const QString& name, const QByteArray& content) {
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly)) qFatal("no file");
    file.write(content);
    return file.fileName();
}

const QByteArray kMapping = R"({"source":"bank-a","delimiter":";","dateFormat":"yyMMdd",
    "columns":{"externalId":"ref","account":"acct","date":"booked","amount":"value","direction":"dc","note":"text"},
    "directions":{"IN":"DEPOSIT","OUT":"WITHDRAWAL"}})";

void TestImportDialog::aFileIsCheckedImportedAndItsRejectsSaved() {
    const auto before = m_bench->cents(m_account);
    const QByteArray good = "A1;" + m_reference + ";261120;12.50;IN;rent\n";
    const QByteArray bad = "A2;" + m_reference + ";261120;1.234;IN;too exact\n";
    const QByteArray refused = "A3;" + m_reference + ";261120;900000.00;OUT;too much\n";
    m_dialog->setFiles(write(u"bank.csv"_s, "ref;acct;booked;value;dc;text\n" + good + bad + refused),
                       write(u"map.json"_s, kMapping));
    m_dialog->primaryButton()->click();
    QTRY_VERIFY(m_dialog->primaryButton()->text().contains(u"Import "_s));
    QCOMPARE(m_bench->cents(m_account), before); // checked, not written
    auto* first = m_dialog->findChild<QTableWidget*>(u"firstRows"_s);
    QCOMPARE(first->rowCount(), 3);
    QCOMPARE(first->item(0, 0)->text(), u"2"_s);
    QCOMPARE(m_dialog->findChild<QTableWidget*>(u"rejects"_s)->rowCount(), 2);

    m_dialog->primaryButton()->click();
    QTRY_VERIFY(textOf(*m_dialog).startsWith(u"Done"_s));
    QCOMPARE(m_dialog->summary().posted, std::int64_t{1});
    QCOMPARE(m_bench->cents(m_account), before + 1'250);

    m_prompts.path = m_folder->filePath(u"rejects.csv"_s);
    auto* save = m_dialog->findChild<QPushButton*>(u"saveRejectsButton"_s);
    QVERIFY(save->isVisible());
    save->click();
    QTRY_VERIFY(textOf(*m_dialog).contains(m_prompts.path));
    QFile saved(m_prompts.path);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = saved.readAll().split('\n');
    QCOMPARE(lines.size(), 4); // header, two rejects, the end
    QVERIFY(lines[1].startsWith("A2;"));
    QVERIFY(lines[1].contains("TOO_MANY_DECIMALS"));
    QVERIFY(lines[2].contains("EXCEEDS_AVAILABLE"));
}

void TestImportDialog::aMappingThatIsWrongIsNamed() {
    m_dialog->setFiles(write(u"bank.csv"_s, "ref\n"), write(u"map.json"_s, R"({"source":"a"})"));
    m_dialog->primaryButton()->click();
    QTRY_VERIFY(m_dialog->bannerText().contains(u"columns"_s));
}

void TestImportDialog::aFileThatIsNotThereIsNamed() {
    m_dialog->setFiles(m_folder->filePath(u"none.csv"_s), write(u"map.json"_s, kMapping));
    m_dialog->primaryButton()->click();
    QTRY_VERIFY(m_dialog->bannerText().contains(u"none.csv"_s));
}

QTEST_MAIN(TestImportDialog)
#include "tst_import_dialog.moc"
