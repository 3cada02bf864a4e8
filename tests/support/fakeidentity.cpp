// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeidentity.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QTimer>

namespace Sendoff::Auth {

using namespace Qt::StringLiterals;

QByteArray FakeIdentity::Request::value(const QByteArray &name) const
{
    for (QByteArray pair : body.split('&')) {
        if (pair.startsWith(name + '='))
            return QByteArray::fromPercentEncoding(pair.mid(name.size() + 1).replace('+', ' '));
    }
    return {};
}

bool FakeIdentity::Request::has(const QByteArray &name) const
{
    return ('&' + body).contains('&' + name + '=');
}

FakeIdentity::FakeIdentity(QObject *parent)
    : QObject(parent)
{
    m_server.listen(QHostAddress(QHostAddress::LocalHost));
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *connection = m_server.nextPendingConnection()) {
            ++connections;
            connect(connection, &QTcpSocket::readyRead, this, [this, connection] { read(connection); });
            connect(connection, &QTcpSocket::disconnected, connection, &QObject::deleteLater);
        }
    });
}

AuthConfig FakeIdentity::config() const
{
    const QUrl root(u"http://127.0.0.1:%1"_s.arg(port()));
    AuthConfig config;
    config.clientId = u"11111111-2222-4333-8444-555555555555"_s;
    config.cloud = {u"custom"_s, root, root, true};
    return config;
}

QJsonObject FakeIdentity::with(QJsonObject base, const QJsonObject &changes)
{
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        if (change.value().isNull())
            base.remove(change.key());
        else
            base.insert(change.key(), change.value());
    }
    return base;
}

QJsonObject FakeIdentity::ordinaryClaims() const
{
    const QString tenant = u"72f988bf-86f1-41af-91ab-2d7cd011db47"_s;
    return {
        {u"iss"_s, config().cloud.authority.toString() + u'/' + tenant + u"/v2.0"_s},
        {u"aud"_s, config().clientId},
        {u"exp"_s, QDateTime::currentSecsSinceEpoch() + 3600},
        {u"nonce"_s, QString::fromLatin1(nonce)},
        {u"sub"_s, u"subject"_s},
        {u"oid"_s, u"00000000-0000-0000-66f3-3332eca7ea81"_s},
        {u"tid"_s, tenant},
        {u"name"_s, u"Adele Vance"_s},
        {u"preferred_username"_s, u"adele@contoso.example"_s},
    };
}

QByteArray FakeIdentity::jwt(const QJsonObject &claims, const QJsonObject &header)
{
    const auto part = [](const QJsonObject &object) {
        return QJsonDocument(object)
            .toJson(QJsonDocument::Compact)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    return part(header) + '.' + part(claims) + ".c2lnbmF0dXJl";
}

QByteArray FakeIdentity::goodAnswer()
{
    ++serial;
    const QJsonObject answer{
        {u"token_type"_s, u"Bearer"_s},
        {u"expires_in"_s, 3600},
        {u"scope"_s, config().scopes().join(u' ')},
        {u"access_token"_s, u"access-%1"_s.arg(serial)},
        {u"refresh_token"_s, u"refresh-%1"_s.arg(serial)},
        {u"id_token"_s, QString::fromLatin1(jwt(with(ordinaryClaims(), claims)))},
    };
    return QJsonDocument(with(answer, fields)).toJson(QJsonDocument::Compact);
}

void FakeIdentity::read(QTcpSocket *connection)
{
    QByteArray &octets = m_octets[connection];
    octets += connection->readAll();
    const qsizetype end = octets.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    Request request;
    QList<QByteArray> lines = octets.left(end).split('\n');
    request.line = lines.takeFirst().trimmed();
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    request.body = octets.mid(end + 4);
    if (request.body.size() < request.headers.value("content-length").toLongLong())
        return;
    m_octets.remove(connection);
    requests.append(request);
    if (whenAsked)
        whenAsked();
    answer(connection);
}

void FakeIdentity::answer(QTcpSocket *connection)
{
    Script script = scripts.isEmpty() ? Script() : scripts.takeFirst();
    if (script.ending == Script::Ending::Hang)
        return;
    if (script.ending == Script::Ending::Close)
        return connection->disconnectFromHost();
    if (script.ending == Script::Ending::Drip) {
        connection->write("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n");
        auto *drip = new QTimer(connection);
        connect(drip, &QTimer::timeout, connection, [connection] { connection->write(" "); });
        return drip->start(50);
    }
    if (script.body.isEmpty() && script.status == 200)
        script.body = goodAnswer();
    connection->write("HTTP/1.1 " + QByteArray::number(script.status) + " Said\r\nContent-Type: " + script.type
                      + "\r\nContent-Length: " + QByteArray::number(script.body.size()) + "\r\n" + script.moreHeaders
                      + "Connection: close\r\n\r\n" + script.body);
    connection->disconnectFromHost();
}

} // namespace Sendoff::Auth
