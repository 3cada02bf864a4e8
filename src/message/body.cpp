// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/body.h"

#include "message/characters.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff {

namespace {

bool isEmptyText(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        const char16_t u = c.unicode();
        return isBlank(u) || isLineBreak(u) || isControl(u) || (!c.isSurrogate() && isInvisible(u));
    });
}

// The name of the tag at `place`, where "<" stands: lower case, with a slash if it closes.
QString tagName(QStringView html, qsizetype place)
{
    QString name;
    for (qsizetype i = place + 1; i < html.size() && name.size() < 16; ++i) {
        const QChar c = html.at(i).toLower();
        if (!c.isLetterOrNumber() && !(c == u'/' && name.isEmpty()) && c != u'!')
            break;
        name += c;
    }
    return name;
}

bool isShown(const QString &tag)
{
    return tag == u"img"_s || tag == u"hr"_s || tag == u"table"_s;
}

// Style sheets and scripts have text that nobody reads.
bool isUnread(const QString &tag)
{
    return tag == u"style"_s || tag == u"script"_s || tag == u"head"_s || tag == u"title"_s;
}

bool isEmptyHtml(QStringView html)
{
    QString text;
    for (qsizetype i = 0; i < html.size();) {
        if (html.at(i) != u'<') {
            const qsizetype next = html.indexOf(u'<', i);
            text += html.sliced(i, (next < 0 ? html.size() : next) - i);
            i = next < 0 ? html.size() : next;
            continue;
        }
        const QString tag = tagName(html, i);
        if (isShown(tag))
            return false;
        qsizetype end = i;
        if (isUnread(tag))
            end = html.indexOf(QString(u"</"_s + tag), i, Qt::CaseInsensitive);
        end = end < 0 ? -1 : html.indexOf(u'>', end);
        i = end < 0 ? html.size() : end + 1;
    }
    return isEmptyText(text.replace(u"&nbsp;"_s, u" "_s));
}

} // namespace

QString cleanPlainText(QString text)
{
    const auto unwanted = [](QChar c) {
        return (c.unicode() < 0x20 && c != u'\t' && c != u'\n') || c == QChar::ObjectReplacementCharacter;
    };
    text.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    text.removeIf(unwanted);
    return text;
}

bool isBlank(const Body &body)
{
    return body.kind == BodyKind::Html ? isEmptyHtml(body.content) : isEmptyText(body.content);
}

} // namespace Sendoff
