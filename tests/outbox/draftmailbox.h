// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/secretshelf.h"
#include "support/faketransport.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QPointer>
#include <QTimer>
#include <QUrlQuery>

namespace Sendoff::Testing {

/// A mailbox that knows the calls of the draft route, as answers for a FakeTransport. It keeps count.
class DraftMailbox
{
public:
    struct Draft
    {
        QByteArray body;
        QString internetMessageId;
        bool isDraft = true;
        QMap<QString, QJsonObject> files; ///< id → name, size
    };
    struct Session
    {
        QString draft;
        QString name;
        qint64 size = 0;
        QByteArray octets;
    };

    QMap<QString, Draft> drafts;
    QHash<QString, Session> sessions; ///< by the last part of its URL
    QMap<QString, QByteArray> contents; ///< file name → what arrived in parts
    QList<QString> sends; ///< ids
    qsizetype pageSize = -1; ///< of lists of attachments
    QList<qint64> parts; ///< where each part that was taken began
    /// Asked first, before anything is done, and after it: what is answered instead.
    std::function<std::optional<Net::HttpReply>(const Net::HttpRequest &)> instead;
    std::function<std::optional<Net::HttpReply>(const Net::HttpRequest &)> answerInstead;

    std::optional<Net::HttpReply> operator()(const Net::HttpRequest &request)
    {
        if (const auto odd = instead ? instead(request) : std::nullopt)
            return odd;
        const Net::HttpReply reply = handle(request);
        if (const auto odd = answerInstead ? answerInstead(request) : std::nullopt)
            return odd;
        return reply;
    }

private:
    using Method = Net::HttpRequest::Method;

    static QByteArray json(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }
    QJsonObject face(const QString &id) const
    {
        const Draft &draft = drafts[id];
        return {{QStringLiteral("id"), id},
                {QStringLiteral("isDraft"), draft.isDraft},
                {QStringLiteral("internetMessageId"), draft.internetMessageId}};
    }

    Net::HttpReply handle(const Net::HttpRequest &request)
    {
        const QString path = request.url.path();
        if (path.startsWith(QStringLiteral("/up/")))
            return upload(request, path.section(u'/', -1));
        const QString id = path.section(u'/', 4, 4);
        if (path.endsWith(QStringLiteral("/messages")))
            return request.method == Method::Post ? create(request) : find(request);
        if (!drafts.contains(id))
            return graphRefusal(404, "ErrorItemNotFound");
        Draft &draft = drafts[id];
        if (path.endsWith(QStringLiteral("/send"))) {
            if (!draft.isDraft)
                return graphRefusal(404, "ErrorItemNotFound");
            draft.isDraft = false;
            sends.append(id);
            return answered(202);
        }
        if (path.endsWith(QStringLiteral("/createUploadSession"))) {
            const QJsonObject item = QJsonDocument::fromJson(request.body)[QStringLiteral("AttachmentItem")].toObject();
            const QString key = QString::number(++m_last);
            sessions.insert(
                key, {id, item[QStringLiteral("name")].toString(), item[QStringLiteral("size")].toInteger(), {}});
            return answered(201, json({{QStringLiteral("uploadUrl"), QStringLiteral("https://up.example/up/") + key}}));
        }
        if (path.endsWith(QStringLiteral("/attachments")) && request.method == Method::Post) {
            const QJsonObject body = QJsonDocument::fromJson(request.body).object();
            return answered(201,
                            json(keep(draft, body[QStringLiteral("name")].toString(),
                                      body[QStringLiteral("contentBytes")].toString().size() / 4 * 3)));
        }
        if (path.endsWith(QStringLiteral("/attachments"))) {
            const QUrlQuery query(request.url);
            const qsizetype from = query.queryItemValue(QStringLiteral("$skip")).toLongLong();
            const QList<QJsonObject> files = draft.files.values().mid(from, pageSize);
            QJsonArray list;
            for (const QJsonObject &file : files)
                list.append(file);
            QJsonObject page{{QStringLiteral("value"), list}};
            if (from + files.size() < draft.files.size())
                page.insert(QStringLiteral("@odata.nextLink"),
                            QStringLiteral("https://elsewhere.example/?$skip=%1").arg(from + files.size()));
            return answered(200, json(page));
        }
        if (request.method == Method::Delete) {
            drafts.remove(id);
            return answered(204);
        }
        return answered(200, json(face(id)));
    }

    Net::HttpReply create(const Net::HttpRequest &request)
    {
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        const QString id = QStringLiteral("draft-%1").arg(++m_last);
        drafts.insert(id, {request.body, body[QStringLiteral("internetMessageId")].toString(), true, {}});
        return answered(201, json(face(id)));
    }

    Net::HttpReply find(const Net::HttpRequest &request)
    {
        const QString filter = QUrlQuery(request.url).queryItemValue(QStringLiteral("$filter"), QUrl::FullyDecoded);
        QJsonArray list;
        for (auto draft = drafts.cbegin(); draft != drafts.cend(); ++draft) {
            if (filter.contains(draft->internetMessageId))
                list.append(face(draft.key()));
        }
        return answered(200, json({{QStringLiteral("value"), list}}));
    }

    QJsonObject keep(Draft &draft, const QString &name, qint64 size)
    {
        const QString id = QString::number(++m_last);
        const QJsonObject file{
            {QStringLiteral("id"), id}, {QStringLiteral("name"), name}, {QStringLiteral("size"), size + 300}};
        draft.files.insert(id, file);
        return file;
    }

    Net::HttpReply upload(const Net::HttpRequest &request, const QString &key)
    {
        if (request.isSigned || !sessions.contains(key))
            return answered(404, "{}");
        Session &session = sessions[key];
        if (request.method == Method::Put) {
            qint64 from = -1;
            for (const auto &[name, value] : request.headers) {
                if (name == "Content-Range")
                    from = value.mid(6, value.indexOf('-') - 6).toLongLong();
            }
            if (from != session.octets.size())
                return answered(416, "{}");
            parts.append(from);
            session.octets += request.body;
            if (session.octets.size() == session.size) {
                contents.insert(session.name, session.octets);
                const QJsonObject file = keep(drafts[session.draft], session.name, session.size);
                sessions.remove(key);
                return answered(
                    201, {},
                    {{"Location",
                      "https://up.example/Attachments('" + file[QStringLiteral("id")].toString().toLatin1() + "')"}});
            }
        }
        return answered(
            200, json({{QStringLiteral("nextExpectedRanges"), QJsonArray{QString::number(session.octets.size())}}}));
    }

    int m_last = 0;
};

/// A shelf in memory that outlives the programs of a test.
class FakeShelf final : public Net::SecretShelf
{
public:
    QHash<QString, Secret> kept;
    bool isSlow = false; ///< what is put there arrives with arrive()

    void take(const QString &key, QObject *context, std::function<void(const Secret &)> answer) override
    {
        QTimer::singleShot(0, context, [answer = std::move(answer), value = kept.value(key)] { answer(value); });
    }
    void put(const QString &key, const Secret &value, QObject *context, std::function<void()> then) override
    {
        const auto keep = [this, key, value, context = QPointer<QObject>(context), then = std::move(then)] {
            kept.insert(key, value);
            if (context)
                QTimer::singleShot(0, context, then);
        };
        if (isSlow)
            m_late.append(keep);
        else
            keep();
    }
    void remove(const QString &key) override { kept.remove(key); }
    void arrive()
    {
        for (const auto &keep : std::exchange(m_late, {}))
            keep();
    }

private:
    QList<std::function<void()>> m_late;
};

} // namespace Sendoff::Testing
