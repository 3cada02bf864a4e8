// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/graphservice.h"

#include "practice/mailrequest.h"
#include "practice/messagequery.h"
#include "practice/messagereading.h"
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

/// The permission each call needs at least (permissions reference).
QString permissionFor(CallKind kind)
{
    switch (kind) {
    case CallKind::Me:
        return u"User.Read"_s;
    case CallKind::SendMail:
    case CallKind::Send:
        return u"Mail.Send"_s;
    case CallKind::Find:
    case CallKind::Read:
        return u"Mail.ReadBasic"_s;
    case CallKind::List:
    case CallKind::ReadAttachment:
        return u"Mail.Read"_s;
    default:
        return u"Mail.ReadWrite"_s;
    }
}

} // namespace

GraphService::GraphService(const TokenBook &tokens, Postroom &postroom, Mailbox &mailbox, DraftBox &drafts,
                           DraftService &draftRoute, const Settings &settings, const Clock &clock, Dice &dice)
    : m_tokens(tokens)
    , m_postroom(postroom)
    , m_mailbox(mailbox)
    , m_drafts(drafts)
    , m_draftRoute(draftRoute)
    , m_settings(settings)
    , m_clock(clock)
    , m_dice(dice)
{
}

Answer GraphService::answer(const Request &request)
{
    const Marks marks = marksOf(request);
    const Outcome outcome = route(request, marks);
    Answer answer = outcome ? outcome.value() : refuse(outcome.error(), marks);
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

Marks GraphService::marksOf(const Request &request)
{
    static const QRegularExpression guid(u"\\A[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\z"_s);
    Marks marks{m_dice.uuid(), QString::fromLatin1(request.header("client-request-id"))};
    if (!guid.match(marks.clientRequestId).hasMatch())
        marks.clientRequestId = marks.requestId;
    return marks;
}

Result<Grant, GraphProblem> GraphService::readGrant(const Request &request) const
{
    const QByteArray authorization = request.header("authorization");
    const QString token = QString::fromLatin1(authorization.mid(7));
    if (!authorization.startsWith("Bearer ") || token.isEmpty())
        return Failure{wrongToken(u"Access token is empty."_s)};
    switch (m_tokens.standingOfAccessToken(token)) {
    case Standing::Good:
        break;
    case Standing::Expired:
        return Failure{wrongToken(u"Lifetime validation failed, the token is expired."_s)};
    default:
        return Failure{wrongToken(u"Access token validation failure. Invalid audience or signature."_s)};
    }
    const Grant &grant = *m_tokens.accessGrant(token);
    if (m_settings.demandsClaims && grant.account && !grant.claims.contains("\"nbf\""_L1)) {
        GraphProblem challenge = wrongToken(u"Continuous access evaluation resulted in challenge."_s);
        challenge.claims = R"({"access_token":{"nbf":{"essential":true,"value":")"
            + QByteArray::number(m_clock.now().toSecsSinceEpoch()) + R"("}}})";
        return Failure{challenge};
    }
    return grant;
}

GraphService::Outcome GraphService::route(const Request &request, const Marks &marks)
{
    const auto grant = readGrant(request);
    if (!grant)
        return Failure{grant.error()};
    const Call call = readCall(request.method, request.path);
    if (!call.allowed.isEmpty())
        return Failure{GraphProblem{405, u"BadRequest"_s,
                                    u"Specified HTTP method is not allowed for the request target."_s, call.allowed}};
    if (call.kind == CallKind::Other) {
        const QString segment = request.path.section(u'/', -1);
        return Failure{GraphProblem{400, u"BadRequest"_s, u"Resource not found for the segment '%1'."_s.arg(segment)}};
    }
    const auto place = readPlace(call, grant.value());
    if (!place)
        return Failure{place.error()};
    if (call.kind == CallKind::Me)
        return me(request, place.value());
    if (const auto problem = checkPermission(place.value(), permissionFor(call.kind)))
        return Failure{*problem};
    const bool mayHaveQuery = request.method == "GET";
    if (!mayHaveQuery && !request.query.isEmpty())
        return Failure{GraphProblem{400, u"BadRequest"_s, u"This call takes no query options."_s}};
    if (request.body.size() > requestLimit)
        return Failure{
            GraphProblem{413, u"RequestEntityTooLarge"_s, u"The maximum request length of 4 MB is exceeded."_s}};
    if (!request.header("content-encoding").isEmpty())
        return Failure{GraphProblem{415, u"UnsupportedMediaType"_s, u"The request must not be compressed."_s}};
    if (call.kind == CallKind::Find)
        return messages(call, request, place.value());
    if (call.kind == CallKind::SendMail)
        return sendMail(request, place.value(), marks);
    return m_draftRoute.answer(call, place.value(), request, marks);
}

GraphService::Outcome GraphService::me(const Request &request, const Place &place) const
{
    if (!place.isOwn || !grants(place.grant.scopes, u"User.Read"))
        return Failure{GraphProblem{403, u"Authorization_RequestDenied"_s,
                                    u"Insufficient privileges to complete the operation."_s}};
    QJsonObject user = userObject(*place.grant.account);
    for (const auto &[name, value] : parseForm(request.query).fields) {
        if (name != "$select"_L1)
            return Failure{
                GraphProblem{400, u"BadRequest"_s, u"The query option '%1' is not supported here."_s.arg(name)}};
        QJsonObject selected;
        for (const QString &property : value.split(u',')) {
            if (!user.contains(property.trimmed()))
                return Failure{noProperty(property)};
            selected.insert(property.trimmed(), user.value(property.trimmed()));
        }
        user = selected;
    }
    user.insert(u"@odata.context"_s, u"https://graph.microsoft.com/v1.0/$metadata#users/$entity"_s);
    return jsonAnswer(200, QJsonDocument(user).toJson(QJsonDocument::Compact));
}

GraphService::Outcome GraphService::messages(const Call &call, const Request &request, const Place &place)
{
    const auto query = readMessageQuery(request.query);
    if (!query)
        return Failure{query.error()};
    const bool isBasic = checkPermission(place, u"Mail.Read"_s).has_value();
    const Scope scope{place.owner.address, call.folder.toLower(), wantsImmutableId(request), isBasic};
    return jsonAnswer(200, answerMessageQuery(query.value(), m_mailbox, m_drafts, scope));
}

GraphService::Outcome GraphService::sendMail(const Request &request, const Place &place, const Marks &marks)
{
    const QByteArray type = request.header("content-type");
    if (!isJson(type) && !isMime(type))
        return Failure{wrongContentType(type)};
    auto mail = isJson(type) ? readMailRequest(request.body) : readMimeRequest(request.body);
    if (!mail)
        return Failure{mail.error()};
    if (const auto problem = checkRecipientsAreThere(mail.value()))
        return Failure{*problem};
    if (const auto problem = settleSender(mail.value(), place))
        return Failure{*problem};
    AcceptedMail accepted;
    accepted.mail = mail.value();
    accepted.account = place.caller();
    accepted.mailbox = place.owner.address;
    accepted.requestId = marks.requestId;
    accepted.clientRequestId = marks.clientRequestId;
    accepted.requestBytes = request.body.size();
    accepted.requestSha256 = QCryptographicHash::hash(request.body, QCryptographicHash::Sha256).toHex();
    if (!m_postroom.accept(accepted))
        return Failure{GraphProblem{507, u"ErrorQuotaExceeded"_s, u"The mailbox is full."_s}};
    return Answer{202, {{"Cache-Control", "private"}}, {}};
}

Answer GraphService::refuse(const GraphProblem &problem, const Marks &marks) const
{
    const QJsonObject inner{{u"date"_s, m_clock.now().toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss"_s)},
                            {u"request-id"_s, marks.requestId},
                            {u"client-request-id"_s, marks.clientRequestId}};
    const QJsonObject error{{u"code"_s, problem.code}, {u"message"_s, problem.message}, {u"innerError"_s, inner}};
    Answer answer
        = jsonAnswer(problem.status, QJsonDocument(QJsonObject{{u"error"_s, error}}).toJson(QJsonDocument::Compact));
    if (!problem.allowed.isEmpty())
        answer.headers.append(Header{"Allow", problem.allowed});
    if (problem.status == 401) {
        answer.headers.append(Header{"WWW-Authenticate",
                                     "Bearer realm=\"\", authorization_uri="
                                     "\"https://login.microsoftonline.com/common/oauth2/authorize\", "
                                     "client_id=\"00000003-0000-0000-c000-000000000000\", "
                                         + (problem.claims.isEmpty() ? QByteArray("error=\"invalid_token\"")
                                                                     : "error=\"insufficient_claims\", claims=\""
                                                    + problem.claims.toBase64() + '"')});
    }
    return answer;
}

} // namespace Sendoff::Practice
