// Every form filled, light and dark: it fits a small screen and cuts no word. With ALLUSE_SHOTS set
// to a folder the pictures of the user guide are written there.

#include "ui/dialogs/form_bench.h"

#include "ui/common/prompts.h"
#include "ui/common/theme.h"
#include "ui/dialogs/database_dialog.h"
#include "ui/dialogs/open_account_dialog.h"
#include "ui/dialogs/open_family_dialog.h"
#include "ui/dialogs/policy_dialog.h"
#include "ui/dialogs/post_dialog.h"
#include "ui/dialogs/reverse_dialog.h"
#include "ui/dialogs/status_dialog.h"
#include "ui/dialogs/transfer_dialog.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using namespace alluse;
using namespace alluse::ui;
using domain::TransactionType;
using test::FormBench;
using namespace Qt::StringLiterals;

namespace {
const QSize kSmallScreen(1'280, 720);

QLineEdit* edit(const FormDialog& dialog, const QString& name) {
    return dialog.findChild<QLineEdit*>(name);
}
// The first text that has less room than it needs; a layout settles within a turn or two.
QString firstCutLabel(const FormDialog& form) {
    for (const QLabel* label : form.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty()) continue;
        const QSize needed(label->wordWrap() ? 0 : label->sizeHint().width(),
                           label->wordWrap() ? label->heightForWidth(label->width())
                                             : label->sizeHint().height());
        if (label->height() < needed.height() || label->width() < needed.width())
            return label->text();
    }
    return {};
}
} // namespace

class TestDialogGallery final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyFormFitsAndIsWhole_data();
    void everyFormFitsAndIsWhole();

private:
    std::unique_ptr<FormDialog> makeForm(const QString& name);
    void fill(FormDialog& form, const QString& name);
    std::unique_ptr<FormBench> m_bench;
    FormBench::Opened m_family;
    domain::EntryId m_entry;
    DesktopPrompts m_prompts;
};

void TestDialogGallery::initTestCase() {
    QLocale::setDefault(QLocale(u"en_US"_s));
    m_bench = std::make_unique<FormBench>();
    m_family = m_bench->openFamily("Dogwood LLC", 250'000'00);
    m_bench->post(m_family.accounts[0], TransactionType::TradePremium, 1'046'10);
    m_entry = *m_bench->post(m_family.accounts[0], TransactionType::Withdrawal, 2'000'00,
                             "Quarterly tax payment")
                   .entry;
}

std::unique_ptr<FormDialog> TestDialogGallery::makeForm(const QString& name) {
    const DialogContext context = m_bench->context();
    const domain::AccountId account = m_family.accounts[0];
    if (name == u"open-family") return std::make_unique<OpenFamilyDialog>(context);
    if (name == u"post") return std::make_unique<PostDialog>(context, account);
    if (name == u"post-refused")
        return std::make_unique<PostDialog>(context, account, TransactionType::Withdrawal);
    if (name == u"premium")
        return std::make_unique<PostDialog>(context, account, TransactionType::TradePremium);
    if (name == u"transfer") return std::make_unique<TransferDialog>(context, account);
    if (name == u"reverse") return std::make_unique<ReverseDialog>(context, m_entry);
    if (name == u"status") return std::make_unique<StatusDialog>(context, account);
    if (name == u"policy" || name == u"policy-refused")
        return std::make_unique<PolicyDialog>(context, account);
    if (name == u"open-account") return std::make_unique<OpenAccountDialog>(context, m_family.family);
    DatabaseProfile server;
    server.name = "branch-2";
    server.kind = DatabaseProfile::Kind::Server;
    server.host = "ledger.example";
    server.database = "book";
    server.user = "teller";
    return std::make_unique<DatabaseDialog>(
        DatabaseDialogContext{context.runner, m_prompts,
                              [&database = m_bench->database()](const std::string&,
                                                                const services::Call& call) {
                                  return database.admin().status(call);
                              }},
        name == u"database-file" ? std::vector<DatabaseProfile>{} : std::vector<DatabaseProfile>{server});
}

void TestDialogGallery::fill(FormDialog& form, const QString& name) {
    if (name == u"open-family") {
        edit(form, u"client"_s)->setText(u"Juniper Family Trust"_s);
        edit(form, u"contact"_s)->setText(u"office@juniper.example"_s);
        edit(form, u"capital"_s)->setText(u"250,000.00"_s);
    }
    if (name == u"post") edit(form, u"amount"_s)->setText(u"12,500.00"_s);
    if (name == u"post-refused") edit(form, u"amount"_s)->setText(u"98,000.00"_s);
    if (name == u"premium") {
        edit(form, u"amount"_s)->setText(u"1,008.24"_s);
        edit(form, u"underlying"_s)->setText(u"AAPL"_s);
        edit(form, u"optionSymbol"_s)->setText(u"AAPL  261218C00190000"_s);
        form.findChild<QSpinBox*>(u"contracts"_s)->setValue(4);
        edit(form, u"tradeDate"_s)->setText(u"2026-11-19"_s);
    }
    if (name == u"transfer") {
        edit(form, u"amount"_s)->setText(u"25,000.00"_s);
        edit(form, u"note"_s)->setText(u"Move income to the Rev-Acc"_s);
    }
    if (name == u"reverse") edit(form, u"reason"_s)->setText(u"Booked on the wrong account"_s);
    if (name == u"status") {
        auto* status = form.findChild<QComboBox*>(u"status"_s);
        status->setCurrentIndex(
            status->findData(static_cast<int>(domain::AccountStatus::Suspended)));
        edit(form, u"reason"_s)->setText(u"Signature missing"_s);
    }
    if (name == u"policy") edit(form, u"cashBuffer"_s)->setText(u"7.5"_s);
    if (name == u"policy-refused") {
        edit(form, u"cashBuffer"_s)->setText(u"25"_s);
        form.findChild<QSpinBox*>(u"deltaRange"_s)->setValue(75);
    }
    if (name == u"open-account") edit(form, u"amount"_s)->setText(u"10,000.00"_s);
    if (name == u"database-file") edit(form, u"pathEdit"_s)->setText(u"/srv/ledger/book.db"_s);
}

void TestDialogGallery::everyFormFitsAndIsWhole_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("dark");
    for (const char* name :
         {"open-family", "post", "post-refused", "premium", "transfer", "reverse", "status",
          "policy", "policy-refused", "open-account", "database", "database-file"})
        for (const bool dark : {false, true})
            QTest::addRow("%s, %s", name, dark ? "dark" : "light") << QString::fromLatin1(name)
                                                                   << dark;
}

void TestDialogGallery::everyFormFitsAndIsWhole() {
    QFETCH(QString, name);
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
    const auto form = makeForm(name);
    form->show();
    QVERIFY(QTest::qWaitForWindowActive(form.get()));
    QTRY_VERIFY(form->primaryButton()->isEnabled());
    fill(*form, name);
    const bool isWhole = QTest::qWaitFor([&] { return firstCutLabel(*form).isEmpty(); }, 1'000);
    const QString folder = qEnvironmentVariable("ALLUSE_SHOTS");
    if (!folder.isEmpty()) {
        QVERIFY(QDir().mkpath(folder));
        const QString file = folder + u'/' + name + (dark ? u"-dark.png"_s : u"-light.png"_s);
        QVERIFY(form->grab().save(file));
    }

    QVERIFY2(form->height() <= kSmallScreen.height() && form->width() <= kSmallScreen.width(),
             qPrintable(u"%1 × %2"_s.arg(form->width()).arg(form->height())));
    QVERIFY2(isWhole, qPrintable(u"cut: "_s + firstCutLabel(*form)));
}

QTEST_MAIN(TestDialogGallery)
#include "tst_dialog_gallery.moc"
