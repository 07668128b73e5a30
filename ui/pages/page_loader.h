#pragma once
// Answers what a paged model wishes for, on the interactive lane; errors go to the page's banner.

#include "jobs/runner/job_runner.h"
#include "models/paged_table_model.h"
#include "services/call.h"
#include "services/outcome.h"
#include "ui/dialogs/command_dialog.h"
#include "ui/pages/table_page.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <unordered_map>

namespace alluse::ui {

inline constexpr int kPageRequestsMax = 4; // as many as the interactive lane has workers
inline constexpr int kIndexRestFactor = 10; // counts take at most a tenth of the time

// `Model` is a PagedListModel<Row> with query(); reads are given the query by value, so a worker
// never looks at the model. GUI thread; owned by the page.
template <class Model, class Row>
class PageLoader final : public QObject {
public:
    using Query = std::decay_t<decltype(std::declval<Model>().query())>;
    using PageOutcome = services::Outcome<services::Page<Row>>;
    using IndexOutcome = services::Outcome<services::ListIndex>;
    struct Reads {
        std::function<PageOutcome(const Query&, const services::PageRequest&, const services::Call&)>
            page;
        std::function<IndexOutcome(const Query&, int stride, const services::Call&)> index;
    };

    PageLoader(Model& model, jobs::JobRunner& runner, Reads reads, QString what,
               TablePage* page)
        : QObject(page), m_model(model), m_runner(runner), m_reads(std::move(reads)),
          m_what(std::move(what)), m_page(*page) {
        connect(&model, &Model::pageWanted, this, &PageLoader::loadPage);
        connect(&model, &Model::indexWanted, this, &PageLoader::loadIndex);
        m_indexTimer.setSingleShot(true);
        connect(&m_indexTimer, &QTimer::timeout, this, &PageLoader::loadIndex);
        connect(&model, &Model::replaced, this, [this] { m_pages.clear(); });
    }

private:
    void loadPage(int page, quint64 generation) {
        const auto request = m_model.requestFor(page);
        if (!request) return;
        makeRoom(generation);
        auto read = m_reads.page;
        m_pages[page] = m_runner.start<PageOutcome>(
            jobs::Lane::Interactive, {.name = m_what, .priority = jobs::Priority::High},
            [read, query = m_model.query(), request = *request](jobs::JobContext& job) {
                return read(query, request, callOf(services::Lane::Interactive, job));
            },
            this, [this, page, generation](jobs::JobOutcome<PageOutcome> outcome) {
                settle(outcome, [&](services::Page<Row> rows) {
                    m_model.setPage(generation, page, std::move(rows));
                });
                if (page == 0 && std::exchange(m_isIndexAfterPage, false)) countAnswer();
            });
    }

    void loadIndex() {
        // A new query: its first rows come first, and nobody waits for the count of the old one.
        if (m_model.countState() == Model::Count::Unknown) {
            m_index.drop();
            m_isIndexWanted = false;
            m_isIndexAfterPage = true;
            return;
        }
        startIndex();
    }

    // A short list came whole with its first page.
    void countAnswer() {
        if (m_model.countState() != Model::Count::Exact) startIndex();
    }

    // Counting a long list costs as much as reading it: after a change of the book it waits, so that
    // a stream of changes spends a small part of its time on counts, one at a time.
    void startIndex() {
        if (m_index.isActive()) {
            m_isIndexWanted = true;
            return;
        }
        const bool isRefresh = m_model.countState() == Model::Count::Exact;
        const qint64 waitMs = m_indexRestMs - (m_sinceIndex.isValid() ? m_sinceIndex.elapsed() : m_indexRestMs);
        if (isRefresh && waitMs > 0) {
            if (!m_indexTimer.isActive()) m_indexTimer.start(static_cast<int>(waitMs));
            return;
        }
        m_indexTimer.stop();
        m_sinceIndex.start();
        const quint64 generation = m_model.generation();
        auto read = m_reads.index;
        m_index = m_runner.start<IndexOutcome>(
            jobs::Lane::Interactive, {.name = m_what},
            [read, query = m_model.query()](jobs::JobContext& job) {
                return read(query, models::kIndexStride, callOf(services::Lane::Interactive, job));
            },
            this, [this, generation](jobs::JobOutcome<IndexOutcome> outcome) {
                m_indexRestMs = kIndexRestFactor * m_sinceIndex.elapsed();
                // After the callback, when the ticket is free again.
                if (std::exchange(m_isIndexWanted, false))
                    QTimer::singleShot(0, this, &PageLoader::loadIndex);
                settle(outcome, [&](services::ListIndex index) {
                    m_model.setIndex(generation, std::move(index));
                });
            });
    }

    // Wishes come newest first; what was asked for longest ago has scrolled out of sight.
    void makeRoom(quint64 generation) {
        std::erase_if(m_pages, [](const auto& entry) { return !entry.second.isActive(); });
        while (m_pages.size() >= kPageRequestsMax) {
            auto oldest = m_pages.begin();
            for (auto it = m_pages.begin(); it != m_pages.end(); ++it)
                if (it->second.id() < oldest->second.id()) oldest = it;
            m_model.pageDropped(generation, oldest->first);
            m_pages.erase(oldest);
        }
    }

    template <class T, class Use>
    void settle(jobs::JobOutcome<services::Outcome<T>>& outcome, Use use) {
        if (outcome.isCancelled()) return;
        if (outcome.isFailed()) return m_page.showFailure(failureOf(outcome.failure()));
        auto result = std::move(outcome).value();
        if (!result) {
            if (result.error().kind != services::FailureKind::Cancelled)
                m_page.showFailure(result.error());
            return;
        }
        m_page.showWorking();
        use(*std::move(result));
    }

    Model& m_model;
    jobs::JobRunner& m_runner;
    Reads m_reads;
    QString m_what;
    TablePage& m_page;
    std::unordered_map<int, jobs::JobTicket> m_pages;
    jobs::LatestTicket m_index;
    bool m_isIndexWanted = false;
    bool m_isIndexAfterPage = false;
    QTimer m_indexTimer;
    QElapsedTimer m_sinceIndex;
    qint64 m_indexRestMs = 0;
};

} // namespace alluse::ui
