// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/mailbox.h"

#include "message/characters.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff {

namespace {

constexpr qsizetype localPartLimit = 64; // octets, RFC 5321 4.5.3.1.1
constexpr qsizetype mailboxLimit = 254; // octets, RFC 5321 4.5.3.1.3 less the angle brackets
constexpr qsizetype labelLimit = 63; // octets, RFC 1035 2.3.4

bool isAsciiLetterOrDigit(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
}

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

// RFC 5322 3.2.3 atext; RFC 6532 3.2 adds everything beyond ASCII.
bool isAtext(QChar c)
{
    return c.unicode() >= 0x80 || isAsciiLetterOrDigit(c) || u"!#$%&'*+-/=?^_`{|}~"_s.contains(c);
}

bool isDotAtom(QStringView text)
{
    bool afterDot = true;
    for (const QChar c : text) {
        if (c == u'.' ? afterDot : !isAtext(c))
            return false;
        afterDot = c == u'.';
    }
    return !afterDot;
}

// From the opening quote: the place behind the closing one, or -1.
qsizetype skipQuoted(QStringView text, qsizetype from)
{
    for (qsizetype i = from + 1; i < text.size(); ++i) {
        if (text.at(i) == u'\\')
            ++i;
        else if (text.at(i) == u'"')
            return i + 1;
    }
    return -1;
}

QString unquoted(QStringView quoted)
{
    QString text;
    for (qsizetype i = 1; i + 1 < quoted.size(); ++i) {
        if (quoted.at(i) == u'\\' && i + 2 < quoted.size())
            ++i;
        text += quoted.at(i);
    }
    return text;
}

bool hasLineBreak(QStringView text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return isLineBreak(c.unicode()); });
}

// Words between dots, each an atom or a quoted string (RFC 5322 4.4 obs-local-part covers the mixture).
bool isLocalPart(QStringView local)
{
    qsizetype i = 0;
    for (;;) {
        if (i < local.size() && local.at(i) == u'"') {
            const qsizetype end = skipQuoted(local, i);
            if (end < 0 || hasLineBreak(local.sliced(i, end - i)))
                return false;
            i = end;
        } else {
            const qsizetype start = i;
            while (i < local.size() && isAtext(local.at(i)))
                ++i;
            if (i == start)
                return false;
        }
        if (i == local.size())
            return true;
        if (local.at(i) != u'.')
            return false;
        ++i;
    }
}

QString withoutNeedlessQuotes(QStringView local)
{
    if (local.startsWith(u'"') && skipQuoted(local, 0) == local.size()) {
        QString inner = unquoted(local);
        if (isDotAtom(inner))
            return inner;
    }
    return local.toString();
}

bool isIPv4(QStringView text)
{
    const auto parts = text.split(u'.');
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](QStringView part) {
               return !part.isEmpty() && part.size() <= 3
                   && std::all_of(part.begin(), part.end(), [](QChar c) { return c >= u'0' && c <= u'9'; })
                   && part.toInt() <= 255;
           });
}

// Groups of one to four hexadecimal digits; the last may be an IPv4 address. Gives the count of 16-bit groups, -1 if
// bad.
int hexGroups(QStringView text, bool mayEndInIPv4)
{
    if (text.isEmpty())
        return 0;
    int count = 0;
    const auto groups = text.split(u':');
    for (qsizetype i = 0; i < groups.size(); ++i) {
        const QStringView group = groups.at(i);
        if (mayEndInIPv4 && i + 1 == groups.size() && isIPv4(group)) {
            count += 2;
            continue;
        }
        const bool hex = !group.isEmpty() && group.size() <= 4 && std::all_of(group.begin(), group.end(), [](QChar c) {
            return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
        });
        if (!hex)
            return -1;
        ++count;
    }
    return count;
}

// RFC 4291 2.2.
bool isIPv6(QStringView text)
{
    if (text.size() > 45)
        return false;
    const qsizetype gap = text.indexOf(u"::");
    if (gap < 0)
        return hexGroups(text, true) == 8;
    const int before = hexGroups(text.first(gap), false);
    const int after = hexGroups(text.sliced(gap + 2), true);
    return before >= 0 && after >= 0 && before + after <= 7;
}

// RFC 5321 4.1.3.
bool isAddressLiteral(QStringView domain)
{
    if (domain.size() < 2 || !domain.endsWith(u']'))
        return false;
    const QStringView inner = domain.sliced(1, domain.size() - 2);
    if (inner.startsWith(u"IPv6:", Qt::CaseInsensitive))
        return isIPv6(inner.sliced(5));
    return isIPv4(inner);
}

bool isHostLabel(QStringView label)
{
    return !label.isEmpty() && label.size() <= labelLimit && !label.startsWith(u'-') && !label.endsWith(u'-')
        && std::all_of(label.begin(), label.end(), [](QChar c) { return isAsciiLetterOrDigit(c) || c == u'-'; });
}

bool areHostLabels(QStringView domain)
{
    const auto labels = domain.split(u'.');
    return std::all_of(labels.begin(), labels.end(), isHostLabel);
}

bool isDomain(const QString &domain)
{
    if (domain.size() > mailboxLimit)
        return false;
    if (isAscii(domain))
        return areHostLabels(domain);
    // The service takes A-labels only, so a domain that has none is none.
    return areHostLabels(QString::fromLatin1(QUrl::toAce(domain)));
}

// UTS 46 2.3: these are label separators as well. One dot at the end is the DNS root, which is no part of a mailbox.
QString plainDots(QStringView domain)
{
    QString plain = domain.toString();
    for (QChar &c : plain) {
        if (c == QChar(0x3002) || c == QChar(0xFF0E) || c == QChar(0xFF61))
            c = u'.';
    }
    if (plain.size() > 1 && plain.endsWith(u'.'))
        plain.chop(1);
    return plain;
}

bool hasHiddenCharacters(QStringView spec)
{
    if (isAscii(spec))
        return std::any_of(spec.begin(), spec.end(), [](QChar c) { return isControl(c.unicode()) && c != u'\t'; });
    const std::vector<char32_t> points = codePoints(spec);
    return std::any_of(points.begin(), points.end(), [](char32_t c) {
        return (isControl(c) && c != U'\t') || isInvisible(c) || isLineBreak(c) || (isBlank(c) && c >= 0x80)
            || c == QChar::ReplacementCharacter;
    });
}

Mailbox faulty(AddressFault fault)
{
    return {{}, fault, {}};
}

} // namespace

qsizetype findAt(QStringView spec)
{
    for (qsizetype i = 0; i < spec.size(); ++i) {
        if (spec.at(i) == u'"') {
            const qsizetype end = skipQuoted(spec, i);
            if (end < 0)
                return spec.indexOf(u'@', i);
            i = end - 1;
        } else if (spec.at(i) == u'@') {
            return i;
        }
    }
    return -1;
}

Mailbox readMailbox(QStringView spec)
{
    if (hasHiddenCharacters(spec))
        return faulty(AddressFault::HiddenCharacters);
    const qsizetype at = findAt(spec);
    if (at < 0)
        return faulty(AddressFault::NoAt);
    if (at == 0)
        return faulty(AddressFault::NoLocalPart);
    const QStringView typedDomain = spec.sliced(at + 1);
    if (typedDomain.isEmpty())
        return faulty(AddressFault::NoDomain);
    if (typedDomain.contains(u'@'))
        return faulty(typedDomain.startsWith(u'@') ? AddressFault::BadDomain : AddressFault::SeveralAddresses);
    if (!isLocalPart(spec.first(at)))
        return faulty(AddressFault::BadLocalPart);

    Mailbox mailbox;
    const QString local = withoutNeedlessQuotes(spec.first(at));
    const bool literal = typedDomain.startsWith(u'[');
    const QString domain = literal ? typedDomain.toString() : plainDots(typedDomain);
    if (local.toUtf8().size() > localPartLimit || local.toUtf8().size() + 1 + domain.toUtf8().size() > mailboxLimit)
        return faulty(AddressFault::TooLong);
    if (literal ? !isAddressLiteral(domain) : !isDomain(domain))
        return faulty(AddressFault::BadDomain);
    mailbox.text = local + u'@' + domain;
    mailbox.flags.setFlag(AddressFlag::International, !isAscii(domain));
    mailbox.flags.setFlag(AddressFlag::InternationalLocal, !isAscii(local));
    mailbox.flags.setFlag(AddressFlag::NoDotInDomain, !literal && !domain.contains(u'.'));
    return mailbox;
}

} // namespace Sendoff
