// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/oneshotnetwork.h"

#include "auth/wirereply.h"
#include "net/oneshotbody.h"
#include "net/proxy.h"

#include <QNetworkReply>
#include <QSslError>

namespace Sendoff::Auth {

OneShotNetwork::OneShotNetwork(QObject *parent)
    : QNetworkAccessManager(parent)
{
    setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    setAutoDeleteReplies(true);
    Net::watchProxy(*this);
    connect(this, &QNetworkAccessManager::sslErrors, this, [this](QNetworkReply *, const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_tlsTroubles << error.errorString();
    });
}

OneShotNetwork::~OneShotNetwork()
{
    silence();
}

void OneShotNetwork::silence()
{
    if (!m_reply)
        return;
    // Qt's flow waits for this signal with a pointer to a handler that may be gone.
    QObject::disconnect(m_reply, &QNetworkReply::finished, nullptr, nullptr);
    m_reply->abort();
    m_reply->deleteLater();
}

QNetworkReply *OneShotNetwork::createRequest(Operation operation, const QNetworkRequest &original, QIODevice *outgoing)
{
    QNetworkRequest request(original);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    Net::OneShotBody *body = nullptr;
    if (outgoing) {
        const QByteArray octets = outgoing->readAll();
        request.setHeader(QNetworkRequest::ContentLengthHeader, octets.size());
        body = new Net::OneShotBody(octets);
    }
    QNetworkReply *reply = QNetworkAccessManager::createRequest(operation, request, body);
    if (body)
        body->setParent(reply);
    watch(reply);
    return reply;
}

void OneShotNetwork::watch(QNetworkReply *reply)
{
    m_reply = reply;
    m_hasTimedOut = false;
    m_tlsTroubles.clear();
    // Qt's own transfer time-out starts anew with every octet: a slow drip would hold us for ever.
    auto *timer = new QTimer(reply);
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, this, [this, reply] {
        m_hasTimedOut = true;
        reply->abort();
    });
    connect(reply, &QNetworkReply::finished, timer, &QTimer::stop);
    connect(reply, &QNetworkReply::downloadProgress, this, [reply](qint64 received, qint64) {
        if (received > tokenReplyLimit)
            reply->abort();
    });
    timer->start(m_patience);
}

} // namespace Sendoff::Auth
