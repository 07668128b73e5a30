#pragma once
// A table of this page, dressed as every other one; and the colour of a verdict.

#include "models/model_roles.h"

#include <QString>

class QAbstractItemModel;
class QTableView;
class QWidget;

namespace alluse::ui {

[[nodiscard]] QTableView* makeTable(QAbstractItemModel& model, const QString& objectName, const QString& accessibleName,
                                    QWidget* parent);
[[nodiscard]] models::Tone toneOfVerdict(const QString& verdict);

} // namespace alluse::ui
