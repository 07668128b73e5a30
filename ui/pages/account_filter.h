#pragma once
// The filters of the accounts page: family, type, status and balance range, as menu and as chips.

#include "services/rows.h"
#include "ui/widgets/chip_bar.h"

#include <QObject>

class QMenu;
class QWidget;

namespace alluse::ui {

class AccountFilter final : public QObject {
    Q_OBJECT

public:
    // `anchor` is where the popup of the balance range opens.
    explicit AccountFilter(QWidget* anchor);

    // The filter part of a query; text and sort are the page's.
    void apply(services::AccountQuery& query) const;
    void setFamily(domain::FamilyId family, const QString& name);
    void fillMenu(QMenu& menu);
    [[nodiscard]] QList<ChipBar::Chip> chips();
    [[nodiscard]] bool isEmpty() const;
    void clear();

signals:
    void changed();

private:
    void showRangePopup();
    void toggleType(domain::AccountType type, bool isOn);
    void toggleStatus(domain::AccountStatus status, bool isOn);

    QWidget* m_anchor;
    services::AccountQuery m_filter;
    QString m_familyName;
};

} // namespace alluse::ui
