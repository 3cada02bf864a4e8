// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/loopbackrequest.h"

#include <QHash>
#include <QStringDecoder>

#include <algorithm>
#include <optional>

namespace Sendoff::Auth {

using namespace Qt::StringLiterals;

namespace {

constexpr int parameterLimit = 64;

struct Head
{
    QByteArray method;
    QByteArray target;
    QHash<QByteArray, QByteArray> headers; // names in lower case
    qsizetype size = 0; // with the empty line
};

bool isToken(const QByteArray &word)
{
    static const QByteArray marks("!#$%&'*+-.^_`|~");
    return !word.isEmpty() && std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || marks.contains(c);
    });
}

// Anything but printable ASCII, tab and line ends tells a TLS hello or random octets from a browser at the first octet.
bool looksLikeText(QByteArrayView octets)
{
    return std::all_of(octets.begin(), octets.end(),
                       [](char c) { return c == '\r' || c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7f); });
}

std::variant<Head, Refusal> readHead(const QByteArray &text)
{
    Head head;
    head.size = text.size() + 4;
    qsizetype at = text.indexOf("\r\n");
    const QByteArray first = at < 0 ? text : text.left(at);
    const QList<QByteArray> words = first.split(' ');
    if (words.size() != 3 || !isToken(words[0]) || words[1].isEmpty())
        return Refusal{400, "request line"};
    if (words[2] != "HTTP/1.1")
        return Refusal{505, "version"};
    head.method = words[0];
    head.target = words[1];
    while (at >= 0) {
        const qsizetype start = at + 2;
        at = text.indexOf("\r\n", start);
        const QByteArray line = text.mid(start, at < 0 ? -1 : at - start);
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.left(colon).toLower();
        if (colon < 1 || !isToken(name) || line.contains('\r') || line.contains('\n'))
            return Refusal{400, "header line"};
        static const QList<QByteArray> onlyOnce{"host", "content-length", "content-type", "transfer-encoding"};
        if (head.headers.contains(name) && onlyOnce.contains(name))
            return Refusal{400, "repeated " + name};
        head.headers.insert(name, line.mid(colon + 1).trimmed());
    }
    return head;
}

std::optional<Refusal> objectionToHead(const Head &head, const RedirectExpectation &expected)
{
    const QByteArray port = ':' + QByteArray::number(expected.port);
    const QByteArray host = head.headers.value("host").toLower();
    if (host != "localhost" + port && host != "127.0.0.1" + port && host != "[::1]" + port)
        return Refusal{421, "host"};
    if (!head.target.startsWith('/'))
        return Refusal{400, "target form"};
    const bool byQuery = expected.config.responseMode == ResponseMode::Query;
    const qsizetype mark = head.target.indexOf('?');
    if (head.target.left(mark < 0 ? head.target.size() : mark) != "/")
        return Refusal{404, "path"};
    if (head.method != (byQuery ? "GET" : "POST"))
        return Refusal{405, "method"};
    if (head.headers.contains("transfer-encoding"))
        return Refusal{501, "transfer-encoding"};
    if (byQuery)
        return head.headers.value("content-length", "0") == "0" ? std::nullopt
                                                                : std::optional(Refusal{400, "body with GET"});
    if (mark >= 0)
        return Refusal{400, "query with POST"};
    if (head.headers.value("content-type").split(';').first().trimmed().toLower()
        != "application/x-www-form-urlencoded")
        return Refusal{415, "content-type"};
    return std::nullopt;
}

std::variant<qsizetype, Refusal> bodyLength(const Head &head)
{
    const QByteArray length = head.headers.value("content-length");
    if (length.isEmpty())
        return Refusal{411, "no length"};
    if (!std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return Refusal{400, "length"};
    bool fits = false;
    const qlonglong octets = length.toLongLong(&fits);
    if (!fits || octets > redirectBodyLimit)
        return Refusal{413, "body too long"};
    return qsizetype(octets);
}

// application/x-www-form-urlencoded: '+' is a space, %XX an octet, all of it UTF-8.
std::optional<QString> formDecoded(QByteArray text)
{
    text.replace('+', ' ');
    for (qsizetype at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 3)) {
        if (at + 2 >= text.size() || !isxdigit(static_cast<unsigned char>(text[at + 1]))
            || !isxdigit(static_cast<unsigned char>(text[at + 2])))
            return std::nullopt;
    }
    QStringDecoder utf8(QStringDecoder::Utf8);
    QString decoded = utf8(QByteArray::fromPercentEncoding(text));
    if (utf8.hasError() || decoded.contains(QChar::Null))
        return std::nullopt;
    return decoded;
}

std::variant<QHash<QString, QString>, Refusal> readForm(const QByteArray &form)
{
    QHash<QString, QString> values;
    for (const QByteArray &pair : form.split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const std::optional<QString> name = formDecoded(pair.left(equals < 0 ? pair.size() : equals));
        const std::optional<QString> value = formDecoded(equals < 0 ? QByteArray() : pair.mid(equals + 1));
        if (!name || !value)
            return Refusal{400, "encoding"};
        // RFC 6749 3.1: a parameter that comes twice makes the answer ambiguous.
        if (values.contains(*name))
            return Refusal{400, "repeated parameter"};
        if (values.size() >= parameterLimit)
            return Refusal{400, "too many parameters"};
        values.insert(*name, *value);
    }
    return values;
}

// Takes as long for a wrong state as for a right one.
bool isSame(const QByteArray &one, const QByteArray &other)
{
    if (one.isEmpty() || one.size() != other.size())
        return false;
    unsigned difference = 0;
    for (qsizetype at = 0; at < one.size(); ++at)
        difference |= static_cast<unsigned char>(one[at]) ^ static_cast<unsigned char>(other[at]);
    return difference == 0;
}

RedirectReading judge(const QHash<QString, QString> &values, const RedirectExpectation &expected)
{
    if (!isSame(values.value(u"state"_s).toUtf8(), expected.state))
        return Refusal{400, "state"};
    if (values.contains(u"iss"_s) && !expected.config.mayIssue(values.value(u"iss"_s)))
        return Refusal{400, "issuer"};
    RedirectAnswer answer;
    answer.error = values.value(u"error"_s);
    if (answer.error.isEmpty()) {
        answer.code = Secret(values.value(u"code"_s).toUtf8());
        return answer.code.isEmpty() ? RedirectReading(Refusal{400, "no code"}) : RedirectReading(answer);
    }
    answer.description = values.value(u"error_description"_s);
    answer.suberror = values.value(u"suberror"_s, values.value(u"error_subcode"_s));
    return answer;
}

RedirectReading readParameters(const QByteArray &form, const RedirectExpectation &expected)
{
    const auto values = readForm(form);
    if (const auto *refusal = std::get_if<Refusal>(&values))
        return *refusal;
    return judge(std::get<QHash<QString, QString>>(values), expected);
}

} // namespace

RedirectReading readRedirect(const QByteArray &octets, const RedirectExpectation &expected)
{
    const qsizetype end = octets.indexOf("\r\n\r\n");
    if (!looksLikeText(QByteArrayView(octets).first(end < 0 ? qMin(octets.size(), redirectHeadLimit) : end)))
        return Refusal{400, "not HTTP"};
    if (end > redirectHeadLimit || (end < 0 && octets.size() > redirectHeadLimit))
        return Refusal{431, "head too long"};
    if (end < 0)
        return NeedsMore{};
    const auto reading = readHead(octets.left(end));
    if (const auto *refusal = std::get_if<Refusal>(&reading))
        return *refusal;
    const Head head = std::get<Head>(reading);
    if (const auto objection = objectionToHead(head, expected))
        return *objection;
    if (head.method == "GET") {
        if (octets.size() > head.size)
            return Refusal{400, "more than one request"};
        return readParameters(head.target.mid(2), expected);
    }
    const auto length = bodyLength(head);
    if (const auto *refusal = std::get_if<Refusal>(&length))
        return *refusal;
    const qsizetype missing = head.size + std::get<qsizetype>(length) - octets.size();
    if (missing > 0)
        return NeedsMore{};
    if (missing < 0)
        return Refusal{400, "more than one request"};
    return readParameters(octets.mid(head.size), expected);
}

} // namespace Sendoff::Auth
