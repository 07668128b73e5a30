#pragma once
// The filters in force, each as a chip that takes itself away: "Type: Gen-Acc ✕".

#include <QWidget>

#include <functional>

class QHBoxLayout;

namespace alluse::ui {

class ChipBar final : public QWidget {
    Q_OBJECT

public:
    explicit ChipBar(QWidget* parent = nullptr);
    struct Chip {
        QString text;
        std::function<void()> removed;
    };
    void setChips(const QList<Chip>& chips);
    [[nodiscard]] QStringList texts() const;

private:
    QHBoxLayout* m_layout;
    QStringList m_texts;
};

} // namespace alluse::ui
