#include "ui/growth/issue_list.h"

#include "models/text_format.h"

#include <QLabel>
#include <QVBoxLayout>

namespace alluse::ui {

using namespace Qt::StringLiterals;

IssueList::IssueList(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this)) {
    setObjectName(u"issueList"_s);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
}

void IssueList::setIssues(const std::vector<domain::GrowthIssue>& issues, const QString& allClear) {
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_texts.clear();
    for (const auto severity : {domain::IssueSeverity::Error, domain::IssueSeverity::Warning})
        for (const domain::GrowthIssue& issue : issues) {
            if (issue.severity != severity) continue;
            const bool isError = severity == domain::IssueSeverity::Error;
            addLine(isError ? u"✕"_s : u"!"_s, models::fromUtf8(issue.text),
                    isError ? u"negative"_s : u"warning"_s);
        }
    if (m_texts.isEmpty() && !allClear.isEmpty()) addLine(u"✓"_s, allClear, u"positive"_s);
    setVisible(!m_texts.isEmpty());
}

void IssueList::addLine(const QString& mark, const QString& text, const QString& tone) {
    auto* line = new QWidget(this);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* sign = new QLabel(mark, line);
    sign->setProperty("tone", tone);
    sign->setFixedWidth(14);
    sign->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    auto* words = new QLabel(line);
    words->setTextFormat(Qt::PlainText);
    words->setText(text);
    words->setWordWrap(true);
    layout->addWidget(sign, 0, Qt::AlignTop);
    layout->addWidget(words, 1);
    m_layout->addWidget(line);
    line->show();
    m_texts << text;
}

} // namespace alluse::ui
