#pragma once
// A server's socket seen through a proxy that can lose a request or an answer on the way, as a
// network does: on the server's side everything is done, or nothing has arrived.

#include "support/temp_directory.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace alluse::tests {

class CuttingProxy {
public:
    enum class Mode {
        Pass,
        LoseAnswers, // what the client sends arrives; the answer is cut, and the connection with it
        LoseRequests // what the client sends is cut, and the connection with it
    };

    // `conninfo` names a server on a Unix socket by host=DIRECTORY and port=NUMBER.
    explicit CuttingProxy(const std::string& conninfo);
    ~CuttingProxy();
    CuttingProxy(const CuttingProxy&) = delete;
    CuttingProxy& operator=(const CuttingProxy&) = delete;

    void set(Mode mode) { m_mode = mode; }
    // The client's message that holds `marker` is treated by `mode`; what follows passes again.
    // Before the first connection.
    void setOnceAt(std::string marker, Mode mode);
    [[nodiscard]] std::string conninfo() const; // the same database through the proxy
    [[nodiscard]] int cuts() const { return m_cuts; }

private:
    void run();
    void accept();
    struct Link {
        int client = -1, server = -1;
    };
    // Passes what is readable on; false: the link is over.
    bool forward(const Link& link, bool fromClient);

    std::string m_conninfo, m_serverPath;
    TempDirectory m_directory;
    int m_listener = -1, m_stopRead = -1, m_stopWrite = -1;
    std::atomic<Mode> m_mode{Mode::Pass};
    std::atomic<int> m_cuts{0};
    std::string m_marker; // empty: none, or it has passed
    Mode m_markedMode = Mode::Pass;
    bool m_isOnce = false;
    std::vector<Link> m_links; // the thread's own
    std::thread m_thread;
};

} // namespace alluse::tests
