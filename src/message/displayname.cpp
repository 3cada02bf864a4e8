// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/characters.h"
#include "message/mailbox.h"

#include <QStringBuilder>

using namespace Qt::StringLiterals;

namespace Sendoff {

namespace {

// An @ as a reader sees it, so that a look-alike fools nobody.
bool looksLikeAt(QChar c)
{
    return c == u'@' || c == QChar(0xFF20) || c == QChar(0xFE6B);
}

bool endsAddress(QChar c)
{
    return c.isSpace() || looksLikeAt(c) || u"<>()[]\",;:"_s.contains(c);
}

bool isEdge(QChar c)
{
    return c == u'.' || c == u'\'';
}

// Whether `shown` holds something like local@domain that is not `mailbox`.
bool showsOtherAddress(const QString &shown, const QString &mailbox, bool domainNeedsDot)
{
    qsizetype wordStart = 0;
    for (qsizetype i = 0; i < shown.size(); ++i) {
        if (!looksLikeAt(shown.at(i))) {
            if (endsAddress(shown.at(i)))
                wordStart = i + 1;
            continue;
        }
        qsizetype end = i + 1;
        while (end < shown.size() && !endsAddress(shown.at(end)))
            ++end;
        QStringView local = QStringView(shown).sliced(wordStart, i - wordStart);
        QStringView domain = QStringView(shown).sliced(i + 1, end - i - 1);
        while (!local.isEmpty() && isEdge(local.front()))
            local = local.sliced(1);
        while (!domain.isEmpty() && isEdge(domain.back()))
            domain.chop(1);
        const bool looksReal = !local.isEmpty() && !domain.isEmpty() && (!domainNeedsDot || domain.contains(u'.'));
        if (looksReal && QString(local % u'@' % domain).compare(mailbox, Qt::CaseInsensitive) != 0)
            return true;
        wordStart = i + 1;
    }
    return false;
}

// "boss @ example . org" with its blanks closed up. A dot counts only with blanks on both sides: "St. Mary" is a name.
QString withoutBlanksInside(const QString &text)
{
    QString closed;
    closed.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const bool dotApart = c == u'.' && closed.endsWith(u' ') && i + 1 < text.size() && text.at(i + 1) == u' ';
        if (!looksLikeAt(c) && !dotApart) {
            closed += c;
            continue;
        }
        while (closed.endsWith(u' '))
            closed.chop(1);
        closed += c;
        while (i + 1 < text.size() && text.at(i + 1) == u' ')
            ++i;
    }
    return closed;
}

// Outlook puts apostrophes around a name that it took from an address.
QString withoutApostrophes(QString name)
{
    while (name.size() > 2 && name.startsWith(u'\'') && name.endsWith(u'\''))
        name = name.sliced(1, name.size() - 2).trimmed();
    return name;
}

} // namespace

Recipient recipientOf(const QString &name, const Mailbox &mailbox)
{
    Recipient recipient;
    recipient.address.mailbox = mailbox.text;
    recipient.flags = mailbox.flags;
    const QString shown = withoutApostrophes(oneLine(name));
    if (shown.compare(mailbox.text, Qt::CaseInsensitive) == 0)
        return recipient;
    recipient.address.name = shown;
    const bool showsOther = showsOtherAddress(shown, mailbox.text, false)
        || showsOtherAddress(withoutBlanksInside(shown), mailbox.text, true);
    recipient.flags.setFlag(AddressFlag::NameLooksLikeAddress, showsOther);
    return recipient;
}

} // namespace Sendoff
