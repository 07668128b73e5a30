#include "ui/pages/ledger_page.h"

#include "models/text_format.h"
#include "services/ports/read_port.h"
#include "ui/common/actions.h"
#include "ui/common/icons.h"
#include "ui/pages/page_loader.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/empty_state.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace alluse::ui {
namespace {

using Loader = PageLoader<models::LedgerModel, services::PostingRow>;

QToolButton* stripButton(QWidget* parent, const QString& text, const QString& icon) {
    auto* button = new QToolButton(parent);
    button->setProperty("role", QStringLiteral("button"));
    button->setText(text);
    button->setIcon(lineIcon(icon));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

} // namespace

LedgerPage::LedgerPage(const Workspace& workspace, Actions& actions, QWidget* parent)
    : TablePage(QStringLiteral("ledger"), m_model, parent), m_actions(actions),
      m_chips(new ChipBar(this)) {
    auto& reads = workspace.context.entries;
    new Loader(
        m_model, workspace.context.runner,
        {[&reads](const auto& query, const auto& request, const auto& call) {
             return reads.page(query, request, call);
         },
         [&reads](const auto& query, int stride, const auto& call) {
             return reads.index(query, stride, call);
         }},
        tr("Load postings"), [this](const QString& text) { showError(text); }, this);
    initialise();
    buildStrip();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(tableArea());
    connect(&workspace.changes, &ChangeHub::changed, &m_model, &models::LedgerModel::refresh);
    setSortShown(models::LedgerModel::BusinessDate, true);
    applyQuery();
}

void LedgerPage::buildStrip() {
    auto* filter = stripButton(this, tr("Type"), QStringLiteral("filter"));
    filter->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(filter);
    for (const auto& rule : domain::transactionRules()) {
        QAction* action = menu->addAction(models::transactionText(rule.type));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this,
                [this, type = rule.type](bool on) { toggleType(type, on); });
        connect(menu, &QMenu::aboutToShow, action, [this, action, type = rule.type] {
            action->setChecked(std::ranges::find(m_query.types, type) != m_query.types.end());
        });
    }
    filter->setMenu(menu);
    auto* columns = stripButton(this, tr("Columns"), QStringLiteral("columns"));
    connect(columns, &QToolButton::clicked, this, [this, columns] { showColumnChooser(columns); });
    strip()->addWidget(filter);
    strip()->addWidget(m_chips, 1);
    strip()->addWidget(columns);
}

void LedgerPage::applyQuery() {
    m_query.text = searchText().trimmed().toStdString();
    QList<ChipBar::Chip> chips;
    if (m_query.account)
        chips << ChipBar::Chip{tr("Account: %1").arg(m_accountName), [this] {
                                   m_query.account.reset();
                                   applyQuery();
                               }};
    for (const auto type : m_query.types)
        chips << ChipBar::Chip{models::transactionText(type),
                               [this, type] { toggleType(type, false); }};
    m_chips->setChips(chips);
    m_model.setQuery(m_query);
}

void LedgerPage::toggleType(domain::TransactionType type, bool isOn) {
    std::erase(m_query.types, type);
    if (isOn) m_query.types.push_back(type);
    applyQuery();
}

void LedgerPage::showAccount(domain::AccountId account, const QString& name) {
    m_query.account = account;
    m_accountName = name;
    applyQuery();
}

void LedgerPage::clearFilter() {
    m_query.account.reset();
    m_query.types.clear();
    applyQuery();
}

const services::PostingRow* LedgerPage::currentRow() const {
    const QModelIndex index = table()->currentIndex();
    return index.isValid() ? m_model.row(index.row()) : nullptr;
}

QString LedgerPage::searchHint() const {
    return tr("Search notes, accounts, command ids");
}

void LedgerPage::searchChanged(const QString&) {
    applyQuery();
}

void LedgerPage::sortRequested(int, bool descending) {
    m_query.descending = descending;
    applyQuery();
}

void LedgerPage::describeEmpty(EmptyState& empty) {
    if (searchText().trimmed().isEmpty() && m_chips->texts().isEmpty())
        empty.setMessage(tr("The ledger is empty"),
                         tr("Opening a family writes its first postings."),
                         m_actions.get(QStringLiteral("family.open")));
    else
        empty.setMessage(tr("No posting matches"),
                         tr("Try fewer words, or take filters away above the table."),
                         m_actions.get(QStringLiteral("edit.clearFilters")));
}

int LedgerPage::totalColumn() const {
    return models::LedgerModel::Amount;
}

QList<int> LedgerPage::columnsHiddenAtFirst() const {
    using M = models::LedgerModel;
    return {M::Sleeve, M::Sequence, M::RecordedAt};
}

int LedgerPage::columnWidth(int column) const {
    switch (column) {
    case models::LedgerModel::Account: return 240;
    case models::LedgerModel::Type: return 150;
    case models::LedgerModel::Counterparty: return 180;
    case models::LedgerModel::Note: return 220;
    case models::LedgerModel::RecordedAt: return 160;
    case models::LedgerModel::Sequence:
    case models::LedgerModel::Entry: return 80;
    default: return 112;
    }
}

} // namespace alluse::ui
