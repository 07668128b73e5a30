#pragma once
// The list of places at the left: icon, word, count; icons only when the window is narrow.

#include <QListView>

class QStandardItemModel;

namespace alluse::ui {

class NavigationBar final : public QListView {
    Q_OBJECT

public:
    explicit NavigationBar(QWidget* parent = nullptr);
    void addPlace(const QString& name, const QString& text, const QString& icon);
    void setCurrent(const QString& name);
    [[nodiscard]] QString current() const;
    void setCount(const QString& name, qint64 count);
    [[nodiscard]] qint64 count(const QString& name) const; // −1: not known
    void setCollapsed(bool isCollapsed);
    [[nodiscard]] bool isCollapsed() const { return m_isCollapsed; }

signals:
    void placeChosen(const QString& name);

private:
    [[nodiscard]] int rowOf(const QString& name) const;

    QStandardItemModel* m_places;
    bool m_isCollapsed = false;
};

} // namespace alluse::ui
