#include "ui/shell/command_palette.h"

#include "ui/common/actions.h"
#include "ui/common/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace alluse::ui {
namespace {

constexpr int kWidth = 560;
constexpr int kHeight = 420;
constexpr int kRecentMax = 5;
constexpr int kActionRole = Qt::UserRole + 1;
constexpr int kNoteRole = Qt::UserRole + 2; // keys, or why it is not possible
constexpr int kWordScore = 1'000, kLettersScore = 1, kRecentScore = 10'000;

QString plainText(const QAction* action) {
    return action->text().remove(QLatin1Char('&'));
}

class CommandDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Theme theme = themeOf(option.palette);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.color(Token::Selection));
            painter->drawRoundedRect(option.rect, metric::kRadius, metric::kRadius);
        }
        const QRect row = option.rect.adjusted(metric::kGap, 0, -metric::kGap, 0);
        const bool isPossible = index.flags().testFlag(Qt::ItemIsEnabled);
        const QString note = index.data(kNoteRole).toString();
        painter->setPen(theme.color(Token::Muted));
        painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, note);
        const int room = row.width() - option.fontMetrics.horizontalAdvance(note) - metric::kGap;
        painter->setPen(theme.color(isPossible ? Token::Text : Token::Muted));
        painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, room));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {0, metric::kControl};
    }
};

// The letters of `query` in their order, anywhere in `text`.
bool hasLettersInOrder(const QString& query, const QString& text) {
    qsizetype at = 0;
    for (const QChar letter : query) {
        at = text.indexOf(letter, at, Qt::CaseInsensitive);
        if (at < 0) return false;
        ++at;
    }
    return true;
}

} // namespace

CommandPalette::CommandPalette(const Actions& actions, QStringList recent, QWidget* parent)
    : QDialog(parent, Qt::Popup), m_actions(actions), m_recent(std::move(recent)),
      m_query(new QLineEdit(this)), m_list(new QListWidget(this)) {
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Command palette"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_query->setObjectName(QStringLiteral("paletteQuery"));
    m_query->setAccessibleName(tr("Command"));
    m_query->setPlaceholderText(tr("Type a command"));
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kSpace, metric::kSpace, metric::kSpace, metric::kSpace);
    layout->setSpacing(metric::kSpace);
    layout->addWidget(m_query);
    layout->addWidget(m_list);
    resize(std::min(kWidth, parent->width() - 2 * metric::kWide),
           std::min(kHeight, parent->height() - 4 * metric::kWide));
    move(parent->mapToGlobal(QPoint((parent->width() - width()) / 2, metric::kWide * 3)));
    m_query->installEventFilter(this);
    connect(m_query, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_query, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    fill(QString());
    m_query->setFocus();
}

int CommandPalette::score(const QString& query, const QString& text) {
    const QStringList words = query.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    int total = kLettersScore;
    for (const QString& word : words) {
        const qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at == 0 || (at > 0 && !text[at - 1].isLetterOrNumber()))
            total += 2 * kWordScore; // begins a word
        else if (at > 0)
            total += kWordScore;
        else if (!hasLettersInOrder(word, text))
            return 0;
    }
    return total;
}

void CommandPalette::fill(const QString& query) {
    struct Match {
        int score;
        QAction* action;
        QString text;
    };
    std::vector<Match> matches;
    for (QAction* action : m_actions.all()) {
        const QString text = tr("%1: %2").arg(Actions::groupOf(action), plainText(action));
        int fits = score(query, text);
        if (fits == 0) continue;
        const qsizetype recent = m_recent.indexOf(action->objectName());
        if (recent >= 0 && query.trimmed().isEmpty())
            fits += kRecentScore - static_cast<int>(recent);
        matches.push_back({fits, action, text});
    }
    std::ranges::stable_sort(matches, std::greater(), &Match::score);
    m_list->clear();
    for (const Match& match : matches) {
        auto* item = new QListWidgetItem(match.text, m_list);
        item->setData(kActionRole, QVariant::fromValue(static_cast<QObject*>(match.action)));
        item->setData(kNoteRole, match.action->isEnabled()
                                     ? match.action->shortcut().toString(QKeySequence::NativeText)
                                     : Actions::reasonOf(match.action));
        if (!match.action->isEnabled()) item->setFlags(Qt::ItemIsSelectable);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent() {
    const QListWidgetItem* item = m_list->currentItem();
    if (!item) return;
    const QPointer<QAction> action =
        qobject_cast<QAction*>(item->data(kActionRole).value<QObject*>());
    if (!action || !action->isEnabled()) return; // it stands there with its reason
    m_recent.removeAll(action->objectName());
    m_recent.prepend(action->objectName());
    m_recent.resize(std::min<qsizetype>(m_recent.size(), kRecentMax));
    emit ran(m_recent);
    close();
    action->trigger();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_query && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int page = std::max(1, m_list->viewport()->height() / metric::kControl - 1);
        const int step = key == Qt::Key_Down       ? 1
                         : key == Qt::Key_Up       ? -1
                         : key == Qt::Key_PageDown ? page
                         : key == Qt::Key_PageUp   ? -page
                                                   : 0;
        if (step != 0 && m_list->count() > 0) {
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace alluse::ui
