// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/tokenbook.h"

using namespace Qt::StringLiterals;

namespace Sendoff::Practice {

namespace {

constexpr std::chrono::hours refreshLifetime{90 * 24};
constexpr std::chrono::minutes remembered{
    60}; // how long an expired code or token is still told apart from an unknown one

} // namespace

QString TokenBook::issueCode(const Code &code)
{
    const auto now = m_clock.monotonic();
    m_codes.removeIf([&](const auto &at) { return now > at.value().expires + remembered; });
    // Microsoft's codes for personal accounts hold characters that a careless client forgets to encode.
    const QString text = code.grant.account->personal
        ? u"M.C507_PRC.2.U."_s + QString::fromLatin1(m_dice.urlSafe(24)) + u"!x*$$"_s
        : u"0.AX-"_s + QString::fromLatin1(m_dice.urlSafe(300));
    m_codes.insert(text, {code, now + codeLifetime, false});
    return text;
}

Standing TokenBook::standingOfCode(const QString &code) const
{
    const auto at = m_codes.constFind(code);
    if (at == m_codes.constEnd())
        return Standing::Unknown;
    if (at->redeemed)
        return Standing::Redeemed;
    return m_clock.monotonic() >= at->expires ? Standing::Expired : Standing::Good;
}

const Code *TokenBook::code(const QString &code) const
{
    const auto at = m_codes.constFind(code);
    return at == m_codes.constEnd() ? nullptr : &at->code;
}

void TokenBook::redeem(const QString &code)
{
    if (const auto at = m_codes.find(code); at != m_codes.end())
        at->redeemed = true;
}

QString TokenBook::issue(QHash<QString, Entry> &book, const Grant &grant, std::chrono::seconds lifetime,
                         qsizetype octets)
{
    const auto now = m_clock.monotonic();
    book.removeIf([&](const auto &at) { return now > at.value().expires + remembered; });
    const QString token = QString::fromLatin1(m_dice.urlSafe(octets));
    book.insert(token, {grant, now + lifetime, false});
    return token;
}

QString TokenBook::issueAccessToken(const Grant &grant)
{
    return issue(m_access, grant, accessLifetime, 1200); // about as long as the real ones
}

QString TokenBook::issueRefreshToken(const Grant &grant)
{
    return issue(m_refresh, grant, refreshLifetime, 700);
}

Standing TokenBook::standingOf(const QHash<QString, Entry> &book, const QString &token) const
{
    const auto at = book.constFind(token);
    if (at == book.constEnd())
        return Standing::Unknown;
    if (at->revoked)
        return Standing::Revoked;
    return m_clock.monotonic() >= at->expires ? Standing::Expired : Standing::Good;
}

Standing TokenBook::standingOfAccessToken(const QString &token) const
{
    return standingOf(m_access, token);
}

Standing TokenBook::standingOfRefreshToken(const QString &token) const
{
    return standingOf(m_refresh, token);
}

const Grant *TokenBook::accessGrant(const QString &token) const
{
    const auto at = m_access.constFind(token);
    return at == m_access.constEnd() ? nullptr : &at->grant;
}

const Grant *TokenBook::refreshGrant(const QString &token) const
{
    const auto at = m_refresh.constFind(token);
    return at == m_refresh.constEnd() ? nullptr : &at->grant;
}

void TokenBook::revokeAccessTokens()
{
    for (Entry &entry : m_access)
        entry.revoked = true;
}

void TokenBook::expireAccessTokens()
{
    for (Entry &entry : m_access)
        entry.expires = m_clock.monotonic();
}

void TokenBook::revokeRefreshTokens()
{
    for (Entry &entry : m_refresh)
        entry.revoked = true;
}

} // namespace Sendoff::Practice
