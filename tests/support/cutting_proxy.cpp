#include "support/cutting_proxy.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <stdexcept>
#include <string_view>

namespace alluse::tests {

namespace {

std::string valueOf(const std::string& conninfo, const std::string& key) {
    const auto at = conninfo.find(key + "=");
    if (at == std::string::npos) throw std::runtime_error("the conninfo names no " + key);
    const auto from = at + key.size() + 1;
    return conninfo.substr(from, conninfo.find(' ', from) - from);
}

sockaddr_un addressOf(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error("socket path too long");
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

const sockaddr* generic(const sockaddr_un& address) {
    return static_cast<const sockaddr*>(static_cast<const void*>(&address));
}

bool sendAll(int socket, const char* data, ssize_t size) {
    while (size > 0) {
        const ssize_t sent = ::send(socket, data, static_cast<std::size_t>(size), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        data += sent;
        size -= sent;
    }
    return true;
}

} // namespace

CuttingProxy::CuttingProxy(const std::string& conninfo) : m_conninfo(conninfo) {
    const std::string name = "/.s.PGSQL." + valueOf(conninfo, "port");
    m_serverPath = valueOf(conninfo, "host") + name;
    m_listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un own = addressOf(m_directory.path().string() + name);
    int stop[2];
    if (m_listener < 0 || ::bind(m_listener, generic(own), sizeof own) != 0 || ::listen(m_listener, 64) != 0 ||
        ::pipe2(stop, O_CLOEXEC) != 0)
        throw std::runtime_error("the proxy cannot listen");
    m_stopRead = stop[0];
    m_stopWrite = stop[1];
    m_thread = std::thread([this] { run(); });
}

CuttingProxy::~CuttingProxy() {
    ::close(m_stopWrite);
    m_thread.join();
    ::close(m_stopRead);
    ::close(m_listener);
}

void CuttingProxy::setOnceAt(std::string marker, Mode mode) {
    m_marker = std::move(marker);
    m_markedMode = mode;
}

std::string CuttingProxy::conninfo() const { return m_conninfo + " host=" + m_directory.path().string(); }

void CuttingProxy::run() {
    while (true) {
        std::vector<pollfd> waiting{{m_stopRead, POLLIN, 0}, {m_listener, POLLIN, 0}};
        for (const Link& link : m_links) {
            waiting.push_back({link.client, POLLIN, 0});
            waiting.push_back({link.server, POLLIN, 0});
        }
        if (::poll(waiting.data(), waiting.size(), -1) < 0 || waiting[0].revents != 0) break;
        std::vector<Link> kept;
        for (std::size_t i = 0; i < m_links.size(); ++i) {
            const Link& link = m_links[i];
            const bool fromClient = waiting[2 + 2 * i].revents != 0, fromServer = waiting[3 + 2 * i].revents != 0;
            const bool isAlive = (!fromClient || forward(link, true)) && (!fromServer || forward(link, false));
            if (isAlive) {
                kept.push_back(link);
                continue;
            }
            ::close(link.client);
            ::close(link.server);
        }
        m_links = std::move(kept);
        if (waiting[1].revents != 0) accept();
    }
    for (const Link& link : m_links) ::close(link.client), ::close(link.server);
}

void CuttingProxy::accept() {
    Link link;
    link.client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
    link.server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un server = addressOf(m_serverPath);
    if (::connect(link.server, generic(server), sizeof server) == 0) {
        m_links.push_back(link);
        return;
    }
    ::close(link.client);
    ::close(link.server);
}

bool CuttingProxy::forward(const Link& link, bool fromClient) {
    std::array<char, 16'384> buffer;
    const ssize_t size = ::recv(fromClient ? link.client : link.server, buffer.data(), buffer.size(), 0);
    if (size <= 0) return false;
    const std::string_view message(buffer.data(), static_cast<std::size_t>(size));
    if (fromClient && !m_marker.empty() && message.find(m_marker) != std::string_view::npos) {
        m_marker.clear();
        m_isOnce = true;
        m_mode = m_markedMode;
    }
    if (m_mode == (fromClient ? Mode::LoseRequests : Mode::LoseAnswers)) {
        ++m_cuts;
        if (m_isOnce) m_mode = Mode::Pass;
        return false;
    }
    return sendAll(fromClient ? link.server : link.client, buffer.data(), size);
}

} // namespace alluse::tests
