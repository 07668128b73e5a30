#include "ui/growth/merge_dialog.h"

#include "domain/text.h"
#include "models/text_format.h"
#include "services/growth_service.h"
#include "services/ports/read_port.h"
#include "ui/common/theme.h"
#include "ui/dialogs/account_form.h"
#include "ui/dialogs/change_table.h"
#include "ui/growth/issue_list.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>

#include <algorithm>

namespace alluse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kChoicesMax = 1'000;
constexpr int kChoicesHeight = 132; // five rows; more scroll

// The live accounts of the family that could be sources: no Com-Acc, with a balance.
services::Outcome<std::vector<domain::Account>> readChoices(services::AccountReads& accounts,
                                                            domain::FamilyId family,
                                                            const services::Call& call) {
    services::AccountQuery query;
    query.family = family;
    query.types = {domain::AccountType::Generation, domain::AccountType::Revenue};
    query.statuses = {domain::AccountStatus::Active};
    const auto page = accounts.page(query, {{}, 0, kChoicesMax}, call);
    if (!page) return tl::unexpected(page.error());
    std::vector<domain::Account> found;
    for (const services::AccountRow& row : page->rows) {
        if (row.balance.isZero()) continue;
        domain::Account& account = found.emplace_back();
        account.id = row.id;
        account.name = row.name;
        account.type = row.type;
        account.balances.sleeves[0] = row.balance;
    }
    return found;
}

} // namespace

MergeDialog::MergeDialog(const DialogContext& context, services::GrowthService& growth,
                         domain::FamilyId family, domain::AccountId branch, QWidget* parent)
    : CommandDialog(context, parent), m_growth(growth), m_family(family), m_branch(branch),
      m_choices(new QListWidget), m_changes(new ChangeTable), m_issues(new IssueList),
      m_reason(new QLineEdit),
      m_confirm(new QCheckBox(tr("I have read the warnings"))),
      m_root(new QCheckBox(tr("Merge a root account as well"))) {
    setObjectName(u"mergeDialog"_s);
    setHeading(tr("Merge into the Com-Acc"), tr("Loading…"));
    setPrimary(tr("&Merge accounts"));
    m_choices->setObjectName(u"mergeSources"_s);
    m_choices->setAccessibleName(tr("Accounts to merge"));
    m_choices->setFixedHeight(kChoicesHeight);
    m_reason->setMaxLength(static_cast<int>(domain::kNoteLengthMax));
    addField(u"sources"_s, tr("&Sources"), m_choices,
             tr("Space chooses an account. Each is emptied and closed; its history stays."));
    addWide(m_changes);
    addWide(m_issues);
    addField(u"reason"_s, tr("R&eason"), m_reason);
    addField(u"confirm"_s, QString(), m_confirm);
    addField(u"root"_s, QString(), m_root);
    setFieldVisible(u"confirm"_s, false);
    setFieldVisible(u"root"_s, false);
    m_issues->hide();
    connect(m_reason, &QLineEdit::textChanged, this, [this] { setFieldError(u"reason"_s, {}); });
    connect(m_choices, &QListWidget::itemChanged, this, [this] { loadPreview(); });
    connect(m_confirm, &QCheckBox::toggled, this, [this] { loadPreview(); });
    connect(m_root, &QCheckBox::toggled, this, [this] { loadPreview(); });
    loadAll();
}

std::vector<domain::AccountId> MergeDialog::chosenSources() const {
    std::vector<domain::AccountId> ids;
    for (int row = 0; row < m_choices->count(); ++row)
        if (const auto* item = m_choices->item(row); item->checkState() == Qt::Checked)
            ids.emplace_back(item->data(Qt::UserRole).toLongLong());
    return ids;
}

domain::MergeOrder MergeDialog::order() const {
    domain::MergeOrder order;
    order.header = header(context().clock.today(), {}, m_reason->text());
    if (m_hasChoices)
        order.sources = chosenSources();
    else
        order.branch = m_branch;
    order.confirmsWarnings = m_confirm->isChecked();
    order.overridesRoot = m_root->isChecked();
    return order;
}

void MergeDialog::loadAll() {
    load<Loaded>(
        tr("Preview a merge"),
        [growth = &m_growth, accounts = &context().accounts, family = m_family,
         order = order()](const services::Call& call) -> services::Outcome<Loaded> {
            auto preview = growth->previewMerge(order, call);
            if (!preview) return tl::unexpected(preview.error());
            auto choices = readChoices(*accounts, family, call);
            if (!choices) return tl::unexpected(choices.error());
            return Loaded{*std::move(preview), *std::move(choices)};
        },
        [this](const Loaded& loaded) {
            showChoices(loaded.choices, loaded.preview.sources);
            showPreview(loaded.preview);
        });
}

void MergeDialog::showChoices(const std::vector<domain::Account>& choices,
                              const std::vector<domain::MergeSourcePreview>& sources) {
    const QSignalBlocker quiet(m_choices);
    m_choices->clear();
    for (const domain::Account& account : choices) {
        auto* item = new QListWidgetItem(
            tr("%1 · %2").arg(stored(account.name), models::moneyText(account.balance(), locale())),
            m_choices);
        item->setData(Qt::UserRole, QVariant::fromValue<qint64>(account.id.value()));
        const bool isSource = std::ranges::any_of(
            sources, [&](const auto& source) { return source.account.account == account.id; });
        item->setSizeHint({0, metric::kRow});
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(isSource ? Qt::Checked : Qt::Unchecked);
    }
    if (m_choices->count() > 0) m_choices->setCurrentRow(0);
    m_hasChoices = true;
}

void MergeDialog::loadPreview() {
    load<domain::MergePreview>(
        tr("Preview a merge"),
        [growth = &m_growth, order = order()](const services::Call& call) {
            return growth->previewMerge(order, call);
        },
        [this](const domain::MergePreview& preview) { showPreview(preview); });
}

void MergeDialog::showPreview(const domain::MergePreview& preview) {
    setHeading(tr("Merge into %1").arg(stored(preview.target.name)),
               preview.threshold.isZero()
                   ? models::countedText(static_cast<qint64>(preview.sources.size()),
                                         tr("%2 leaves 1 account"), tr("%2 leaves %1 accounts"))
                         .replace(u"%2"_s, models::moneyText(preview.total, locale()))
                   : tr("The branch is worth %1; its threshold is %2")
                         .arg(models::moneyText(preview.branchValue, locale()),
                              models::moneyText(preview.threshold, locale())));
    std::vector<ChangeRow> rows;
    for (const domain::MergeSourcePreview& source : preview.sources)
        rows.push_back({stored(source.account.name), source.account.balanceBefore,
                        source.account.balanceAfter - source.account.balanceBefore,
                        source.account.balanceAfter,
                        source.released.isZero()
                            ? tr("closes")
                            : tr("closes, %1 released").arg(models::moneyText(source.released, locale())),
                        domain::AccountType::Generation});
    rows.push_back({stored(preview.target.name), preview.target.balanceBefore,
                    preview.target.balanceAfter - preview.target.balanceBefore,
                    preview.target.balanceAfter, {}, domain::AccountType::Compounding});
    m_changes->setRows(rows);
    m_issues->setIssues(preview.issues, tr("Nothing stands in the way."));
    const bool hasWarnings = std::ranges::any_of(preview.issues, [](const auto& issue) {
        return issue.severity == domain::IssueSeverity::Warning;
    });
    const bool canOverride = std::ranges::any_of(preview.issues, &domain::GrowthIssue::isOverridable);
    if (m_reason->text().isEmpty() && !preview.threshold.isZero()
        && preview.branchValue >= preview.threshold)
        m_reason->setText(tr("The branch has reached its threshold"));
    setFieldVisible(u"confirm"_s, hasWarnings);
    setFieldVisible(u"root"_s, canOverride || m_root->isChecked());
    setPrimaryEnabled(!domain::blocks(preview.issues) && (!hasWarnings || m_confirm->isChecked()));
    fitHeight();
}

CommandDialog::Send MergeDialog::prepare() {
    if (m_reason->text().trimmed().isEmpty())
        setFieldError(u"reason"_s, tr("Say why the accounts are merged."));
    if (chosenSources().empty()) setFieldError(u"sources"_s, tr("Choose at least one account."));
    if (hasErrors()) return {};
    return [growth = &m_growth, order = order()](const services::Call& call) {
        return growth->merge(order, call);
    };
}

QString MergeDialog::jobName() const { return tr("Merge accounts"); }

} // namespace alluse::ui
