#pragma once
// What speaks for and against a fork, merge or reinvestment, one line each. GUI thread.

#include "domain/growth.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace alluse::ui {

class IssueList final : public QWidget {
    Q_OBJECT

public:
    explicit IssueList(QWidget* parent = nullptr);
    // Errors first, then warnings; when there is neither, `allClear` stands with a check mark.
    void setIssues(const std::vector<domain::GrowthIssue>& issues, const QString& allClear);
    [[nodiscard]] QStringList texts() const { return m_texts; }

private:
    void addLine(const QString& mark, const QString& text, const QString& tone);

    QVBoxLayout* m_layout;
    QStringList m_texts;
};

} // namespace alluse::ui
