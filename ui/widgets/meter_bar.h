#pragma once
// A share as a quiet bar with its percentage at the right.

#include <QWidget>

namespace alluse::ui {

class MeterBar final : public QWidget {
    Q_OBJECT

public:
    explicit MeterBar(QWidget* parent = nullptr);
    void setShare(double share); // 0 to 1
    QSize sizeHint() const override { return {200, 20}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_share = 0;
};

} // namespace alluse::ui
