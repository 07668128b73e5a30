#include "ui/growth/family_tree_dialog.h"

#include "domain/clock.h"
#include "models/text_format.h"
#include "services/growth_service.h"
#include "ui/common/theme.h"
#include "ui/dialogs/command_dialog.h"
#include "ui/growth/tree_view.h"
#include "ui/widgets/banner.h"

#include <QBuffer>
#include <QCheckBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSaveFile>
#include <QSlider>
#include <QSvgGenerator>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace alluse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDaysPerStep = 7;
constexpr int kFrameMs = 200; // of the replay: five weeks a second
constexpr double kPictureMax = 12'000; // pixels of a PNG's longer side

enum Column { kName, kStatus, kBalance, kOpened, kClosed, kColumnCount };

} // namespace

FamilyTreeDialog::FamilyTreeDialog(const Workspace& workspace, domain::FamilyId family,
                                   const QString& familyName, QWidget* parent)
    : QDialog(parent), m_context(workspace.context), m_growth(workspace.growth),
      m_treeTable(workspace.treeTable), m_family(family),
      m_banner(new Banner(this)), m_view(new TreeView), m_table(new QTreeWidget),
      m_slider(new QSlider(Qt::Horizontal)), m_when(new QLabel), m_closed(new QCheckBox),
      m_play(new QToolButton), m_playTimer(new QTimer(this)) {
    setObjectName(u"familyTreeDialog"_s);
    setWindowTitle(tr("Family tree of %1").arg(familyName));
    setMinimumSize(560, 420);
    resize(1'080, 720);
    m_table->setObjectName(u"treeTable"_s);
    m_table->setAccessibleName(tr("Family tree as a table"));
    m_table->setHeaderLabels({tr("Account"), tr("Status"), tr("Balance"), tr("Opened on"), tr("Closed on")});
    m_table->setUniformRowHeights(true);
    m_table->header()->setSectionResizeMode(kName, QHeaderView::Stretch);
    auto* tabs = new QTabWidget(this);
    tabs->addTab(m_view, tr("&Picture"));
    tabs->addTab(m_table, tr("&Table"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(tabs, 1);
    buildControls();
    connect(m_banner, &Banner::retryRequested, this, [this] { load(sliderDate()); });
    connect(m_table, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item) m_view->setCurrent(domain::AccountId(item->data(kName, Qt::UserRole).toLongLong()));
    });
    load(m_context.clock.today());
    m_view->setFocus();
}

void FamilyTreeDialog::buildControls() {
    m_slider->setObjectName(u"treeDay"_s);
    m_slider->setAccessibleName(tr("Day"));
    m_slider->setRange(0, 0);
    m_slider->setPageStep(4); // weeks
    m_when->setTextFormat(Qt::PlainText);
    m_when->setMinimumWidth(m_when->fontMetrics().horizontalAdvance(u"2026-00-00 · 00,000,000.00"_s));
    m_closed->setText(tr("&Closed accounts"));
    m_closed->setObjectName(u"treeClosed"_s);
    m_play->setObjectName(u"treePlay"_s);
    m_play->setProperty("role", u"button"_s);
    m_play->setText(tr("&Replay"));
    m_play->setAccessibleName(tr("Replay the family's life"));
    auto* fit = new QPushButton(tr("&Fit"), this);
    fit->setAutoDefault(false);
    auto* save = new QPushButton(tr("&Save as…"), this);
    save->setAutoDefault(false);
    auto* close = new QPushButton(tr("Close"), this);
    close->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(metric::kPad, metric::kGap, metric::kPad, metric::kGap);
    row->setSpacing(metric::kSpace);
    row->addWidget(m_play);
    row->addWidget(m_slider, 1);
    row->addWidget(m_when);
    row->addWidget(m_closed);
    row->addWidget(fit);
    row->addWidget(save);
    row->addWidget(close);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    m_playTimer->setInterval(kFrameMs);
    connect(m_slider, &QSlider::valueChanged, this, [this] { load(sliderDate()); });
    connect(m_closed, &QCheckBox::toggled, this, [this](bool isOn) {
        m_view->setShowsClosed(isOn);
        fillTable();
    });
    connect(m_play, &QToolButton::clicked, this, &FamilyTreeDialog::play);
    connect(m_playTimer, &QTimer::timeout, this, [this] {
        if (m_slider->value() >= m_slider->maximum()) return m_playTimer->stop();
        m_slider->setValue(m_slider->value() + 1);
    });
    connect(fit, &QPushButton::clicked, m_view, &TreeView::fit);
    connect(save, &QPushButton::clicked, this, &FamilyTreeDialog::chooseFile);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
}

domain::Date FamilyTreeDialog::sliderDate() const {
    const domain::Date today = m_context.clock.today();
    if (!m_openedOn || m_slider->value() == m_slider->maximum()) return today;
    return std::min(today, m_openedOn->plusDays(m_slider->value() * kDaysPerStep));
}

void FamilyTreeDialog::play() {
    if (m_playTimer->isActive()) return m_playTimer->stop();
    if (m_slider->value() == m_slider->maximum()) m_slider->setValue(0);
    m_playTimer->start();
}

void FamilyTreeDialog::load(domain::Date asOf) {
    using Outcome = services::Outcome<std::optional<services::FamilyTree>>;
    m_reading = m_context.runner.start<Outcome>(
        jobs::Lane::Interactive, {.name = tr("Load a family tree")},
        [growth = &m_growth, family = m_family, asOf](jobs::JobContext& job) {
            return growth->tree(family, asOf, callOf(services::Lane::Interactive, job));
        },
        this, [this](jobs::JobOutcome<Outcome> outcome) {
            if (outcome.isCancelled()) return;
            if (outcome.isFailed()) return m_banner->showError(outcome.failure().text);
            auto tree = std::move(outcome).value();
            if (!tree) return m_banner->showError(failureText(tree.error(), locale()));
            if (!*tree) return m_banner->showError(tr("The family does not exist any more."));
            m_banner->clear();
            show(std::move(**tree));
        });
}

void FamilyTreeDialog::show(services::FamilyTree tree) {
    if (!m_openedOn) {
        m_openedOn = tree.openedOn;
        const auto days = m_context.clock.today().daysSinceEpoch() - tree.openedOn.daysSinceEpoch();
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(0, static_cast<int>((days + kDaysPerStep - 1) / kDaysPerStep));
        m_slider->setValue(m_slider->maximum());
    }
    m_when->setText(tr("%1 · %2").arg(models::dateText(tree.asOf), models::moneyText(tree.total, locale())));
    m_view->setTree(std::move(tree));
    fillTable();
    emit treeShown();
}

void FamilyTreeDialog::fillTable() {
    const services::FamilyTree& tree = m_view->tree();
    const TreeLayout& layout = m_view->layout();
    m_table->clear();
    std::vector<QTreeWidgetItem*> items(layout.places.size(), nullptr);
    // A parent is placed after its children; so from the back every parent is there first.
    for (std::size_t i = layout.places.size(); i-- > 0;) {
        const TreePlace& place = layout.places[i];
        const services::TreeNode& node = tree.nodes[place.node];
        auto* parent = place.parent < 0 ? m_table->invisibleRootItem()
                                        : items[static_cast<std::size_t>(place.parent)];
        auto* item = new QTreeWidgetItem;
        parent->insertChild(0, item);
        item->setText(kName, models::fromUtf8(node.name));
        item->setText(kStatus, models::statusText(node.status));
        item->setText(kBalance, models::moneyText(node.balance, locale()));
        item->setText(kOpened, models::dateText(node.openedOn));
        item->setText(kClosed, node.closedOn ? models::dateText(*node.closedOn) : QString());
        item->setTextAlignment(kBalance, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(kName, Qt::UserRole, QVariant::fromValue<qint64>(node.id.value()));
        items[i] = item;
    }
    m_table->expandAll();
}

QByteArray FamilyTreeDialog::fileContent(const QString& ending) const {
    QByteArray content;
    QBuffer buffer(&content);
    buffer.open(QIODevice::WriteOnly);
    const QSizeF size = m_view->layout().bounds.size();
    if (ending == u"svg") {
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(size.toSize());
        generator.setViewBox(QRectF(QPointF(), size));
        generator.setTitle(windowTitle());
        QPainter painter(&generator);
        m_view->drawAll(painter, QRectF(QPointF(), size));
    } else if (ending == u"png") {
        const double scale = std::min(2.0, kPictureMax / std::max(size.width(), size.height()));
        QImage image((size * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);
        m_view->drawAll(painter, QRectF(QPointF(), QSizeF(image.size())));
        painter.end();
        image.save(&buffer, "PNG");
    } else {
        content = QByteArray::fromStdString(m_treeTable(m_view->tree()));
    }
    return content;
}

void FamilyTreeDialog::chooseFile() {
    auto* dialog = new QFileDialog(this, tr("Save the family tree"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Picture, scalable (*.svg)"), tr("Picture (*.png)"), tr("Table (*.csv)")});
    dialog->setDefaultSuffix(u"svg"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.section(u"*."_s, 1).chopped(1));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &FamilyTreeDialog::exportTo);
    dialog->open();
}

void FamilyTreeDialog::exportTo(const QString& path) {
    const QByteArray content = fileContent(path.section(u'.', -1).toLower());
    m_writing = m_context.runner.start<bool>(
        jobs::Lane::Batch, {.name = tr("Save the family tree")},
        [path, content](jobs::JobContext&) {
            QSaveFile file(path);
            if (!file.open(QIODevice::WriteOnly)) return false;
            file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
            return file.write(content) == content.size() && file.commit();
        },
        this, [this, path](jobs::JobOutcome<bool> outcome) {
            const bool isWritten = outcome.isDone() && outcome.value();
            if (!isWritten)
                m_banner->showError(
                    tr("The file %1 could not be written. Choose another folder.").arg(path));
            emit exported(path, isWritten);
        });
}

} // namespace alluse::ui
