// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUrl>
#include <QUrlQuery>

namespace Sendoff::Testing {

/// What came back.
struct Got
{
    int status = 0; ///< 0: no answer
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;

    QByteArray header(const QByteArray &name) const;
    QJsonObject json() const;
    /// error.code of a Graph refusal.
    QString graphCode() const;
    /// The query of the Location header, decoded.
    QUrlQuery redirectedTo() const;
};

using Headers = QList<std::pair<QByteArray, QByteArray>>;
using Fields = QList<std::pair<QString, QString>>;

/// Plain HTTP by hand: redirects are shown, not followed.
class Client
{
public:
    explicit Client(QUrl origin)
        : m_origin(std::move(origin))
    {
    }

    Got send(const QByteArray &method, const QString &target, const QByteArray &body = {}, const Headers &headers = {});
    Got get(const QString &target, const Headers &headers = {}) { return send("GET", target, {}, headers); }
    Got postForm(const QString &target, const Fields &fields, const Headers &headers = {});
    Got postJson(const QString &target, const QByteArray &json, const QByteArray &token, const Headers &headers = {});

    /// All fields of a good authorization request, prompt=none for Adele; `changes` replace, an empty value removes.
    static Fields authorization(const Fields &changes = {});
    static Fields redemption(const QString &code, const Fields &changes = {});
    static QByteArray encode(const Fields &fields);
    static QString authorizeTarget(const QString &tenant, const Fields &fields);

    /// The whole sign-in. The token answer, empty if something went wrong.
    QJsonObject signIn(const QString &address = QStringLiteral("adele@practice.example"), const QString &scope = {});
    QByteArray accessToken();

private:
    QUrl m_origin;
    QNetworkAccessManager m_network;
};

/// The body of a good sendMail request; `changes` are members of its message, a null value removes one.
QByteArray sendMailJson(const QJsonObject &changes = {});
QJsonObject recipient(const QString &address, const QString &name = {});

/// A PKCE verifier and its S256 challenge that fit.
inline const QString verifier = QStringLiteral("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
inline const QString challenge = QStringLiteral("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

} // namespace Sendoff::Testing
