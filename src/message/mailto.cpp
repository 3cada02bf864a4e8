// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/mailto.h"

#include "message/characters.h"
#include "message/mailbox.h"
#include "message/percent.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff {

namespace {

// So many people from one click are worth a word.
constexpr qsizetype manyRecipients = 100;

bool isAsked(const QString &name)
{
    return name == u"attach"_s || name == u"attachment"_s || name == u"insert"_s;
}

bool isHonoured(const QString &name)
{
    return name == u"to"_s || name == u"cc"_s || name == u"bcc"_s || name == u"subject"_s || name == u"body"_s
        || name == u"in-reply-to"_s;
}

bool isFatalInAddress(QChar c)
{
    return c == u'\r' || c == u'\n' || c.isNull();
}

class MailtoReader
{
public:
    MailtoLink read(const QString &link);

private:
    void warn(const QString &code);
    void drop(const QString &name);
    QString accepted(const DecodedText &decoded);
    void noteHidden(const QString &text, bool inAddress);
    void splitPath(QStringView &path, QStringView &fields);
    void readField(QStringView field);
    void readAddresses(const QString &value, QList<Recipient> &field);
    Recipient decodeRecipient(const Recipient &typed);
    void readSubject(const QString &value);
    void readBody(const QString &value);
    void readInReplyTo(const QString &value);

    MailtoLink m_link;
    bool m_subjectSeen = false;
    bool m_bodySeen = false;
};

void MailtoReader::warn(const QString &code)
{
    if (!m_link.warnings.contains(code))
        m_link.warnings.append(code);
}

void MailtoReader::drop(const QString &name)
{
    if (!m_link.dropped.contains(name))
        m_link.dropped.append(name);
}

// Text in which something could not be decoded is kept, but told of.
QString MailtoReader::accepted(const DecodedText &decoded)
{
    if (decoded.damaged)
        warn(u"malformed-escape"_s);
    return decoded.text;
}

void MailtoReader::noteHidden(const QString &text, bool inAddress)
{
    const std::vector<char32_t> points = codePoints(text);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const char32_t c = points[i];
        if (isControl(c) && !(inAddress && c == U'\t'))
            warn(u"control-chars"_s);
        else if (isInvisible(c) && !isNeededJoiner(points, i))
            warn(u"invisible-chars"_s);
    }
}

// Encoded-words are decoded after the field was cut up: what they hide can never become another recipient.
Recipient MailtoReader::decodeRecipient(const Recipient &typed)
{
    if (!typed.isReadable())
        return typed;
    const QString name = accepted(decodeWords(typed.address.name));
    const qsizetype at = typed.address.mailbox.lastIndexOf(u'@');
    const QString mailbox = accepted(decodeWords(typed.address.mailbox.first(at))) + typed.address.mailbox.sliced(at);
    if (name == typed.address.name && mailbox == typed.address.mailbox)
        return typed;
    const Mailbox decoded = readMailbox(mailbox);
    if (decoded.fault == AddressFault::None)
        return recipientOf(name, decoded);
    Recipient unreadable;
    unreadable.unreadable = toText(typed.address);
    unreadable.fault = decoded.fault;
    return unreadable;
}

void MailtoReader::readAddresses(const QString &value, QList<Recipient> &field)
{
    const QString decoded = accepted(decodeWords(value));
    noteHidden(decoded, true);
    if (std::any_of(decoded.begin(), decoded.end(), isFatalInAddress)) {
        Recipient whole;
        whole.unreadable = value;
        whole.fault = AddressFault::HiddenCharacters;
        field.append(whole);
        return;
    }
    for (const Recipient &recipient : readRecipients(value))
        field.append(decodeRecipient(recipient));
}

// Controls and invisible characters become one blank, together with the blanks around them; other blanks stay.
void MailtoReader::readSubject(const QString &value)
{
    if (m_subjectSeen)
        return warn(u"repeated-subject"_s);
    m_subjectSeen = true;
    const QString decoded = accepted(decodeWords(value));
    noteHidden(decoded, false);
    const std::vector<char32_t> points = codePoints(decoded);
    QString subject;
    QString blanks;
    bool hidden = false;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const char32_t c = points[i];
        if (isControl(c) || isLineBreak(c) || (isInvisible(c) && !isNeededJoiner(points, i))) {
            hidden = true;
        } else if (isBlank(c)) {
            blanks += QChar::fromUcs4(c);
        } else {
            if (!subject.isEmpty())
                subject += hidden ? u" "_s : blanks;
            subject += QChar::fromUcs4(c);
            blanks.clear();
            hidden = false;
        }
    }
    m_link.message.subject = subject;
}

void MailtoReader::readBody(const QString &value)
{
    QString lines = value;
    lines.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    const auto isUnwanted = [this](QChar c) {
        const bool control = isControl(c.unicode()) && c != u'\t' && c != u'\n';
        if (control)
            warn(u"control-chars"_s);
        if (isBidiOverride(c.unicode()))
            warn(u"invisible-chars"_s);
        return control || isBidiOverride(c.unicode());
    };
    lines.removeIf(isUnwanted);
    QString &body = m_link.message.body.content;
    if (m_bodySeen)
        body += u'\n';
    body += cleanPlainText(lines);
    m_bodySeen = true;
}

// Becomes a header line, so nothing but printable ASCII may be in it (RFC 5322 3.6.4).
void MailtoReader::readInReplyTo(const QString &value)
{
    noteHidden(value, false);
    const QString id = value.trimmed();
    const bool printable = std::all_of(value.begin(), value.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
    if (!printable || id.size() > 990)
        return drop(u"in-reply-to"_s);
    if (m_link.message.inReplyTo.isEmpty())
        m_link.message.inReplyTo = id;
}

void MailtoReader::readField(QStringView field)
{
    const qsizetype equals = field.indexOf(u'=');
    if (equals <= 0)
        return;
    const QString name = accepted(decodePercent(field.first(equals))).toLower();
    const QString value = accepted(decodePercent(field.sliced(equals + 1)));
    Recipients &recipients = m_link.message.recipients;
    if (isAsked(name))
        warn(u"attachment-requested"_s);
    if (!isHonoured(name))
        return drop(name);
    if (name == u"to"_s)
        readAddresses(value, recipients.to);
    else if (name == u"cc"_s)
        readAddresses(value, recipients.cc);
    else if (name == u"bcc"_s)
        readAddresses(value, recipients.bcc);
    else if (name == u"subject"_s)
        readSubject(value);
    else if (name == u"body"_s)
        readBody(value);
    else
        readInReplyTo(value);
}

// "mailto:ana@example.org&subject=x": people forget the question mark, and an address with "&" and "=" is rare.
void MailtoReader::splitPath(QStringView &path, QStringView &fields)
{
    const qsizetype mark = path.indexOf(u'?');
    if (mark >= 0) {
        fields = path.sliced(mark + 1);
        path = path.first(mark);
        return;
    }
    const qsizetype ampersand = path.indexOf(u'&');
    const qsizetype equals = ampersand < 0 ? -1 : path.indexOf(u'=', ampersand);
    if (equals < 0)
        return;
    const QStringView before = path.first(ampersand);
    const QString name = path.sliced(ampersand + 1, equals - ampersand - 1).toString().toLower();
    const bool addressBefore = before.contains(u'@') || before.contains(u"%40");
    if (!name.contains(u'@') && (addressBefore || isHonoured(name) || isAsked(name))) {
        warn(u"missing-question-mark"_s);
        fields = path.sliced(ampersand + 1);
        path = before;
    }
}

MailtoLink MailtoReader::read(const QString &link)
{
    if (!link.startsWith(u"mailto:"_s, Qt::CaseInsensitive)) {
        warn(u"not-mailto"_s);
        return m_link;
    }
    if (link.size() > mailtoLimit) {
        warn(u"too-long"_s);
        return m_link;
    }
    m_link.accepted = true;
    QStringView path = QStringView(link).sliced(7);
    path = path.first(path.contains(u'#') ? path.indexOf(u'#') : path.size());
    if (path.startsWith(u"//")) {
        warn(u"leading-slashes"_s);
        while (path.startsWith(u'/'))
            path = path.sliced(1);
    }
    QStringView fields;
    splitPath(path, fields);
    readAddresses(accepted(decodePercent(path)), m_link.message.recipients.to);
    for (const QStringView field : fields.split(u'&'))
        readField(field);
    const Recipients &recipients = m_link.message.recipients;
    if (!recipients.bcc.isEmpty())
        warn(u"bcc-from-link"_s);
    if (recipients.count() > manyRecipients)
        warn(u"many-recipients"_s);
    return m_link;
}

} // namespace

MailtoLink readMailto(const QString &link)
{
    return MailtoReader().read(link);
}

} // namespace Sendoff
