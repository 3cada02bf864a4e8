// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/qnamcall.h"

#include "base/log.h"
#include "net/httplog.h"
#include "net/qnammapping.h"

#include <QSslError>

#include <utility>

using namespace Qt::StringLiterals;

namespace Sendoff::Net {

QnamCall::QnamCall(QObject *parent)
    : Call(parent)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { end(Outcome::TimedOut, m_waitingFor); });
    m_clock.start();
}

QnamCall::~QnamCall()
{
    letGo();
}

void QnamCall::watch(const HttpRequest &request, QNetworkReply *reply, OneShotBody *body, Release release)
{
    qCDebug(logHttp).noquote() << describe(request);
    m_request = request;
    m_reply = reply;
    m_body = body;
    m_release = std::move(release);
    if (body)
        body->setParent(reply);
    listen(reply);
    if (body && request.body.isEmpty())
        wait(request.connectTimeout + request.answerTimeout, u"no answer"_s); // Qt does not tell when it is connected
    else
        wait(request.connectTimeout, u"no connection"_s);
}

void QnamCall::refuse(Outcome outcome, const QString &why)
{
    qCWarning(logHttp).noquote() << "request not sent:" << outcomeName(outcome) << why;
    m_isSealed = true;
    m_result.outcome = outcome;
    m_result.detail = why;
    announce();
}

void QnamCall::cancel()
{
    end(Outcome::Cancelled, u"cancelled here"_s);
}

bool QnamCall::isBodyHandedOver() const
{
    if (m_isSealed)
        return m_result.bodyHandedOver;
    return !m_body || m_request.body.isEmpty() || m_body->isHandedOver();
}

void QnamCall::listen(QNetworkReply *reply)
{
    if (m_body)
        connect(m_body, &OneShotBody::advanced, this, [this] { waitForBody(); });
    connect(reply, &QNetworkReply::encrypted, this, [this] { sawConnection(); });
    connect(reply, &QNetworkReply::requestSent, this, [this] { sawConnection(); });
    connect(reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent) { sawBodyMove(sent); });
    connect(reply, &QNetworkReply::metaDataChanged, this, [this] { sawAnswerMove(); });
    connect(reply, &QNetworkReply::readyRead, this, [this] {
        sawAnswerMove();
        collect();
        if (m_result.isTruncated)
            seal();
    });
    connect(reply, &QNetworkReply::finished, this, [this] { seal(); });
    connect(reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_tlsFaults += error.errorString();
    });
}

void QnamCall::sawConnection()
{
    if (!m_isConnected)
        waitForBody();
}

void QnamCall::sawBodyMove(qint64 sent)
{
    if (!m_body || sent <= 0) // Qt resets its count at the end
        return;
    waitForBody();
    // The total is ours: Qt knows none for a device that cannot be measured.
    QMetaObject::invokeMethod(
        this, [this, sent] { Q_EMIT progressed(sent, m_request.body.size()); }, Qt::QueuedConnection);
}

void QnamCall::sawAnswerMove()
{
    m_isConnected = true;
    wait(m_request.stallTimeout, u"the answer stalled"_s);
}

void QnamCall::waitForBody()
{
    m_isConnected = true;
    if (m_body && !m_body->isHandedOver())
        wait(m_request.stallTimeout, u"the upload stalled"_s);
    else
        wait(m_request.answerTimeout, u"no answer"_s);
}

void QnamCall::wait(std::chrono::milliseconds longest, const QString &what)
{
    m_waitingFor = what;
    m_deadline.start(longest);
}

/// Reads what is there, up to the limit.
void QnamCall::collect()
{
    if (!m_reply || !m_reply->isOpen())
        return;
    m_result.body += m_reply->read(HttpReply::bodyLimit - m_result.body.size());
    m_result.isTruncated = m_reply->bytesAvailable() > 0;
}

/// Ends the call from our side.
void QnamCall::end(Outcome outcome, const QString &why)
{
    if (m_isSealed)
        return;
    m_ownEnd = outcome;
    m_result.detail = why;
    seal();
}

/// Takes the result, once; whatever happens on the wire later does not change it.
void QnamCall::seal()
{
    if (m_isSealed)
        return;
    m_isSealed = true;
    if (m_reply) {
        collect();
        const auto pairs = m_reply->rawHeaderPairs();
        m_result.headers = {pairs.begin(), pairs.end()};
        const auto error = m_reply->error();
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status > 0 && outcomeOf(error) != Outcome::ProxyFailed)
            judgeAnswer(status, error);
        else
            judgeSilence(error);
    }
    letGo();
    m_result.bodyHandedOver = wasHandedOver();
    if (m_result.bodyHandedOver && provesNothingLeft(m_result.outcome))
        m_result.outcome = Outcome::ConnectionLost;
    announce();
}

void QnamCall::judgeAnswer(int status, QNetworkReply::NetworkError error)
{
    m_result.outcome = Outcome::Answered;
    m_result.status = status;
    bool isNumber = false;
    const qint64 announced = m_result.header("Content-Length").toLongLong(&isNumber);
    const bool isPacked = !m_result.header("Content-Encoding").isEmpty();
    const bool isShort = isNumber && !isPacked && m_result.body.size() < announced;
    m_result.isTruncated = m_result.isTruncated || m_ownEnd || isShort || brokeOff(error, status);
}

void QnamCall::judgeSilence(QNetworkReply::NetworkError error)
{
    if (m_ownEnd) {
        m_result.outcome = *m_ownEnd;
        return;
    }
    m_result.outcome = outcomeOf(error);
    if (error == QNetworkReply::UnknownNetworkError) // no route, or a write that failed
        m_result.outcome = m_isConnected ? Outcome::ConnectionLost : Outcome::Unreachable;
    m_result.detail = forLog((QStringList{m_reply->errorString()} + m_tlsFaults).join(u"; "_s), 500);
}

bool QnamCall::wasHandedOver() const
{
    if (m_body && !m_request.body.isEmpty())
        return m_body->isHandedOver();
    // Qt is silent about the moment an empty request leaves, so only an error from before can prove that it did not.
    return m_isConnected || !provesNothingLeft(m_result.outcome);
}

/// Drops the reply. After this not one octet more is given away.
void QnamCall::letGo()
{
    m_deadline.stop();
    if (m_body) {
        m_body->shut();
        m_body->disconnect(this);
    }
    if (m_reply) {
        m_reply->disconnect(this);
        // Its end aborts what still runs. abort() would warn of a second error if one is on its way already.
        m_reply->deleteLater();
        m_reply = nullptr;
    }
    // The function itself stays: what it holds must outlive the reply, which may be speaking just now.
    if (m_release && !std::exchange(m_isReleased, true))
        m_release(m_result.status);
}

void QnamCall::announce()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            qCDebug(logHttp).noquote() << describe(m_result, std::chrono::milliseconds(m_clock.elapsed()));
            deleteLater();
            const HttpReply result = m_result; // whoever hears it may delete this
            Q_EMIT finished(result);
        },
        Qt::QueuedConnection);
}

} // namespace Sendoff::Net
