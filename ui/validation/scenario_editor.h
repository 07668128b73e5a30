#pragma once
// A scenario as text, checked at each key press; what is wrong stands below with its path.

#include "validation/scenario.h"

#include <QDialog>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace alluse::ui {

class Prompts;

class ScenarioEditor final : public QDialog {
    Q_OBJECT

public:
    ScenarioEditor(Prompts* prompts, const QString& text, QWidget* parent);
    [[nodiscard]] QString text() const;
    void setText(const QString& text);
    // None while something is wrong.
    [[nodiscard]] std::optional<validation::Scenario> scenario() const { return m_scenario; }

signals:
    // Run what is in the editor, and keep it in the list for this session.
    void runWanted(const QString& text);

private:
    void check();
    void openFile();
    void saveFile();

    Prompts* m_prompts;
    QPlainTextEdit* m_edit;
    QLabel* m_problem;
    QPushButton* m_run;
    QPushButton* m_save;
    std::optional<validation::Scenario> m_scenario;
};

} // namespace alluse::ui
