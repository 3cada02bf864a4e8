// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/calls.h"

#include <QStringList>

#include <array>

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

struct Place
{
    const char16_t *shape; ///< {} stands for any one segment
    std::initializer_list<std::pair<const char *, CallKind>> methods;
};

/// Below /me or /users/{id}.
const std::array<Place, 9> &places()
{
    static const std::array<Place, 9> all = {{
        {u"", {{"GET", CallKind::Me}}},
        {u"sendMail", {{"POST", CallKind::SendMail}}},
        {u"messages", {{"GET", CallKind::Find}, {"POST", CallKind::Create}}},
        {u"mailFolders/{}/messages", {{"GET", CallKind::Find}, {"POST", CallKind::Create}}},
        {u"messages/{}", {{"GET", CallKind::Read}, {"PATCH", CallKind::Change}, {"DELETE", CallKind::Delete}}},
        {u"messages/{}/send", {{"POST", CallKind::Send}}},
        {u"messages/{}/attachments", {{"GET", CallKind::List}, {"POST", CallKind::Attach}}},
        {u"messages/{}/attachments/createUploadSession", {{"POST", CallKind::Session}}},
        {u"messages/{}/attachments/{}", {{"GET", CallKind::ReadAttachment}, {"DELETE", CallKind::DeleteAttachment}}},
    }};
    return all;
}

bool fits(const QString &shape, const QStringList &segments, QStringList &wild)
{
    const QStringList pattern = shape.isEmpty() ? QStringList() : shape.split(u'/');
    if (pattern.size() != segments.size())
        return false;
    wild.clear();
    for (qsizetype index = 0; index < pattern.size(); ++index) {
        if (pattern.at(index) == "{}"_L1 && !segments.at(index).isEmpty())
            wild.append(segments.at(index));
        else if (pattern.at(index) != segments.at(index))
            return false;
    }
    return true;
}

Call atPlace(const Place &place, const QByteArray &method, const QStringList &wild)
{
    Call call;
    for (const auto &[name, kind] : place.methods) {
        if (method == name)
            call.kind = kind;
        call.allowed += (call.allowed.isEmpty() ? "" : ", ") + QByteArray(name);
    }
    if (call.kind != CallKind::Other)
        call.allowed.clear();
    if (QStringView(place.shape).startsWith(u"mailFolders"))
        call.folder = wild.value(0);
    else
        call.message = wild.value(0);
    call.attachment = wild.value(1);
    return call;
}

Call ofGraph(const QByteArray &method, QStringList segments)
{
    QString mailbox;
    if (segments.value(0) == "users"_L1 && segments.size() > 1) {
        mailbox = segments.at(1);
        segments = segments.mid(2);
    } else if (segments.value(0) == "me"_L1) {
        segments = segments.mid(1);
    } else {
        return {};
    }
    QStringList wild;
    for (const Place &place : places()) {
        if (!fits(QString::fromUtf16(place.shape), segments, wild))
            continue;
        Call call = atPlace(place, method, wild);
        call.mailbox = mailbox;
        return call;
    }
    return {};
}

} // namespace

Call readCall(const QByteArray &method, const QString &path)
{
    Call call;
    if (path.startsWith("/v1.0/"_L1))
        return ofGraph(method, path.mid(6).split(u'/'));
    if (path.startsWith(QStringView(uploadRoot))) {
        call.kind = method == "PUT" ? CallKind::Part
            : method == "GET"       ? CallKind::AskPart
            : method == "DELETE"    ? CallKind::EndUpload
                                    : CallKind::Other;
    } else if (path.endsWith("/oauth2/v2.0/authorize"_L1)) {
        call.kind = CallKind::Authorize;
    } else if (path.endsWith("/oauth2/v2.0/token"_L1)) {
        call.kind = CallKind::Token;
    }
    return call;
}

QString callName(CallKind kind)
{
    return callNames().value(static_cast<int>(kind));
}

QStringList callNames()
{
    // In the order of the enumeration.
    return {QString(),     u"authorize"_s,      u"token"_s,
            u"me"_s,       u"sendMail"_s,       u"find"_s,
            u"create"_s,   u"read"_s,           u"change"_s,
            u"delete"_s,   u"send"_s,           u"attach"_s,
            u"list"_s,     u"readAttachment"_s, u"deleteAttachment"_s,
            u"session"_s,  u"part"_s,           u"askPart"_s,
            u"endUpload"_s};
}

} // namespace Sendoff::Practice
