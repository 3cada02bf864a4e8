// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/wirereply.h"

#include <QNetworkReply>

namespace Sendoff::Auth {

namespace {

Net::Outcome outcomeOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return Net::Outcome::HostNotFound;
    case QNetworkReply::ConnectionRefusedError:
        return Net::Outcome::Refused;
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
        return Net::Outcome::Unreachable;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return Net::Outcome::ProxyFailed;
    case QNetworkReply::SslHandshakeFailedError:
        return Net::Outcome::TlsFailed;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError: // the body could not be given twice: that is how a lost answer looks
        return Net::Outcome::ConnectionLost;
    case QNetworkReply::TimeoutError:
        return Net::Outcome::TimedOut;
    case QNetworkReply::OperationCanceledError:
        return Net::Outcome::Cancelled;
    default:
        return Net::Outcome::Other;
    }
}

} // namespace

Net::HttpReply wireReply(QNetworkReply *reply)
{
    Net::HttpReply wire;
    wire.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto &header : reply->rawHeaderPairs())
        wire.headers.append({header.first, header.second});
    if (reply->isOpen()) { // an aborted reply is closed
        wire.body = reply->peek(tokenReplyLimit);
        wire.isTruncated = reply->bytesAvailable() > tokenReplyLimit;
    }
    const QNetworkReply::NetworkError error = reply->error();
    // 4xx and 5xx come as errors beyond the transport's own ones, with their body.
    const bool isHttpError = error >= QNetworkReply::ContentAccessDenied && error != QNetworkReply::ContentReSendError;
    // A redirect that leads nowhere is still one.
    const bool isRedirect = wire.status >= 300 && wire.status < 400;
    const bool isAnswered = wire.status > 0 && (error == QNetworkReply::NoError || isHttpError || isRedirect);
    wire.outcome = isAnswered ? Net::Outcome::Answered : outcomeOf(error);
    if (error != QNetworkReply::NoError)
        wire.detail = reply->errorString();
    return wire;
}

} // namespace Sendoff::Auth
