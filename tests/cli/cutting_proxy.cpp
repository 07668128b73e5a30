#include "cli/cutting_proxy.h"

#include <cerrno>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

namespace alluse::tests {

namespace {

constexpr const char* kSocketName = ".s.PGSQL.5432";

sockaddr_un addressOf(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error("socket path too long");
    path.copy(address.sun_path, path.size());
    return address;
}

int connectTo(const std::string& path) {
    const int file = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un address = addressOf(path);
    if (::connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return file;
    ::close(file);
    return -1;
}

bool sendAll(int file, const std::string& text) {
    for (std::size_t sent = 0; sent < text.size();) {
        const auto count = ::send(file, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) return false;
        sent += static_cast<std::size_t>(count);
    }
    return true;
}

} // namespace

CuttingProxy::CuttingProxy(std::string server, std::string marker, Cut cut)
    : m_server(std::move(server)), m_marker(std::move(marker)), m_cut(cut) {
    m_listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un address = addressOf((m_folder.path() / kSocketName).string());
    if (::bind(m_listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(m_listener, 8) != 0)
        throw std::runtime_error("the proxy cannot listen");
    m_thread = std::thread([this] { serve(); });
}

CuttingProxy::~CuttingProxy() {
    ::shutdown(m_listener, SHUT_RDWR);
    m_thread.join();
    ::close(m_listener);
}

std::string CuttingProxy::hostAndPort() const { return "host=" + m_folder.path().string() + " port=5432"; }

// One pass loop for all connections: a program opens several, and each must be answered.
void CuttingProxy::serve() {
    std::vector<pollfd> files{{m_listener, POLLIN, 0}};
    std::vector<int> peers{-1}; // index of the other end
    const auto drop = [&](std::size_t i) {
        for (const std::size_t end : {i, static_cast<std::size_t>(peers[i])}) {
            if (files[end].fd >= 0) ::close(files[end].fd);
            files[end].fd = -1;
        }
    };
    while (::poll(files.data(), files.size(), -1) > 0 || errno == EINTR) {
        if (files[0].revents != 0) {
            const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (client < 0) break; // closed: the test is over
            files.push_back({client, POLLIN, 0});
            files.push_back({connectTo(m_server), POLLIN, 0});
            peers.push_back(static_cast<int>(files.size()) - 1);
            peers.push_back(static_cast<int>(files.size()) - 2);
            continue;
        }
        for (std::size_t i = 1; i < files.size(); ++i) {
            if (files[i].fd < 0 || files[i].revents == 0) continue;
            char part[65'536];
            const auto got = ::recv(files[i].fd, part, sizeof part, 0);
            if (got <= 0) {
                drop(i);
                continue;
            }
            const std::string text(part, static_cast<std::size_t>(got));
            const bool isFromClient = i % 2 == 1;
            const bool isMarked = isFromClient && !m_hasCut && text.find(m_marker) != std::string::npos;
            const int other = files[static_cast<std::size_t>(peers[i])].fd;
            if (isMarked && m_cut == Cut::BeforeItArrives) {
                m_hasCut = true;
                drop(i);
                continue;
            }
            if (!sendAll(other, text)) drop(i);
            if (!isMarked) continue;
            // The answer says that the transaction has ended; nobody will hear of it.
            static_cast<void>(::recv(other, part, sizeof part, 0));
            m_hasCut = true;
            drop(i);
        }
    }
    for (std::size_t i = 1; i < files.size(); ++i)
        if (files[i].fd >= 0) ::close(files[i].fd);
}

} // namespace alluse::tests
