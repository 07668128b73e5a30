#pragma once
// One window per person: a second start raises the first one and ends.

#include <QObject>
#include <QString>

class QLocalServer;

namespace alluse::ui {

class SingleInstance final : public QObject {
    Q_OBJECT

public:
    explicit SingleInstance(QString name, QObject* parent = nullptr);
    // True: another instance answered and was asked to raise itself. False: we are the first and
    // listen from now on.
    bool handOver();

signals:
    void raiseRequested();

private:
    QString m_name;
    QLocalServer* m_server;
};

} // namespace alluse::ui
