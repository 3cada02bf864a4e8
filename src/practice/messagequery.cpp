// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/messagequery.h"

#include "practice/exchange.h"
#include "practice/messageobject.h"

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

/// internetMessageId eq '…', where a quote inside is doubled.
std::optional<QString> messageIdIn(const QString &filter)
{
    static const QRegularExpression equals(u"\\A\\s*internetMessageId\\s+eq\\s+'((?:[^']|'')*)'\\s*\\z"_s);
    const QRegularExpressionMatch match = equals.match(filter);
    if (!match.hasMatch())
        return std::nullopt;
    return match.captured(1).replace(u"''"_s, u"'"_s);
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
            const auto select = Practice::readSelect(query, messageMembers(), {u"$filter"_s, u"$top"_s});
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

QByteArray answerMessageQuery(const MessageQuery &query, const Mailbox &sent, DraftBox &drafts, const Scope &scope)
{
    const auto isMeant
        = [&](const QString &id) { return id.compare(query.internetMessageId, Qt::CaseInsensitive) == 0; };
    QList<QJsonObject> whole;
    if (scope.folder.isEmpty() || scope.folder == "drafts"_L1 || scope.folder == "outbox"_L1) {
        for (const auto &[id, draft] : drafts.all()) {
            const bool isHere = scope.folder.isEmpty() || draft.isSubmitted == (scope.folder == "outbox"_L1);
            if (isHere && draft.mailbox == scope.mailbox && isMeant(draft.mail.internetMessageId))
                whole.append(messageObject(draft, scope.isImmutable));
        }
    }
    if (scope.folder.isEmpty() || scope.folder == "sentitems"_L1) {
        for (const MailSummary &mail : sent.mails()) {
            if (!mail.isInSentItems || mail.mailbox != scope.mailbox || !isMeant(mail.internetMessageId))
                continue;
            if (const auto read = sent.read(mail.id))
                whole.append(messageObject(*read, scope.isImmutable));
        }
    }
    QJsonArray found;
    for (const QJsonObject &message : std::as_const(whole)) {
        if (found.size() >= query.top)
            break;
        QJsonObject shown = selected(scope.isBasic ? basicOf(message) : message, query.select);
        shown.insert(u"@odata.etag"_s, u"W/\"CQAAAA==\""_s);
        found.append(shown);
    }
    const QJsonObject answer{
        {u"@odata.context"_s, u"https://graph.microsoft.com/v1.0/$metadata#users('me')/messages"_s},
        {u"value"_s, found}};
    return QJsonDocument(answer).toJson(QJsonDocument::Compact);
}

} // namespace Sendoff::Practice
