#include "ui/widgets/elided_button.h"

#include "ui/common/theme.h"

namespace alluse::ui {

ElidedButton::ElidedButton(QString words, QWidget* parent) : QPushButton(parent), m_words(std::move(words)) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setAccessibleName(m_words);
    fit();
}

void ElidedButton::resizeEvent(QResizeEvent* event) {
    QPushButton::resizeEvent(event);
    fit();
}

void ElidedButton::fit() {
    // The amount stands at the end and says most, so the middle goes.
    setText(fontMetrics().elidedText(m_words, Qt::ElideMiddle, width() - 2 * metric::kSpace).replace(u'&', QStringLiteral("&&")));
}

} // namespace alluse::ui
