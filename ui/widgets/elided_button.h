#pragma once
// A button whose words end in an ellipsis where there is no room for all of them.

#include <QPushButton>

namespace alluse::ui {

class ElidedButton final : public QPushButton {
    Q_OBJECT

public:
    // Plain text: an ampersand is an ampersand.
    explicit ElidedButton(QString words, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
    QString m_words;
};

} // namespace alluse::ui
