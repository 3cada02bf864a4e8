// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/plaintext.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Sendoff::Gui {

namespace {

/// The name in "<name …" or "</name …", in small letters.
QString tagName(QStringView tag)
{
    qsizetype at = tag.startsWith(u'/') ? 1 : 0;
    QString name;
    while (at < tag.size() && tag.at(at).isLetterOrNumber() && name.size() < 10)
        name += tag.at(at++).toLower();
    return name;
}

bool breaksLine(const QString &name)
{
    static constexpr std::array<const char16_t *, 10> breaking
        = {u"br", u"p", u"div", u"tr", u"li", u"h1", u"h2", u"h3", u"blockquote", u"pre"};
    return std::any_of(breaking.begin(), breaking.end(),
                       [&name](const char16_t *each) { return name == QStringView(each); });
}

struct Entity
{
    const char16_t *name;
    char16_t meaning;
};
constexpr auto entities = std::to_array<Entity>(
    {{u"amp", u'&'}, {u"lt", u'<'}, {u"gt", u'>'}, {u"quot", u'"'}, {u"apos", u'\''}, {u"nbsp", u' '}});

/// What "&…;" at the start of `text` means and how long it is; itself if it means nothing.
std::pair<QString, qsizetype> readEntity(QStringView text)
{
    const qsizetype end = text.first(std::min<qsizetype>(text.size(), 12)).indexOf(u';');
    const QStringView name = end > 1 ? text.sliced(1, end - 1) : QStringView();
    for (const Entity &each : entities) {
        if (name == QStringView(each.name))
            return {QString(QChar(each.meaning)), end + 1};
    }
    if (name.startsWith(u'#')) {
        const bool hex = name.size() > 1 && name.at(1).toLower() == u'x';
        bool ok = false;
        const uint code = hex ? name.sliced(2).toUInt(&ok, 16) : name.sliced(1).toUInt(&ok, 10);
        if (ok && code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)) {
            const char32_t character = code;
            return {QString::fromUcs4(&character, 1), end + 1};
        }
    }
    return {u"&"_s, 1};
}

QString withoutTags(QStringView html, qsizetype length)
{
    QString text;
    qsizetype at = 0;
    while (at < html.size() && text.size() < length) {
        const QChar c = html.at(at);
        if (c == u'<') {
            const bool comment = html.sliced(at).startsWith(QStringView(u"<!--"));
            const qsizetype end = comment ? html.indexOf(QStringView(u"-->"), at) : html.indexOf(u'>', at);
            if (end < 0)
                break;
            const QString name = tagName(html.sliced(at + 1, end - at - 1));
            const bool opens = !comment && html.at(at + 1) != u'/';
            at = end + (comment ? 3 : 1);
            if (opens && (name == u"style" || name == u"script" || name == u"head" || name == u"title")) {
                const qsizetype close = html.indexOf(u"</"_s + name, at, Qt::CaseInsensitive);
                at = close < 0 ? html.size() : close;
            } else if (breaksLine(name) && !text.isEmpty() && !text.endsWith(u'\n')) {
                text += u'\n';
            }
        } else if (c == u'&') {
            const auto [meaning, size] = readEntity(html.sliced(at));
            text += meaning;
            at += size;
        } else {
            const bool blank = c.isSpace();
            if (!blank || !(text.isEmpty() || text.back().isSpace()))
                text += blank ? u' ' : c;
            ++at;
        }
    }
    return text;
}

} // namespace

QString plainText(const Body &body, qsizetype length)
{
    if (body.kind == BodyKind::Html)
        return withoutTags(body.content, length).left(length);
    return body.content.left(length);
}

QString firstWords(const Body &body)
{
    return plainText(body, 300).simplified();
}

} // namespace Sendoff::Gui
