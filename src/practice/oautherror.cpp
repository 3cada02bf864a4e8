// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/oautherror.h"

#include "practice/page.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

QString stamp(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyy-MM-dd HH:mm:ss'Z'"_s);
}

} // namespace

QString describe(const OAuthError &error, const Trace &trace)
{
    return u"AADSTS%1: %2 Trace ID: %3 Correlation ID: %4 Timestamp: %5"_s.arg(error.number)
        .arg(error.text, trace.traceId, trace.correlationId, stamp(trace.time));
}

Answer tokenRefusal(const OAuthError &error, const Trace &trace)
{
    QJsonObject object{{u"error"_s, error.error},
                       {u"error_description"_s, describe(error, trace)},
                       {u"error_codes"_s, QJsonArray{error.number}},
                       {u"timestamp"_s, stamp(trace.time)},
                       {u"trace_id"_s, trace.traceId},
                       {u"correlation_id"_s, trace.correlationId},
                       {u"error_uri"_s, u"https://login.microsoftonline.com/error?code=%1"_s.arg(error.number)}};
    if (!error.suberror.isEmpty())
        object.insert(u"suberror"_s, error.suberror);
    Answer answer = jsonAnswer(error.error == "invalid_client"_L1 ? 401 : 400,
                               QJsonDocument(object).toJson(QJsonDocument::Compact));
    answer.headers += {{"Pragma", "no-cache"}, {"x-ms-request-id", trace.traceId.toLatin1()}};
    return answer;
}

Answer refusalPage(const OAuthError &error, const Trace &trace)
{
    const QByteArray content = "<main class=\"card\"><div class=\"top\">" + logo()
        + "<h1>Practice sign-in</h1><span class=\"grow\"></span><span class=\"pill\">Practice</span></div>"
          "<h2>This sign-in cannot go on</h2><p>The program that opened this page asked in a way the service does not "
          "accept. Close this page and go back to the program.</p><p class=\"soft small ask\"><code>"
        + escapeHtml(describe(error, trace)) + "</code></p></main>";
    return htmlAnswer(400, page(u"Practice sign-in"_s, content, "sign"), pagePolicy());
}

OAuthError missingParameter(const QString &name)
{
    return {u"invalid_request"_s, 900144, u"The request must contain the parameter '%1'."_s.arg(name), {}};
}

} // namespace Sendoff::Practice
