#pragma once
// The start page: what changed, what waits, what comes, who moved and why. One screen; each figure opens the
// list it counts.

#include "jobs/runner/job_runner.h"
#include "ui/analytics/today_figures.h"
#include "ui/pages/page.h"
#include "ui/pages/workspace.h"

#include <QPushButton>

#include <array>

class QLabel;
class QTimer;
class QVBoxLayout;

namespace alluse::ui {

class Banner;

class TodayPage final : public Page {
    Q_OBJECT

public:
    enum Card { Changes, Approvals, Due, Missed, Movers, CardCount };

    explicit TodayPage(const Workspace& workspace, QWidget* parent);

    [[nodiscard]] QString cardText(Card card) const; // its figure, for tests
    [[nodiscard]] QPushButton* cardButton(Card card) const { return m_cards[card].title; }
    [[nodiscard]] QList<QPushButton*> rows(Card card) const { return m_cards[card].rows; }

    void load() override;
    [[nodiscard]] bool isLoaded() const override { return m_isLoaded; }
    void refresh() override;
    [[nodiscard]] QWidget* keyboardTarget() const override { return m_cards[Changes].title; }
    // The day of the last look.
    [[nodiscard]] QByteArray tableState() const override;
    void restoreTable(const QByteArray& state) override;

signals:
    void pageWanted(const QString& page); // "ledger", "growth", "analytics"
    void accountActivated(alluse::domain::AccountId account);
    void shownIn(qint64 milliseconds); // from asking to showing what needs no whole book

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Parts {
        QPushButton* title = nullptr;
        QLabel* figure = nullptr;
        QVBoxLayout* list = nullptr;
        QList<QPushButton*> rows;
    };
    QWidget* buildCard(Card card, const QString& title, const QString& page);
    void fillCard(Card card, const QString& figure, const QList<std::pair<QString, domain::AccountId>>& rows);
    void showFigures(const TodayFigures& figures);
    void showBook(const services::BookFigures& book);

    Workspace m_workspace;
    QLabel* m_heading;
    Banner* m_banner;
    std::array<Parts, CardCount> m_cards;
    QTimer* m_refreshTimer;
    jobs::LatestTicket m_reading, m_readingBook;
    domain::Date m_since;
    bool m_isLoaded = false;
};

} // namespace alluse::ui
