// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/answerpage.h"

#include <QCryptographicHash>
#include <QFile>

namespace Sendoff::Auth {

using namespace Qt::StringLiterals;

namespace {

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 421:
        return "Misdirected Request";
    case 431:
        return "Request Header Fields Too Large";
    case 501:
        return "Not Implemented";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Bad Request";
    }
}

QByteArray answer(int status, const QByteArray &type, const QByteArray &body, const QByteArray &styleSource)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status);
    head += "\r\nContent-Type: " + type + "; charset=utf-8";
    head += "\r\nContent-Length: " + QByteArray::number(body.size());
    head += "\r\nContent-Security-Policy: default-src 'none'; style-src " + styleSource
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    head += "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff";
    head += "\r\nConnection: close\r\n\r\n";
    return head + body;
}

// The one style sheet of the page is named by its hash (CSP Level 3, 2.3.1): no other one would be applied.
QByteArray styleSourceOf(const QByteArray &html)
{
    const qsizetype start = html.indexOf("<style>") + 7;
    const QByteArray style = html.mid(start, html.indexOf("</style>") - start);
    return "'sha256-" + QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64() + '\'';
}

QByteArray page(const QString &name, const PageWords &words, const QString &title, const QString &text)
{
    QFile file(u":/sendoff/pages/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        return answer(200, "text/plain", text.toUtf8(), "'none'");
    QByteArray html = file.readAll();
    const QByteArray styleSource = styleSourceOf(html);
    html.replace("@language@", words.language.toHtmlEscaped().toUtf8());
    html.replace("@direction@", words.isRightToLeft ? "rtl" : "ltr");
    html.replace("@title@", title.toHtmlEscaped().toUtf8());
    html.replace("@text@", text.toHtmlEscaped().toUtf8());
    return answer(200, "text/html", html, styleSource);
}

} // namespace

QByteArray receivedPage(const PageWords &words)
{
    return page(u"signed-in.html"_s, words, words.receivedTitle, words.receivedText);
}

QByteArray failedPage(const PageWords &words)
{
    return page(u"sign-in-failed.html"_s, words, words.failedTitle, words.failedText);
}

QByteArray refusalPage(int status)
{
    return answer(status, "text/plain", reasonPhrase(status) + '\n', "'none'");
}

} // namespace Sendoff::Auth
