// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/qnammapping.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Net {

namespace {

/// Whether Qt can write it into a request without making two lines of it.
bool isOneLine(const QByteArray &text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

} // namespace

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

bool isWellFormed(const HttpRequest &request, const Secret &token)
{
    return isOneLine(token.reveal())
        && std::all_of(request.headers.begin(), request.headers.end(), [](const auto &header) {
               return !header.first.isEmpty() && isOneLine(header.first) && isOneLine(header.second);
           });
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

bool provesNothingLeft(Outcome outcome)
{
    return outcome == Outcome::HostNotFound || outcome == Outcome::Refused || outcome == Outcome::TlsFailed;
}

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

} // namespace Sendoff::Net
