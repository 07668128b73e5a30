#include "ui/dialogs/form_dialog.h"

#include <QAbstractButton>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QShowEvent>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace alluse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMargin = 24;
constexpr int kLabelWidth = 168;
constexpr int kControlHeight = 28;
constexpr int kDialogWidth = 640;
constexpr int kDialogWidthMax = 840;
constexpr int kFieldGap = 8;
constexpr int kScreenMargin = 48;
constexpr int kDialogHeightMax = 700;

// As tall as its form, so that a short form shows no scroll bar and a long one fits the screen.
class FormArea final : public QScrollArea {
public:
    using QScrollArea::QScrollArea;
    [[nodiscard]] QSize sizeHint() const override {
        return widget() ? widget()->sizeHint() : QScrollArea::sizeHint();
    }
};

QLabel* sentence(QWidget* parent, const QString& objectName) {
    auto* label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}
} // namespace

FormDialog::FormDialog(QWidget* parent)
    : QDialog(parent), m_banner(new QFrame(this)), m_content(new QWidget), m_fields(new QWidget),
      m_grid(new QGridLayout(m_fields)) {
    setModal(true);
    setBackgroundRole(QPalette::Base); // a dialog is a surface
    setMinimumWidth(kDialogWidth);
    m_heading = sentence(m_content, u"dialogHeading"_s);
    m_heading->setProperty("tone", u"heading"_s);
    m_subtitle = sentence(m_content, u"dialogSubtitle"_s);
    m_subtitle->setForegroundRole(QPalette::PlaceholderText);

    m_banner->setObjectName(u"banner"_s);
    m_banner->setProperty("banner", u"warning"_s);
    m_banner->setFrameShape(QFrame::StyledPanel);
    m_bannerText = sentence(m_banner, u"bannerText"_s);
    m_retry = new QPushButton(tr("Retry"), m_banner);
    m_retry->setObjectName(u"retryButton"_s);
    m_retry->setAutoDefault(false);
    auto* bannerLayout = new QHBoxLayout(m_banner);
    bannerLayout->setContentsMargins(12, 8, 12, 8);
    bannerLayout->addWidget(m_bannerText, 1);
    bannerLayout->addWidget(m_retry, 0, Qt::AlignVCenter);
    m_banner->hide();
    connect(m_retry, &QPushButton::clicked, this, [this] {
        if (const auto retry = m_onRetry) retry();
    });

    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnMinimumWidth(0, kLabelWidth);
    m_grid->setColumnStretch(1, 1);

    auto* content = new QVBoxLayout(m_content);
    content->setContentsMargins(kMargin, 20, kMargin, 16);
    content->setSpacing(4);
    content->addWidget(m_heading);
    content->addWidget(m_subtitle);
    content->addSpacing(8);
    content->addWidget(m_banner);
    content->addSpacing(4);
    content->addWidget(m_fields);
    content->addStretch(1);

    auto* area = new FormArea(this);
    m_area = area;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(m_content);
    m_content->setAutoFillBackground(false);
    area->viewport()->setAutoFillBackground(false);

    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(area, 1);
    buildFooter(outer);
}

// Going, a field loses the focus and settles its text; the form that would hear of it is half gone.
FormDialog::~FormDialog() {
    for (QWidget* field : findChildren<QWidget*>()) field->blockSignals(true);
}

void FormDialog::buildFooter(QVBoxLayout* outer) {
    auto* line = new QFrame(this);
    line->setObjectName(u"footerLine"_s);
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Midlight);
    outer->addWidget(line);
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setObjectName(u"cancelButton"_s);
    m_cancel->setAutoDefault(false);
    m_primary = new QPushButton(this);
    m_primary->setObjectName(u"primaryButton"_s);
    m_primary->setProperty("primary", true);
    m_primary->setDefault(true);
    for (QPushButton* button : {m_cancel, m_primary}) button->setMinimumHeight(kControlHeight);
    auto* footer = new QHBoxLayout;
    footer->setContentsMargins(kMargin, 12, kMargin, 12);
    footer->setSpacing(8);
    footer->addStretch(1);
    footer->addWidget(m_cancel);
    footer->addWidget(m_primary);
    outer->addLayout(footer);
    connect(m_cancel, &QPushButton::clicked, this, &FormDialog::reject);
    connect(m_primary, &QPushButton::clicked, this, [this] {
        if (!m_isBusy) submit();
    });
}

void FormDialog::setHeading(const QString& heading, const QString& subtitle) {
    setWindowTitle(heading);
    m_heading->setText(heading);
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
}

void FormDialog::setPrimary(const QString& verb) {
    m_verb = verb;
    m_primary->setText(verb);
    m_primary->setAccessibleName(QString(verb).remove(u'&'));
}

void FormDialog::setCancelText(const QString& text) { m_cancel->setText(text); }

void FormDialog::addField(const QString& name, const QString& label, QWidget* editor,
                          const QString& hint) {
    editor->setObjectName(name);
    addRow(name, label, editor, editor, hint);
}

void FormDialog::addLine(const QString& name, const QString& label, const QList<QWidget*>& editors,
                         const QList<QString>& between, const QString& hint) {
    auto* line = new QWidget(m_fields);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (qsizetype i = 0; i < editors.size(); ++i) {
        layout->addWidget(editors[i]);
        if (editors[i]->objectName().isEmpty())
            editors[i]->setObjectName(i == 0 ? name : name + QString::number(i + 1));
        if (!qobject_cast<QAbstractButton*>(editors[i])) editors[i]->setMinimumHeight(kControlHeight);
        if (i < between.size()) layout->addWidget(new QLabel(between[i], line));
    }
    layout->addStretch(1);
    addRow(name, label, line, editors.front(), hint);
}

void FormDialog::addRow(const QString& name, const QString& label, QWidget* shown, QWidget* focus,
                        const QString& hint) {
    Field field;
    field.editor = shown;
    field.focus = focus;
    field.label = new QLabel(label, m_fields);
    field.label->setForegroundRole(QPalette::PlaceholderText);
    field.label->setBuddy(focus);
    field.label->setMinimumHeight(kControlHeight);
    if (focus->accessibleName().isEmpty())
        focus->setAccessibleName(QString(label).remove(u'&'));
    shown->setMinimumHeight(kControlHeight);
    field.hint = sentence(m_fields, name + u"Hint"_s);
    field.hint->setForegroundRole(QPalette::PlaceholderText);
    field.hint->setText(hint);
    field.hint->setVisible(!hint.isEmpty());
    field.error = sentence(m_fields, name + u"Error"_s);
    field.error->setProperty("tone", u"error"_s);
    field.error->hide();

    const int row = m_gridRows;
    m_grid->addWidget(field.label, row, 0, Qt::AlignTop | Qt::AlignLeft);
    const bool isWide = shown->sizePolicy().horizontalPolicy() & QSizePolicy::ExpandFlag;
    m_grid->addWidget(shown, row, 1, isWide ? Qt::Alignment() : Qt::AlignLeft);
    m_grid->addWidget(field.hint, row + 1, 1);
    m_grid->addWidget(field.error, row + 2, 1);
    field.gapRow = row + 3;
    m_grid->setRowMinimumHeight(field.gapRow, kFieldGap);
    m_gridRows += 4;
    // A field added to a form on screen counts at once, not at the next turn of the event loop.
    field.label->show();
    shown->show();
    m_byName.insert_or_assign(name, field);
    m_order << name;
}

void FormDialog::addSection(const QString& title) {
    auto* label = new QLabel(title, m_fields);
    QFont bold = label->font();
    bold.setWeight(QFont::DemiBold);
    label->setFont(bold);
    m_grid->addWidget(label, m_gridRows, 0, 1, 2);
    m_grid->setRowMinimumHeight(m_gridRows, 32);
    label->show();
    m_gridRows += 1;
}

void FormDialog::addWide(QWidget* widget) {
    m_grid->addWidget(widget, m_gridRows, 0, 1, 2);
    m_grid->setRowMinimumHeight(m_gridRows + 1, kFieldGap);
    m_gridRows += 2;
}

void FormDialog::setFieldVisible(const QString& name, bool isVisible) {
    Field& field = m_byName.at(name);
    if (field.isShown == isVisible) return;
    field.isShown = isVisible;
    m_grid->setRowMinimumHeight(field.gapRow, isVisible ? kFieldGap : 0);
    field.label->setVisible(isVisible);
    field.editor->setVisible(isVisible);
    field.hint->setVisible(isVisible && !field.hint->text().isEmpty());
    field.error->setVisible(isVisible && !field.error->text().isEmpty());
    fitHeight();
}

void FormDialog::setHint(const QString& name, const QString& text) {
    const Field& field = m_byName.at(name);
    field.hint->setText(text);
    field.hint->setVisible(!text.isEmpty() && field.isShown);
    fitHeight();
}

void FormDialog::setFieldError(const QString& name, const QString& text) {
    const auto found = m_byName.find(name);
    if (found == m_byName.end() || !found->second.isShown) {
        if (!text.isEmpty()) showBanner(text);
        return;
    }
    const Field& field = found->second;
    field.error->setText(text);
    field.error->setVisible(!text.isEmpty());
    if (field.focus->property("invalid").toBool() == text.isEmpty()) {
        field.focus->setProperty("invalid", !text.isEmpty());
        // The style sheet reads the property only when the widget is polished.
        field.focus->style()->unpolish(field.focus);
        field.focus->style()->polish(field.focus);
    }
    field.focus->setAccessibleDescription(text);
    fitHeight();
}

void FormDialog::clearErrors() {
    for (const QString& name : m_order)
        if (!fieldError(name).isEmpty()) setFieldError(name, {});
}

bool FormDialog::hasErrors() const {
    for (const auto& [name, field] : m_byName)
        if (!field.error->text().isEmpty()) return true;
    return false;
}

void FormDialog::focusFirstError() {
    for (const QString& name : m_order) {
        if (fieldError(name).isEmpty()) continue;
        m_byName.at(name).focus->setFocus(Qt::OtherFocusReason);
        return;
    }
}

QString FormDialog::fieldError(const QString& name) const {
    const auto found = m_byName.find(name);
    return found == m_byName.end() ? QString() : found->second.error->text();
}

QString FormDialog::bannerText() const {
    return m_banner->isHidden() ? QString() : m_bannerText->text();
}

void FormDialog::showBanner(const QString& text, const QString& retryText,
                            std::function<void()> retry) {
    m_bannerText->setText(text);
    m_retry->setText(retryText.isEmpty() ? tr("Retry") : retryText);
    m_retry->setVisible(static_cast<bool>(retry));
    m_onRetry = std::move(retry);
    m_banner->show();
    fitHeight();
}

void FormDialog::hideBanner() {
    m_onRetry = {};
    m_banner->hide();
    fitHeight();
}

void FormDialog::setBusy(bool isBusy, const QString& busyText) {
    m_isBusy = isBusy;
    m_primary->setText(isBusy && !busyText.isEmpty() ? busyText : m_verb);
    m_primary->setEnabled(!isBusy && m_isPrimaryEnabled);
    m_retry->setEnabled(!isBusy);
    setFieldsLocked(isBusy);
}

void FormDialog::setFieldsLocked(bool isLocked) {
    if (isLocked != m_fields->isEnabled()) return;
    if (!isLocked) {
        m_fields->setEnabled(true);
        focusFirst();
        return;
    }
    // The focus would jump to the Cancel button, where the next Enter would close the form.
    setFocus(Qt::OtherFocusReason);
    m_fields->setEnabled(false);
}

void FormDialog::setPrimaryEnabled(bool isEnabled) {
    m_isPrimaryEnabled = isEnabled;
    m_primary->setEnabled(isEnabled && !m_isBusy);
}

void FormDialog::cancelPressed() { QDialog::reject(); }

void FormDialog::reject() { cancelPressed(); }

void FormDialog::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    if (event->spontaneous()) return;
    fitHeight();
    focusFirst();
}

void FormDialog::focusFirst() {
    for (const QString& name : m_order) {
        QWidget* focus = m_byName.at(name).focus;
        if (!m_byName.at(name).isShown || !focus->isEnabled() || focus->focusPolicy() == Qt::NoFocus)
            continue;
        focus->setFocus(Qt::TabFocusReason);
        return;
    }
}

void FormDialog::fitHeight() {
    if (!isVisible()) return;
    for (QWidget* widget : {m_fields, m_content})
        if (widget->layout()) widget->layout()->activate();
    layout()->activate();
    const int wide = std::max(
        width(), std::min(m_content->minimumSizeHint().width(), kDialogWidthMax));
    int chrome = 0; // the line and the buttons below the form
    for (int i = 1; i < layout()->count(); ++i) chrome += layout()->itemAt(i)->sizeHint().height();
    // Wrapped sentences have a height only for a width.
    const int content = m_content->layout()->hasHeightForWidth()
                            ? m_content->layout()->heightForWidth(wide)
                            : m_content->sizeHint().height();
    // A longer form scrolls: it has to be whole on the smallest screen we promise.
    const int room = std::min(screen()->availableGeometry().height() - kScreenMargin, kDialogHeightMax);
    resize(wide, std::min(content + chrome, room));
}

} // namespace alluse::ui
