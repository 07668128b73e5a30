#pragma once
// What will happen, before the button: one line per account with now, change, after, and the sum.
// GUI thread.

#include "domain/money.h"
#include "domain/policy.h"

#include <QLabel>
#include <QWidget>

#include <optional>
#include <vector>

class QGridLayout;

namespace alluse::ui {

struct ChangeRow {
    QString name;
    std::optional<domain::Money> before; // none: the account does not exist yet
    domain::Money change;
    domain::Money after;
    QString mark; // "new", "70 %": text behind the name
    std::optional<domain::AccountType> type = {}; // draws the dot of the type
};

class ChangeTable final : public QWidget {
    Q_OBJECT

public:
    explicit ChangeTable(QWidget* parent = nullptr);

    // The sum line stands when there is more than one row.
    void setRows(const std::vector<ChangeRow>& rows);
    void setFirstHeader(const QString& text);
    [[nodiscard]] QString cellText(int row, int column) const; // for tests; header is row −1

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* cell(int row, int column);

    QGridLayout* m_grid;
    std::vector<std::optional<domain::AccountType>> m_types; // by row
    int m_rowsShown = 0;
    bool m_hasSum = false;
};

} // namespace alluse::ui
