// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/mailrequest.h"

#include "practice/messagereading.h"
#include "practice/mimereader.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

using Problem = std::optional<GraphProblem>;

Problem checkEnvelope(const QJsonObject &request)
{
    for (auto at = request.begin(); at != request.end(); ++at) {
        if (at.key() != "message"_L1 && at.key() != "saveToSentItems"_L1) {
            return GraphProblem{400, u"RequestBodyRead"_s,
                                u"The parameter '%1' in the request payload is not a valid parameter for the operation "
                                "'sendMail'."_s.arg(at.key())};
        }
    }
    if (!request.value("message"_L1).isObject())
        return GraphProblem{400, u"BadRequest"_s, u"The parameter 'Message' is required and must be an object."_s};
    if (request.contains("saveToSentItems"_L1) && !request.value("saveToSentItems"_L1).isBool())
        return GraphProblem{400, u"RequestBodyRead"_s,
                            u"Cannot convert saveToSentItems to the expected type 'Edm.Boolean'."_s};
    return std::nullopt;
}

} // namespace

Result<Mail, GraphProblem> readMailRequest(const QByteArray &body)
{
    const auto request = readJsonObject(body);
    if (!request)
        return Failure{request.error()};
    if (const Problem problem = checkEnvelope(request.value()))
        return Failure{*problem};
    auto mail = readMessageObject(request.value().value("message"_L1).toObject(), u"message"_s);
    if (!mail)
        return mail;
    if (const Problem problem = checkRecipientsAreThere(mail.value()))
        return Failure{*problem};
    mail.value().savesToSentItems = request.value().value("saveToSentItems"_L1).toBool(true);
    return mail;
}

Result<Mail, GraphProblem> readMimeRequest(const QByteArray &body)
{
    static const QByteArray alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    QByteArray packed = body;
    packed.replace('\r', "").replace('\n', "");
    const auto decoded = QByteArray::fromBase64Encoding(packed, QByteArray::AbortOnBase64DecodingErrors);
    const bool isBase64 = !packed.isEmpty() && packed.size() % 4 == 0 && decoded
        && std::all_of(packed.begin(), packed.end(), [](char c) { return alphabet.contains(c); });
    if (!isBase64)
        return Failure{
            GraphProblem{400, u"ErrorMimeContentInvalidBase64String"_s, u"Invalid base64 string for MIME content."_s}};
    return readMime(decoded.decoded);
}

bool isJson(const QByteArray &contentType)
{
    static const QRegularExpression json(
        u"\\Aapplication/json( *; *(charset=\"?utf-8\"?|odata\\.metadata=[a-z]+|IEEE754Compatible=[a-z]+))*\\z"_s,
        QRegularExpression::CaseInsensitiveOption);
    return json.match(QString::fromLatin1(contentType).trimmed()).hasMatch();
}

bool isMime(const QByteArray &contentType)
{
    static const QRegularExpression plain(u"\\Atext/plain( *; *charset=\"?[a-z0-9-]+\"?)*\\z"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    return plain.match(QString::fromLatin1(contentType).trimmed()).hasMatch();
}

GraphProblem wrongContentType(const QByteArray &contentType)
{
    return {415, u"RequestBodyRead"_s,
            u"A supported MIME type could not be found that matches the content type of the request '%1'."_s.arg(
                QString::fromLatin1(contentType))};
}

} // namespace Sendoff::Practice
