#pragma once
// Stands between a program and a PostgreSQL server on a socket of its own, and cuts the line at the
// worst moment: when a message with a certain text has passed.

#include "support/temp_directory.h"

#include <atomic>
#include <string>
#include <thread>

namespace alluse::tests {

enum class Cut {
    BeforeItArrives, // the server never sees the message
    BeforeTheAnswer  // the server has done what it says
};

class CuttingProxy {
public:
    // `server`: the path of its socket.
    CuttingProxy(std::string server, std::string marker, Cut cut);
    ~CuttingProxy();
    CuttingProxy(const CuttingProxy&) = delete;
    CuttingProxy& operator=(const CuttingProxy&) = delete;

    // What a conninfo needs to come this way.
    [[nodiscard]] std::string hostAndPort() const;
    [[nodiscard]] bool hasCut() const { return m_hasCut; }

private:
    void serve();

    TempDirectory m_folder;
    std::string m_server, m_marker;
    Cut m_cut;
    int m_listener = -1;
    std::atomic<bool> m_hasCut{false};
    std::thread m_thread; // serves one connection after the other until the listener closes
};

} // namespace alluse::tests
