// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/client.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Sendoff::Testing {

namespace {

Fields changed(Fields fields, const Fields &changes)
{
    for (const auto &change : changes) {
        fields.removeIf([&](const auto &field) { return field.first == change.first; });
        if (!change.second.isEmpty())
            fields.append(change);
    }
    return fields;
}

} // namespace

QByteArray Got::header(const QByteArray &name) const
{
    for (const auto &header : headers) {
        if (header.first.compare(name, Qt::CaseInsensitive) == 0)
            return header.second;
    }
    return {};
}

QJsonObject Got::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QString Got::graphCode() const
{
    return json().value("error"_L1)["code"_L1].toString();
}

QUrlQuery Got::redirectedTo() const
{
    return QUrlQuery(QUrl::fromEncoded(header("Location"), QUrl::StrictMode));
}

Got Client::send(const QByteArray &method, const QString &target, const QByteArray &body, const Headers &headers)
{
    QNetworkRequest request(QUrl(m_origin.toString() + target));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setTransferTimeout(20'000);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    if (!body.isEmpty() && !request.hasRawHeader("Content-Type"))
        request.setRawHeader("Content-Type", "application/octet-stream");
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
    // Not qWaitFor: it sleeps between two looks, and a large body goes out in many small steps.
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!reply->isFinished() && !finished.wait(30'000))
        return {};
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->error(),
            QList<std::pair<QByteArray, QByteArray>>(reply->rawHeaderPairs().begin(), reply->rawHeaderPairs().end()),
            reply->isOpen() ? reply->readAll() : QByteArray()};
}

Got Client::postForm(const QString &target, const Fields &fields, const Headers &headers)
{
    return send("POST", target, encode(fields),
                Headers{{"Content-Type", "application/x-www-form-urlencoded"}} + headers);
}

Got Client::postJson(const QString &target, const QByteArray &json, const QByteArray &token, const Headers &headers)
{
    return send("POST", target, json,
                Headers{{"Content-Type", "application/json"}, {"Authorization", "Bearer " + token}} + headers);
}

Fields Client::authorization(const Fields &changes)
{
    return changed({{u"client_id"_s, u"11111111-2222-4333-8444-555555555555"_s},
                    {u"response_type"_s, u"code"_s},
                    {u"redirect_uri"_s, u"http://localhost:5555"_s},
                    {u"scope"_s, u"openid profile offline_access User.Read Mail.Send"_s},
                    {u"state"_s, u"s+t/a=t&e"_s},
                    {u"nonce"_s, u"n-1"_s},
                    {u"code_challenge"_s, challenge},
                    {u"code_challenge_method"_s, u"S256"_s},
                    {u"prompt"_s, u"none"_s},
                    {u"login_hint"_s, u"adele@practice.example"_s}},
                   changes);
}

Fields Client::redemption(const QString &code, const Fields &changes)
{
    return changed({{u"client_id"_s, u"11111111-2222-4333-8444-555555555555"_s},
                    {u"grant_type"_s, u"authorization_code"_s},
                    {u"code"_s, code},
                    {u"redirect_uri"_s, u"http://localhost:5555"_s},
                    {u"code_verifier"_s, verifier}},
                   changes);
}

QByteArray Client::encode(const Fields &fields)
{
    QByteArray encoded;
    for (const auto &[name, value] : fields) {
        encoded
            += (encoded.isEmpty() ? "" : "&") + QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    return encoded;
}

QString Client::authorizeTarget(const QString &tenant, const Fields &fields)
{
    return u'/' + tenant + "/oauth2/v2.0/authorize?"_L1 + QString::fromLatin1(encode(fields));
}

QJsonObject Client::signIn(const QString &address, const QString &scope)
{
    Fields changes{{u"login_hint"_s, address}};
    if (!scope.isEmpty())
        changes.append({u"scope"_s, scope});
    const QString tenant = address.startsWith("paul"_L1) ? u"consumers"_s : u"organizations"_s;
    const Got redirect = get(authorizeTarget(tenant, authorization(changes)));
    const QString code = redirect.redirectedTo().queryItemValue(u"code"_s, QUrl::FullyDecoded);
    const Got tokens = postForm(u'/' + tenant + "/oauth2/v2.0/token"_L1, redemption(code));
    return tokens.status == 200 ? tokens.json() : QJsonObject();
}

QByteArray Client::accessToken()
{
    return signIn().value("access_token"_L1).toString().toLatin1();
}

QJsonObject recipient(const QString &address, const QString &name)
{
    QJsonObject email{{u"address"_s, address}};
    if (!name.isEmpty())
        email.insert(u"name"_s, name);
    return {{u"emailAddress"_s, email}};
}

QByteArray sendMailJson(const QJsonObject &changes)
{
    QJsonObject message{{u"subject"_s, u"Hello"_s},
                        {u"body"_s, QJsonObject{{u"contentType"_s, u"text"_s}, {u"content"_s, u"Good morning"_s}}},
                        {u"toRecipients"_s, QJsonArray{recipient(u"ana@example.org"_s, u"Ana"_s)}}};
    for (auto at = changes.begin(); at != changes.end(); ++at) {
        if (at.value().isUndefined())
            message.remove(at.key());
        else
            message.insert(at.key(), at.value());
    }
    return QJsonDocument(QJsonObject{{u"message"_s, message}}).toJson(QJsonDocument::Compact);
}

} // namespace Sendoff::Testing
