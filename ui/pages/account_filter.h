#pragma once
// The Filter button of the accounts page: type, status and balance range, shown as chips.

#include "services/rows.h"

#include <QWidget>

class QToolButton;

namespace alluse::ui {

class ChipBar;

class AccountFilter final : public QWidget {
    Q_OBJECT

public:
    explicit AccountFilter(QWidget* parent = nullptr);

    // The filter part of a query; text, family and sort are the page's.
    void apply(services::AccountQuery& query) const;
    void setFamily(domain::FamilyId family, const QString& name);
    [[nodiscard]] bool isEmpty() const;
    void clear();
    [[nodiscard]] QStringList chipTexts() const;

signals:
    void changed();

private:
    void buildMenu();
    void showRangePopup();
    void update();
    void toggleType(domain::AccountType type, bool isOn);
    void toggleStatus(domain::AccountStatus status, bool isOn);

    services::AccountQuery m_filter;
    QString m_familyName;
    QToolButton* m_button;
    ChipBar* m_chips;
};

} // namespace alluse::ui
