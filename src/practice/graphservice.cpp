// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/graphservice.h"

#include "base/log.h"
#include "practice/mailrequest.h"
#include "practice/messagequery.h"
#include "practice/scopes.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

constexpr qsizetype requestLimit = 4 * 1024 * 1024; // user-sendmail, outlook-large-attachments: 4 MB a request

QJsonObject userObject(const Account &account)
{
    return {{u"id"_s, account.graphId},
            {u"displayName"_s, account.name},
            {u"givenName"_s, account.givenName},
            {u"surname"_s, account.surname},
            {u"mail"_s, account.address},
            {u"userPrincipalName"_s, account.address},
            {u"jobTitle"_s, QJsonValue::Null},
            {u"mobilePhone"_s, QJsonValue::Null},
            {u"officeLocation"_s, QJsonValue::Null},
            {u"preferredLanguage"_s, QJsonValue::Null}};
}

GraphProblem noProperty(const QString &name)
{
    return {
        400, u"BadRequest"_s,
        u"Parsing OData Select and Expand failed: Could not find a property named '%1' on type 'microsoft.graph.user'."_s
            .arg(name)};
}

GraphProblem wrongToken(const QString &text)
{
    return {401, u"InvalidAuthenticationToken"_s, text};
}

std::optional<GraphProblem> checkJsonType(const Request &request)
{
    static const QRegularExpression json(
        u"\\Aapplication/json( *; *(charset=\"?utf-8\"?|odata\\.metadata=[a-z]+|IEEE754Compatible=[a-z]+))*\\z"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QString type = QString::fromLatin1(request.header("content-type")).trimmed();
    if (json.match(type).hasMatch())
        return std::nullopt;
    return GraphProblem{
        415, u"RequestBodyRead"_s,
        u"A supported MIME type could not be found that matches the content type of the request '%1'."_s.arg(type)};
}

} // namespace

GraphService::GraphService(const TokenBook &tokens, Ledger &ledger, Mailbox &mailbox, const Clock &clock, Dice &dice)
    : m_tokens(tokens)
    , m_ledger(ledger)
    , m_mailbox(mailbox)
    , m_clock(clock)
    , m_dice(dice)
{
}

Answer GraphService::answer(const QString &rest, const Request &request)
{
    const Marks marks = marksOf(request);
    Answer answer = route(rest, request, marks);
    answer.headers += {{"request-id", marks.requestId.toLatin1()},
                       {"client-request-id", marks.clientRequestId.toLatin1()},
                       {"x-ms-ags-diagnostic", R"({"ServerInfo":{"DataCenter":"Practice","Slice":"E","Ring":"0"}})"}};
    return answer;
}

void GraphService::stamp(Answer &answer, const Request &request)
{
    const Marks marks = marksOf(request);
    answer.headers
        += {{"request-id", marks.requestId.toLatin1()}, {"client-request-id", marks.clientRequestId.toLatin1()}};
}

GraphService::Marks GraphService::marksOf(const Request &request)
{
    static const QRegularExpression guid(u"\\A[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\z"_s);
    Marks marks{m_dice.uuid(), QString::fromLatin1(request.header("client-request-id"))};
    if (!guid.match(marks.clientRequestId).hasMatch())
        marks.clientRequestId = marks.requestId;
    return marks;
}

Answer GraphService::route(const QString &rest, const Request &request, const Marks &marks)
{
    const QByteArray authorization = request.header("authorization");
    const QString token = QString::fromLatin1(authorization.mid(7));
    if (!authorization.startsWith("Bearer ") || token.isEmpty())
        return refuse(wrongToken(u"Access token is empty."_s), marks);
    switch (m_tokens.standingOfAccessToken(token)) {
    case Standing::Good:
        break;
    case Standing::Expired:
        return refuse(wrongToken(u"Lifetime validation failed, the token is expired."_s), marks);
    default:
        return refuse(wrongToken(u"Access token validation failure. Invalid audience or signature."_s), marks);
    }
    const Grant &grant = *m_tokens.accessGrant(token);
    const bool isRead = rest == "/me"_L1 || rest == "/me/messages"_L1;
    const QByteArray wanted = isRead ? "GET" : rest == "/me/sendMail"_L1 ? "POST" : "";
    if (wanted.isEmpty()) {
        const QString segment = rest.section(u'/', -1);
        return refuse({400, u"BadRequest"_s, u"Resource not found for the segment '%1'."_s.arg(segment)}, marks);
    }
    if (request.method != wanted) {
        Answer answer
            = refuse({405, u"BadRequest"_s, u"Specified HTTP method is not allowed for the request target."_s}, marks);
        answer.headers.append({"Allow", wanted});
        return answer;
    }
    if (rest == "/me/messages"_L1)
        return messages(request, grant, marks);
    return rest == "/me"_L1 ? me(request, grant, marks) : sendMail(request, grant, marks);
}

Answer GraphService::me(const Request &request, const Grant &grant, const Marks &marks) const
{
    if (!grants(grant.scopes, u"User.Read"))
        return refuse({403, u"Authorization_RequestDenied"_s, u"Insufficient privileges to complete the operation."_s},
                      marks);
    QJsonObject user = userObject(*grant.account);
    for (const auto &[name, value] : parseForm(request.query).fields) {
        if (name != "$select"_L1)
            return refuse({400, u"BadRequest"_s, u"The query option '%1' is not supported here."_s.arg(name)}, marks);
        QJsonObject selected;
        for (const QString &property : value.split(u',')) {
            if (!user.contains(property.trimmed()))
                return refuse(noProperty(property), marks);
            selected.insert(property.trimmed(), user.value(property.trimmed()));
        }
        user = selected;
    }
    user.insert(u"@odata.context"_s, u"https://graph.microsoft.com/v1.0/$metadata#users/$entity"_s);
    return jsonAnswer(200, QJsonDocument(user).toJson(QJsonDocument::Compact));
}

Answer GraphService::messages(const Request &request, const Grant &grant, const Marks &marks) const
{
    const bool mayRead = grants(grant.scopes, u"Mail.ReadBasic") || grants(grant.scopes, u"Mail.Read")
        || grants(grant.scopes, u"Mail.ReadWrite");
    if (!mayRead)
        return refuse({403, u"ErrorAccessDenied"_s, u"Access is denied. Check credentials and try again."_s}, marks);
    const auto query = readMessageQuery(request.query);
    if (!query)
        return refuse(query.error(), marks);
    return jsonAnswer(200, answerMessageQuery(query.value(), m_mailbox, grant.account->address));
}

Answer GraphService::sendMail(const Request &request, const Grant &grant, const Marks &marks)
{
    if (!grants(grant.scopes, u"Mail.Send"))
        return refuse({403, u"ErrorAccessDenied"_s, u"Access is denied. Check credentials and try again."_s}, marks);
    if (!request.query.isEmpty())
        return refuse({400, u"BadRequest"_s, u"sendMail takes no query options."_s}, marks);
    if (request.body.size() > requestLimit)
        return refuse({413, u"RequestEntityTooLarge"_s, u"The maximum request length of 4 MB is exceeded."_s}, marks);
    if (!request.header("content-encoding").isEmpty())
        return refuse({415, u"UnsupportedMediaType"_s, u"The request must not be compressed."_s}, marks);
    if (const auto problem = checkJsonType(request))
        return refuse(*problem, marks);
    const auto mail = readMailRequest(request.body, *grant.account);
    if (!mail)
        return refuse(mail.error(), marks);
    const bool asSomebodyElse = mail.value().from.address.compare(grant.account->address, Qt::CaseInsensitive) != 0;
    if (asSomebodyElse && !grants(grant.scopes, u"Mail.Send.Shared"))
        return refuse({403, u"ErrorAccessDenied"_s, u"Access is denied. Check credentials and try again."_s}, marks);
    return accept(mail.value(), request, grant, marks);
}

Answer GraphService::accept(const Mail &mail, const Request &request, const Grant &grant, const Marks &marks)
{
    AcceptedMail accepted;
    accepted.mail = mail;
    accepted.id = m_mailbox.nextId();
    accepted.time = m_clock.now();
    accepted.account = grant.account->address;
    accepted.requestId = marks.requestId;
    accepted.clientRequestId = marks.clientRequestId;
    accepted.requestBytes = request.body.size();
    accepted.requestSha256 = QCryptographicHash::hash(request.body, QCryptographicHash::Sha256).toHex();
    accepted.copy = m_mailbox.nextCopy(accepted.requestSha256);
    if (!m_ledger.append(accepted))
        return refuse({507, u"ErrorQuotaExceeded"_s, u"The mailbox is full."_s}, marks);
    if (!m_mailbox.keep(accepted))
        qCWarning(logPractice, "A mail was accepted, but its folder does not take it.");
    return {202, {{"Cache-Control", "private"}}, {}};
}

Answer GraphService::refuse(const GraphProblem &problem, const Marks &marks) const
{
    const QJsonObject inner{{u"date"_s, m_clock.now().toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss"_s)},
                            {u"request-id"_s, marks.requestId},
                            {u"client-request-id"_s, marks.clientRequestId}};
    const QJsonObject error{{u"code"_s, problem.code}, {u"message"_s, problem.message}, {u"innerError"_s, inner}};
    Answer answer
        = jsonAnswer(problem.status, QJsonDocument(QJsonObject{{u"error"_s, error}}).toJson(QJsonDocument::Compact));
    if (problem.status == 401) {
        answer.headers.append(Header{"WWW-Authenticate",
                                     "Bearer realm=\"\", authorization_uri="
                                     "\"https://login.microsoftonline.com/common/oauth2/authorize\", "
                                     "client_id=\"00000003-0000-0000-c000-000000000000\", error=\"invalid_token\""});
    }
    return answer;
}

} // namespace Sendoff::Practice
