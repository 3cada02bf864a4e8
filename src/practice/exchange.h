// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

namespace Sendoff::Practice {

/// One HTTP request as the service sees it.
struct Request
{
    QByteArray method; ///< "GET"
    QString path; ///< percent-decoded, begins with '/'
    QByteArray query; ///< still encoded, without '?'
    QHash<QByteArray, QByteArray> headers; ///< names in lower case; only those the service looks at
    QByteArray body;

    QByteArray header(const QByteArray &lowerCaseName) const { return headers.value(lowerCaseName); }
};

/// Where the connection ends while a request comes in.
struct Cut
{
    qsizetype octets = 0; ///< once so many have come, head included
    bool inBody = false; ///< or else: once half of the announced body has come
};

struct Header
{
    QByteArray name;
    QByteArray value;

    friend bool operator==(const Header &, const Header &) = default;
};

struct Answer
{
    int status = 200;
    QList<Header> headers;
    QByteArray body;

    /// The octets that go on the wire. Content-Length is added here.
    QByteArray toHttp(bool closing, bool withoutBody) const;
};

Answer redirectTo(const QByteArray &url, int status = 302);
Answer plainAnswer(int status, const QByteArray &text);
Answer jsonAnswer(int status, const QByteArray &json);
Answer htmlAnswer(int status, const QByteArray &html, const QByteArray &contentSecurityPolicy);

/// The fields of a query or of an application/x-www-form-urlencoded body, in their order.
struct Form
{
    QList<std::pair<QString, QString>> fields;

    bool has(const QString &name) const;
    QString value(const QString &name) const; ///< of the first one
    QString repeatedName() const; ///< empty when every name is there once
};

Form parseForm(const QByteArray &encoded);
/// application/x-www-form-urlencoded, `+` never used: fits a query, a fragment and a body.
QByteArray encodeForm(const QList<std::pair<QString, QString>> &fields);

} // namespace Sendoff::Practice
