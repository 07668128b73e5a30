#include "models/ledger_model.h"

#include "models/model_roles.h"
#include "models/text_format.h"

namespace alluse::models {
namespace {

using services::PostingRow;

constexpr qsizetype kTimestampSeconds = 19; // "2026-11-20T14:03:27"

CellKind kindOf(int column) {
    switch (column) {
    case LedgerModel::Account: return CellKind::Account;
    case LedgerModel::Amount:
    case LedgerModel::BalanceAfter: return CellKind::Money;
    case LedgerModel::Sequence:
    case LedgerModel::Entry: return CellKind::Number;
    case LedgerModel::Sleeve:
    case LedgerModel::Actor:
    case LedgerModel::RecordedAt: return CellKind::Muted;
    case LedgerModel::BusinessDate:
    case LedgerModel::Type:
    case LedgerModel::Counterparty:
    case LedgerModel::Note:
    case LedgerModel::ColumnCount: break;
    }
    return CellKind::Text;
}

QString typeOf(const PostingRow& row) {
    const QString text = transactionText(row.type);
    if (row.trade) return text + QLatin1Char(' ') + fromUtf8(row.trade->underlying);
    // Colour is never the only signal: the word says that it no longer counts.
    return row.reversedBy ? LedgerModel::tr("%1 (reversed)").arg(text) : text;
}

QString textOf(const PostingRow& row, int column) {
    switch (column) {
    case LedgerModel::BusinessDate: return dateText(row.businessDate);
    case LedgerModel::Account: return fromUtf8(row.accountName);
    case LedgerModel::Type: return typeOf(row);
    case LedgerModel::Amount: return moneyText(row.amount);
    case LedgerModel::BalanceAfter: return moneyText(row.balanceAfter);
    case LedgerModel::Counterparty: return fromUtf8(row.counterparty);
    case LedgerModel::Note: return fromUtf8(row.note).simplified();
    case LedgerModel::Sequence: return QString::number(row.sequence);
    case LedgerModel::Entry: return QString::number(row.entryId.value());
    case LedgerModel::Sleeve: return sleeveText(row.sleeve);
    case LedgerModel::Actor: return fromUtf8(row.actor);
    case LedgerModel::RecordedAt:
        return fromUtf8(row.recordedAt.text())
            .left(kTimestampSeconds)
            .replace(QLatin1Char('T'), QLatin1Char(' '));
    case LedgerModel::ColumnCount: break;
    }
    return {};
}

Tone toneOf(const PostingRow& row, int column) {
    if (column == LedgerModel::Type && row.reversedBy) return Tone::Muted;
    if (column == LedgerModel::Amount && row.amount.isNegative()) return Tone::Negative;
    return Tone::Neutral;
}

int alignmentOf(int column) {
    const auto kind = kindOf(column);
    const bool right = kind == CellKind::Money || kind == CellKind::Number;
    return int(Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft));
}

} // namespace

void LedgerModel::setQuery(services::LedgerQuery query) {
    m_query = std::move(query);
    restart();
}

int LedgerModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LedgerModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == CellKindRole) return static_cast<int>(kindOf(index.column()));
    if (role == Qt::TextAlignmentRole) return alignmentOf(index.column());
    const PostingRow* found = row(index.row());
    if (role == LoadingRole) return found == nullptr;
    if (!found) return {};
    switch (role) {
    case Qt::DisplayRole: return textOf(*found, index.column());
    case Qt::ToolTipRole:
        return index.column() == Note ? QVariant(plainToolTip(fromUtf8(found->note)))
                                      : QVariant();
    case IdRole: return static_cast<qint64>(found->entryId.value());
    case AccountTypeRole: return static_cast<int>(found->accountType);
    case ToneRole: return static_cast<int>(toneOf(*found, index.column()));
    case SortRole:
        if (index.column() == Amount) return static_cast<qint64>(found->amount.cents());
        return textOf(*found, index.column());
    default: return {};
    }
}

QVariant LedgerModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == Qt::TextAlignmentRole) return alignmentOf(section);
    // The ledger is read by entry: date order is the only order SQL offers.
    if (role == SortKeyRole) return section == BusinessDate ? QVariant(0) : QVariant();
    if (role != Qt::DisplayRole) return {};
    switch (static_cast<Column>(section)) {
    case BusinessDate: return tr("Date");
    case Account: return tr("Account");
    case Type: return tr("Type");
    case Amount: return tr("Amount");
    case BalanceAfter: return tr("Balance");
    case Counterparty: return tr("From or to");
    case Note: return tr("Note");
    case Sequence: return tr("No.");
    case Entry: return tr("Entry");
    case Sleeve: return tr("Sleeve");
    case Actor: return tr("By");
    case RecordedAt: return tr("Recorded (UTC)");
    case ColumnCount: break;
    }
    return {};
}

services::TableCell LedgerModel::cell(const services::PostingRow& row, int column) {
    switch (column) {
    case BusinessDate: return row.businessDate;
    case RecordedAt: return row.recordedAt;
    case Amount: return row.amount;
    case BalanceAfter: return row.balanceAfter;
    case Sequence: return row.sequence;
    case Entry: return row.entryId.value();
    case Account: return row.accountName;
    case Counterparty: return row.counterparty;
    case Note: return row.note;
    default: return textOf(row, column).toStdString();
    }
}

} // namespace alluse::models
