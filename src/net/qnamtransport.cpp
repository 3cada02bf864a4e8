// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/qnamtransport.h"

#include "base/log.h"
#include "net/httplog.h"
#include "net/oneshotbody.h"
#include "net/urlsafety.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QPointer>
#include <QSslError>
#include <QTimer>

#include <algorithm>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace Sendoff::Net {

namespace {

/// A connection that was idle this long is not trusted with a request any more: the other side may be closing it just
/// now, and a request lost that way has an unclear end.
constexpr qint64 longestIdleMs = 20'000;

/// http to loopback is safe only if it really goes there, so no proxy may see it.
class DirectToLoopback final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (isLoopback(query.url()))
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return QNetworkProxyFactory::proxyForQuery(query);
    }
};

/// Whether Qt can write it into a request without making two lines of it.
bool isOneLine(const QByteArray &text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

bool hasBody(const HttpRequest &request)
{
    switch (request.method) {
    case HttpRequest::Method::Post:
    case HttpRequest::Method::Put:
    case HttpRequest::Method::Patch:
        return true;
    case HttpRequest::Method::Get:
    case HttpRequest::Method::Delete:
        break;
    }
    return !request.body.isEmpty();
}

QNetworkRequest toQt(const HttpRequest &request, const Secret &token)
{
    QNetworkRequest qt(request.url);
    qt.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    qt.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    qt.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    qt.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    qt.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    qt.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    qt.setAttribute(QNetworkRequest::Http2AllowedAttribute, true);
    qt.setHeader(QNetworkRequest::UserAgentHeader, u"Sendoff/" SENDOFF_VERSION ""_s);
    if (hasBody(request)) {
        qt.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        qt.setHeader(QNetworkRequest::ContentTypeHeader, u"application/octet-stream"_s);
        qt.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    }
    for (const auto &[name, value] : request.headers)
        qt.setRawHeader(name, value);
    if (request.isSigned && !token.isEmpty())
        qt.setRawHeader("Authorization", "Bearer " + token.reveal());
    return qt;
}

Outcome outcomeOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return Outcome::HostNotFound;
    case QNetworkReply::ConnectionRefusedError:
        return Outcome::Refused;
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
        return Outcome::Unreachable;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return Outcome::ProxyFailed;
    case QNetworkReply::SslHandshakeFailedError:
        return Outcome::TlsFailed;
    case QNetworkReply::TimeoutError:
        return Outcome::TimedOut;
    case QNetworkReply::OperationCanceledError:
        return Outcome::Cancelled;
    case QNetworkReply::NoError: // HTTP/2: a stream ended without headers and without an error
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError: // Qt wanted to send the body again and could not
        return Outcome::ConnectionLost;
    default:
        return Outcome::Other;
    }
}

/// Whether this error says that the answer broke off, not that its status is one of failure.
bool brokeOff(QNetworkReply::NetworkError error, int status)
{
    if (error == QNetworkReply::NoError)
        return false;
    if (status < 400 || error == QNetworkReply::ContentReSendError)
        return true;
    const bool isOfStatus = (error > 200 && error < 300) || error > 400
        || error == QNetworkReply::ProtocolInvalidOperationError; // Qt's name for 400
    return !isOfStatus;
}

} // namespace

struct QnamTransport::Line
{
    QNetworkAccessManager manager;
    QElapsedTimer lastUse;
    int running = 0;
    bool isWorn = false; ///< not for new requests
};

namespace {

class QnamCall final : public Call
{
public:
    explicit QnamCall(QObject *parent)
        : Call(parent)
    {
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this, [this] { end(Outcome::TimedOut, m_waitingFor); });
    }
    ~QnamCall() override { letGo(); }

    void start(const QnamTransport::Lines &line, const HttpRequest &request, const Secret &token);
    void refuse(Outcome outcome, const QString &why);
    void cancel() override { end(Outcome::Cancelled, u"cancelled here"_s); }
    bool isBodyHandedOver() const override;

private:
    void listen();
    void sawConnection();
    void sawBodyMove();
    void sawAnswerMove();
    void wait(std::chrono::milliseconds longest, const QString &what);
    void end(Outcome outcome, const QString &why);
    void seal();
    void letGo();
    bool wasHandedOver(Outcome outcome) const;
    void collect();

    HttpRequest m_request;
    QnamTransport::Lines m_line;
    QPointer<QNetworkReply> m_reply;
    QPointer<OneShotBody> m_body; ///< lives as long as the reply that reads it; null for a request without a body
    QTimer m_deadline{this};
    QElapsedTimer m_clock;
    QString m_waitingFor;
    QStringList m_tlsFaults;
    HttpReply m_result;
    std::optional<Outcome> m_ownEnd; ///< we ended it: time-out, cancel
    bool m_isConnected = false;
    bool m_isSealed = false;
    bool m_isOffLine = false; ///< no longer counted in m_line
};

void QnamCall::start(const QnamTransport::Lines &line, const HttpRequest &request, const Secret &token)
{
    m_request = request;
    m_line = line;
    ++m_line->running;
    m_clock.start();
    qCDebug(logHttp).noquote() << describe(request);

    const QNetworkRequest qt = toQt(request, token);
    if (hasBody(request)) {
        m_body = new OneShotBody(request.body);
        connect(m_body, &OneShotBody::advanced, this, [this] { sawBodyMove(); });
    }
    switch (request.method) {
    case HttpRequest::Method::Get:
        m_reply = m_body ? line->manager.sendCustomRequest(qt, "GET", m_body) : line->manager.get(qt);
        break;
    case HttpRequest::Method::Post:
        m_reply = line->manager.post(qt, m_body);
        break;
    case HttpRequest::Method::Put:
        m_reply = line->manager.put(qt, m_body);
        break;
    case HttpRequest::Method::Patch:
        m_reply = line->manager.sendCustomRequest(qt, "PATCH", m_body);
        break;
    case HttpRequest::Method::Delete:
        m_reply = m_body ? line->manager.sendCustomRequest(qt, "DELETE", m_body) : line->manager.deleteResource(qt);
        break;
    }
    if (m_body)
        m_body->setParent(m_reply);
    if (m_body && m_request.body.isEmpty())
        wait(m_request.connectTimeout + m_request.answerTimeout, u"no answer"_s); // nothing tells when it is connected
    else
        wait(m_request.connectTimeout, u"no connection"_s);
    listen();
}

void QnamCall::listen()
{
    QNetworkReply *reply = m_reply;
    connect(reply, &QNetworkReply::encrypted, this, [this] { sawConnection(); });
    connect(reply, &QNetworkReply::requestSent, this, [this] { sawConnection(); });
    connect(reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_tlsFaults += error.errorString();
    });
    connect(reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent) {
        if (!m_body || sent <= 0) // Qt resets its count at the end
            return;
        sawBodyMove();
        // Later, so that whoever hears it may delete this call or the transport. Qt knows no total of such a device.
        QMetaObject::invokeMethod(
            this, [this, sent] { Q_EMIT progressed(sent, m_request.body.size()); }, Qt::QueuedConnection);
    });
    connect(reply, &QNetworkReply::metaDataChanged, this, [this] { sawAnswerMove(); });
    connect(reply, &QNetworkReply::readyRead, this, [this] {
        sawAnswerMove();
        collect();
        if (m_result.isTruncated)
            seal();
    });
    connect(reply, &QNetworkReply::finished, this, [this] { seal(); });
}

void QnamCall::sawConnection()
{
    if (m_isConnected)
        return;
    m_isConnected = true;
    if (m_body && !m_body->isHandedOver())
        wait(m_request.stallTimeout, u"the upload stalled"_s);
    else
        wait(m_request.answerTimeout, u"no answer"_s);
}

void QnamCall::sawBodyMove()
{
    m_isConnected = true;
    if (m_body->isHandedOver())
        wait(m_request.answerTimeout, u"no answer"_s);
    else
        wait(m_request.stallTimeout, u"the upload stalled"_s);
}

void QnamCall::sawAnswerMove()
{
    m_isConnected = true;
    wait(m_request.stallTimeout, u"the answer stalled"_s);
}

void QnamCall::wait(std::chrono::milliseconds longest, const QString &what)
{
    if (m_isSealed)
        return;
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

/// Nothing was sent and nothing will be.
void QnamCall::refuse(Outcome outcome, const QString &why)
{
    m_clock.start();
    m_isSealed = true;
    m_result.outcome = outcome;
    m_result.detail = why;
    QMetaObject::invokeMethod(
        this,
        [this] {
            qCWarning(logHttp).noquote() << "request not sent:" << outcomeName(m_result.outcome) << m_result.detail;
            deleteLater();
            const HttpReply result = m_result; // whoever hears it may delete this
            Q_EMIT finished(result);
        },
        Qt::QueuedConnection);
}

bool QnamCall::isBodyHandedOver() const
{
    if (m_isSealed)
        return m_result.bodyHandedOver;
    return !m_body || m_request.body.isEmpty() || m_body->isHandedOver();
}

bool QnamCall::wasHandedOver(Outcome outcome) const
{
    if (m_body && !m_request.body.isEmpty())
        return m_body->isHandedOver();
    // Qt is silent about the moment an empty request leaves, so only an error from before can prove that it did not.
    const bool isFromBefore = outcome == Outcome::HostNotFound || outcome == Outcome::Refused
        || outcome == Outcome::TlsFailed || outcome == Outcome::Unreachable;
    return m_isConnected || !isFromBefore;
}

/// Takes the result, once; whatever happens on the wire later does not change it.
void QnamCall::seal()
{
    if (m_isSealed)
        return;
    m_isSealed = true;
    collect();
    m_deadline.stop();

    const QNetworkReply::NetworkError error = m_reply ? m_reply->error() : QNetworkReply::OperationCanceledError;
    const int status = m_reply ? m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() : 0;
    if (m_reply) {
        const auto pairs = m_reply->rawHeaderPairs();
        m_result.headers = QList<std::pair<QByteArray, QByteArray>>(pairs.begin(), pairs.end());
    }
    if (status > 0 && outcomeOf(error) != Outcome::ProxyFailed) {
        m_result.outcome = Outcome::Answered;
        m_result.status = status;
        bool isNumber = false;
        const qint64 announced = m_result.header("Content-Length").toLongLong(&isNumber);
        const bool isShort
            = isNumber && m_result.header("Content-Encoding").isEmpty() && m_result.body.size() < announced;
        m_result.isTruncated = m_result.isTruncated || m_ownEnd || isShort || brokeOff(error, status);
    } else {
        m_result.outcome = m_ownEnd.value_or(outcomeOf(error));
        if (error == QNetworkReply::UnknownNetworkError && !m_ownEnd) // no route, or a write that failed
            m_result.outcome = m_isConnected ? Outcome::ConnectionLost : Outcome::Unreachable;
        if (!m_ownEnd && m_reply)
            m_result.detail = forLog((QStringList{m_reply->errorString()} + m_tlsFaults).join(u"; "_s), 500);
    }

    letGo();
    m_result.bodyHandedOver = wasHandedOver(m_result.outcome);
    // These promise that nothing left.
    if (m_result.bodyHandedOver
        && (m_result.outcome == Outcome::TlsFailed || m_result.outcome == Outcome::HostNotFound
            || m_result.outcome == Outcome::Refused))
        m_result.outcome = Outcome::ConnectionLost;

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
    if (m_line && !std::exchange(m_isOffLine, true)) {
        --m_line->running;
        m_line->lastUse.start();
        // "Service unavailable" can be one machine's trouble: the next request shall meet another.
        if (m_result.status == 503)
            m_line->isWorn = true;
    }
}

} // namespace

QnamTransport::QnamTransport()
    : m_calls(std::make_unique<QObject>())
{
}

QnamTransport::~QnamTransport()
{
    m_calls.reset();
}

Call *QnamTransport::send(const HttpRequest &request, const Secret &token)
{
    auto *call = new QnamCall(m_calls.get());
    if (!maySendSecretsTo(request.url)) {
        call->refuse(Outcome::UnsafeUrl, u"neither https nor this machine"_s);
        return call;
    }
    const bool isWellFormed = isOneLine(token.reveal())
        && std::all_of(request.headers.begin(), request.headers.end(), [](const auto &header) {
                                  return !header.first.isEmpty() && isOneLine(header.first) && isOneLine(header.second);
                              });
    if (!isWellFormed) {
        call->refuse(Outcome::Other, u"a header would not fit on one line"_s);
        return call;
    }
    if (m_line && m_line->running == 0 && m_line->lastUse.isValid() && m_line->lastUse.hasExpired(longestIdleMs))
        m_line->isWorn = true;
    if (!m_line || m_line->isWorn) {
        m_line = std::make_shared<Line>();
        m_line->manager.setAutoDeleteReplies(false);
        m_line->manager.setProxyFactory(new DirectToLoopback);
    }
    call->start(m_line, request, token);
    return call;
}

} // namespace Sendoff::Net
