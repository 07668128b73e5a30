#include "models/families_model.h"

#include "models/model_roles.h"
#include "models/text_format.h"

namespace alluse::models {
namespace {

using services::FamilyRow;

std::optional<domain::Money> moneyOf(const FamilyRow& row, int column) {
    switch (column) {
    case FamiliesModel::Balance: return row.balance;
    case FamiliesModel::Generation: return row.generation;
    case FamiliesModel::Revenue: return row.revenue;
    case FamiliesModel::Compounding: return row.compounding;
    default: return std::nullopt;
    }
}

CellKind kindOf(int column) {
    switch (column) {
    case FamiliesModel::Balance:
    case FamiliesModel::Generation:
    case FamiliesModel::Revenue:
    case FamiliesModel::Compounding: return CellKind::Money;
    case FamiliesModel::Id:
    case FamiliesModel::Accounts: return CellKind::Number;
    case FamiliesModel::OpenedOn:
    case FamiliesModel::Template: return CellKind::Muted;
    case FamiliesModel::Name:
    case FamiliesModel::Client:
    case FamiliesModel::ColumnCount: break;
    }
    return CellKind::Text;
}

QString textOf(const FamilyRow& row, int column) {
    if (const auto money = moneyOf(row, column)) return moneyText(*money);
    switch (column) {
    case FamiliesModel::Name: return fromUtf8(row.name);
    case FamiliesModel::Id: return QString::number(row.id.value());
    case FamiliesModel::Client: return fromUtf8(row.clientName);
    case FamiliesModel::Template: return fromUtf8(row.templateName);
    case FamiliesModel::Accounts:
        return row.accountsClosed == 0
                   ? countText(row.accountsOpen)
                   : FamiliesModel::tr("%1 + %2 closed")
                         .arg(countText(row.accountsOpen), countText(row.accountsClosed));
    case FamiliesModel::OpenedOn: return dateText(row.openedOn);
    default: return {};
    }
}

std::optional<services::FamilySort> sortOf(int column) {
    using services::FamilySort;
    switch (column) {
    case FamiliesModel::Name: return FamilySort::Name;
    case FamiliesModel::Id: return FamilySort::Id;
    case FamiliesModel::Client: return FamilySort::Client;
    case FamiliesModel::Balance: return FamilySort::Balance;
    case FamiliesModel::OpenedOn: return FamilySort::OpenedOn;
    default: return std::nullopt;
    }
}

int alignmentOf(int column) {
    const auto kind = kindOf(column);
    const bool right = kind == CellKind::Money || kind == CellKind::Number;
    return int(Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft));
}

} // namespace

void FamiliesModel::setQuery(services::FamilyQuery query) {
    m_query = std::move(query);
    restart();
}

int FamiliesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FamiliesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == CellKindRole) return static_cast<int>(kindOf(index.column()));
    if (role == Qt::TextAlignmentRole) return alignmentOf(index.column());
    const FamilyRow* found = row(index.row());
    if (role == LoadingRole) return found == nullptr;
    if (!found) return {};
    const auto money = moneyOf(*found, index.column());
    switch (role) {
    case Qt::DisplayRole: return textOf(*found, index.column());
    case IdRole: return static_cast<qint64>(found->id.value());
    case ToneRole:
        return static_cast<int>(money && money->isNegative() ? Tone::Negative : Tone::Neutral);
    case SortRole:
        return money ? QVariant(static_cast<qint64>(money->cents()))
                     : QVariant(textOf(*found, index.column()));
    default: return {};
    }
}

QVariant FamiliesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == Qt::TextAlignmentRole) return alignmentOf(section);
    if (role == SortKeyRole) {
        const auto sort = sortOf(section);
        return sort ? QVariant(static_cast<int>(*sort)) : QVariant();
    }
    if (role != Qt::DisplayRole) return {};
    switch (static_cast<Column>(section)) {
    case Name: return tr("Family");
    case Id: return tr("Id");
    case Client: return tr("Client");
    case Template: return tr("Template");
    case Accounts: return tr("Accounts");
    case Balance: return tr("Balance");
    case Generation: return tr("Gen-Acc");
    case Revenue: return tr("Rev-Acc");
    case Compounding: return tr("Com-Acc");
    case OpenedOn: return tr("Opened on");
    case ColumnCount: break;
    }
    return {};
}

services::TableCell FamiliesModel::cell(const services::FamilyRow& row, int column) {
    if (const auto money = moneyOf(row, column)) return *money;
    switch (column) {
    case Id: return row.id.value();
    case OpenedOn: return row.openedOn;
    case Name: return row.name;
    case Client: return row.clientName;
    default: return textOf(row, column).toStdString();
    }
}

} // namespace alluse::models
