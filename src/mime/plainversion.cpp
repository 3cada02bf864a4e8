// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mime/plainversion.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff::Mime {

namespace {

const QHash<QString, QString> &entities()
{
    static const QHash<QString, QString> table{
        {u"amp"_s, u"&"_s},         {u"lt"_s, u"<"_s},          {u"gt"_s, u">"_s},          {u"quot"_s, u"\""_s},
        {u"apos"_s, u"'"_s},        {u"nbsp"_s, u" "_s},        {u"copy"_s, u"\u00a9"_s},   {u"euro"_s, u"\u20ac"_s},
        {u"ndash"_s, u"\u2013"_s},  {u"mdash"_s, u"\u2014"_s},  {u"hellip"_s, u"\u2026"_s}, {u"bull"_s, u"\u2022"_s},
        {u"lsquo"_s, u"\u2018"_s},  {u"rsquo"_s, u"\u2019"_s},  {u"ldquo"_s, u"\u201c"_s},  {u"rdquo"_s, u"\u201d"_s},
        {u"auml"_s, u"\u00e4"_s},   {u"ouml"_s, u"\u00f6"_s},   {u"uuml"_s, u"\u00fc"_s},   {u"Auml"_s, u"\u00c4"_s},
        {u"Ouml"_s, u"\u00d6"_s},   {u"Uuml"_s, u"\u00dc"_s},   {u"szlig"_s, u"\u00df"_s},  {u"eacute"_s, u"\u00e9"_s},
        {u"egrave"_s, u"\u00e8"_s}, {u"agrave"_s, u"\u00e0"_s}, {u"ccedil"_s, u"\u00e7"_s}, {u"ntilde"_s, u"\u00f1"_s},
        {u"laquo"_s, u"\u00ab"_s},  {u"raquo"_s, u"\u00bb"_s},  {u"deg"_s, u"\u00b0"_s},    {u"times"_s, u"\u00d7"_s},
    };
    return table;
}

QString decoded(QStringView text)
{
    QString result;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = text.at(at) == u'&' ? text.mid(at, 12).indexOf(u';') : -1;
        const QStringView name = end > 1 ? text.sliced(at + 1, end - 1) : QStringView();
        QString meaning = name.isEmpty() ? QString() : entities().value(name.toString());
        if (name.startsWith(u'#')) {
            const bool isHex = name.mid(1).startsWith(u'x', Qt::CaseInsensitive);
            const char32_t code = isHex ? name.mid(2).toUInt(nullptr, 16) : name.mid(1).toUInt();
            if (code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) && (code < 0x7f || code > 0x9f))
                meaning = QString::fromUcs4(&code, 1);
        }
        result += meaning.isEmpty() ? QString(text.at(at)) : meaning;
        at += meaning.isEmpty() ? 1 : end + 1;
    }
    return result;
}

QString attribute(const QString &tag, const QString &name)
{
    static const QRegularExpression pattern(uR"re(\b(href|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))re"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    for (const auto &match : pattern.globalMatch(tag)) {
        if (match.captured(1).compare(name, Qt::CaseInsensitive) == 0)
            return decoded(match.captured(2) + match.captured(3) + match.captured(4)).simplified();
    }
    return {};
}

class Reader
{
public:
    QString read(const QString &html)
    {
        for (qsizetype at = 0; at < html.size();) {
            if (html.at(at) != u'<') {
                const qsizetype end = std::max(html.indexOf(u'<', at), qsizetype(-1));
                const qsizetype size = (end < 0 ? html.size() : end) - at;
                words(decoded(QStringView(html).sliced(at, size)));
                at += size;
                continue;
            }
            const bool isComment = QStringView(html).sliced(at).startsWith(u"<!--");
            const qsizetype end = isComment ? html.indexOf(u"-->"_s, at) : html.indexOf(u'>', at);
            if (end < 0)
                break;
            const QString inside = html.sliced(at + 1, end - at - 1);
            at = end + (isComment ? 3 : 1);
            if (!isComment)
                at = tag(inside, html, at);
        }
        while (m_text.endsWith(u'\n') || m_text.endsWith(u' '))
            m_text.chop(1);
        return m_text.isEmpty() ? m_text : m_text + u'\n';
    }

private:
    static QString nameIn(const QString &tag)
    {
        const qsizetype begin = tag.startsWith(u'/') ? 1 : 0;
        qsizetype end = begin;
        while (end < tag.size() && tag.at(end).isLetterOrNumber())
            ++end;
        return tag.sliced(begin, end - begin).toLower();
    }

    qsizetype tag(const QString &inside, const QString &html, qsizetype at)
    {
        static const QStringList hidden{u"style"_s, u"script"_s, u"head"_s, u"title"_s, u"template"_s};
        static const QStringList paragraphs{u"p"_s,  u"h1"_s, u"h2"_s,    u"h3"_s, u"h4"_s,         u"h5"_s, u"h6"_s,
                                            u"ul"_s, u"ol"_s, u"table"_s, u"hr"_s, u"blockquote"_s, u"pre"_s};
        const QString name = nameIn(inside);
        const bool opens = !inside.startsWith(u'/');
        if (opens && hidden.contains(name)) {
            const qsizetype close = html.indexOf(u"</"_s + name, at, Qt::CaseInsensitive);
            return close < 0 ? html.size() : close;
        }
        if (name == u"pre")
            m_isVerbatim = opens;
        if (paragraphs.contains(name))
            lineEnds(2);
        else if (name == u"br")
            m_text += u'\n';
        else if (name == u"div" || name == u"tr")
            lineEnds(1);
        else if (name == u"li" && opens)
            lineEnds(1), m_text += u"- "_s;
        else if ((name == u"td" || name == u"th") && opens && !m_text.isEmpty() && !m_text.back().isSpace())
            m_text += u'\t';
        else if (name == u"img" && opens)
            words(attribute(inside, u"alt"_s));
        else if (name == u"a")
            link(opens ? attribute(inside, u"href"_s) : QString(), opens);
        return at;
    }

    void link(const QString &address, bool opens)
    {
        if (opens) {
            m_link = address.startsWith(u'#') ? QString() : address;
            m_linkStart = m_text.size();
            return;
        }
        const QString shown = m_text.sliced(std::min(m_linkStart, m_text.size())).trimmed();
        const QString bare = m_link.startsWith(u"mailto:"_s, Qt::CaseInsensitive) ? m_link.mid(7) : m_link;
        if (!m_link.isEmpty() && shown != m_link && shown != bare)
            m_text += (shown.isEmpty() ? u"<"_s : u" <"_s) + bare + u'>';
        m_link.clear();
    }

    void lineEnds(int count)
    {
        if (m_text.isEmpty())
            return;
        while (m_text.endsWith(u' '))
            m_text.chop(1);
        while (m_text.size() < count || !m_text.endsWith(QString(count, u'\n')))
            m_text += u'\n';
    }

    void words(const QString &text)
    {
        for (const QChar c : text) {
            if (m_isVerbatim && c != u'\r')
                m_text += c;
            else if (!c.isSpace())
                m_text += c;
            else if (!m_text.isEmpty() && !m_text.back().isSpace())
                m_text += u' ';
        }
    }

    QString m_text;
    QString m_link;
    qsizetype m_linkStart = 0;
    bool m_isVerbatim = false;
};

} // namespace

QString plainVersion(const QString &html)
{
    return Reader().read(html);
}

} // namespace Sendoff::Mime
