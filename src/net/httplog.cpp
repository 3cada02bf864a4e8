// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httplog.h"

#include "base/log.h"

using namespace Qt::StringLiterals;

namespace Sendoff::Net {

namespace {

QString methodName(HttpRequest::Method method)
{
    switch (method) {
    case HttpRequest::Method::Get:
        return u"GET"_s;
    case HttpRequest::Method::Post:
        return u"POST"_s;
    case HttpRequest::Method::Put:
        return u"PUT"_s;
    case HttpRequest::Method::Patch:
        return u"PATCH"_s;
    case HttpRequest::Method::Delete:
        return u"DELETE"_s;
    }
    return u"?"_s;
}

QString id(const QByteArray &value)
{
    return value.isEmpty() ? u"-"_s : forLog(QString::fromLatin1(value), 64);
}

} // namespace

QString outcomeName(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Answered:
        return u"answered"_s;
    case Outcome::HostNotFound:
        return u"host not found"_s;
    case Outcome::Refused:
        return u"refused"_s;
    case Outcome::Unreachable:
        return u"unreachable"_s;
    case Outcome::ProxyFailed:
        return u"proxy failed"_s;
    case Outcome::TlsFailed:
        return u"tls failed"_s;
    case Outcome::ConnectionLost:
        return u"connection lost"_s;
    case Outcome::TimedOut:
        return u"timed out"_s;
    case Outcome::Cancelled:
        return u"cancelled"_s;
    case Outcome::UnsafeUrl:
        return u"unsafe url"_s;
    case Outcome::Other:
        break;
    }
    return u"other"_s;
}

QString describe(const HttpRequest &request)
{
    QByteArray ours;
    for (const auto &[name, value] : request.headers) {
        if (name.compare("client-request-id", Qt::CaseInsensitive) == 0)
            ours = value;
    }
    QUrl::FormattingOptions options = QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment;
    if (!request.isSigned)
        options |= QUrl::RemovePath;
    return u"> %1 %2, %3 octets, client-request-id %4"_s
        .arg(methodName(request.method), forLog(request.url.toString(options)))
        .arg(request.body.size())
        .arg(id(ours));
}

QString describe(const HttpReply &reply, std::chrono::milliseconds took)
{
    const QString end = reply.outcome == Outcome::Answered ? QString::number(reply.status) : outcomeName(reply.outcome);
    return u"< %1 after %2 ms, %3 octets, body handed over: %4, request-id %5"_s.arg(end)
        .arg(took.count())
        .arg(reply.body.size())
        .arg(reply.bodyHandedOver ? u"yes"_s : u"no"_s, id(reply.header("request-id")));
}

} // namespace Sendoff::Net
