#include "ui/shell/shortcut_sheet.h"

#include "ui/common/actions.h"
#include "ui/common/theme.h"

#include <QGridLayout>
#include <QLabel>

namespace alluse::ui {
namespace {

constexpr int kColumns = 2; // groups side by side

QLabel* cell(QWidget* parent, const QString& text, const QString& tone) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("tone", tone);
    return label;
}

} // namespace

ShortcutSheet::ShortcutSheet(const Actions& actions, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("shortcutSheet"));
    setWindowTitle(tr("Keyboard shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(metric::kWide, metric::kPad, metric::kWide, metric::kPad);
    layout->setHorizontalSpacing(metric::kWide * 2);
    layout->setVerticalSpacing(metric::kPad);
    QStringList groups;
    for (const QAction* action : actions.all())
        if (!action->shortcut().isEmpty() && !groups.contains(Actions::groupOf(action)))
            groups << Actions::groupOf(action);
    for (int i = 0; i < groups.size(); ++i) {
        auto* grid = new QGridLayout;
        grid->setVerticalSpacing(metric::kStep);
        grid->setColumnStretch(0, 1);
        grid->addWidget(cell(this, groups[i], QStringLiteral("section")), 0, 0, 1, 2);
        for (const QAction* action : actions.all()) {
            if (action->shortcut().isEmpty() || Actions::groupOf(action) != groups[i]) continue;
            const int row = grid->rowCount();
            grid->addWidget(cell(this, action->text().remove(QLatin1Char('&')), QString()), row, 0);
            grid->addWidget(cell(this, action->shortcut().toString(QKeySequence::NativeText),
                                 QStringLiteral("muted")), row, 1, Qt::AlignRight);
        }
        grid->setRowStretch(grid->rowCount(), 1);
        layout->addLayout(grid, i / kColumns, i % kColumns);
    }
    setMinimumWidth(640);
}

} // namespace alluse::ui
