#include "ui/shell/single_instance.h"

#include <QLocalServer>
#include <QLocalSocket>

namespace alluse::ui {
namespace {

constexpr int kAnswerMs = 500; // before any window exists, so a short wait is seen by nobody

} // namespace

SingleInstance::SingleInstance(QString name, QObject* parent)
    : QObject(parent), m_name(std::move(name)), m_server(new QLocalServer(this)) {
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* socket = m_server->nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            emit raiseRequested();
        }
    });
}

bool SingleInstance::handOver() {
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (socket.waitForConnected(kAnswerMs)) return true;
    // Nobody answers: what a crash may have left behind is in the way.
    QLocalServer::removeServer(m_name);
    m_server->listen(m_name);
    return false;
}

} // namespace alluse::ui
