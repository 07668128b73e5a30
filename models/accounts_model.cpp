#include "models/accounts_model.h"

#include "models/model_roles.h"
#include "models/text_format.h"

#include <algorithm>

namespace alluse::models {
namespace {

using services::AccountRow;

CellKind kindOf(int column) {
    switch (column) {
    case AccountsModel::Name: return CellKind::Account;
    case AccountsModel::Status: return CellKind::Chip;
    case AccountsModel::Balance:
    case AccountsModel::Surplus:
    case AccountsModel::Available:
    case AccountsModel::Baseline:
    case AccountsModel::Cash: return CellKind::Money;
    case AccountsModel::NextFork: return CellKind::Meter;
    case AccountsModel::Id: return CellKind::Number;
    case AccountsModel::LastActivity:
    case AccountsModel::OpenedOn:
    case AccountsModel::Reference: return CellKind::Muted;
    case AccountsModel::Client:
    case AccountsModel::Family:
    case AccountsModel::Type:
    case AccountsModel::ColumnCount: break;
    }
    return CellKind::Text;
}

std::optional<domain::Money> moneyOf(const AccountRow& row, int column) {
    switch (column) {
    case AccountsModel::Balance: return row.balance;
    case AccountsModel::Surplus: return row.surplus();
    case AccountsModel::Available: return row.available;
    case AccountsModel::Baseline: return row.baseline;
    case AccountsModel::Cash: return row.cash;
    default: return std::nullopt;
    }
}

QString textOf(const AccountRow& row, int column) {
    if (const auto money = moneyOf(row, column)) return moneyText(*money);
    switch (column) {
    case AccountsModel::Name: return fromUtf8(row.name);
    case AccountsModel::Id: return QString::number(row.id.value());
    case AccountsModel::Client: return fromUtf8(row.clientName);
    case AccountsModel::Family: return fromUtf8(row.familyName);
    case AccountsModel::Type: return typeText(row.type);
    case AccountsModel::Status: return statusText(row.status);
    case AccountsModel::LastActivity:
        return row.lastActivityOn ? dateText(*row.lastActivityOn) : QStringLiteral("\u2013");
    case AccountsModel::OpenedOn: return dateText(row.openedOn);
    case AccountsModel::Reference: return fromUtf8(row.reference);
    case AccountsModel::NextFork: {
        const auto share = AccountsModel::forkProgress(row);
        return share ? percentText(*share) : QStringLiteral("\u2013");
    }
    default: return {};
    }
}

Tone toneOf(const AccountRow& row, int column) {
    if (const auto money = moneyOf(row, column))
        return money->isNegative() ? Tone::Negative : Tone::Neutral;
    if (column != AccountsModel::Status) return Tone::Neutral;
    switch (row.status) {
    case domain::AccountStatus::Active: return Tone::Neutral;
    case domain::AccountStatus::Inactive: return Tone::Muted;
    case domain::AccountStatus::Suspended: return Tone::Warning;
    case domain::AccountStatus::Closed: return Tone::Muted;
    }
    return Tone::Neutral;
}

std::optional<services::AccountSort> sortOf(int column) {
    using services::AccountSort;
    switch (column) {
    case AccountsModel::Name: return AccountSort::Name;
    case AccountsModel::Id: return AccountSort::Id;
    case AccountsModel::Client: return AccountSort::Client;
    case AccountsModel::Type: return AccountSort::Type;
    case AccountsModel::Status: return AccountSort::Status;
    case AccountsModel::Balance: return AccountSort::Balance;
    case AccountsModel::Surplus: return AccountSort::Surplus;
    case AccountsModel::Available: return AccountSort::Available;
    case AccountsModel::LastActivity: return AccountSort::LastActivity;
    default: return std::nullopt;
    }
}

} // namespace

void AccountsModel::setQuery(services::AccountQuery query) {
    m_query = std::move(query);
    restart();
}

int AccountsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AccountsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == CellKindRole) return static_cast<int>(kindOf(index.column()));
    if (role == Qt::TextAlignmentRole) {
        const auto kind = kindOf(index.column());
        const bool right = kind == CellKind::Money || kind == CellKind::Number;
        return int(Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft));
    }
    const AccountRow* found = row(index.row());
    if (role == LoadingRole) return found == nullptr;
    if (!found) return {};
    switch (role) {
    case Qt::DisplayRole: return textOf(*found, index.column());
    case Qt::ToolTipRole:
        return index.column() == Name ? QVariant(plainToolTip(fromUtf8(found->name))) : QVariant();
    case IdRole: return static_cast<qint64>(found->id.value());
    case AccountTypeRole: return static_cast<int>(found->type);
    case ToneRole: return static_cast<int>(toneOf(*found, index.column()));
    case SortRole: {
        const auto money = moneyOf(*found, index.column());
        return money ? QVariant(static_cast<qint64>(money->cents()))
                     : QVariant(textOf(*found, index.column()));
    }
    case ShareRole: {
        const auto share = forkProgress(*found);
        return share ? QVariant(*share) : QVariant();
    }
    default: return {};
    }
}

QVariant AccountsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == Qt::TextAlignmentRole) {
        const auto kind = kindOf(section);
        const bool right = kind == CellKind::Money || kind == CellKind::Number;
        return int(Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role == SortKeyRole) {
        const auto sort = sortOf(section);
        return sort ? QVariant(static_cast<int>(*sort)) : QVariant();
    }
    if (role != Qt::DisplayRole) return {};
    switch (static_cast<Column>(section)) {
    case Name: return tr("Account");
    case Id: return tr("Id");
    case Client: return tr("Client");
    case Family: return tr("Family");
    case Type: return tr("Type");
    case Status: return tr("Status");
    case Balance: return tr("Balance");
    case Surplus: return tr("Surplus");
    case Available: return tr("Available");
    case NextFork: return tr("To next fork");
    case Baseline: return tr("Baseline");
    case Cash: return tr("Cash");
    case LastActivity: return tr("Last activity");
    case OpenedOn: return tr("Opened on");
    case Reference: return tr("Reference");
    case ColumnCount: break;
    }
    return {};
}

std::optional<double> AccountsModel::forkProgress(const AccountRow& row) {
    if (!row.forkingEnabled || !row.forkThreshold.isPositive()
        || row.status == domain::AccountStatus::Closed)
        return std::nullopt;
    const double share = static_cast<double>(row.surplus().cents())
                         / static_cast<double>(row.forkThreshold.cents());
    return std::clamp(share, 0.0, 1.0);
}

services::TableCell AccountsModel::cell(const services::AccountRow& row, int column) {
    if (const auto money = moneyOf(row, column)) return *money;
    switch (column) {
    case Id: return row.id.value();
    case OpenedOn: return row.openedOn;
    case LastActivity:
        return row.lastActivityOn ? services::TableCell(*row.lastActivityOn) : services::TableCell();
    case NextFork: {
        const auto share = forkProgress(row);
        return share ? services::TableCell(*share) : services::TableCell();
    }
    case Name: return row.name;
    case Client: return row.clientName;
    case Family: return row.familyName;
    case Reference: return row.reference;
    default: return textOf(row, column).toStdString();
    }
}

} // namespace alluse::models
