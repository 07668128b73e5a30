#include "ui/validation/scenario_editor.h"

#include "ui/common/prompts.h"
#include "ui/common/theme.h"
#include "validation/scenario_reader.h"

#include <QFile>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QStyle>
#include <QVBoxLayout>

namespace alluse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kBytesMax = 1'000'000; // the reader takes no more
}

ScenarioEditor::ScenarioEditor(Prompts* prompts, const QString& text, QWidget* parent)
    : QDialog(parent), m_prompts(prompts), m_edit(new QPlainTextEdit(this)), m_problem(new QLabel(this)),
      m_run(new QPushButton(tr("&Run"), this)), m_save(new QPushButton(tr("&Save as…"), this)) {
    setObjectName(u"scenarioEditor"_s);
    setWindowTitle(tr("Scenario editor"));
    m_edit->setObjectName(u"scenarioText"_s);
    m_edit->setAccessibleName(tr("Scenario as JSON"));
    m_edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setTabChangesFocus(true);
    m_problem->setObjectName(u"scenarioProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_run->setObjectName(u"scenarioRunButton"_s);
    m_run->setDefault(true);
    auto* open = new QPushButton(tr("&Open file…"), this);
    auto* close = new QPushButton(tr("&Close"), this);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(open);
    buttons->addWidget(m_save);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(m_run);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kPad, metric::kPad, metric::kPad, metric::kPad);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_problem);
    layout->addLayout(buttons);
    resize(760, 620);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &ScenarioEditor::check);
    connect(open, &QPushButton::clicked, this, &ScenarioEditor::openFile);
    connect(m_save, &QPushButton::clicked, this, &ScenarioEditor::saveFile);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_run, &QPushButton::clicked, this, [this] {
        emit runWanted(this->text());
        accept();
    });
    open->setVisible(prompts != nullptr);
    m_save->setVisible(prompts != nullptr);
    setText(text);
}

QString ScenarioEditor::text() const { return m_edit->toPlainText(); }
void ScenarioEditor::setText(const QString& text) { m_edit->setPlainText(text); }

void ScenarioEditor::check() {
    const auto scenario = validation::readScenario(text().toStdString());
    m_scenario = scenario ? std::optional(*scenario) : std::nullopt;
    m_run->setEnabled(m_scenario.has_value());
    m_save->setEnabled(m_scenario.has_value());
    m_problem->setProperty("tone", scenario ? u"positive"_s : u"error"_s);
    m_problem->style()->unpolish(m_problem);
    m_problem->style()->polish(m_problem);
    m_problem->setText(scenario ? tr("This scenario can be run: %1, %n second(s).", nullptr, int(scenario->seconds()))
                                      .arg(QString::fromStdString(scenario->title))
                                : QString::fromStdString(scenario.error()));
}

void ScenarioEditor::openFile() {
    m_prompts->chooseFile(this, tr("Open a scenario"), tr("Scenarios (*.json)"), [this](const QString& path) {
        QFile file(path);
        if (!path.isEmpty() && file.open(QIODevice::ReadOnly)) setText(QString::fromUtf8(file.read(kBytesMax)));
    });
}

void ScenarioEditor::saveFile() {
    const QString suggestion = m_scenario ? QString::fromStdString(m_scenario->name) + u".json"_s : QString();
    m_prompts->chooseSaveFile(this, tr("Save the scenario"), tr("Scenarios (*.json)"), suggestion, [this](const QString& path) {
        if (path.isEmpty()) return;
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text().toUtf8()) < 0 || !file.commit())
            m_problem->setText(tr("The file cannot be written: %1").arg(file.errorString()));
    });
}

} // namespace alluse::ui
