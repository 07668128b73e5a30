#pragma once
// The life of a family: its tree as a picture and as a table, on any day since it was opened, and
// as a file. GUI thread.

#include "jobs/runner/job_runner.h"
#include "services/growth_rows.h"
#include "ui/pages/workspace.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QSlider;
class QTimer;
class QToolButton;
class QTreeWidget;

namespace alluse::ui {

class Banner;
class TreeView;

class FamilyTreeDialog final : public QDialog {
    Q_OBJECT

public:
    FamilyTreeDialog(const Workspace& workspace, domain::FamilyId family, const QString& familyName,
                     QWidget* parent = nullptr);

    // The picture as SVG or PNG, or the table as CSV, by the ending of the name.
    void exportTo(const QString& path);
    [[nodiscard]] TreeView* picture() const { return m_view; }

signals:
    void treeShown();
    void exported(const QString& path, bool isWritten);

private:
    void buildControls();
    void load(domain::Date asOf);
    void show(services::FamilyTree tree);
    void fillTable();
    void play();
    void chooseFile();
    [[nodiscard]] domain::Date sliderDate() const;
    [[nodiscard]] QByteArray fileContent(const QString& ending) const;

    DialogContext m_context;
    services::GrowthService& m_growth;
    std::function<std::string(const services::FamilyTree&)> m_treeTable;
    domain::FamilyId m_family;
    Banner* m_banner;
    TreeView* m_view;
    QTreeWidget* m_table;
    QSlider* m_slider;
    QLabel* m_when;
    QCheckBox* m_closed;
    QToolButton* m_play;
    QTimer* m_playTimer;
    std::optional<domain::Date> m_openedOn;
    jobs::LatestTicket m_reading;
    jobs::JobTicket m_writing;
};

} // namespace alluse::ui
