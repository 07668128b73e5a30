#pragma once
// Walks every page, dock and a filled form of the real window and writes pictures of them.

#include "composition/application.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTimer>

#include <functional>
#include <vector>

namespace alluse::composition {

// GUI thread. Each step is taken when the jobs of the one before have ended.
class ScreenshotTour final : public QObject {
    Q_OBJECT

public:
    ScreenshotTour(Application& application, const QDir& folder, QObject* parent = nullptr);
    void start();

signals:
    // `failure` is empty when every picture was written.
    void finished(int pictures, const QString& failure);

private:
    struct Step {
        QString picture; // file name; empty: nothing to take
        std::function<void()> prepare;
    };
    void plan();
    void planTheme(ui::ThemeChoice theme);
    void planForms(const QString& suffix);
    void planGrowth(const QString& suffix);
    void planAnalysis(const QString& suffix);
    void planImport(const QString& suffix);
    void addStep(const QString& picture, std::function<void()> prepare);
    void work(); // real searches and postings, so that the charts have something to show
    void post(); // one premium, on made-up data only
    void poll();
    void take(const QString& picture);
    void trigger(const char* action);
    void writeBankFile(); // a small one with one row that cannot be posted
    void fill(const QString& field, const QString& text);
    void search(const QString& text);
    void closeForm();
    [[nodiscard]] ui::MainWindow& window() { return m_application.window(); }

    Application& m_application;
    QDir m_folder;
    QTemporaryDir m_bank;
    std::vector<Step> m_steps;
    std::size_t m_next = 0;
    int m_quietPolls = 0;
    int m_warmUpTicks = 0;
    int m_pictures = 0;
    QTimer m_timer;
    jobs::JobTicket m_posting;
};

} // namespace alluse::composition
