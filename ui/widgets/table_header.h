#pragma once
// The header of our tables: words aligned with the cells below, the sort mark right behind its word.

#include <QHeaderView>

namespace alluse::ui {

class TableHeader final : public QHeaderView {
    Q_OBJECT

public:
    explicit TableHeader(QWidget* parent = nullptr);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    [[nodiscard]] QSize sectionSizeFromContents(int section) const override;

private:
    [[nodiscard]] QFont headerFont() const;
    [[nodiscard]] QString textOf(int section) const;
};

} // namespace alluse::ui
