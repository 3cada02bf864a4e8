// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message/recipients.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

// Reads tests/fixtures/vectors/*.json and puts what was read into plain lists that compare and print well.
namespace Rows {

inline QJsonObject file(const QString &name)
{
    QFile rows(QStringLiteral(SENDOFF_FIXTURES "/vectors/") + name);
    if (!rows.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(rows.readAll()).object();
}

inline QByteArray name(const QJsonObject &row)
{
    return row.value(QStringLiteral("name")).toString().toUtf8();
}

inline QStringList strings(const QJsonValue &array)
{
    QStringList list;
    const QJsonArray values = array.toArray();
    for (const auto &value : values)
        list.append(value.toString());
    return list;
}

// "name|mailbox" for each pair.
inline QStringList pairs(const QJsonValue &array)
{
    QStringList list;
    const QJsonArray values = array.toArray();
    for (const auto &value : values)
        list.append(value.toArray().at(0).toString() + u'|' + value.toArray().at(1).toString());
    return list;
}

inline QStringList readable(const QList<Sendoff::Recipient> &field)
{
    QStringList list;
    for (const Sendoff::Recipient &recipient : field) {
        if (recipient.isReadable())
            list.append(recipient.address.name + u'|' + recipient.address.mailbox);
    }
    return list;
}

inline QStringList unreadable(const QList<Sendoff::Recipient> &field)
{
    QStringList list;
    for (const Sendoff::Recipient &recipient : field) {
        if (!recipient.isReadable())
            list.append(recipient.unreadable);
    }
    return list;
}

inline QStringList flags(const QList<Sendoff::Recipient> &field)
{
    using Sendoff::AddressFlag;
    Sendoff::AddressFlags all;
    for (const Sendoff::Recipient &recipient : field)
        all |= recipient.flags;
    QStringList list;
    if (all.testFlag(AddressFlag::International))
        list.append(QStringLiteral("idn"));
    if (all.testFlag(AddressFlag::InternationalLocal))
        list.append(QStringLiteral("eai"));
    if (all.testFlag(AddressFlag::NameLooksLikeAddress))
        list.append(QStringLiteral("name-looks-like-address"));
    if (all.testFlag(AddressFlag::NoDotInDomain))
        list.append(QStringLiteral("no-dot-in-domain"));
    return list;
}

} // namespace Rows
