// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "message/bareaddresses.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Sendoff {

namespace {

enum class Blanks { Separate, MayStandInside };

struct Words
{
    std::vector<BareAddress> words;
    bool commentsFit = true; // each comment clearly belongs to one word
};

QStringView textOf(QStringView text, const FieldToken &token)
{
    return text.sliced(token.start, token.end - token.start);
}

void append(QString &name, const QString &comment)
{
    if (!name.isEmpty() && !comment.isEmpty())
        name += u' ';
    name += comment;
}

// Cuts at blanks and comments. With Blanks::MayStandInside not where a dot or @ shows that an address goes on.
Words cutWords(QStringView text, std::span<const FieldToken> tokens, Blanks blanks)
{
    Words cut;
    QString commentsInFront;
    QString pendingComments;
    bool gap = true;
    for (const FieldToken &token : tokens) {
        if (token.kind == FieldToken::Blank || token.kind == FieldToken::LineBreak) {
            gap = true;
            continue;
        }
        const QStringView part = textOf(text, token);
        if (token.kind == FieldToken::Comment) {
            gap = true;
            append(cut.words.empty() ? commentsInFront : pendingComments, unescaped(part));
            continue;
        }
        const auto joins = [](QChar c) { return c == u'.' || c == u'@'; };
        const bool goesOn = !cut.words.empty()
            && (!gap
                || (blanks == Blanks::MayStandInside && (joins(part.front()) || joins(cut.words.back().text.back()))));
        if (!goesOn) {
            if (!cut.words.empty())
                append(cut.words.back().comment, pendingComments);
            cut.words.push_back({{}, token.start, token.end, {}, {}});
        }
        pendingComments.clear();
        cut.words.back().text += part;
        cut.words.back().end = token.end;
        gap = false;
    }
    if (cut.words.empty())
        return cut;
    append(cut.words.back().comment, pendingComments);
    if (!commentsInFront.isEmpty()) {
        cut.commentsFit = cut.words.size() == 1;
        append(commentsInFront, cut.words.front().comment);
        cut.words.front().comment = commentsInFront;
    }
    return cut;
}

bool allReadable(const Words &cut)
{
    return !cut.words.empty() && std::all_of(cut.words.begin(), cut.words.end(), [](const BareAddress &word) {
        return word.mailbox.fault == AddressFault::None;
    });
}

bool allWithAt(const Words &cut)
{
    return cut.words.size() > 1 && std::all_of(cut.words.begin(), cut.words.end(), [](const BareAddress &word) {
               return findAt(word.text) >= 0;
           });
}

Words readWords(QStringView text, std::span<const FieldToken> tokens, Blanks blanks)
{
    Words cut = cutWords(text, tokens, blanks);
    for (BareAddress &word : cut.words)
        word.mailbox = readMailbox(word.text);
    return cut;
}

AddressFault faultOfWords(const Words &cut)
{
    const auto withAt = [](const BareAddress &word) { return findAt(word.text) >= 0; };
    const auto count = std::count_if(cut.words.begin(), cut.words.end(), withAt);
    if (count == 0)
        return AddressFault::NoAt;
    // "ana mora@example.org" may be one address with a blank too many or a name and an address; nobody knows.
    return count == 1 && withAt(cut.words.back()) ? AddressFault::BadLocalPart : AddressFault::SeveralAddresses;
}

// Places of what stands behind a route "@one,@two:", or 0.
std::size_t skipRoute(QStringView text, std::span<const FieldToken> tokens)
{
    bool wordSeen = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const FieldToken::Kind kind = tokens[i].kind;
        if (kind == FieldToken::Colon)
            return wordSeen ? i + 1 : 0;
        if (kind == FieldToken::Text) {
            const QStringView part = textOf(text, tokens[i]);
            if (!part.startsWith(u'@') || part.size() < 2)
                return 0;
            wordSeen = true;
        } else if (kind != FieldToken::Comma && kind != FieldToken::Blank) {
            return 0;
        }
    }
    return 0;
}

std::size_t skipScheme(QStringView text, std::span<const FieldToken> tokens)
{
    if (tokens.size() < 2 || tokens[0].kind != FieldToken::Text || tokens[1].kind != FieldToken::Colon)
        return 0;
    return textOf(text, tokens[0]).compare(u"mailto", Qt::CaseInsensitive) == 0 ? 2 : 0;
}

} // namespace

QString unescaped(QStringView enclosed)
{
    QString text;
    for (qsizetype i = 1; i + 1 < enclosed.size(); ++i) {
        if (enclosed.at(i) == u'\\' && i + 2 < enclosed.size())
            ++i;
        text += enclosed.at(i);
    }
    return text.trimmed();
}

BareAddresses readBareAddresses(QStringView text, std::span<const FieldToken> tokens)
{
    for (const FieldToken &token : tokens) {
        if (token.kind == FieldToken::StrayQuote || token.kind == FieldToken::StrayBracket)
            return {{}, AddressFault::Unbalanced};
    }
    Words separate = readWords(text, tokens, Blanks::Separate);
    if (separate.words.empty())
        return {{}, AddressFault::NoAt};
    // No address has a colon outside a literal: this is a URL, or something else nobody can be sure of.
    const auto isColon = [](const FieldToken &token) { return token.kind == FieldToken::Colon; };
    if (std::any_of(tokens.begin(), tokens.end(), isColon))
        return {{}, faultOfWords(separate)};
    if (allReadable(separate) && separate.commentsFit)
        return {std::move(separate.words), AddressFault::None};
    Words joined = readWords(text, tokens, Blanks::MayStandInside);
    if ((joined.words.size() == 1 || allReadable(joined)) && joined.commentsFit)
        return {std::move(joined.words), AddressFault::None};
    if (allWithAt(separate) && separate.commentsFit)
        return {std::move(separate.words), AddressFault::None};
    if (allWithAt(joined) && joined.commentsFit)
        return {std::move(joined.words), AddressFault::None};
    return {{}, faultOfWords(joined)};
}

Mailbox readAngleAddress(QStringView inner)
{
    const auto faulty = [](AddressFault fault) { return Mailbox{{}, fault, {}}; };
    const std::vector<FieldToken> all = readFieldTokens(inner);
    std::span<const FieldToken> tokens = all;
    while (!tokens.empty() && tokens.front().kind == FieldToken::Blank)
        tokens = tokens.subspan(1);
    tokens = tokens.subspan(skipScheme(inner, tokens));
    tokens = tokens.subspan(skipRoute(inner, tokens));
    for (const FieldToken &token : tokens) {
        switch (token.kind) {
        case FieldToken::StrayQuote:
        case FieldToken::StrayBracket:
            return faulty(AddressFault::Unbalanced);
        case FieldToken::Comma:
        case FieldToken::Semicolon:
            return faulty(AddressFault::SeveralAddresses);
        default:
            break;
        }
    }
    const Words cut = readWords(inner, tokens, Blanks::MayStandInside);
    if (cut.words.size() > 1)
        return faulty(faultOfWords(cut));
    return cut.words.empty() ? faulty(AddressFault::NoAt) : cut.words.front().mailbox;
}

} // namespace Sendoff
