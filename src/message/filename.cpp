// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/filename.h"

#include "message/blockedtypes.h"
#include "message/characters.h"
#include "message/encodedword.h"

#include <QTextBoundaryFinder>
#include <QUrl>

#include <algorithm>
#include <array>
#include <string_view>

using namespace Qt::StringLiterals;

namespace Sendoff {

namespace {

constexpr qsizetype nameLimit = 255; // octets: NAME_MAX, and what most mail programs can save
constexpr qsizetype extensionLimit = 32; // octets; anything longer is no extension

QString madeUpName()
{
    return u"attachment"_s;
}

QString trimmedBlanks(const QString &text)
{
    qsizetype from = 0;
    qsizetype to = text.size();
    while (from < to && isBlank(text.at(from).unicode()))
        ++from;
    while (to > from && isBlank(text.at(to - 1).unicode()))
        --to;
    return text.sliced(from, to - from);
}

QString withoutHidden(const QString &name, FileNameFlags &flags)
{
    const std::vector<char32_t> points = codePoints(name);
    QString visible;
    bool afterControl = false;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const char32_t c = points[i];
        if (isControl(c) || isLineBreak(c)) {
            flags |= FileNameFlag::ControlRemoved;
            afterControl = true;
            continue;
        }
        if (isBidiOverride(c)) {
            flags |= FileNameFlag::BidiRemoved;
            continue;
        }
        if (isInvisible(c) && !isNeededJoiner(points, i)) {
            flags |= FileNameFlag::InvisibleRemoved;
            continue;
        }
        if (afterControl)
            visible += u' ';
        afterControl = false;
        visible += QChar::fromUcs4(c);
    }
    return visible;
}

// As much from the front as fits, never cut inside what a reader takes for one character.
QString cut(const QString &text, qsizetype octets)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    qsizetype used = 0;
    qsizetype end = 0;
    while (finder.toNextBoundary() >= 0) {
        const qsizetype size = QStringView(text).sliced(end, finder.position() - end).toUtf8().size();
        if (used + size > octets)
            break;
        used += size;
        end = finder.position();
    }
    if (end > 0)
        return text.first(end);
    // The first "character" alone is too long: cut between its code points after all.
    for (;;) {
        const qsizetype step = end < text.size() && text.at(end).isHighSurrogate() ? 2 : 1;
        const qsizetype size = QStringView(text).mid(end, step).toUtf8().size();
        if (end + step > text.size() || used + size > octets)
            break;
        used += size;
        end += step;
    }
    return text.first(end);
}

// The place of the dot before the extension, or the size if there is none. ".tar.gz" is one extension.
qsizetype extensionPlace(const QString &name)
{
    const qsizetype dot = name.lastIndexOf(u'.');
    if (dot <= 0 || dot == name.size() - 1 || QStringView(name).sliced(dot).toUtf8().size() > extensionLimit)
        return name.size();
    const QStringView before = QStringView(name).first(dot);
    if (before.size() > 4 && before.endsWith(u".tar", Qt::CaseInsensitive))
        return dot - 4;
    return dot;
}

QString fitted(const QString &name, FileNameFlags &flags)
{
    if (name.toUtf8().size() <= nameLimit)
        return name;
    flags |= FileNameFlag::Shortened;
    const qsizetype dot = extensionPlace(name);
    const QString extension = name.sliced(dot);
    return trimmedBlanks(cut(name.first(dot), nameLimit - extension.toUtf8().size())) + extension;
}

// Device names of DOS live on in every folder of Windows, with any extension.
bool isReservedName(const QString &name)
{
    const QString base = trimmedBlanks(name.section(u'.', 0, 0)).toUpper();
    static const std::array<QString, 6> devices{u"CON"_s, u"PRN"_s, u"AUX"_s, u"NUL"_s, u"CONIN$"_s, u"CONOUT$"_s};
    if (std::find(devices.begin(), devices.end(), base) != devices.end())
        return true;
    return base.size() == 4 && (base.startsWith(u"COM") || base.startsWith(u"LPT"))
        && u"0123456789\u00B9\u00B2\u00B3"_s.contains(base.back());
}

QString localNameFor(const QString &sendName, FileNameFlags &flags)
{
    QString local = sendName;
    const auto isBadOnWindows = [](QChar c) { return u"<>:\"/\\|?*"_s.contains(c); };
    std::replace_if(local.begin(), local.end(), isBadOnWindows, QChar(u'_'));
    while (!local.isEmpty() && (local.endsWith(u'.') || isBlank(local.back().unicode())))
        local.chop(1);
    if (isReservedName(sendName)) {
        flags |= FileNameFlag::ReservedName;
        local.prepend(u'_');
    }
    FileNameFlags unused;
    return local.isEmpty() ? madeUpName() : fitted(local, unused);
}

void noteTypes(const QString &localName, FileNameFlags &flags)
{
    const auto parts = QStringView(localName).split(u'.');
    if (parts.size() < 2 || !isBlockedExtension(parts.last().toString().toLower()))
        return;
    flags |= FileNameFlag::BlockedType;
    const QString before = trimmedBlanks(parts.at(parts.size() - 2).toString()).toLower();
    if (parts.size() > 2 && isDocumentExtension(before))
        flags |= FileNameFlag::DoubleExtension;
}

FileName finished(const QString &lastPart, FileNameFlags flags)
{
    const QString visible = withoutHidden(lastPart, flags).normalized(QString::NormalizationForm_C);
    QString sendName = trimmedBlanks(visible);
    if (sendName != visible || sendName.endsWith(u'.'))
        flags |= FileNameFlag::TrailingDotOrBlank;
    if (sendName.isEmpty() || sendName == u"."_s || sendName == u".."_s)
        sendName = madeUpName();
    FileName name;
    name.sendName = fitted(sendName, flags);
    name.localName = localNameFor(name.sendName, flags);
    noteTypes(name.localName, flags);
    name.flags = flags;
    return name;
}

FileName refused(FileNameFlags flags)
{
    return {{}, {}, flags | FileNameFlag::Refused};
}

// A few letters and "://", as in smb://server/share.
bool isUrl(const QString &path)
{
    const qsizetype colon = path.indexOf(u"://"_s);
    return colon > 1 && colon < 20 && std::all_of(path.begin(), path.begin() + colon, [](QChar c) {
               return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'+' || c == u'-');
           });
}

// Nothing down there is a file to send, though /proc calls itself one; shared memory is.
bool isKernelPath(const QString &path)
{
    return (path.startsWith(u"/dev/"_s) && !path.startsWith(u"/dev/shm/"_s)) || path.startsWith(u"/proc/"_s)
        || path.startsWith(u"/sys/"_s);
}

} // namespace

FileName cleanFileName(const QString &path)
{
    FileNameFlags flags;
    QString local = path;
    if (isUrl(path)) {
        const QUrl url(path);
        if (url.isLocalFile() && (url.host().isEmpty() || url.host() == u"localhost"_s)) {
            local = url.path(QUrl::FullyDecoded);
        } else {
            flags |= FileNameFlag::Remote;
            local = url.isValid() ? url.path(QUrl::FullyDecoded) : path;
        }
    }
    const QString lastPart = local.sliced(local.lastIndexOf(u'/') + 1);
    const bool nothing = lastPart.isEmpty() || lastPart == u"."_s || lastPart == u".."_s;
    if (nothing || local.contains(QChar(u'\0')) || isKernelPath(local))
        return refused(flags);
    return finished(lastPart, flags);
}

FileName cleanSuggestedName(const QString &name)
{
    FileNameFlags flags;
    const QString decoded = decodeWords(name).text;
    if (decoded != name)
        flags |= FileNameFlag::Decoded;
    const qsizetype slash = std::max(decoded.lastIndexOf(u'/'), decoded.lastIndexOf(u'\\'));
    if (slash >= 0)
        flags |= FileNameFlag::PathRemoved;
    const QString lastPart = decoded.sliced(slash + 1);
    return finished(lastPart == u"."_s || lastPart == u".."_s ? QString() : lastPart, flags);
}

} // namespace Sendoff
