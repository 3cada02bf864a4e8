// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/singleinstance.h"

#include "base/log.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace Sendoff::App {

namespace {

constexpr qint64 noteLimit = 32 * 1024 * 1024;
constexpr int patienceMs = 2000;
const QByteArray taken = "taken\n";

} // namespace

SingleInstance::SingleInstance(const Profile &profile, QObject *parent)
    : QObject(parent)
    , m_path(profile.runtime + u"/window"_s)
{
    makePrivateFolder(profile.runtime);
}

bool SingleInstance::handOver(const QJsonObject &note)
{
    if (!QFileInfo::exists(m_path))
        return false;
    // No window exists yet, so waiting here keeps nobody from anything.
    QLocalSocket socket;
    socket.connectToServer(m_path);
    if (!socket.waitForConnected(patienceMs))
        return false;
    socket.write(QJsonDocument(note).toJson(QJsonDocument::Compact) + '\n');
    while (socket.bytesToWrite() > 0) {
        if (!socket.waitForBytesWritten(patienceMs))
            return false;
    }
    QByteArray answer;
    while (!answer.contains('\n')) {
        if (!socket.waitForReadyRead(patienceMs))
            return false;
        answer += socket.readAll();
    }
    return answer == taken;
}

void SingleInstance::listen()
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    if (!m_server.listen(m_path)) {
        // Left behind by a program that was killed: nobody answered there a moment ago.
        QLocalServer::removeServer(m_path);
        if (!m_server.listen(m_path)) {
            qCInfo(logApp) << "cannot listen for other windows:" << m_server.errorString();
            return;
        }
    }
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            QTimer::singleShot(patienceMs * 5, socket, &QLocalSocket::abort);
            auto heard = std::make_shared<QByteArray>();
            connect(socket, &QLocalSocket::readyRead, this, [this, socket, heard] {
                *heard += socket->readAll();
                if (heard->size() > noteLimit) {
                    socket->abort();
                    return;
                }
                if (!heard->endsWith('\n'))
                    return;
                const QJsonDocument note = QJsonDocument::fromJson(*heard);
                heard->clear();
                if (!note.isObject()) {
                    socket->abort();
                    return;
                }
                socket->write(taken);
                socket->flush();
                Q_EMIT handedOver(note.object());
            });
        }
    });
}

} // namespace Sendoff::App
