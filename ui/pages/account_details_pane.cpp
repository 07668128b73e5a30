#include "ui/pages/account_details_pane.h"

#include "jobs/runner/job_runner.h"
#include "domain/growth.h"
#include "models/text_format.h"
#include "services/ports/read_port.h"
#include "ui/common/actions.h"
#include "ui/common/theme.h"
#include "ui/dialogs/command_dialog.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/equity_chart.h"
#include "ui/widgets/meter_bar.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace alluse::ui {
namespace {

constexpr int kPostingsShown = 8;
constexpr int kEquityDays = 2 * 366;

QLabel* label(QWidget* parent, const QString& tone, const QString& text = {}) {
    auto* made = new QLabel(text, parent);
    made->setTextFormat(Qt::PlainText);
    if (!tone.isEmpty()) made->setProperty("tone", tone);
    return made;
}

void clearGrid(QGridLayout* grid) {
    while (QLayoutItem* item = grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

// At the target return, whole weeks.
std::optional<int> weeksToFork(const domain::Account& account) {
    const auto weeks =
        domain::weeksToThreshold(account.balance(), account.baseline, account.policy.forkThreshold,
                                 account.policy.targetWeeklyReturn.value() / 10'000.0);
    if (!weeks) return std::nullopt;
    return static_cast<int>(std::ceil(*weeks));
}

QString percent(domain::BasisPoints share) {
    return models::fromUtf8(share.percentText()) + QStringLiteral("\u00a0%");
}

} // namespace

AccountDetailsPane::AccountDetailsPane(const Workspace& workspace, Actions& actions, QWidget* parent)
    : QFrame(parent), m_workspace(workspace), m_banner(new Banner(this)),
      m_empty(new EmptyState(this)) {
    // Here and not above: it fills members that are initialised after this one.
    m_content = buildContent(actions);
    setObjectName(QStringLiteral("detailsPane"));
    setMinimumWidth(320);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_content, 1);
    connect(m_banner, &Banner::retryRequested, this, &AccountDetailsPane::reload);
    m_empty->setMessage(tr("No account selected"),
                        tr("Select an account in the table to see its figures and postings."));
    m_content->hide();
}

QWidget* AccountDetailsPane::buildContent(Actions& actions) {
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("detailsScroll"));
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Account details"));
    auto* body = new QWidget(scroll);
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(metric::kPad, metric::kGap, metric::kPad, metric::kPad);
    layout->setSpacing(metric::kStep);
    layout->addWidget(m_title = label(body, QStringLiteral("heading")));
    layout->addWidget(m_subtitle = label(body, QStringLiteral("muted")));
    m_title->setWordWrap(true);
    m_subtitle->setWordWrap(true);
    m_title->setObjectName(QStringLiteral("detailsTitle"));
    layout->addSpacing(metric::kStep);
    buildButtons(layout, actions);
    layout->addSpacing(metric::kSpace);
    layout->addWidget(label(body, QStringLiteral("section"), tr("Balance, USD")));
    layout->addWidget(m_balance = label(body, QStringLiteral("figure")));
    m_balance->setObjectName(QStringLiteral("detailsBalance"));
    m_balance->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* figures = new QGridLayout;
    figures->setVerticalSpacing(metric::kStep);
    QLabel* name = nullptr;
    m_available = addFigure(figures, name, tr("Available"));
    m_buffer = addFigure(figures, m_bufferName, tr("Cash buffer"));
    m_baseline = addFigure(figures, name, tr("Baseline"));
    m_surplus = addFigure(figures, name, tr("Surplus"));
    layout->addLayout(figures);
    m_fork = new QWidget(body);
    auto* fork = new QVBoxLayout(m_fork);
    fork->setContentsMargins(0, metric::kGap, 0, 0);
    fork->setSpacing(metric::kStep);
    fork->addWidget(label(m_fork, QStringLiteral("section"), tr("Next fork")));
    fork->addWidget(m_forkMeter = new MeterBar(m_fork));
    fork->addWidget(m_forkText = label(m_fork, QStringLiteral("muted")));
    m_forkText->setWordWrap(true);
    layout->addWidget(m_fork);
    layout->addSpacing(metric::kGap);
    layout->addWidget(label(body, QStringLiteral("section"), tr("Equity, USD")));
    layout->addWidget(m_chart = new EquityChart(body));
    layout->addSpacing(metric::kGap);
    layout->addWidget(label(body, QStringLiteral("section"), tr("Latest postings")));
    layout->addLayout(m_postings = new QGridLayout);
    layout->addSpacing(metric::kGap);
    layout->addWidget(label(body, QStringLiteral("section"), tr("Policy")));
    layout->addLayout(m_policy = new QGridLayout);
    for (QGridLayout* grid : {m_postings, m_policy}) {
        grid->setVerticalSpacing(metric::kStep + 2);
        grid->setHorizontalSpacing(metric::kGap);
        grid->setColumnStretch(1, 1);
    }
    layout->addStretch();
    scroll->setWidget(body);
    return scroll;
}

void AccountDetailsPane::buildButtons(QVBoxLayout* layout, Actions& actions) {
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::kSpace);
    const auto add = [&](const QString& id, const QString& text, bool isPrimary) {
        auto* button = new QPushButton(text, this);
        button->setObjectName(QStringLiteral("detailsButton.") + id);
        button->setProperty("primary", isPrimary);
        button->setAutoDefault(false);
        button->setAccessibleName(text);
        QAction* action = actions.get(id);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::enabledChanged, button, &QWidget::setEnabled);
        row->addWidget(button);
    };
    add(QStringLiteral("account.post"), tr("Post…"), true);
    add(QStringLiteral("account.transfer"), tr("Transfer…"), false);
    auto* more = new QPushButton(tr("More"), this);
    more->setObjectName(QStringLiteral("detailsMore"));
    more->setAccessibleName(tr("More commands for this account"));
    more->setAutoDefault(false);
    auto* menu = new QMenu(more);
    menu->addAction(actions.get(QStringLiteral("account.status")));
    menu->addAction(actions.get(QStringLiteral("account.policy")));
    menu->addAction(actions.get(QStringLiteral("account.open")));
    menu->addSeparator();
    menu->addAction(actions.get(QStringLiteral("account.ledger")));
    menu->addAction(actions.get(QStringLiteral("family.accounts")));
    more->setMenu(menu);
    row->addWidget(more);
    row->addStretch();
    layout->addLayout(row);
}

QLabel* AccountDetailsPane::addFigure(QGridLayout* grid, QLabel*& name, const QString& text) {
    const int row = grid->rowCount();
    name = label(this, QStringLiteral("muted"), text);
    QLabel* value = label(this, QString());
    value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    grid->addWidget(name, row, 0);
    grid->addWidget(value, row, 1);
    return value;
}

void AccountDetailsPane::showAccount(domain::AccountId account) {
    if (account == m_account) return;
    m_account = account;
    reload();
}

void AccountDetailsPane::reload() {
    if (m_account.isNone()) {
        m_ticket.drop();
        m_content->hide();
        m_empty->show();
        return;
    }
    using Outcome = services::Outcome<std::optional<Content>>;
    auto& accounts = m_workspace.context.accounts;
    auto& entries = m_workspace.context.entries;
    m_ticket = m_workspace.context.runner.start<Outcome>(
        jobs::Lane::Interactive, {.name = tr("Show account"), .priority = jobs::Priority::High},
        [&accounts, &entries, account = m_account](jobs::JobContext& job) {
            return read(accounts, entries, account, callOf(services::Lane::Interactive, job));
        },
        this, [this](jobs::JobOutcome<Outcome> outcome) {
            if (outcome.isCancelled()) return;
            if (outcome.isFailed()) return showError(outcome.failure().text);
            auto result = std::move(outcome).value();
            if (!result) return showError(failureText(result.error(), locale()));
            if (!*result) return showError(tr("This account is no longer in the database."));
            show(std::move(**result));
        });
}

services::Outcome<std::optional<AccountDetailsPane::Content>>
AccountDetailsPane::read(services::AccountReads& accounts, services::LedgerReads& entries,
                         domain::AccountId account, const services::Call& call) {
    auto details = accounts.details(account, call);
    if (!details) return tl::unexpected(details.error());
    if (!*details) return std::optional<Content>();
    services::LedgerQuery query;
    query.account = account;
    auto postings = entries.page(query, {.after = {}, .skip = 0, .limit = kPostingsShown}, call);
    if (!postings) return tl::unexpected(postings.error());
    const domain::Date last = (*details)->lastActivityOn.value_or((*details)->account.openedOn);
    auto equity = accounts.equitySeries(account, last.plusDays(-kEquityDays), call);
    if (!equity) return tl::unexpected(equity.error());
    return std::optional(Content{**details, std::move(postings->rows), std::move(*equity)});
}

void AccountDetailsPane::showError(const QString& text) {
    m_banner->showError(text);
}

void AccountDetailsPane::show(Content content) {
    const domain::Account& account = content.details.account;
    m_banner->clear();
    m_empty->hide();
    m_content->show();
    m_name = models::fromUtf8(account.name);
    m_title->setText(m_name);
    const QString client = models::fromUtf8(content.details.clientName);
    QStringList facts{QString::number(account.id.value())};
    // What the name says already is not said again.
    const QString reference = models::fromUtf8(account.reference);
    if (!reference.endsWith(facts.first())) facts << reference;
    if (!m_name.startsWith(client)) facts << client;
    if (account.parent) {
        QString parent = models::fromUtf8(content.details.parentName);
        if (parent.startsWith(client + QLatin1Char(' '))) parent.remove(0, client.size() + 1);
        facts << tr("forked from %1").arg(parent) << tr("depth %1").arg(account.depth);
    }
    if (account.status != domain::AccountStatus::Active) facts << models::statusText(account.status);
    facts.removeAll(QString());
    m_subtitle->setText(facts.join(QStringLiteral(" · ")));
    showFigures(account);
    showFork(account);
    m_chart->setSeries(std::move(content.equity), static_cast<int>(account.type) - 1);
    showPostings(content.postings);
    showPolicy(account);
    emit loaded();
}

void AccountDetailsPane::showFigures(const domain::Account& account) {
    m_balance->setText(models::moneyText(account.balance()));
    m_available->setText(models::moneyText(account.available()));
    m_bufferName->setText(tr("Cash buffer %1").arg(percent(account.policy.cashBuffer)));
    m_buffer->setText(models::moneyText(account.buffer()));
    m_baseline->setText(models::moneyText(account.baseline));
    m_surplus->setText(models::moneyText(account.surplus()));
}

void AccountDetailsPane::showFork(const domain::Account& account) {
    const bool forks = account.policy.forkingEnabled && account.policy.forkThreshold.isPositive()
                       && account.status != domain::AccountStatus::Closed;
    m_fork->setVisible(forks);
    if (!forks) return;
    const domain::Money threshold = account.policy.forkThreshold;
    const double share = static_cast<double>(account.surplus().cents())
                         / static_cast<double>(threshold.cents());
    m_forkMeter->setShare(std::clamp(share, 0.0, 1.0));
    if (account.surplus() >= threshold) {
        m_forkText->setText(
            tr("The surplus has reached %1: a fork is due.").arg(models::moneyText(threshold)));
        return;
    }
    const QString toGo = models::moneyText(threshold - account.surplus());
    const auto weeks = weeksToFork(account);
    m_forkText->setText(weeks ? tr("%1 to go: about %n week(s) at the target of %2 a week.", "",
                                   *weeks)
                                    .arg(toGo, percent(account.policy.targetWeeklyReturn))
                              : tr("%1 to go.").arg(toGo));
}

void AccountDetailsPane::showPostings(const std::vector<services::PostingRow>& postings) {
    clearGrid(m_postings);
    int row = 0;
    for (const auto& posting : postings) {
        QString what = models::transactionText(posting.type);
        if (posting.trade && !posting.trade->underlying.empty())
            what += QLatin1Char(' ') + models::fromUtf8(posting.trade->underlying);
        auto* amount = label(this, posting.amount.isNegative() ? QStringLiteral("negative") : QString(),
                             models::moneyText(posting.amount));
        amount->setAlignment(Qt::AlignRight);
        m_postings->addWidget(label(this, QStringLiteral("muted"),
                                    models::shortDateText(posting.businessDate)), row, 0);
        m_postings->addWidget(label(this, QString(), what), row, 1);
        m_postings->addWidget(amount, row++, 2);
    }
    if (postings.empty())
        m_postings->addWidget(
            label(this, QStringLiteral("muted"), tr("Nothing has been posted yet.")), 0, 0, 1, 3);
}

void AccountDetailsPane::showPolicy(const domain::Account& account) {
    clearGrid(m_policy);
    const domain::Policy& policy = account.policy;
    const std::pair<QString, QString> facts[] = {
        {tr("Target weekly return"), percent(policy.targetWeeklyReturn)},
        {tr("Delta range"), tr("%1 to %2").arg(policy.deltaMin).arg(policy.deltaMax)},
        {tr("Contracts and LEAPS"),
         tr("%1 and %2").arg(percent(policy.contractsShare), percent(policy.leapsShare))},
        {tr("Maximum drawdown"), percent(policy.maxDrawdown)},
        {tr("Withdrawals"), policy.withdrawalsAllowed ? tr("allowed") : tr("not allowed")},
        {tr("Forking"), policy.forkingEnabled ? tr("at a surplus of %1")
                                                    .arg(models::moneyText(policy.forkThreshold))
                                              : tr("off")},
    };
    int row = 0;
    for (const auto& [name, value] : facts) {
        m_policy->addWidget(label(this, QStringLiteral("muted"), name), row, 0);
        auto* text = label(this, QString(), value);
        text->setAlignment(Qt::AlignRight);
        m_policy->addWidget(text, row++, 1);
    }
}

} // namespace alluse::ui
