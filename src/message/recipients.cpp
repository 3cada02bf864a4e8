// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/recipients.h"

#include "message/bareaddresses.h"
#include "message/fielditems.h"

#include <QSet>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff {

namespace {

class FieldReader
{
public:
    explicit FieldReader(QStringView text)
        : m_text(text)
        , m_tokens(readFieldTokens(text))
    {
    }

    QList<PlacedRecipient> read()
    {
        for (const FieldItem &item : readFieldItems(m_text, m_tokens))
            readItem(item);
        return std::move(m_recipients);
    }

private:
    using Tokens = std::span<const FieldToken>;

    void readItem(const FieldItem &item);
    void readWithAngle(Tokens tokens, std::size_t angle, qsizetype start);
    void readBare(Tokens tokens, qsizetype start);
    void add(const Recipient &recipient, qsizetype start, qsizetype end);
    void addUnreadable(AddressFault fault, qsizetype start, qsizetype end);
    QStringView textOf(const FieldToken &token) const { return m_text.sliced(token.start, token.end - token.start); }
    QString nameOf(Tokens tokens) const;
    bool mayHidePeople(Tokens tokens) const;

    QStringView m_text;
    std::vector<FieldToken> m_tokens;
    QList<PlacedRecipient> m_recipients;
};

bool isBlankToken(const FieldToken &token)
{
    return token.kind == FieldToken::Blank;
}

void FieldReader::add(const Recipient &recipient, qsizetype start, qsizetype end)
{
    m_recipients.append({recipient, start, end - start});
}

void FieldReader::addUnreadable(AddressFault fault, qsizetype start, qsizetype end)
{
    Recipient recipient;
    recipient.unreadable = m_text.sliced(start, end - start).toString();
    recipient.fault = fault;
    add(recipient, start, end);
}

void FieldReader::readItem(const FieldItem &item)
{
    Tokens tokens = Tokens(m_tokens).subspan(std::min(item.first, m_tokens.size()));
    tokens = tokens.first(std::min(item.last, m_tokens.size()) - std::min(item.first, m_tokens.size()));
    while (!tokens.empty() && isBlankToken(tokens.front()))
        tokens = tokens.subspan(1);
    while (!tokens.empty() && isBlankToken(tokens.back()))
        tokens = tokens.first(tokens.size() - 1);
    if (tokens.empty()) {
        if (item.hasPrefix)
            addUnreadable(AddressFault::NoAt, item.start, m_tokens[item.first - 1].end);
        return;
    }
    const qsizetype start = item.hasPrefix ? item.start : tokens.front().start;
    const auto isAngle = [](const FieldToken &token) { return token.kind == FieldToken::Angle; };
    const auto angles = std::count_if(tokens.begin(), tokens.end(), isAngle);
    if (std::any_of(tokens.begin(), tokens.end(), [](const auto &t) { return t.kind == FieldToken::StrayBracket; }))
        addUnreadable(AddressFault::Unbalanced, start, tokens.back().end);
    else if (angles > 1)
        addUnreadable(AddressFault::SeveralAddresses, start, tokens.back().end);
    else if (angles == 1)
        readWithAngle(tokens, std::size_t(std::find_if(tokens.begin(), tokens.end(), isAngle) - tokens.begin()), start);
    else
        readBare(tokens, start);
}

// A quote without its partner is forgiven where one person stays one person. Otherwise the quotes may have been paired
// wrongly, with somebody's address between them; so also where a quoted name runs over several lines.
bool FieldReader::mayHidePeople(Tokens tokens) const
{
    const bool stray
        = std::any_of(tokens.begin(), tokens.end(), [](const auto &t) { return t.kind == FieldToken::StrayQuote; });
    return std::any_of(tokens.begin(), tokens.end(), [&](const FieldToken &token) {
        if (token.kind != FieldToken::Quoted || !textOf(token).contains(u'@'))
            return false;
        return stray || textOf(token).contains(u'\n') || textOf(token).contains(u'\r');
    });
}

void FieldReader::readWithAngle(Tokens tokens, std::size_t angle, qsizetype start)
{
    const qsizetype end = tokens.back().end;
    const auto isAside
        = [](const FieldToken &t) { return t.kind == FieldToken::Blank || t.kind == FieldToken::Comment; };
    const Tokens before = tokens.first(angle);
    const Tokens after = tokens.subspan(angle + 1);
    const bool oddBefore = std::any_of(before.begin(), before.end(), [](const FieldToken &token) {
        return token.kind == FieldToken::Literal || token.kind == FieldToken::Colon;
    });
    if (oddBefore || !std::all_of(after.begin(), after.end(), isAside))
        return addUnreadable(AddressFault::SeveralAddresses, start, end);
    if (mayHidePeople(before))
        return addUnreadable(AddressFault::Unbalanced, start, end);

    const QStringView angleText = textOf(tokens[angle]);
    const Mailbox mailbox = readAngleAddress(angleText.sliced(1, angleText.size() - 2));
    if (mailbox.fault != AddressFault::None)
        return addUnreadable(mailbox.fault, start, end);
    std::vector<FieldToken> nameTokens(before.begin(), before.end());
    if (!before.empty() && !after.empty())
        nameTokens.push_back({FieldToken::Blank, tokens[angle].start, tokens[angle].start});
    nameTokens.insert(nameTokens.end(), after.begin(), after.end());
    add(recipientOf(nameOf(nameTokens), mailbox), start, end);
}

// Words and comments as they stand; comments alone give their text.
QString FieldReader::nameOf(Tokens tokens) const
{
    const bool onlyComments = std::all_of(tokens.begin(), tokens.end(), [](const FieldToken &token) {
        return token.kind == FieldToken::Blank || token.kind == FieldToken::Comment;
    });
    QString name;
    for (const FieldToken &token : tokens) {
        switch (token.kind) {
        case FieldToken::Quoted:
            name += unescaped(textOf(token));
            break;
        case FieldToken::Comment:
            name += onlyComments ? u' ' + unescaped(textOf(token)) : u" ("_s + unescaped(textOf(token)) + u") "_s;
            break;
        case FieldToken::Blank:
            name += u' ';
            break;
        case FieldToken::StrayQuote:
            break;
        default:
            name += textOf(token);
        }
    }
    return name;
}

void FieldReader::readBare(Tokens tokens, qsizetype start)
{
    const BareAddresses bare = readBareAddresses(m_text, tokens);
    if (bare.fault != AddressFault::None)
        return addUnreadable(bare.fault, start, tokens.back().end);
    const bool one = bare.addresses.size() == 1;
    for (std::size_t i = 0; i < bare.addresses.size(); ++i) {
        const BareAddress &word = bare.addresses[i];
        const qsizetype wordStart = i == 0 ? start : word.start;
        const qsizetype wordEnd = one ? tokens.back().end : word.end;
        if (word.mailbox.fault == AddressFault::None)
            add(recipientOf(word.comment, word.mailbox), wordStart, wordEnd);
        else
            addUnreadable(word.mailbox.fault, wordStart, wordEnd);
    }
}

// Two mailboxes are the same for Exchange whatever their case, and whichever form of the domain was typed.
QString keyOf(const QString &mailbox)
{
    const qsizetype at = mailbox.lastIndexOf(u'@');
    const QString domain = QString::fromLatin1(QUrl::toAce(mailbox.sliced(at + 1)));
    return domain.isEmpty() ? mailbox.toCaseFolded() : mailbox.first(at + 1).toCaseFolded() + domain;
}

} // namespace

QList<PlacedRecipient> readPlacedRecipients(const QString &typed)
{
    return FieldReader(typed).read();
}

QList<Recipient> readRecipients(const QString &typed)
{
    QList<Recipient> recipients;
    for (const PlacedRecipient &placed : readPlacedRecipients(typed))
        recipients.append(placed.recipient);
    return recipients;
}

Recipient recipientOf(const Address &address)
{
    const Mailbox mailbox = readMailbox(address.mailbox);
    if (mailbox.fault == AddressFault::None)
        return recipientOf(address.name, mailbox);
    Recipient recipient;
    recipient.unreadable = toText(address);
    recipient.fault = mailbox.fault;
    return recipient;
}

QString toText(const QList<Recipient> &field)
{
    QString text;
    bool afterUnreadable = false;
    for (const Recipient &recipient : field) {
        // A comma could make an unreadable piece the last name of the next person.
        if (!text.isEmpty())
            text += afterUnreadable ? u"; "_s : u", "_s;
        text += recipient.isReadable() ? toText(recipient.address) : recipient.unreadable;
        afterUnreadable = !recipient.isReadable();
    }
    return text;
}

Recipients withoutDoubles(const Recipients &recipients)
{
    QSet<QString> seen;
    const auto firstOnes = [&seen](const QList<Recipient> &field) {
        QList<Recipient> kept;
        for (const Recipient &recipient : field) {
            if (!recipient.isReadable()) {
                kept.append(recipient);
                continue;
            }
            const QString key = keyOf(recipient.address.mailbox);
            if (seen.contains(key))
                continue;
            seen.insert(key);
            kept.append(recipient);
        }
        return kept;
    };
    Recipients once;
    once.to = firstOnes(recipients.to);
    once.cc = firstOnes(recipients.cc);
    once.bcc = firstOnes(recipients.bcc);
    return once;
}

} // namespace Sendoff
