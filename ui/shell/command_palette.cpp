#include "ui/shell/command_palette.h"

#include "ui/common/actions.h"
#include "ui/common/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace alluse::ui {
namespace {

constexpr int kWidth = 520;
constexpr int kHeight = 380;
constexpr int kActionRole = Qt::UserRole + 1;

QString plainText(const QAction* action) {
    return action->text().remove(QLatin1Char('&'));
}

} // namespace

CommandPalette::CommandPalette(const Actions& actions, QWidget* parent)
    : QDialog(parent, Qt::Popup), m_actions(actions), m_query(new QLineEdit(this)),
      m_list(new QListWidget(this)) {
    setObjectName(QStringLiteral("commandPalette"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_query->setObjectName(QStringLiteral("paletteQuery"));
    m_query->setPlaceholderText(tr("Type a command"));
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kSpace, metric::kSpace, metric::kSpace, metric::kSpace);
    layout->addWidget(m_query);
    layout->addWidget(m_list);
    resize(kWidth, kHeight);
    move(parent->mapToGlobal(QPoint((parent->width() - kWidth) / 2, metric::kWide * 3)));
    m_query->installEventFilter(this);
    connect(m_query, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_query, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    fill(QString());
    m_query->setFocus();
}

bool CommandPalette::matches(const QString& query, const QString& text) {
    const QStringList words = query.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::ranges::all_of(
        words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

void CommandPalette::fill(const QString& query) {
    m_list->clear();
    for (QAction* action : m_actions.all()) {
        const QString text = tr("%1: %2").arg(Actions::groupOf(action), plainText(action));
        if (!action->isEnabled() || !matches(query, text)) continue;
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        auto* item = new QListWidgetItem(keys.isEmpty() ? text : text + QStringLiteral("    ") + keys,
                                         m_list);
        item->setData(kActionRole, QVariant::fromValue(static_cast<QObject*>(action)));
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent() {
    const QListWidgetItem* item = m_list->currentItem();
    if (!item) return;
    auto* action = qobject_cast<QAction*>(item->data(kActionRole).value<QObject*>());
    close();
    if (action) action->trigger();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_query && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0 && m_list->count() > 0) {
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace alluse::ui
