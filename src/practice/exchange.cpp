// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/exchange.h"

#include <QUrl>

#include <algorithm>

namespace Sendoff::Practice {

namespace {

QByteArray reasonFor(int status)
{
    static const QHash<int, QByteArray> reasons = {{200, "OK"},
                                                   {201, "Created"},
                                                   {202, "Accepted"},
                                                   {204, "No Content"},
                                                   {302, "Found"},
                                                   {303, "See Other"},
                                                   {307, "Temporary Redirect"},
                                                   {308, "Permanent Redirect"},
                                                   {400, "Bad Request"},
                                                   {401, "Unauthorized"},
                                                   {403, "Forbidden"},
                                                   {404, "Not Found"},
                                                   {405, "Method Not Allowed"},
                                                   {410, "Gone"},
                                                   {411, "Length Required"},
                                                   {413, "Payload Too Large"},
                                                   {415, "Unsupported Media Type"},
                                                   {416, "Range Not Satisfiable"},
                                                   {421, "Misdirected Request"},
                                                   {429, "Too Many Requests"},
                                                   {500, "Internal Server Error"},
                                                   {502, "Bad Gateway"},
                                                   {503, "Service Unavailable"},
                                                   {504, "Gateway Timeout"},
                                                   {507, "Insufficient Storage"}};
    return reasons.value(status, "Unnamed");
}

QString decodeField(QByteArray text)
{
    text.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text));
}

} // namespace

QByteArray Answer::toHttp(bool closing, bool withoutBody) const
{
    QByteArray octets = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonFor(status) + "\r\n";
    bool hasLength = false;
    for (const Header &header : headers) {
        octets += header.name + ": " + header.value + "\r\n";
        hasLength = hasLength || header.name.compare("Content-Length", Qt::CaseInsensitive) == 0;
    }
    if (!hasLength && status != 204)
        octets += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    if (closing)
        octets += "Connection: close\r\n";
    octets += "\r\n";
    if (!withoutBody)
        octets += body;
    return octets;
}

Answer redirectTo(const QByteArray &url, int status)
{
    return {status, {{"Location", url}, {"Cache-Control", "no-store"}, {"Referrer-Policy", "no-referrer"}}, {}};
}

Answer plainAnswer(int status, const QByteArray &text)
{
    return {
        status, {{"Content-Type", "text/plain; charset=utf-8"}, {"X-Content-Type-Options", "nosniff"}}, text + '\n'};
}

Answer jsonAnswer(int status, const QByteArray &json)
{
    return {status, {{"Content-Type", "application/json; charset=utf-8"}, {"Cache-Control", "no-store"}}, json};
}

Answer htmlAnswer(int status, const QByteArray &html, const QByteArray &contentSecurityPolicy)
{
    return {status,
            {{"Content-Type", "text/html; charset=utf-8"},
             {"Content-Security-Policy", contentSecurityPolicy},
             {"X-Content-Type-Options", "nosniff"},
             {"Referrer-Policy", "no-referrer"},
             {"Cache-Control", "no-store"}},
            html};
}

bool Form::has(const QString &name) const
{
    return std::any_of(fields.begin(), fields.end(), [&](const auto &field) { return field.first == name; });
}

QString Form::value(const QString &name) const
{
    const auto at = std::find_if(fields.begin(), fields.end(), [&](const auto &field) { return field.first == name; });
    return at == fields.end() ? QString() : at->second;
}

QString Form::repeatedName() const
{
    QList<QString> seen;
    for (const auto &field : fields) {
        if (seen.contains(field.first))
            return field.first;
        seen.append(field.first);
    }
    return {};
}

Form parseForm(const QByteArray &encoded)
{
    Form form;
    for (const QByteArray &piece : encoded.split('&')) {
        if (piece.isEmpty())
            continue;
        const qsizetype equals = piece.indexOf('=');
        const QByteArray name = equals < 0 ? piece : piece.left(equals);
        const QByteArray value = equals < 0 ? QByteArray() : piece.mid(equals + 1);
        form.fields.append({decodeField(name), decodeField(value)});
    }
    return form;
}

QByteArray encodeForm(const QList<std::pair<QString, QString>> &fields)
{
    QByteArray encoded;
    for (const auto &[name, value] : fields) {
        if (!encoded.isEmpty())
            encoded += '&';
        encoded += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    return encoded;
}

} // namespace Sendoff::Practice
