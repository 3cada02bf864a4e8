// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/messagequery.h"

#include "practice/exchange.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

GraphProblem badRequest(const QString &text)
{
    return {400, u"BadRequest"_s, text};
}

QJsonObject messageObject(const MailSummary &mail)
{
    return {{u"id"_s, u"AAkALg."_s + mail.id},
            {u"internetMessageId"_s, mail.internetMessageId},
            {u"isDraft"_s, false},
            {u"subject"_s, mail.subject},
            {u"sentDateTime"_s, mail.time.toUTC().toString(Qt::ISODate)},
            {u"receivedDateTime"_s, mail.time.toUTC().toString(Qt::ISODate)},
            {u"hasAttachments"_s, mail.files > 0},
            {u"parentFolderId"_s, u"AAkALg.sentitems"_s}};
}

/// internetMessageId eq '…', where a quote inside is doubled.
std::optional<QString> messageIdIn(const QString &filter)
{
    static const QRegularExpression equals(u"\\A\\s*internetMessageId\\s+eq\\s+'((?:[^']|'')*)'\\s*\\z"_s);
    const QRegularExpressionMatch match = equals.match(filter);
    if (!match.hasMatch())
        return std::nullopt;
    return match.captured(1).replace(u"''"_s, u"'"_s);
}

Result<QStringList, GraphProblem> readSelect(const QString &value)
{
    QStringList names;
    for (const QString &part : value.split(u',')) {
        const QString name = part.trimmed();
        if (!messageObject({}).contains(name))
            return Failure{badRequest(
                u"Could not find a property named '%1' on type 'Microsoft.OutlookServices.Message'."_s.arg(name))};
        names.append(name);
    }
    return names;
}

} // namespace

Result<MessageQuery, GraphProblem> readMessageQuery(const QByteArray &query)
{
    const Form form = parseForm(query);
    if (const QString name = form.repeatedName(); !name.isEmpty())
        return Failure{badRequest(u"Query option '%1' was specified more than once."_s.arg(name))};
    MessageQuery read;
    for (const auto &[name, value] : form.fields) {
        if (name == "$filter"_L1) {
            const auto id = messageIdIn(value);
            if (!id)
                return Failure{GraphProblem{400, u"ErrorInvalidUrlQueryFilter"_s,
                                            u"The query filter is invalid, or not understood here."_s}};
            read.internetMessageId = *id;
        } else if (name == "$select"_L1) {
            const auto select = readSelect(value);
            if (!select)
                return Failure{select.error()};
            read.select = select.value();
        } else if (name == "$top"_L1) {
            bool isNumber = false;
            read.top = value.toInt(&isNumber);
            if (!isNumber || read.top < 1 || read.top > 1000)
                return Failure{badRequest(u"The value of $top must be from 1 to 1000."_s)};
        } else {
            return Failure{badRequest(u"The query option '%1' is not supported here."_s.arg(name))};
        }
    }
    if (read.internetMessageId.isEmpty())
        return Failure{badRequest(u"Only one message at a time can be asked for here, by $filter."_s)};
    return read;
}

QByteArray answerMessageQuery(const MessageQuery &query, const Mailbox &mailbox, const QString &account)
{
    QJsonArray found;
    for (const MailSummary &mail : mailbox.mails()) {
        const bool isMeant = mail.isInSentItems && mail.account == account
            && mail.internetMessageId.compare(query.internetMessageId, Qt::CaseInsensitive) == 0;
        if (!isMeant || found.size() >= query.top)
            continue;
        const QJsonObject whole = messageObject(mail);
        QJsonObject shown{{u"@odata.etag"_s, u"W/\"CQAAAA==\""_s}, {u"id"_s, whole.value("id"_L1)}};
        for (const QString &name : query.select.isEmpty() ? whole.keys() : query.select)
            shown.insert(name, whole.value(name));
        found.append(shown);
    }
    const QJsonObject answer{
        {u"@odata.context"_s, u"https://graph.microsoft.com/v1.0/$metadata#users('me')/messages"_s},
        {u"value"_s, found}};
    return QJsonDocument(answer).toJson(QJsonDocument::Compact);
}

} // namespace Sendoff::Practice
