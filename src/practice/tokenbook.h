// SPDX-FileCopyrightText: 2026 The Sendoff authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/dice.h"
#include "practice/account.h"

#include <QByteArray>
#include <QHash>
#include <QStringList>

#include <chrono>

namespace Sendoff::Practice {

/// What somebody agreed to: this program may do these things for this account.
struct Grant
{
    QString clientId;
    Tenant tenant; ///< the one the sign-in went through
    const Account *account = nullptr; ///< null: a program that acts as itself
    QStringList scopes; ///< of this token, spelt as asked for
    QStringList consented; ///< all that was agreed to; a refresh may ask for any part of it
    QString nonce;
    QString claims{}; ///< what the sign-in was asked to prove, JSON
};

/// What can be said of a code or token somebody shows.
enum class Standing { Unknown, Good, Expired, Revoked, Redeemed };

struct Code
{
    Grant grant;
    QString redirectUri;
    QByteArray challenge; ///< PKCE S256, base64url
};

/// All codes and tokens that are out. In memory only: when the service ends, everybody has to sign in again.
class TokenBook
{
public:
    static constexpr std::chrono::seconds codeLifetime{600};
    static constexpr std::chrono::seconds accessLifetime{3599};

    TokenBook(const Clock &clock, Dice &dice)
        : m_clock(clock)
        , m_dice(dice)
    {
    }

    QString issueCode(const Code &code);
    Standing standingOfCode(const QString &code) const;
    const Code *code(const QString &code) const;
    void redeem(const QString &code);

    QString issueAccessToken(const Grant &grant);
    Standing standingOfAccessToken(const QString &token) const;
    const Grant *accessGrant(const QString &token) const;

    QString issueRefreshToken(const Grant &grant);
    Standing standingOfRefreshToken(const QString &token) const;
    const Grant *refreshGrant(const QString &token) const;

    /// What an account has agreed to before: it is in every token from now on, asked for or not.
    void consent(const QString &account, const QStringList &scopes) { m_consented.insert(account, scopes); }
    const QHash<QString, QStringList> &consented() const { return m_consented; }
    void forgetConsent() { m_consented.clear(); }

    void revokeAccessTokens();
    void expireAccessTokens();
    void revokeRefreshTokens();

private:
    struct Entry
    {
        Grant grant;
        std::chrono::milliseconds expires{0};
        bool revoked = false;
    };
    struct CodeEntry
    {
        Code code;
        std::chrono::milliseconds expires{0};
        bool redeemed = false;
    };

    Standing standingOf(const QHash<QString, Entry> &book, const QString &token) const;
    QString issue(QHash<QString, Entry> &book, const Grant &grant, std::chrono::seconds lifetime, qsizetype octets);

    const Clock &m_clock;
    Dice &m_dice;
    QHash<QString, CodeEntry> m_codes;
    QHash<QString, Entry> m_access;
    QHash<QString, Entry> m_refresh;
    QHash<QString, QStringList> m_consented; ///< by the account's address
};

} // namespace Sendoff::Practice
